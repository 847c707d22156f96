//! A path on this site: all that anybody is led to.

use actix_web::http::uri::PathAndQuery;
use data_encoding::HEXUPPER;

/// A path on this site, with what is asked behind it.
///
/// A browser leaves out tabs and line ends and reads `\` as `/`, so nothing passes but what a path
/// is written with; whatever does not becomes the start page, and nobody is sent elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalPath(String);

impl LocalPath {
    /// The text as a path, or the start page.
    pub fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        let is_written = |c: char| c.is_ascii_graphic() && c != '\\';
        let is_local = text.starts_with('/')
            && !text.starts_with("//")
            && text.chars().all(is_written)
            && text.parse::<PathAndQuery>().is_ok();
        if is_local {
            Self(text)
        } else {
            Self("/".to_owned())
        }
    }

    /// The path as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for LocalPath {
    fn from(text: &str) -> Self {
        Self::of(text)
    }
}

impl From<&String> for LocalPath {
    fn from(text: &String) -> Self {
        Self::of(text.as_str())
    }
}

impl From<String> for LocalPath {
    fn from(text: String) -> Self {
        Self::of(text)
    }
}

/// A text as one value behind the question mark of an address (RFC 3986 §2.1).
pub fn query_value(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            written.push(char::from(byte));
        } else {
            written.push('%');
            written.push_str(&HEXUPPER.encode(&[byte]));
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_off_this_site_and_no_head_is_broken() {
        for text in [
            "",
            "x",
            "//host",
            "/\\host",
            "/\t/host",
            "https://host/",
            "/a b",
            "/\r\nx: y",
            "/\0",
            "/\u{1}",
            "/编号",
            "/a<b",
            "/a\"b",
            "javascript:x",
            "\\\\host",
            " /x",
        ] {
            let led = LocalPath::of(text);
            let stays = led.as_str() == "/" || !text.contains(char::is_control);
            assert!(stays && led.as_str().is_ascii(), "{text:?} {led:?}");
            assert!(!led.as_str().starts_with("//"), "{text:?}");
        }
        for text in [
            "/",
            "/notices/1?page=2&by=x",
            "/Q/8K4T2M9XQ5#form",
            "/%0d%0a",
        ] {
            assert_eq!(LocalPath::of(text).as_str(), text);
        }
    }

    #[test]
    fn what_stands_behind_a_question_mark_is_read_as_it_was() {
        assert_eq!(
            query_value("/n/1?a=b&c=+#d%"),
            "/n/1%3Fa%3Db%26c%3D%2B%23d%25"
        );
        assert_eq!(query_value("停"), "%E5%81%9C");
    }
}
