//! Forms: what was typed, what is wrong with it, and both shown again.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use serde::Serialize;
use subtle::ConstantTimeEq;

use super::page::{Frame, View};
use super::phone;
use super::room::Room;
use crate::error::{Error, Refusal, Result};

/// The longest form accepted, in bytes.
pub const MAX_BYTES: usize = 256 * 1024;

/// More fields than any form has: a box for every home of a tower.
const MOST_FIELDS: usize = 2_000;

/// Fields that are typed anew each time: no page says one back, and no form that waits keeps one.
const SECRET: [&str; 7] = [
    "again",
    "csrf",
    "current",
    "factor_seal",
    "factor_secret",
    "passcode",
    "password",
];

/// Fields that pages add by themselves: nobody typed them.
const UNTYPED: [&str; 13] = [
    "csrf", "seen", "window", "form", "id", "kind", "version", "action", "back", "step", "next",
    "kept", "kept_to",
];

/// Whether what is typed under this name is a secret.
pub fn is_secret(name: &str) -> bool {
    SECRET.contains(&name)
}

/// The fields of a form, as typed, in order.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a urlencoded body.
    pub fn parse(body: &[u8]) -> Result<Self> {
        let pairs = serde_urlencoded(body)?;
        if pairs.len() > MOST_FIELDS {
            return Err(Error::BadRequest("platform-too-large"));
        }
        Ok(Self(pairs))
    }

    /// Fields made in the program, for a form that is shown the first time.
    pub fn of<const N: usize>(pairs: [(&str, String); N]) -> Self {
        Self(
            pairs
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        )
    }

    /// Adds a field.
    pub fn push(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// The same with one value under a name, whatever was there before.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let others = self.0.iter().filter(|(n, _)| n != name).cloned();
        let set = (name.to_owned(), value.to_owned());
        Self(others.chain([set]).collect())
    }

    /// The first value under a name; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, v)| v.as_str())
    }

    /// Every value under a name.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
            .collect()
    }

    /// Whether a button or box of this name was used.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// Whether they carry the session's token.
    pub fn carry(&self, token: &str) -> bool {
        let sent = self.get("csrf").as_bytes();
        !token.is_empty() && bool::from(sent.ct_eq(token.as_bytes()))
    }

    /// Name and value of each, in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// What somebody typed or chose in words, to be read again: no id, nothing secret, nothing that a
    /// page added by itself.
    pub fn words(&self) -> Vec<String> {
        let typed = self.0.iter().filter(|(name, value)| {
            let name = name.as_str();
            let is_id = uuid::Uuid::try_parse(value).is_ok();
            !value.trim().is_empty() && !is_id && !UNTYPED.contains(&name) && !is_secret(name)
        });
        typed.map(|(_, value)| value.clone()).collect()
    }
}

/// Reads the body of a form to its end, within the room that all forms share.
pub async fn read(mut payload: Payload) -> Result<Bytes> {
    let (mut body, mut room) = (BytesMut::new(), Room::default());
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|e| {
            tracing::info!(error = %e, "a form could not be read");
            Error::BadRequest("platform-too-large")
        })?;
        if body.len() + chunk.len() > MAX_BYTES {
            return Err(Error::BadRequest("platform-too-large"));
        }
        room.take(chunk.len())?;
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// The token that forms of this session carry; empty where there is none.
pub(super) fn token_of(req: &HttpRequest) -> String {
    let extensions = req.extensions();
    let frame = extensions.get::<Frame>();
    frame.map(|f| f.csrf.clone()).unwrap_or_default()
}

/// A form that a page of this reader's session sent; nothing of one that may be forged.
pub fn genuine(req: &HttpRequest, body: &[u8]) -> Option<Fields> {
    let fields = Fields::parse(body).ok()?;
    fields.carry(&token_of(req)).then_some(fields)
}

