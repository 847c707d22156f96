//! What something new is called, and its order among its siblings. Pure.

use super::alike;
use crate::organisation::bare::stripped;
use crate::organisation::layout::floors::Storey;

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

pub(super) fn home(typed: &str) -> Called {
    let figures: String = typed.chars().filter(char::is_ascii_digit).collect();
    Called {
        sort_key: figures.parse().unwrap_or(500),
        name: typed.to_owned(),
        name_en: typed.to_owned(),
    }
}
