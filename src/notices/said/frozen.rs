//! What approval freezes: what a notice says, and beside it what its kind knows of it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Said, first};
use crate::error::{Error, Result};

/// The layout of [`Frozen`] as it is stored; raised when a field changes its meaning, and the
/// layout before it is then read by a file of its own.
pub const CONTENT_VERSION: i32 = 2;
/// The layout of the printed sheet; raised when one prints other words, never for its looks.
pub const TEMPLATE_VERSION: i32 = 1;

/// What is written at approval and never changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frozen {
    /// What it says.
    pub said: Said,
    /// What its kind knows of it.
    #[serde(default)]
    pub facts: Facts,
}

/// What a kind knows of its notice: opaque to the house, which only keeps it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(Value);

impl Facts {
    /// Facts of a kind, to be kept.
    pub fn of<T: Serialize>(facts: &T) -> Result<Self> {
        Ok(Self(serde_json::to_value(facts)?))
    }

    pub(super) fn kept(value: Value) -> Self {
        Self(value)
    }

    /// The facts as the kind that wrote them reads them; nothing where there are none.
    pub fn read<T: DeserializeOwned>(&self) -> Result<Option<T>> {
        Ok(serde_json::from_value(self.0.clone())?)
    }
}

impl Frozen {
    /// Reads what was stored in a version of the layout, today's or an earlier one. A later one
    /// is a newer program's: half understood it might say something else.
    pub fn read(version: i32, json: &str) -> Result<Self> {
        known("text", version, CONTENT_VERSION)?;
        if version == 1 {
            first::read(json)
        } else {
            Ok(serde_json::from_str(json)?)
        }
    }
}

/// Refuses what a newer program stored, and names what would read it.
pub fn known(what: &str, version: i32, newest: i32) -> Result<()> {
    if (1..=newest).contains(&version) {
        return Ok(());
    }
    Err(Error::newer(format!(
        "a notice's {what} is stored in version {version}, this program knows {newest} at most: \
         serve with the newer program that stored it"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::said::{Hang, Tone};

    const FIRST: &str = r#"{"title":"停水通知","community":"锦绣花园","issuer":"管理处"}"#;
    const SECOND: &str = r#"{"said":{"title":"停水通知",
        "letterhead":{"community":"锦绣花园","issuer":"管理处"}}}"#;

    #[test]
    fn a_text_that_lacks_what_was_added_later_is_read_as_it_was_meant() {
        for (version, bare) in [(1, FIRST), (2, SECOND)] {
            let read = Frozen::read(version, bare).unwrap();
            assert_eq!(
                (read.said.title.as_str(), read.said.tone),
                ("停水通知", Tone::Calm)
            );
            assert_eq!(read.said.letterhead.issuer, "管理处");
            assert_eq!(read.said.clocks.hang, Hang::By);
            assert_eq!(read.facts.read::<String>().unwrap(), None);
            let more = bare.replacen('{', r#"{"of_a_later_day":[1],"#, 1);
            assert_eq!(Frozen::read(version, &more).unwrap(), read);
        }
    }

    #[test]
    fn a_text_of_a_newer_program_is_refused_and_never_half_read() {
        for version in [CONTENT_VERSION + 1, i32::MAX, 0, -1] {
            let told = Frozen::read(version, SECOND).unwrap_err().to_string();
            assert!(told.contains(&format!("version {version},")), "{told}");
        }
        for version in 1..=CONTENT_VERSION {
            assert!(Frozen::read(version, "{}").is_err());
        }
    }

    #[test]
    fn facts_are_kept_as_their_kind_wrote_them() {
        let facts = Facts::of(&("水箱", 3)).unwrap();
        let kept: Facts = serde_json::from_str(&serde_json::to_string(&facts).unwrap()).unwrap();
        assert_eq!(kept.read().unwrap(), Some(("水箱".to_owned(), 3)));
    }
}