fn serde_urlencoded(body: &[u8]) -> Result<Vec<(String, String)>> {
    actix_web::web::Query::<Vec<(String, String)>>::from_query(
        std::str::from_utf8(body).or(Err(Error::BadRequest("platform-bad-encoding")))?,
    )
    .map(actix_web::web::Query::into_inner)
    .or(Err(Error::BadRequest("platform-bad-encoding")))
}

impl FromRequest for Fields {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    /// Reads the form and holds its token against the session's.
    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let expected = token_of(req);
        let is_form = req.content_type() == "application/x-www-form-urlencoded";
        let body = Bytes::from_request(req, payload);
        Box::pin(async move {
            if !is_form {
                return Err(Error::Forbidden);
            }
            let body = body
                .await
                .or(Err(Error::BadRequest("platform-too-large")))?;
            if body.len() > MAX_BYTES {
                return Err(Error::BadRequest("platform-too-large"));
            }
            let fields = Self::parse(&body)?;
            if fields.carry(&expected) {
                Ok(fields)
            } else {
                Err(Error::Forbidden)
            }
        })
    }
}

/// Reads typed values out of fields and collects what is wrong, so that all of it is told at once.
#[derive(Debug)]
pub struct Reader<'a> {
    fields: &'a Fields,
    errors: Vec<Refusal>,
}

impl<'a> Reader<'a> {
    /// Starts reading.
    pub fn new(fields: &'a Fields) -> Self {
        Self {
            fields,
            errors: Vec::new(),
        }
    }

    /// Notes a refusal.
    pub fn refuse(&mut self, refusal: Refusal) {
        self.errors.push(refusal);
    }

    /// A text of at most `max` characters that must not be empty.
    pub fn text(&mut self, name: &'static str, max: usize) -> String {
        let text = self.optional_text(name, max);
        if text.is_empty() && !self.errors.iter().any(|e| e.field == Some(name)) {
            self.refuse(Refusal::of_field(name, "form-required"));
        }
        text
    }

    /// A text of at most `max` characters, or nothing.
    pub fn optional_text(&mut self, name: &'static str, max: usize) -> String {
        match clean(self.fields.get(name), max) {
            Ok(text) => text,
            Err(Unclean::TooLong { length }) => {
                self.refuse(
                    Refusal::of_field(name, "form-too-long")
                        .naming("max", max.to_string())
                        .naming("length", length.to_string()),
                );
                String::new()
            }
            Err(Unclean::Hidden(c)) => {
                self.refuse(
                    Refusal::of_field(name, "form-hidden-character")
                        .naming("code", format!("U+{:04X}", u32::from(c))),
                );
                String::new()
            }
        }
    }

