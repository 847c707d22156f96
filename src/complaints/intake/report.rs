//! What somebody tells, read from a form.

use crate::codes::Here;
use crate::complaints::contact::{Contact, Reach, Source};
use crate::error::Refusal;
use crate::platform::form::{Fields, Reader, half_width};
use crate::platform::phone;
use crate::platform::words::Lang;

/// The most a resident can write.
const MAX_CONTENT: usize = 2000;
/// The most that says where.
const MAX_PLACE: usize = 120;

/// What a resident tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
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
    pub fn read(fields: &Fields, place: &str) -> Result<Self, Vec<Refusal>> {
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

    /// Whether the office can call back.
    pub(super) fn reach(&self) -> Reach {
        if self.contact_name.is_some() || self.contact_phone.is_some() {
            Reach::Open
        } else {
            Reach::NeverGiven
        }
    }

    /// Whether a contact says the same. How to call back may have been forgotten since.
    pub(super) fn is_told_by(&self, contact: &Contact) -> bool {
        let same_reach = contact.name == self.contact_name && contact.phone == self.contact_phone;
        contact.content == self.content
            && contact.place_text == self.place_text
            && contact.source == self.source
            && (same_reach || matches!(contact.reach, Reach::Withdrawn | Reach::Expired))
    }

    /// Its words in a line: what it is told from another report by.
    pub(super) fn words(&self) -> String {
        let reach = [&self.contact_name, &self.contact_phone].map(std::clone::Clone::clone);
        let reach = reach.map(Option::unwrap_or_default).join("\n");
        [
            &self.content,
            &self.place_text,
            self.source.as_str(),
            &reach,
        ]
        .join("\n")
    }

    /// The same with the name that the office knows, where the place is still our own English for it.
    pub(super) fn in_the_offices_words(self, here: &Here) -> Self {
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

/// A number to call back, with what people write about it.
fn phone(reader: &mut Reader<'_>, fields: &Fields) -> Option<String> {
    let typed = half_width(fields.get("phone").trim());
    if typed.is_empty() {
        return None;
    }
    let read = phone::read(&typed);
    if read.is_err() {
        reader.refuse(Refusal::of_field("phone", "complaints-no-phone"));
    }
    read.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
