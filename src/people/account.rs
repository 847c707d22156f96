//! Roles and what a new account consists of.

use serde::Serialize;

use super::OfficeId;

crate::text_enum! {
    /// What a person does in an office; head-office roles reach all offices.
    Role {
        /// 管理员: accounts, offices, places.
        Administrator = "administrator",
        /// 分管领导: approves and answers, over all offices.
        Executive = "executive",
        /// 管理者代表: reads everything, changes nothing (QP7.3 §3.4).
        QualityRepresentative = "quality_representative",
        /// 经营管理部: complaints about the company (QP7.3 §3.2).
        Operations = "operations",
        /// 企划部: surveys (QP7.3 §3.3).
        Planning = "planning",
        /// 管理处经理: approves what the office publishes and answers for it.
        OfficeManager = "office_manager",
        /// 审核人: the second pair of eyes.
        Reviewer = "reviewer",
        /// 办事员: schedules, prints, posts, takes complaints.
        Clerk = "clerk",
    }
}

impl Role {
    /// Whether the role belongs to the head office.
    pub fn is_of_head_office(self) -> bool {
        match self {
            Self::Administrator
            | Self::Executive
            | Self::QualityRepresentative
            | Self::Operations
            | Self::Planning => true,
            Self::OfficeManager | Self::Reviewer | Self::Clerk => false,
        }
    }

    /// Whether who has it is in her office's department (QP7.3 §3.1, §3.2).
    pub(super) fn takes_what_people_tell(self) -> bool {
        match self {
            Self::OfficeManager | Self::Clerk | Self::Operations => true,
            Self::Administrator
            | Self::Executive
            | Self::QualityRepresentative
            | Self::Planning
            | Self::Reviewer => false,
        }
    }
}

/// The word's key of a role.
pub fn role_key(role: Role) -> String {
    format!("role-{}", role.as_str().replace('_', "-"))
}

/// What is needed to open an account.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The name typed at sign-in: lower-case letters, digits, `.`, `-`, `_`.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Where mail to them goes.
    pub email: Option<String>,
    /// The office they work for.
    pub office: OfficeId,
    /// What they do there.
    pub role: Role,
}

/// Accounts whose password the sign-in page may tell, in the demo only.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DemoAccounts {
    /// The password of all of them.
    pub password: String,
    /// The people; nobody outside the demo.
    pub people: Vec<DemoPerson>,
}

/// An account of the demo.
#[derive(Debug, Clone, Serialize)]
pub struct DemoPerson {
    /// The name typed at sign-in.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The key of the word for the role.
    pub role: String,
    pub office: String,
    /// The office's name for English pages.
    pub office_en: String,
}