    /// What was typed, without the blanks around it.
    pub fn typed(&self, name: &str) -> &'a str {
        self.fields.get(name).trim()
    }

    /// A line of at most `max` characters with a telephone that somebody can dial, and perhaps whom
    /// it reaches: what a phone book leaves in it that nobody sees is dropped.
    pub fn phone(&mut self, name: &'static str, max: usize) -> String {
        // Its figures alone: the brackets around a name stay as they were typed.
        let narrow = |c: char| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '－' => '-',
            '＋' => '+',
            other => other,
        };
        let typed: String = self.typed(name).chars().map(narrow).collect();
        if typed.is_empty() {
            self.refuse(Refusal::of_field(name, "form-required"));
            return typed;
        }
        let Ok(read) = phone::read(&typed) else {
            self.refuse(Refusal::of_field(name, "form-no-phone"));
            return self.optional_text(name, max);
        };
        let length = read.chars().count();
        if length > max {
            let long = Refusal::of_field(name, "form-too-long").naming("max", max.to_string());
            self.refuse(long.naming("length", length.to_string()));
        }
        read
    }

    /// A mail address, or nothing.
    pub fn optional_mail(&mut self, name: &'static str) -> Option<String> {
        let text = self.optional_text(name, 120);
        if text.is_empty() {
            return None;
        }
        if text.parse::<lettre::Address>().is_err() {
            self.refuse(Refusal::of_field(name, "form-no-mail"));
        }
        Some(text)
    }

    /// A date, in any of the ways offices write one.
    pub fn date(&mut self, name: &'static str) -> Option<NaiveDate> {
        let text = half_width(self.fields.get(name).trim());
        if text.is_empty() {
            self.refuse(Refusal::of_field(name, "form-required"));
            return None;
        }
        let date = parse_date(&text);
        if date.is_none() {
            self.refuse(Refusal::of_field(name, "form-no-date"));
        }
        date
    }

    /// A time of day, `9:00`, `0900` or `09：00`.
    pub fn time(&mut self, name: &'static str) -> Option<NaiveTime> {
        let text = half_width(self.fields.get(name).trim());
        if text.is_empty() {
            self.refuse(Refusal::of_field(name, "form-required"));
            return None;
        }
        let time = parse_time(&text);
        if time.is_none() {
            self.refuse(Refusal::of_field(name, "form-no-time"));
        }
        time
    }

    /// The end of a span that begins at `start` on `on`: `24:00` is the midnight that ends its day,
    /// and an end that lies before the start is of the next day where `end_on` names no other.
    pub fn end_time(&mut self, name: &'static str, begun: Begun) -> Option<NaiveDateTime> {
        let text = half_width(self.fields.get(name).trim());
        let Begun { on, start, end_on } = begun;
        let next = |on: NaiveDate| on.succ_opt();
        if parse_midnight(&text) {
            return next(end_on.unwrap_or(on)).map(|on| on.and_time(NaiveTime::MIN));
        }
        let end = self.time(name)?;
        let on = match end_on {
            Some(named) => named,
            None if end < start => next(on)?,
            None => on,
        };
        Some(on.and_time(end))
    }

    /// One of a closed set.
    pub fn choice<T: FromStr>(&mut self, name: &'static str) -> Option<T> {
        let choice = self.fields.get(name).parse().ok();
        if choice.is_none() {
            self.refuse(Refusal::of_field(name, "form-choose"));
        }
        choice
    }

    /// A whole number within bounds, in any width of digits.
    pub fn number(&mut self, name: &'static str, bounds: RangeInclusive<i32>) -> Option<i32> {
        let text = half_width(self.fields.get(name).trim());
        if text.is_empty() {
            self.refuse(Refusal::of_field(name, "form-required"));
            return None;
        }
        let number = text.parse().ok().filter(|n| bounds.contains(n));
        if number.is_none() {
            self.refuse(
                Refusal::of_field(name, "form-no-number")
                    .naming("min", bounds.start().to_string())
                    .naming("max", bounds.end().to_string()),
            );
        }
        number
    }

    /// What was found wrong; nothing when all is well.
    pub fn errors(self) -> Vec<Refusal> {
        self.errors
    }
}

/// When a span begins, and on which day it is said to end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Begun {
    /// The day it begins.
    pub on: NaiveDate,
    /// The time it begins.
    pub start: NaiveTime,
    /// The day it ends, where one is named.
    pub end_on: Option<NaiveDate>,
}

/// What copying from other programs leaves behind: nobody sees it, and it is dropped.
pub const LEFT_BEHIND: [char; 5] = ['\u{200B}', '\u{200E}', '\u{200F}', '\u{2060}', '\u{FEFF}'];

enum Unclean {
    TooLong { length: usize },
    Hidden(char),
}

/// Trims, unifies line ends and tabs, drops what copying leaves behind, refuses what deceives.
fn clean(text: &str, max: usize) -> Result<String, Unclean> {
    let text = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', " ");
    let text = text.replace(LEFT_BEHIND, "");
    let text = text.trim();
    if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
        return Err(Unclean::Hidden(hidden));
    }
    let length = text.chars().count();
    if length > max {
        return Err(Unclean::TooLong { length });
    }
    Ok(text.to_owned())
}

