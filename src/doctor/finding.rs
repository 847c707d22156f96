//! What was found, for a person and for a program.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// All is well.
    Ok,
    /// It works, but not for long or not for everybody.
    Warn,
    /// It does not work.
    Fail,
}

/// One thing looked at.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// What was looked at, by a name that stays.
    pub name: &'static str,
    /// How grave.
    pub level: Level,
    /// What was found.
    pub what: String,
    /// How to mend it; empty where nothing is wrong.
    pub mend: &'static str,
    /// What was counted or measured, by names that stay.
    pub figures: BTreeMap<&'static str, i64>,
}

impl Finding {
    /// The same with a figure.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, figure: impl TryInto<i64>) -> Self {
        self.figures
            .insert(name, figure.try_into().unwrap_or(i64::MAX));
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level {
            Level::Ok => write!(f, "OK    {}", self.what),
            Level::Warn => write!(f, "WARN  {}\n      → {}", self.what, self.mend),
            Level::Fail => write!(f, "FAIL  {}\n      → {}", self.what, self.mend),
        }
    }
}

/// A look at something that is well.
pub(super) fn ok(name: &'static str, what: impl Into<String>) -> Finding {
    finding(name, Level::Ok, what, "")
}

/// What a look found.
pub(super) fn finding(
    name: &'static str,
    level: Level,
    what: impl Into<String>,
    mend: &'static str,
) -> Finding {
    Finding {
        name,
        level,
        what: what.into(),
        mend,
        figures: BTreeMap::new(),
    }
}

/// Everything that was looked at.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The gravest of it.
    pub worst: Level,
    pub checks: Vec<Finding>,
}

impl Report {
    /// These findings, in their order.
    pub(super) fn of(checks: Vec<Finding>) -> Self {
        let worst = checks.iter().map(|one| one.level).max();
        Self {
            worst: worst.unwrap_or(Level::Ok),
            checks,
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.checks.iter().try_for_each(|one| writeln!(f, "{one}"))
    }
}
