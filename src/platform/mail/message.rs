//! A message as it goes over the wire: text and page, and the headers of an automatic mail.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use lettre::address::Envelope;
use lettre::message::header::{Date, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};

use super::{Failure, Letter};
use crate::platform::clock::Moment;

/// A message ready to leave.
#[derive(Debug, Clone)]
pub struct Post {
    /// The outbox's id.
    pub id: String,
    /// From whom to whom, for the relay.
    pub envelope: Envelope,
    /// The message itself.
    pub bytes: Vec<u8>,
}

/// Makes the message of a letter. A letter that cannot become one is refused for good.
pub fn compose(id: &str, letter: &Letter, from: &str, written_at: Moment) -> Result<Post, Failure> {
    let from: Address = from.parse().map_err(refused("the sender's address"))?;
    let to: Address = letter.to.parse().map_err(refused("the address"))?;
    let envelope =
        Envelope::new(Some(from.clone()), vec![to.clone()]).map_err(refused("the addresses"))?;
    let date =
        UNIX_EPOCH + Duration::from_micros(u64::try_from(written_at.micros()).unwrap_or_default());
    let mut message = Message::builder()
        .message_id(Some(message_id(id, from.domain())))
        .header(Date::new(date))
        .from(Mailbox::new(Some(one_line(&letter.from_name)), from))
        .to(Mailbox::new(None, to))
        .subject(one_line(&letter.subject))
        .raw_header(header("Auto-Submitted", "auto-generated"));
    if let Some(reply_to) = &letter.reply_to {
        let reply_to: Address = reply_to
            .parse()
            .map_err(refused("the address for answers"))?;
        message = message.reply_to(Mailbox::new(None, reply_to));
    }
    if !letter.references.is_empty() {
        message = message.references(one_line(&letter.references.join(" ")));
    }
    if let Some(url) = &letter.unsubscribe {
        message = message
            .raw_header(header("List-Unsubscribe", &format!("<{}>", bare_url(url)?)))
            .raw_header(header(
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click",
            ));
    }
    let message = message
        .multipart(MultiPart::alternative_plain_html(
            letter.text.clone(),
            letter.html.clone(),
        ))
        .map_err(refused("the message"))?;
    Ok(Post {
        id: id.to_owned(),
        envelope,
        bytes: message.formatted(),
    })
}

/// The id a message carries: the same on every attempt, so that a second copy is known as one.
fn message_id(id: &str, domain: &str) -> String {
    format!("<{id}@{domain}>")
}

fn refused<E: std::fmt::Display>(what: &str) -> impl Fn(E) -> Failure {
    move |e| Failure::Refused(format!("{what} cannot be used: {e}").into())
}

/// Text for a header: whatever could begin another header becomes a blank.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect::<String>()
        .trim()
        .to_owned()
}

fn bare_url(url: &str) -> Result<&str, Failure> {
    let plain = url
        .bytes()
        .all(|b| b.is_ascii_graphic() && b != b'<' && b != b'>');
    if plain && (url.starts_with("https://") || url.starts_with("http://")) {
        Ok(url)
    } else {
        let why = format!("{url:?} is no address to unsubscribe at");
        Err(Failure::Refused(why.into()))
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// Writes the message as `ID.eml`: whole or not at all.
pub(super) fn write_file(dir: &Path, post: &Post) -> Result<(), Failure> {
    let write = || -> std::io::Result<()> {
        std::fs::create_dir_all(dir)?;
        let part = dir.join(format!("{}.part", post.id));
        let kept = keep(&part, &dir.join(format!("{}.eml", post.id)), &post.bytes);
        if kept.is_err() {
            // A full disk must not fill with halves.
            std::fs::remove_file(&part).ok();
        }
        kept
    };
    write().map_err(|e| Failure::Down(format!("writing to {}: {e}", dir.display()).into()))
}

fn keep(part: &Path, whole: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(part, whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    fn letter() -> Letter {
        Letter {
            from_name: "锦绣物业".to_owned(),
            to: "zhang@example.cn".to_owned(),
            reply_to: None,
            subject: "停水通知".to_owned(),
            text: "明天停水".to_owned(),
            html: "<p>明天停水</p>".to_owned(),
            unsubscribe: Some("https://wy.example.cn/u/abc".to_owned()),
            references: Vec::new(),
        }
    }

    fn wire(letter: &Letter) -> String {
        let at = Moment::from_utc(Utc.timestamp_nanos(1_700_000_000_000_000_000));
        let post = compose("0190", letter, "wy@example.cn", at).unwrap();
        String::from_utf8(post.bytes).unwrap()
    }

    #[test]
    fn the_message_carries_the_headers_of_an_automatic_mail() {
        let text = wire(&letter());
        for line in [
            "Message-ID: <0190@example.cn>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "List-Unsubscribe: <https://wy.example.cn/u/abc>\r\n",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
            "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        assert!(text.contains("multipart/alternative"));
    }

    #[test]
    fn no_text_begins_a_header_of_its_own() {
        let mut bad = letter();
        bad.subject = "a\r\nBcc: x@example.cn\r\n\r\nbody".to_owned();
        bad.from_name = "b\nBcc: y@example.cn".to_owned();
        bad.references = vec!["<a@b>\r\nBcc: z@example.cn".to_owned()];
        let text = wire(&bad);
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
    }

    #[test]
    fn an_address_that_is_none_is_refused() {
        let at = Moment::from_utc(Utc.timestamp_nanos(0));
        for to in ["", "a", "a@b\r\nBcc: c@d", "a@b, c@d"] {
            let bad = Letter {
                to: to.to_owned(),
                ..letter()
            };
            let told = compose("1", &bad, "wy@example.cn", at).unwrap_err();
            assert!(matches!(told, Failure::Refused(_)), "{to}");
        }
        let bad = Letter {
            unsubscribe: Some("https://a>\r\nX: y".to_owned()),
            ..letter()
        };
        assert!(compose("1", &bad, "wy@example.cn", at).is_err());
    }
}
