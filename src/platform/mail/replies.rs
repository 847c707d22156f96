//! What a relay's answer means: read from a table, because providers say "later" with codes that
//! stand for "never".

use std::sync::LazyLock;

use serde::Deserialize;

/// What an answer means for the mail it was given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Means {
    /// It is never taken.
    Refused,
    /// It may be taken another time.
    Later,
    /// Nothing is taken now.
    Down,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reply {
    /// Who answers so.
    #[serde(rename = "source")]
    _source: String,
    means: Means,
    #[serde(default)]
    enhanced: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Table {
    reply: Vec<Reply>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    // A test reads it: what is built in can be read.
    toml::from_str(include_str!("replies.toml")).unwrap_or_default()
});

impl Reply {
    fn fits(&self, enhanced: Option<&str>, said: &str) -> bool {
        let by_code = enhanced.is_some_and(|code| self.has(code));
        by_code || self.words.iter().any(|word| said.contains(word.as_str()))
    }

    /// A code that ends in a dot stands for all that begin so.
    fn has(&self, code: &str) -> bool {
        let is = |known: &String| known == code || known.ends_with('.') && code.starts_with(known);
        self.enhanced.iter().any(is)
    }
}

/// What an answer means, by its code (RFC 5321 §4.2) and its words.
pub(super) fn means(code: u16, words: &str) -> Means {
    // The account is refused, or nobody is let in without one; and 421 ends the conversation.
    if matches!(code, 421 | 530 | 534 | 535 | 538) {
        return Means::Down;
    }
    let said = words.to_lowercase();
    let enhanced = enhanced(&said);
    let known = TABLE.reply.iter().find(|r| r.fits(enhanced, &said));
    match known.map(|reply| reply.means) {
        // What is told as passing is never for good, whatever the words.
        Some(Means::Refused) | None if code < 500 => Means::Later,
        Some(means) => means,
        None => Means::Refused,
    }
}

/// The first code of RFC 3463 in an answer: a class, a subject and a detail.
fn enhanced(said: &str) -> Option<&str> {
    let is_code = |word: &&str| {
        let mut parts = word.split('.');
        let class = parts.next().is_some_and(|c| matches!(c, "2" | "4" | "5"));
        let is_number =
            |p: &str| (1..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
        let rest: Vec<&str> = parts.collect();
        class && rest.len() == 2 && rest.iter().all(|p| is_number(p))
    };
    said.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .find(is_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers as providers give them, and what they mean.
    const ANSWERS: &[(u16, &str, Means)] = &[
        (
            550,
            "5.1.1 <a@b.cn>: Recipient address rejected: User unknown",
            Means::Refused,
        ),
        (
            550,
            "Mailbox not found. http://service.mail.qq.com/detail/0/100",
            Means::Refused,
        ),
        (550, "5.7.1 relaying denied", Means::Refused),
        (
            552,
            "5.3.4 Message size exceeds fixed limit",
            Means::Refused,
        ),
        (554, "5.4.4 Host or domain name not found", Means::Refused),
        (
            550,
            "Ip frequency limited. http://service.mail.qq.com/detail/122/171",
            Means::Down,
        ),
        (550, "Connection frequency limited", Means::Down),
        (550, "Domain frequency limited", Means::Down),
        (550, "Sending Frequency is too high", Means::Later),
        (550, "Mail content denied. Suspected spam", Means::Later),
        (554, "DT:SPM 163 smtp5,D9GowAA3kZ8,1700000000", Means::Later),
        (554, "5.7.1 DT:SPM mx10", Means::Later),
        (554, "MI:STC 163 smtp1", Means::Down),
        (554, "HL:IHU 163 mx1", Means::Down),
        (553, "Mail from must equal authorized user", Means::Down),
        (552, "4.2.2 mailbox full", Means::Later),
        (
            552,
            "5.2.2 The email account that you tried to reach is over quota",
            Means::Later,
        ),
        (
            552,
            "Requested mail action aborted: exceeded storage allocation",
            Means::Later,
        ),
        (
            550,
            "5.2.1 The user you are trying to contact is receiving mail too quickly",
            Means::Later,
        ),
        (550, "5.4.5 Daily user sending limit exceeded", Means::Down),
        (
            550,
            "5.7.28 rate limited by the recipient's domain",
            Means::Down,
        ),
        (450, "4.1.1 user unknown, perhaps", Means::Later),
        (451, "4.7.1 greylisted", Means::Later),
        (421, "4.7.0 come back", Means::Down),
        (535, "Error: authentication failed", Means::Down),
        (452, "4.3.1 insufficient system storage", Means::Later),
        (550, "", Means::Refused),
        (450, "", Means::Later),
    ];

    #[test]
    fn each_answer_means_what_its_provider_means_by_it() {
        assert!(TABLE.reply.len() > 4, "the table can be read");
        for (code, words, expected) in ANSWERS {
            assert_eq!(means(*code, words), *expected, "{code} {words}");
        }
    }

    #[test]
    fn a_code_is_found_among_other_figures() {
        assert_eq!(enhanced("permanent error (550): 5.2.2 full"), Some("5.2.2"));
        assert_eq!(enhanced("from 192.0.2.1 at 10.5.1"), None);
        assert_eq!(enhanced("version 3.1.4 and 5.7.1000"), None);
    }
}
