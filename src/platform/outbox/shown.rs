//! A mail that failed, as a page tells it.

use serde::Serialize;

use super::Failed;
use crate::platform::dates::Dates;

/// A mail that failed.
#[derive(Debug, Clone, Serialize)]
pub struct FailedLine {
    /// Its id.
    pub id: String,
    /// What it says it is about.
    pub subject: String,
    /// Whom it was for; of somebody who asked for mails, half hidden.
    pub to: String,
    /// The relay's words; empty when there are none.
    pub why: String,
    /// When it failed.
    pub at: String,
    /// The page of what it tells; empty without one.
    pub href: String,
    /// Whether it can be sent once more.
    pub again: bool,
}

impl FailedLine {
    /// As it is told at a moment.
    pub fn of(failed: &Failed, show: Dates) -> Self {
        let to = if failed.to_many {
            half_hidden(&failed.recipient)
        } else {
            failed.recipient.clone()
        };
        Self {
            id: failed.id.to_string(),
            subject: failed.subject.clone(),
            why: failed.why.replace(&failed.recipient, &to),
            to,
            at: show.near(failed.at),
            href: failed.about.clone().unwrap_or_default(),
            again: show.now < failed.until,
        }
    }
}

/// Hides most of an address: w…@example.cn.
pub fn half_hidden(address: &str) -> String {
    let (name, host) = address.split_once('@').unwrap_or((address, ""));
    format!("{}…@{host}", name.chars().next().unwrap_or('…'))
}

#[cfg(test)]
impl FailedLine {
    /// One that can be sent once more, or can not.
    pub fn sample(again: bool) -> Self {
        use crate::platform::page::gallery::text;
        Self {
            id: "id".to_owned(),
            subject: text("停水通知"),
            to: text("w…@example.cn"),
            why: if again {
                text("550 no such user")
            } else {
                String::new()
            },
            at: text("今天 09:00"),
            href: "/notices/id".to_owned(),
            again,
        }
    }
}
