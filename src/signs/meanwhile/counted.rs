//! How often a subject was changed, and by whom.

/// How a stop, a run or a sign that stays has come to stand as it does.
#[derive(
    Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable,
)]
#[diesel(table_name = crate::schema::sign_versions)]
pub(super) struct Counted {
    /// `sign_batch:ID`, `sign_run:ID`, `sign:ID`.
    pub(super) subject: String,
    /// The steps that were taken on it.
    pub(super) version: i64,
    /// Who took the last one: the id of a person, or `system:` and the name of a job.
    pub(super) changed_by: String,
    /// The version that the last step of anybody else made; 0 where nobody else took one.
    pub(super) others_version: i64,
}

impl Counted {
    /// The version that the last step of anybody but this one made.
    pub(super) fn of_others(&self, actor: &str) -> i64 {
        if self.changed_by == actor {
            self.others_version
        } else {
            self.version
        }
    }
}
