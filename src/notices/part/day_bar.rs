//! The bar that shows a stop on the hours of its day, or of two days across midnight.

use serde::{Deserialize, Serialize};

/// Hours a label needs to itself on a bar of one day.
const ROOM: f64 = 2.2;

/// The stop on a bar of hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayBar {
    /// Hours the whole bar stands for: 24 or 48.
    pub hours: f64,
    /// Where the stop begins, in hours from the bar's first midnight.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// The labels beneath.
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

/// The two ends of the stop, and what of the scale has room beside them.
fn ticks(hours: f64, from: u32, to: u32) -> Vec<Tick> {
    let room = ROOM * hours / 24.0;
    let step = if hours > 24.0 { 720 } else { 360 };
    let mut ticks: Vec<Tick> = (0..=4).map(|n| tick(n * step, false)).collect();
    let (start, end) = (tick(from, true), tick(to, true));
    ticks.retain(|t| (t.at - start.at).abs() >= room && (t.at - end.at).abs() >= room);
    if end.at - start.at < room {
        // Two labels would run into each other: the hours stand above in full anyway.
        ticks.push(start);
    } else {
        ticks.extend([start, end]);
    }
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
                "次日06:00",
                "次日12:00",
                "次日24:00"
            ]
        );
    }

    #[test]
    fn labels_that_would_touch_are_left_out() {
        assert_eq!(
            labels(&DayBar::new(6 * 60 + 30, 7 * 60).unwrap()),
            ["00:00", "06:30", "12:00", "18:00", "24:00"]
        );
    }

    #[test]
    fn a_stop_that_lasts_days_or_no_time_has_no_bar() {
        assert_eq!(DayBar::new(0, 2881), None);
        assert_eq!(DayBar::new(600, 600), None);
    }
}
