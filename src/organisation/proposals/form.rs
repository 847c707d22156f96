//! What the forms of proposals hold.

use crate::error::Refusal;
use crate::organisation::PlaceId;
use crate::organisation::change::places::NewName;
use crate::platform::form::Fields;
use crate::platform::press::Press;
use crate::platform::printed::Printed;

/// A place that is proposed.
#[derive(Debug, Clone)]
pub(super) struct NewProposal {
    /// What it lies in.
    pub(super) within: PlaceId,
    pub(super) called: NewName,
    pub(super) remark: String,
}

impl NewProposal {
    /// Reads it off the form. Who stands before a door need not know its English name.
    pub(super) fn read(fields: &Fields, press: &Press) -> Result<Self, Vec<Refusal>> {
        let mut read = Printed::new(fields, press);
        let within: Option<PlaceId> = read.reader.choice("within");
        let called = NewName {
            name: read.text("spot", 40),
            name_en: read.optional_text("spot_en", 80),
        };
        let remark = read.reader.optional_text("remark", 200);
        match (within, read.errors()) {
            (Some(within), errors) if errors.is_empty() => Ok(Self {
                within,
                called,
                remark,
            }),
            (_, errors) => Err(errors),
        }
    }
}

/// What a place is called once it is accepted.
pub(super) fn accepted(fields: &Fields, press: &Press) -> Result<NewName, Vec<Refusal>> {
    let mut read = Printed::new(fields, press);
    let called = NewName {
        name: read.text("name", 40),
        name_en: read.text("name_en", 80),
    };
    match read.errors() {
        errors if errors.is_empty() => Ok(called),
        errors => Err(errors),
    }
}
