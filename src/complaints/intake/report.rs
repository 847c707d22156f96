//! What a complaint is made of (QP7.3 §4.2.1: source, content, time; who took it and how).

use chrono_tz::Tz;

use crate::codes::Here;
use crate::error::Refusal;
use crate::organisation::{OfficeId, PlaceId};
use crate::platform::clock::Moment;
use crate::platform::form::{Fields, Reader, half_width};
use crate::platform::words::Lang;

crate::id! {
    /// A complaint.
    ComplaintId
}

crate::text_enum! {
    /// Where it comes from (信息来源).
    Source {
        /// 业主.
        Owner = "owner",
        /// 住户.
        Occupant = "occupant",
        /// 开发商.
        Developer = "developer",
        /// 其他.
        Other = "other",
    }
}

crate::text_enum! {
    /// How it reached the office.
    Channel {
        /// Through the code on a sheet or sign.
        Qr = "qr",
        /// By telephone.
        Phone = "phone",
        /// At the counter or on a round.
        Visit = "visit",
        /// On paper.
        Letter = "letter",
        /// By mail.
        Mail = "mail",
    }
}

crate::text_enum! {
    /// How far it has come.
    Stage {
        /// Nobody has looked at it.
        Received = "received",
        /// Somebody of the office has.
        Seen = "seen",
    }
}

/// The most a resident can write.
const MAX_CONTENT: usize = 2000;
/// The most that says where.
const MAX_PLACE: usize = 120;

/// What a resident tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::complaints) struct Report {
    /// What is wrong.
    pub content: String,
    /// Where, in the resident's words.
    pub place_text: String,
    /// Who tells it.
    pub source: Source,
    /// How to call them, if they say.
    pub contact_name: Option<String>,
    /// Where to reach them, if they say.
    pub contact_phone: Option<String>,
}

impl Report {
    /// Reads the public form; an emptied place means the place of the code.
    pub(in crate::complaints) fn read(fields: &Fields, place: &str) -> Result<Self, Vec<Refusal>> {
        let mut reader = Reader::new(fields);
        let content = reader.text("what", MAX_CONTENT);
        let told = reader.optional_text("where", MAX_PLACE);
        let source = reader.choice("who");
        let name = reader.optional_text("name", 40);
        let phone = phone(&mut reader, fields);
        let errors: Vec<Refusal> = reader.errors().into_iter().map(named).collect();
        match source {
            Some(source) if errors.is_empty() => Ok(Self {
                content,
                place_text: if told.is_empty() {
                    place.to_owned()
                } else {
                    told
                },
                source,
                contact_name: Some(name).filter(|n| !n.is_empty()),
                contact_phone: phone,
            }),
            _ => Err(errors),
        }
    }

    /// The same with the name that the office knows, where the place is still our own English for it.
    pub(in crate::complaints) fn in_the_offices_words(self, here: &Here) -> Self {
        if self.place_text != here.name_in(Lang::En) {
            return self;
        }
        Self {
            place_text: here.name(),
            ..self
        }
    }
}

/// Says what is missing instead of that something is: the summary stands far from the field.
fn named(refusal: Refusal) -> Refusal {
    match (refusal.field, refusal.key) {
        (Some("what"), "form-required") => Refusal::of_field("what", "complaints-no-content"),
        _ => refusal,
    }
}

/// A number to call back: digits with what people write between them.
fn phone(reader: &mut Reader<'_>, fields: &Fields) -> Option<String> {
    let typed = half_width(fields.get("phone").trim());
    if typed.is_empty() {
        return None;
    }
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let plain = typed
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')'));
    if !plain || !(5..=20).contains(&digits) || typed.len() > 30 {
        reader.refuse(Refusal::of_field("phone", "complaints-no-phone"));
        return None;
    }
    Some(typed)
}

/// What a clerk writes down of a call, a visit, a letter or a mail (GR-017).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::complaints) struct Contact {
    /// What was told.
    pub report: Report,
    /// How it came.
    pub channel: Channel,
    /// When it came.
    pub received_at: Moment,
    /// The place it is about, if it is one of ours.
    pub place: Option<PlaceId>,
}