/// Control characters, and the marks that turn the reading direction.
pub fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Full-width digits and signs as their half-width selves, for dates, times and numbers.
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            other => other,
        })
        .collect()
}

fn parse_date(text: &str) -> Option<NaiveDate> {
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    match *numbers.as_slice() {
        [year, month, day] => NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
            .filter(|_| (2000..=2200).contains(&year)),
        _ => None,
    }
}

/// Whether it is the midnight that ends a day: `24:00`, `24点`, `2400`.
fn parse_midnight(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("24") else {
        return false;
    };
    let goes_on = rest.starts_with(|c: char| c.is_ascii_digit()) && rest != "00";
    // With the hour that a clock has, the rest is what may stand behind midnight.
    !goes_on && parse_time(&format!("00{rest}")) == Some(NaiveTime::MIN)
}

fn parse_time(text: &str) -> Option<NaiveTime> {
    let digits: Vec<&str> = text.split([':', '.', '点', '时']).collect();
    let (hour, minute) = match *digits.as_slice() {
        [whole] if whole.len() == 4 => (whole.get(..2)?, whole.get(2..)?),
        [hour] | [hour, ""] => (hour, "0"),
        [hour, minute] => (hour, minute.trim_end_matches('分')),
        [hour, minute, _seconds] => (hour, minute),
        _ => return None,
    };
    // 9:5 may be five past or ten to ten.
    if text.contains([':', '.']) && minute.trim().len() != 2 {
        return None;
    }
    NaiveTime::from_hms_opt(hour.trim().parse().ok()?, minute.trim().parse().ok()?, 0)
}

/// One of the things a form lets choose from.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// A choice that sends `value` and reads `label`.
    pub fn new(value: &impl ToString, label: impl Into<String>) -> Self {
        Self {
            value: value.to_string(),
            label: label.into(),
        }
    }
}

/// A form on its page: what was typed and what is wrong beside each field.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FormState {
    /// The first value typed under each name.
    pub values: BTreeMap<String, String>,
    /// The sentence beside each field that is wrong.
    pub errors: BTreeMap<String, String>,
    /// All sentences in order, for the summary on top.
    pub summary: Vec<Fault>,
}

/// A line of the summary.
#[derive(Debug, Clone, Serialize)]
pub struct Fault {
    /// The field it leads to; empty when it concerns the whole.
    pub field: String,
    /// What is wrong and what to do.
    pub text: String,
}

impl FormState {
    /// A form as first shown; what is secret in it is never said back.
    pub fn fresh(fields: &Fields) -> Self {
        let mut values = BTreeMap::new();
        let open = fields.pairs().iter().filter(|(name, _)| !is_secret(name));
        for (name, value) in open {
            values.entry(name.clone()).or_insert_with(|| value.clone());
        }
        Self {
            values,
            ..Self::default()
        }
    }

    /// Over what stood in the other forms of its page: who typed into one finds them as they were.
    #[must_use]
    pub fn over(mut self, before: Self) -> Self {
        for (name, value) in before.values {
            self.values.entry(name).or_insert(value);
        }
        self
    }

    /// How a page with this form is answered: 422 where something is wrong with it.
    pub fn status(&self) -> StatusCode {
        if self.summary.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }

