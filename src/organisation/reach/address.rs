//! The public address as an administrator gives it: read off a form, and written down.

use crate::config::BaseUrl;
use crate::error::{Error, Refusal, Result};
use crate::platform::audit;
use crate::platform::db::Tx;
use crate::platform::edits::Edits;
use crate::platform::form::{Reader, half_width};
use crate::platform::public::store;

/// Its field on every form.
pub(in super::super) const FIELD: &str = "address";

/// Reads it; nothing where the field is empty or says none. Without a scheme it is https.
pub(in super::super) fn read(reader: &mut Reader<'_>) -> Option<BaseUrl> {
    // As an input method leaves it: https：／／wy。example。cn.
    let typed = half_width(&reader.optional_text(FIELD, 200)).replace('。', ".");
    if typed.is_empty() {
        return None;
    }
    match parse(&typed) {
        Ok(url) => Some(url),
        Err(refusal) => {
            reader.refuse(refusal);
            None
        }
    }
}

fn parse(typed: &str) -> Result<BaseUrl, Refusal> {
    let whole = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let wrong = || Refusal::of_field(FIELD, "reach-address-wrong");
    let url: BaseUrl = whole.parse().or(Err(wrong()))?;
    if url.is_https() || url.is_loopback() {
        Ok(url)
    } else {
        Err(Refusal::of_field(FIELD, "reach-address-https"))
    }
}

/// Writes it down; `Conflict` where it is not any more what its form had shown.
pub(in super::super) fn give(tx: &mut Tx<'_>, shown: &str, url: &BaseUrl) -> Result<()> {
    let before = store::kept(tx)?;
    let was = before.as_ref().map(BaseUrl::as_str).unwrap_or_default();
    if was != shown {
        return Err(Error::Conflict);
    }
    if was == url.as_str() {
        return Ok(());
    }
    store::keep(tx, url)?;
    let edits = Edits::default().text("reach-address", was, url.as_str());
    audit::record(tx, "company.address_given", "company:", &edits.written())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::form::Fields;

    fn read_of(typed: &str) -> Result<Option<String>, Vec<&'static str>> {
        let fields = Fields::of([(FIELD, typed.to_owned())]);
        let mut reader = Reader::new(&fields);
        let read = read(&mut reader).map(|url| url.as_str().to_owned());
        let wrong: Vec<_> = reader.errors().iter().map(|one| one.key).collect();
        if wrong.is_empty() {
            Ok(read)
        } else {
            Err(wrong)
        }
    }

    #[test]
    fn a_host_alone_is_reached_by_https() {
        for typed in [
            "wy.example.cn",
            "https://WY.example.cn/",
            " wy.example.cn ",
            "https：／／ｗｙ．example.cn",
            "wy。example。cn",
        ] {
            let read = read_of(typed);
            assert_eq!(
                read,
                Ok(Some("https://wy.example.cn".to_owned())),
                "{typed}"
            );
        }
        assert_eq!(read_of(""), Ok(None));
    }

    #[test]
    fn what_can_stand_in_no_code_is_refused() {
        for typed in [
            "https://wy.example.cn/gaoshi",
            "wy..cn",
            "小区",
            "ftp://a.cn",
        ] {
            assert_eq!(read_of(typed), Err(vec!["reach-address-wrong"]), "{typed}");
        }
        for typed in ["http://wy.example.cn", "http://192.168.1.20:8080"] {
            assert_eq!(read_of(typed), Err(vec!["reach-address-https"]), "{typed}");
        }
        let here = read_of("http://127.0.0.1:8080");
        assert_eq!(here, Ok(Some("http://127.0.0.1:8080".to_owned())));
    }
}
