//! Where a case has its page.

use crate::complaints::case::CaseId;
use crate::complaints::contact::ContactId;

/// The page of a case.
pub(in crate::complaints) fn url(id: &CaseId) -> String {
    format!("/complaints/{id}")
}

/// The form that puts right what a clerk wrote down.
pub(in crate::complaints) fn correct_url(id: &ContactId) -> String {
    format!("/complaints/contacts/{id}/correct")
}

/// The form that deletes what is personal in a contact.
pub(in crate::complaints) fn erase_url(id: &ContactId) -> String {
    format!("/complaints/contacts/{id}/erase")
}
