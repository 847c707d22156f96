//! Proposed places in the page of their community.

use serde::Serialize;

use super::super::proposals::ProposalLine;
use crate::platform::page::View;

/// A proposed place.
#[derive(Debug, Serialize)]
pub struct Proposed {
    pub id: String,
    pub name: String,
    pub who: String,
    /// What became of it.
    pub verdict: String,
}

impl Proposed {
    pub(super) fn of(line: &ProposalLine, view: &View) -> Self {
        let verdict = line.verdict.map(|v| format!("proposal-verdict-{v}"));
        let key = verdict.as_deref().unwrap_or("proposal-open");
        Self {
            id: line.place.id.to_string(),
            name: line.place.called(view.lang),
            who: line.by_name.clone(),
            verdict: view.tell(key, &[("answer", line.answer.clone())]),
        }
    }
}
