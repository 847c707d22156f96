//! What the tests stand on: a database each, a mail server, letters.

pub(crate) mod app;
pub(crate) mod browser;
pub(crate) mod client;
pub(crate) mod form;
pub(crate) mod house;
pub(crate) mod postgres;
pub(crate) mod process;
pub(crate) mod proxy;
pub(crate) mod smtp;
pub(crate) mod source;
pub(crate) mod statements;
pub(crate) mod times;

use chrono::{Duration, TimeZone, Utc};
use gaoshi::platform::clock::Moment;
use gaoshi::platform::mail::Letter;
use gaoshi::platform::outbox::{Occasion, Parcel};

/// A Tuesday, 09:00 in Shanghai.
pub(crate) fn tuesday() -> Moment {
    Moment::from_utc(Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap())
}

/// The page of what the parcels of tests tell.
const ABOUT: &str = "/of/tests";

/// Those of them whose marks begin so.
pub(crate) fn occasion(marks: &str) -> Occasion {
    Occasion {
        about: ABOUT.to_owned(),
        marks: marks.to_owned(),
    }
}

/// A parcel to an address, due now and useful for a day.
pub(crate) fn parcel(dedupe: &str, to: &str) -> Parcel {
    Parcel {
        kind: "test",
        dedupe: dedupe.to_owned(),
        office: None,
        about: Some(ABOUT.to_owned()),
        urgent: false,
        recipient: to.to_owned(),
        letter: Letter {
            from_name: "锦绣物业".to_owned(),
            to: to.to_owned(),
            reply_to: None,
            subject: "计划停水通知:3 号楼".to_owned(),
            text: "明天 9:00 至 12:00 停水。".to_owned(),
            html: "<p>明天 9:00 至 12:00 停水。</p>".to_owned(),
            unsubscribe: Some("https://wy.example.cn/u/abc".to_owned()),
            references: Vec::new(),
        },
        due_at: tuesday(),
        give_up_at: tuesday() + Duration::hours(24),
    }
}
