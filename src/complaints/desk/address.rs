//! Where a case has its page.

use crate::complaints::case::CaseId;

/// The page of a case.
pub(in crate::complaints) fn url(id: &CaseId) -> String {
    format!("/complaints/{id}")
}
