//! What a clerk writes down of a call, a visit, a letter or a mail (GR-017).

use chrono_tz::Tz;

use super::report::Report;
use crate::complaints::contact::Channel;
use crate::error::Refusal;
use crate::organisation::PlaceId;
use crate::platform::clock::Moment;
use crate::platform::form::{Fields, Reader};

/// What a clerk writes down of a call, a visit, a letter or a mail (GR-017).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// What was told.
    pub report: Report,
    /// How it came.
    pub channel: Channel,
    /// When it came.
    pub received_at: Moment,
    /// The place it is about, if it is one of ours.
    pub place: Option<PlaceId>,
}

impl Noted {
    /// Reads the clerk's form; source, content and time must be there (§4.2.1).
    pub fn read(fields: &Fields, zone: Tz, now: Moment) -> Result<Self, Vec<Refusal>> {
        let mut reader = Reader::new(fields);
        let (on, at) = (reader.date("received_on"), reader.time("received_time"));
        let channel = reader.choice("channel");
        let received = on
            .zip(at)
            .and_then(|(on, at)| Moment::from_local(zone, on, at));
        if received.is_some_and(|received| received > now) {
            reader.refuse(Refusal::of_field("received_time", "complaints-in-future"));
        }
        let place = fields.get("place").parse().ok();
        let mut errors = reader.errors();
        let report = Report::read(fields, "").map_err(|more| errors.extend(more));
        if let Ok(report) = &report
            && report.place_text.is_empty()
            && place.is_none()
        {
            errors.push(Refusal::of_field("where", "complaints-no-place"));
        }
        match (report, channel, received) {
            (Ok(report), Some(channel), Some(received_at)) if errors.is_empty() => Ok(Self {
                report,
                channel,
                received_at,
                place,
            }),
            _ => Err(errors),
        }
    }

    /// What else is wrong with a form whose place is not known, and that.
    pub(super) fn faults_beside(
        unknown: Refusal,
        fields: &Fields,
        zone: Tz,
        now: Moment,
    ) -> Vec<Refusal> {
        let mut refusals = Self::read(fields, zone, now).err().unwrap_or_default();
        refusals.retain(|refusal| refusal.key != "complaints-no-place");
        refusals.push(unknown);
        refusals
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone, Utc};

    use super::*;

    fn form(what: &str) -> Fields {
        Fields::of([
            ("what", what.to_owned()),
            ("where", String::new()),
            ("who", "occupant".to_owned()),
        ])
    }

    #[test]
    fn a_contact_without_source_content_or_time_is_refused() {
        let now = Moment::from_utc(Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap());
        let zone = chrono_tz::Asia::Shanghai;
        let mut whole = form("电梯异响");
        for (name, value) in [
            ("channel", "phone"),
            ("received_on", "2026-11-24"),
            ("received_time", "08:30"),
        ] {
            whole.push(name, value);
        }
        let errors = Noted::read(&whole, zone, now).unwrap_err();
        assert_eq!(errors[0].field, Some("where"));
        let mut placed = whole.clone();
        placed.push("place", PlaceId::new().as_str());
        let noted = Noted::read(&placed, zone, now).unwrap();
        assert_eq!(noted.received_at, now - Duration::minutes(30));
        let empty = Noted::read(&Fields::default(), zone, now).unwrap_err();
        let fields: Vec<_> = empty.iter().filter_map(|e| e.field).collect();
        for field in ["received_on", "received_time", "channel", "what", "who"] {
            assert!(fields.contains(&field), "{field}");
        }
    }

    #[test]
    fn nothing_is_received_in_the_future() {
        let now = Moment::from_utc(Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap());
        let mut fields = form("电梯异响");
        for (name, value) in [
            ("channel", "visit"),
            ("received_on", "2026-11-24"),
            ("received_time", "09:01"),
            ("place", PlaceId::new().as_str()),
        ] {
            fields.push(name, value);
        }
        let errors = Noted::read(&fields, chrono_tz::Asia::Shanghai, now).unwrap_err();
        assert_eq!(errors[0].key, "complaints-in-future");
    }
}
