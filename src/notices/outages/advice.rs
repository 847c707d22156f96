//! What to do about a stop, as tiles: by what stops, whether it has begun, and how long it lasts.

use chrono::Duration;

use super::super::part::Advice;
use super::facts::{Outage, Utility};
use crate::platform::clock::Moment;

/// The tiles of a stop as it stands at a moment.
pub(super) fn advice(outage: &Outage, now: Moment) -> Vec<Advice> {
    let begun = outage.starts_at <= now;
    match outage.utility {
        Utility::Water => water(outage, begun),
        Utility::Power => power(outage, begun),
    }
}

fn water(outage: &Outage, begun: bool) -> Vec<Advice> {
    let first = if begun {
        tile("节约用水", "家里的存水先用在饮用、做饭")
    } else {
        tile("提前储水", stored(outage))
    };
    let mut tiles = vec![
        first,
        tile("关好水龙头", "停水时请关好水龙头，以免来水漫溢"),
        tile("来水先放", "放一两分钟，水清再用"),
    ];
    if outage.supply_point.is_some() {
        tiles.insert(1, tile("就近取水", "临时供水点见上，请自带容器"));
    }
    tiles
}

/// For how long water is to be stored.
fn stored(outage: &Outage) -> &'static str {
    let length = outage.length();
    if length <= Duration::hours(1) {
        "接一桶备用即可"
    } else if length <= Duration::hours(12) {
        "够一家人半天之用"
    } else if length <= Duration::hours(24) {
        "够一家人一天之用"
    } else if outage.supply_point.is_some() {
        "够一家人一天之用，之后到供水点取水"
    } else {
        "停水超过一天，请多储一些"
    }
}

fn power(outage: &Outage, begun: bool) -> Vec<Advice> {
    let mut tiles = if begun {
        vec![
            tile("关闭电器", "拔下插头，留一盏灯等来电"),
            tile("请走楼梯", "停电时不要乘电梯"),
        ]
    } else {
        vec![
            tile("提前安排", "提前给手机充电，关闭电器"),
            tile("少乘电梯", "停电前后请走楼梯"),
        ]
    };
    if outage.length() > Duration::hours(4) {
        tiles.push(tile("少开冰箱", "停电时间较长，食物先吃易坏的"));
    }
    tiles.push(tile("来电再开", "电压稳定后再开电器"));
    tiles
}

fn tile(head: &str, detail: &str) -> Advice {
    Advice {
        head: head.to_owned(),
        detail: detail.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;
    use crate::notices::outages::facts::Cause;

    fn nine() -> Moment {
        Moment::from_utc(Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap())
    }

    fn outage(utility: Utility, begins: i64, minutes: i64, supply: Option<&str>) -> Outage {
        let starts_at = nine() + Duration::minutes(begins);
        Outage {
            utility,
            cause: Cause::Emergency,
            starts_at,
            ends_at: starts_at + Duration::minutes(minutes),
            places: Vec::new(),
            reason: "水管爆裂".to_owned(),
            supply_point: supply.map(str::to_owned),
            late_reason: None,
            received_at: None,
        }
    }

    fn said(outage: &Outage) -> String {
        let tiles = advice(outage, nine()).into_iter();
        let words: Vec<String> = tiles
            .map(|it| format!("{} {}", it.head, it.detail))
            .collect();
        words.join("\n")
    }

    #[test]
    fn water_is_stored_before_a_stop_and_for_as_long_as_it_lasts() {
        for (minutes, supply, detail) in [
            (60, None, "接一桶备用"),
            (61, None, "半天之用"),
            (12 * 60, None, "半天之用"),
            (12 * 60 + 1, None, "一天之用"),
            (24 * 60 + 1, Some("东门"), "之后到供水点取水"),
            (72 * 60, None, "超过一天，请多储"),
        ] {
            let ahead = said(&outage(Utility::Water, 1, minutes, supply));
            assert!(
                ahead.contains("提前储水") && ahead.contains(detail),
                "{ahead}"
            );
            let begun = said(&outage(Utility::Water, 0, minutes, supply));
            assert!(!begun.contains("提前") && !begun.contains("储"), "{begun}");
            assert_eq!(begun.contains("就近取水"), supply.is_some(), "{begun}");
        }
    }

    #[test]
    fn of_power_that_is_off_nobody_is_told_to_prepare() {
        for (begins, minutes) in [(-30, 60), (0, 60), (0, 600)] {
            let begun = said(&outage(Utility::Power, begins, minutes, None));
            assert!(
                !begun.contains("提前") && !begun.contains("充电"),
                "{begun}"
            );
            assert!(begun.contains("请走楼梯"), "{begun}");
            assert_eq!(begun.contains("冰箱"), minutes > 240, "{begun}");
        }
        let ahead = said(&outage(Utility::Power, 60, 60, None));
        assert!(ahead.contains("提前给手机充电，关闭电器"), "{ahead}");
    }

    #[test]
    fn there_are_four_tiles_at_most() {
        for utility in [Utility::Water, Utility::Power] {
            for begins in [-60, 60] {
                let longest = outage(utility, begins, 100 * 60, Some("东门"));
                assert!((3..=4).contains(&advice(&longest, nine()).len()));
            }
        }
    }
}
