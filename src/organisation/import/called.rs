//! What something new is called, and its order among its siblings. Pure.

use super::alike;
use crate::organisation::bare::stripped;
use crate::organisation::layout::floors::Storey;
use crate::organisation::service::SPOTS_FROM;

/// What something is called, and its order among its siblings.
pub(super) struct Called {
    pub(super) sort_key: i32,
    pub(super) name: String,
    pub(super) name_en: String,
}

/// Whether a name is figures and letters alone: 3, A, 12B.
pub(super) fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric())
}

pub(super) fn entrance(typed: &str) -> Called {
    match alike::key(typed).parse::<i32>() {
        Ok(number) => Called {
            sort_key: number,
            name: match alike::end(typed).as_str() {
                "" | "单元" => format!("{number}单元"),
                _ => typed.to_owned(),
            },
            name_en: format!("Entrance {number}"),
        },
        Err(_) => home(typed),
    }
}

pub(super) fn floor(typed: &str) -> Called {
    if let Some(number) = alike::floor(typed) {
        let Storey { name, name_en } = Storey::of(number);
        return Called {
            sort_key: number,
            name,
            name_en,
        };
    }
    let (mut called, left) = (home(typed), stripped(typed));
    if is_plain(left) {
        called.name_en = format!("Floor {left}");
    }
    called
}

/// A lift by its number; 客梯 as it is. Nothing for what may be a number of lifts: 2, 2台.
pub(super) fn lift(typed: &str) -> Option<Called> {
    let is_one = typed.contains('梯') && !counts(typed);
    is_one.then(|| match alike::lift(typed).parse::<i32>() {
        Ok(number) => Called {
            // Lifts come after the floors, of which there are at most 120.
            sort_key: number.saturating_add(1_000),
            name: typed.to_owned(),
            name_en: format!("Lift {number}"),
        },
        Err(_) => Called {
            sort_key: 1_500,
            ..home(typed)
        },
    })
}

/// Whether it says how many there are: 2部电梯, 两台.
fn counts(typed: &str) -> bool {
    let is_figure = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c);
    let mut pairs = typed.chars().zip(typed.chars().skip(1));
    pairs.any(|(figure, of)| is_figure(figure) && matches!(of, '台' | '部'))
}

/// A spot, after everything else.
pub(super) fn spot(typed: &str) -> Called {
    Called {
        sort_key: SPOTS_FROM,
        ..home(typed)
    }
}

pub(super) fn home(typed: &str) -> Called {
    let figures: String = typed.chars().filter(char::is_ascii_digit).collect();
    Called {
        sort_key: figures.parse().unwrap_or(500),
        name: typed.to_owned(),
        name_en: typed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lift_is_told_from_a_number_of_lifts() {
        let english = |typed| lift(typed).map(|called| called.name_en);
        assert_eq!(english("2号电梯").as_deref(), Some("Lift 2"));
        assert_eq!(english("二号梯").as_deref(), Some("Lift 2"));
        assert_eq!(english("货梯").as_deref(), Some("货梯"));
        assert_eq!(english("北部电梯").as_deref(), Some("北部电梯"));
        for typed in ["2", "2台", "2部电梯", "两部电梯", "东侧"] {
            assert_eq!(english(typed), None, "{typed}");
        }
        assert_eq!(lift("2147483647号电梯").unwrap().sort_key, i32::MAX);
    }
}