impl Contact {
    /// Reads the clerk's form; source, content and time must be there (§4.2.1).
    pub(in crate::complaints) fn read(
        fields: &Fields,
        zone: Tz,
        now: Moment,
    ) -> Result<Self, Vec<Refusal>> {
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
}

/// How a text begins, without numbers to call: at most so many characters.
pub(in crate::complaints) fn excerpt(text: &str, most: usize) -> String {
    let text = without_numbers(text);
    let mut begins: String = text.chars().take(most).collect();
    if text.chars().count() > most {
        begins.push('…');
    }
    begins
}

/// Fewer digits than this call nobody: floors, homes, dates.
const CALLABLE: usize = 7;

/// A text without the runs of digits that may be telephone numbers, however they are grouped.
fn without_numbers(text: &str) -> String {
    let (mut kept, mut run) = (String::new(), String::new());
    for c in text.chars() {
        let joins = matches!(c, ' ' | '-' | '－' | '—') && !run.is_empty();
        if is_digit(c) || joins {
            run.push(c);
            continue;
        }
        settle(&mut kept, &mut run);
        kept.push(c);
    }
    settle(&mut kept, &mut run);
    kept
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn settle(kept: &mut String, run: &mut String) {
    if run.chars().filter(|c| is_digit(*c)).count() < CALLABLE {
        kept.push_str(run);
    } else {
        kept.push_str("***");
    }
    run.clear();
}

/// Why a complaint waits for a second look before it counts.
pub(super) mod held {
    /// One address sends many.
    pub(crate) const ADDRESS: &str = "address";
    /// One code brings many.
    pub(crate) const CODE: &str = "code";
}

/// The counter of an office's complaints in a year.
pub(in crate::complaints) fn counter(office: &OfficeId, year: i32) -> String {
    format!("complaint:{office}:{year}")
}

/// The number people say aloud: TS-2026-00012 (投诉).
pub(in crate::complaints) fn number(year: i32, count: i64) -> String {
    format!("TS-{year}-{count:05}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Duration, TimeZone, Utc};

    fn form(what: &str, phone: &str) -> Fields {
        Fields::of([
            ("what", what.to_owned()),
            ("where", String::new()),
            ("who", "occupant".to_owned()),
            ("phone", phone.to_owned()),
        ])
    }

    #[test]
    fn what_happened_is_all_a_resident_must_write() {
        let report = Report::read(&form("灯不亮", ""), "15层电梯厅").unwrap();
        assert_eq!(report.place_text, "15层电梯厅");
        assert_eq!(report.contact_phone, None);
        let refused = Report::read(&form(" ", ""), "15层电梯厅").unwrap_err();
        assert_eq!(refused[0].field, Some("what"));
        assert!(Report::read(&form(&"长".repeat(2000), ""), "x").is_ok());
        assert!(Report::read(&form(&"长".repeat(2001), ""), "x").is_err());
    }

    #[test]
    fn a_number_to_call_back_is_one() {
        for good in ["13800000000", "0755-8888 0000", "＋86 138 0000 0000"] {
            let report = Report::read(&form("x", good), "x").unwrap();
            assert!(report.contact_phone.is_some(), "{good}");
        }
        for bad in ["王先生", "123", "javascript:1234567"] {
            assert!(Report::read(&form("x", bad), "x").is_err(), "{bad}");
        }
    }

    #[test]
    fn an_excerpt_names_floors_and_homes_and_no_number_to_call() {
        for (text, begins) in [
            ("3号楼2单元 1503 漏水", "3号楼2单元 1503 漏水"),
            ("请打13800000000，谢谢", "请打***，谢谢"),
            ("0755-8888 0000 找刘女士", "***找刘女士"),
            ("电话１３８ ００００ ２２１７", "电话***"),
            ("灯不亮", "灯不亮"),
        ] {
            assert_eq!(excerpt(text, 40), begins);
        }
        assert_eq!(excerpt("长长长长", 3), "长长长…");
        // A number that the end would cut in two is hidden whole.
        assert_eq!(excerpt("打13800000000", 6), "打***");
    }

    #[test]
    fn a_contact_without_source_content_or_time_is_refused() {
        let now = Moment::from_utc(Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap());
        let zone = chrono_tz::Asia::Shanghai;
        let mut whole = form("电梯异响", "");
        for (name, value) in [
            ("channel", "phone"),
            ("received_on", "2026-11-24"),
            ("received_time", "08:30"),
        ] {
            whole.push(name, value);
        }
        let errors = Contact::read(&whole, zone, now).unwrap_err();
        assert_eq!(errors[0].field, Some("where"));
        let mut placed = whole.clone();
        placed.push("place", PlaceId::new().as_str());
        let contact = Contact::read(&placed, zone, now).unwrap();
        assert_eq!(contact.received_at, now - Duration::minutes(30));
        let empty = Contact::read(&Fields::default(), zone, now).unwrap_err();
        let fields: Vec<_> = empty.iter().filter_map(|e| e.field).collect();
        for field in ["received_on", "received_time", "channel", "what", "who"] {
            assert!(fields.contains(&field), "{field}");
        }
    }

    #[test]
    fn nothing_is_received_in_the_future() {
        let now = Moment::from_utc(Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap());
        let mut fields = form("电梯异响", "");
        for (name, value) in [
            ("channel", "visit"),
            ("received_on", "2026-11-24"),
            ("received_time", "09:01"),
            ("place", PlaceId::new().as_str()),
        ] {
            fields.push(name, value);
        }
        let errors = Contact::read(&fields, chrono_tz::Asia::Shanghai, now).unwrap_err();
        assert_eq!(errors[0].key, "complaints-in-future");
    }
}
