//! The bar that shows a stop on the hours of its day, or of two days across midnight.

use serde::{Deserialize, Serialize};

/// The stop on a bar of hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayBar {
    /// Hours the whole bar stands for: 24 or 48.
    pub hours: f64,
    /// Where the stop begins, in hours from the bar's first midnight.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// The labels beneath, in their order. Where they stand so that all are read is the layout's.
    pub ticks: Vec<Tick>,
}

/// A label beneath the bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tick {
    /// Where, in hours.
    pub at: f64,
    /// `09:00`.
    pub label: String,
    /// The label belongs to the stop, not to the scale.
    pub strong: bool,
}

impl DayBar {
    /// A bar for a stop given in minutes after its first day's midnight; nothing when the stop
    /// ends after the second day or does not last.
    pub fn new(from_minute: u32, to_minute: u32) -> Option<Self> {
        let hours = match to_minute {
            0..=1440 => 24.0,
            1441..=2880 => 48.0,
            _ => return None,
        };
        if to_minute <= from_minute {
            return None;
        }
        let (from, to) = (f64::from(from_minute) / 60.0, f64::from(to_minute) / 60.0);
        Some(Self {
            hours,
            from,
            to,
            ticks: ticks(hours, from_minute, to_minute),
        })
    }
}

/// The hours of the scale, and the two ends of the stop in the place of those they are.
fn ticks(hours: f64, from: u32, to: u32) -> Vec<Tick> {
    let step = if hours > 24.0 { 720 } else { 360 };
    let scale = (0..=4).map(|n| n * step);
    let scale = scale.filter(|minute| ![from, to].contains(minute));
    let mut ticks: Vec<Tick> = scale.map(|minute| tick(minute, false)).collect();
    ticks.extend([from, to].map(|minute| tick(minute, true)));
    ticks.sort_by(|a, b| a.at.total_cmp(&b.at));
    ticks
}

fn tick(minute: u32, strong: bool) -> Tick {
    let next_day = minute > 1440;
    let shown = if next_day { minute - 1440 } else { minute };
    let day = if next_day { "次日" } else { "" };
    let label = format!("{day}{:02}:{:02}", shown / 60, shown % 60);
    Tick {
        at: f64::from(minute) / 60.0,
        label,
        strong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(bar: &DayBar) -> Vec<&str> {
        bar.ticks.iter().map(|t| t.label.as_str()).collect()
    }

    #[test]
    fn a_stop_within_a_day_is_drawn_on_24_hours() {
        let bar = DayBar::new(9 * 60, 15 * 60 + 30).unwrap();
        assert_eq!((bar.from, bar.to, bar.hours), (9.0, 15.5, 24.0));
        assert_eq!(
            labels(&bar),
            [
                "00:00", "06:00", "09:00", "12:00", "15:30", "18:00", "24:00"
            ]
        );
    }

    #[test]
    fn a_stop_across_midnight_is_drawn_on_two_days() {
        let bar = DayBar::new(22 * 60, 30 * 60).unwrap();
        assert_eq!(
            labels(&bar),
            [
                "00:00",
                "12:00",
                "22:00",
                "24:00",
                "次日06:00",
                "次日12:00",
                "次日24:00"
            ]
        );
    }

    #[test]
    fn no_hour_is_left_out_however_near_others_it_is() {
        let day = ["00:00", "06:00", "12:00", "18:00", "24:00"];
        for from in (0..1_440).step_by(30) {
            for to in (from + 30..=1_440).step_by(30) {
                let bar = DayBar::new(from, to).unwrap();
                let said = labels(&bar);
                let ends: Vec<&str> = bar
                    .ticks
                    .iter()
                    .filter(|t| t.strong)
                    .map(|t| t.label.as_str())
                    .collect();
                assert_eq!(ends.len(), 2, "{from} {to}");
                assert!(
                    day.iter().all(|hour| said.contains(hour)),
                    "{from} {to}: {said:?}"
                );
                let mut once = said.clone();
                once.dedup();
                assert_eq!(said, once, "{from} {to}");
            }
        }
    }

    #[test]
    fn a_stop_that_lasts_days_or_no_time_has_no_bar() {
        assert_eq!(DayBar::new(0, 2881), None);
        assert_eq!(DayBar::new(600, 600), None);
    }
}
