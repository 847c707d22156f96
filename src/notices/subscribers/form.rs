//! Somebody who agreed to get notices by mail, as staff write her down.

use crate::error::Refusal;
use crate::organisation::PlaceId;
use crate::platform::form::{Fields, Reader};

/// Whom to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct New {
    /// The community.
    pub(super) community: PlaceId,
    /// One building of it; nothing for all of it.
    pub(super) place: Option<PlaceId>,
    pub(super) email: String,
    /// How and when she agreed (PIPL article 14).
    pub(super) consent: String,
}

/// Reads it.
pub(super) fn read(fields: &Fields) -> Result<New, Vec<Refusal>> {
    let mut reader = Reader::new(fields);
    let community: Option<PlaceId> = reader.choice("community");
    let email = reader.optional_mail("email");
    if email.is_none() {
        reader.refuse(Refusal::of_field("email", "form-required"));
    }
    let place: Option<PlaceId> = match fields.get("place") {
        "" => None,
        _ => reader.choice("place"),
    };
    let consent = reader.text("consent", 200);
    let errors = reader.errors();
    match (community, email, errors.is_empty()) {
        (Some(community), Some(email), true) => Ok(New {
            community,
            place,
            // Mail goes to the same box however its address is written.
            email: email.to_lowercase(),
            consent,
        }),
        _ => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(pairs: [(&str, &str); 3]) -> Vec<&'static str> {
        let id = PlaceId::new().to_string();
        let fields = Fields::of(pairs.map(|(name, value)| (name, value.to_owned())));
        let read = read(&fields.with("community", &id));
        let fields = read.err().unwrap_or_default().into_iter();
        fields.filter_map(|refusal| refusal.field).collect()
    }

    #[test]
    fn nobody_is_written_down_without_an_address_and_how_she_agreed() {
        let all = ("consent", "11月24日来前台书面同意");
        assert_eq!(wrong([("email", ""), ("place", ""), all]), ["email"]);
        assert_eq!(wrong([("email", "no mail"), ("place", ""), all]), ["email"]);
        assert_eq!(wrong([("email", "a@b.cn"), ("place", "x"), all]), ["place"]);
        let none = ("consent", " ");
        assert_eq!(
            wrong([("email", "a@b.cn"), ("place", ""), none]),
            ["consent"]
        );
        assert!(wrong([("email", "Wang@B.cn"), ("place", ""), all]).is_empty());
    }
}
