//! What can be changed of what there is, as its form types it.

pub(super) mod places;

use super::service::NewOffice;
use super::{Company, marks};
use crate::error::Refusal;
use crate::platform::edits::Edits;
use crate::platform::form::Fields;
use crate::platform::press::Press;
use crate::platform::printed::Printed;
use crate::platform::punctuation::is_han;

/// What the form of an office holds.
pub(super) fn office(fields: &Fields, press: &Press) -> Result<NewOffice, Vec<Refusal>> {
    let mut read = Printed::new(fields, press);
    let office = NewOffice {
        name: read.text("name", 40),
        name_en: read.text("name_en", 80),
        phone: read.phone("phone"),
        email: read.reader.optional_mail("email"),
        mark: mark(&mut read),
    };
    match read.errors() {
        errors if errors.is_empty() => Ok(office),
        errors => Err(errors),
    }
}

/// What stands for an office in numbers: characters, Latin letters and figures, so that a number is
/// read as one word and typed as it is read, and none looks like another.
fn mark(read: &mut Printed<'_>) -> Option<String> {
    let typed = read.optional_text("mark", 8);
    let mark = marks::plain(&typed);
    let is_typed = |c: char| c.is_ascii_alphanumeric() || is_han(c);
    if !mark.chars().all(is_typed) {
        read.reader
            .refuse(Refusal::of_field("mark", "offices-mark-characters"));
    }
    (!mark.is_empty()).then_some(mark)
}

/// The office as its form shows it.
pub(super) fn fields_of_office(office: &NewOffice) -> Fields {
    Fields::of([
        ("name", office.name.clone()),
        ("name_en", office.name_en.clone()),
        ("phone", office.phone.clone()),
        ("email", office.email.clone().unwrap_or_default()),
        ("mark", office.mark.clone().unwrap_or_default()),
    ])
}

/// What another form of it changes.
pub(super) fn edits_of_office(before: &NewOffice, after: &NewOffice) -> Edits {
    let mail = |office: &NewOffice| office.email.clone().unwrap_or_default();
    let mark = |office: &NewOffice| office.mark.clone().unwrap_or_default();
    Edits::default()
        .text("offices-name", &before.name, &after.name)
        .text("places-name-en", &before.name_en, &after.name_en)
        .text("offices-phone", &before.phone, &after.phone)
        .text("offices-email", &mail(before), &mail(after))
        .text("offices-mark", &mark(before), &mark(after))
}

/// What the form of the company holds, put into its place.
pub(super) fn company(fields: &Fields, press: &Press, demo: bool) -> Result<Company, Vec<Refusal>> {
    let mut read = Printed::new(fields, press);
    let company = Company {
        name: read.text("company", 60),
        short_name: read.text("short_name", 12),
        demo,
    };
    match read.errors() {
        errors if errors.is_empty() => Ok(company),
        errors => Err(errors),
    }
}

/// The company as its form shows it.
pub(super) fn fields_of_company(company: &Company) -> Fields {
    Fields::of([
        ("company", company.name.clone()),
        ("short_name", company.short_name.clone()),
    ])
}

/// What another form of it changes.
pub(super) fn edits_of_company(before: &Company, after: &Company) -> Edits {
    Edits::default()
        .text("set-up-company-name", &before.name, &after.name)
        .text("set-up-short-name", &before.short_name, &after.short_name)
}
