//! What can be changed of an account.

use super::account::role_key;
use super::{OfficeId, OfficeName, Role, UserId};
use crate::error::Refusal;
use crate::platform::edits::Edits;
use crate::platform::form::Fields;
use crate::platform::press::Press;
use crate::platform::printed::Printed;

/// An account as it stands, with the first of its posts within reach.
#[derive(Debug, Clone)]
pub(super) struct AccountNow {
    pub(super) id: UserId,
    pub(super) login: String,
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) closed: bool,
    /// How often it was changed, counted from 1.
    pub(super) version: i64,
    pub(super) office: OfficeId,
    pub(super) office_name: String,
    pub(super) role: Role,
}

/// What the form of an account holds.
#[derive(Debug, Clone)]
pub struct Change {
    /// The person's name.
    pub name: String,
    /// Where mail to them goes.
    pub email: Option<String>,
    /// The office they work for.
    pub office: OfficeId,
    /// What they do there.
    pub role: Role,
}

impl Change {
    /// Reads it off the form.
    pub(super) fn read(fields: &Fields, press: &Press) -> Result<Self, Vec<Refusal>> {
        let mut read = Printed::new(fields, press);
        let name = read.text("name", 40);
        let mut reader = read.reader;
        let email = reader.optional_mail("email");
        let role: Option<Role> = reader.choice("role");
        let office: Option<OfficeId> = reader.choice("office");
        match (role, office, reader.errors()) {
            (Some(role), Some(office), errors) if errors.is_empty() => Ok(Self {
                name,
                email,
                office,
                role,
            }),
            (_, _, errors) => Err(errors),
        }
    }

    /// What it changes.
    pub(super) fn edits(&self, now: &AccountNow, office: &OfficeName) -> Edits {
        let mail = |email: &Option<String>| email.clone().unwrap_or_default();
        Edits::default()
            .text("people-name", &now.name, &self.name)
            .text("people-email", &mail(&now.email), &mail(&self.email))
            .text("people-office", &now.office_name, &office.name)
            .word("people-role", &role_key(now.role), &role_key(self.role))
    }

    /// Whether it gives the person another post.
    pub(super) fn moves(&self, now: &AccountNow) -> bool {
        self.role != now.role || self.office != now.office
    }
}