    /// A form shown again: everything typed is kept.
    pub fn wrong(fields: &Fields, refusals: &[Refusal], view: &View) -> Self {
        let mut state = Self::fresh(fields);
        for refusal in refusals {
            let text = view.explain(refusal);
            let field = refusal.field.unwrap_or_default().to_owned();
            state
                .errors
                .entry(field.clone())
                .or_insert_with(|| text.clone());
            state.summary.push(Fault { field, text });
        }
        state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_as_a_secret_is_in_no_form_that_is_shown_again() {
        let typed = |name: &'static str| (name, "x".to_owned());
        let names = ["login", "password", "again", "current", "passcode", "csrf"];
        let shown = FormState::fresh(&Fields::of(names.map(typed)));
        assert_eq!(shown.values.keys().collect::<Vec<_>>(), ["login"]);
    }

    #[test]
    fn what_a_page_added_by_itself_is_not_read_again_as_what_somebody_typed() {
        let ticket = "018f3c1e-0000-7000-8000-000000000000.399999.1920.1080.c2lnbmVk";
        let fields = Fields::of([
            ("remark", "支架松动".to_owned()),
            ("kept", ticket.to_owned()),
            ("next", "8K4T2M9XQ5".to_owned()),
            ("back", "round".to_owned()),
            ("password", "geheim".to_owned()),
            ("area", "018f3c1e-0000-7000-8000-000000000000".to_owned()),
        ]);
        assert_eq!(fields.words(), ["支架松动"]);
    }

    #[test]
    fn dates_are_read_as_offices_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 26);
        for text in [
            "2026-11-26",
            "2026/11/26",
            "2026年11月26日",
            "2026-11-26 星期四",
        ] {
            assert_eq!(parse_date(text), day, "{text}");
        }
        for text in [
            "2026-02-31",
            "26-11-2026",
            "明天",
            "",
            "0000-00-00",
            "2026-11",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_read_as_offices_write_them() {
        let nine = NaiveTime::from_hms_opt(9, 0, 0);
        for text in ["09:00", "9:00", "0900", "9点", "9", "09:00:00"] {
            assert_eq!(parse_time(text), nine, "{text}");
        }
        assert_eq!(parse_time(&half_width("０９：００")), nine);
        assert_eq!(parse_time("9点5分"), NaiveTime::from_hms_opt(9, 5, 0));
        for text in [
            "25:00", "24:00", "9:75", "9:5", "9.", "九点", "上午", ":", "-1:00",
        ] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }

    #[test]
    fn an_end_before_its_start_is_of_the_next_day_and_twenty_four_is_midnight() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let at = |on: u32, hour, minute| day(on).and_hms_opt(hour, minute, 0);
        let end = |text: &str, end_on: Option<u32>| {
            let fields = Fields::of([("end", text.to_owned())]);
            let start = NaiveTime::from_hms_opt(22, 0, 0).unwrap();
            let begun = Begun {
                on: day(26),
                start,
                end_on: end_on.map(day),
            };
            Reader::new(&fields).end_time("end", begun)
        };
        for text in [
            "24:00",
            "２４：００",
            "24点",
            "24时",
            "2400",
            "24",
            "24:00:00",
            "24.00",
        ] {
            assert_eq!(end(text, None), at(27, 0, 0), "{text}");
            assert_eq!(end(text, Some(27)), at(28, 0, 0), "{text}");
        }
        assert_eq!(end("06:00", None), at(27, 6, 0));
        assert_eq!(end("0:00", None), at(27, 0, 0));
        assert_eq!(end("06:00", Some(28)), at(28, 6, 0));
        assert_eq!(end("22:00", None), at(26, 22, 0), "no length");
        assert_eq!(end("23:00", None), at(26, 23, 0));
        for text in ["24:01", "24:5", "25:00", "24点5分", "240", ""] {
            assert_eq!(end(text, None), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_refused_and_named() {
        for text in ["a\u{0}b", "a\u{202E}b", "a\u{2028}b"] {
            let fields = Fields::of([("x", text.to_owned())]);
            let mut reader = Reader::new(&fields);
            reader.text("x", 10);
            assert_eq!(
                reader.errors().first().map(|e| e.key),
                Some("form-hidden-character")
            );
        }
    }

    #[test]
    fn four_byte_hanzi_and_line_breaks_are_kept() {
        let fields = Fields::of([("x", " 𠮷野家\r\n第二行 ".to_owned())]);
        let mut reader = Reader::new(&fields);
        assert_eq!(reader.text("x", 10), "𠮷野家\n第二行");
        assert!(reader.errors().is_empty());
    }
}
