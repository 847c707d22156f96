//! Who answers within an office.

use super::{OfficeId, UserId};

crate::id! {
    /// A department.
    DepartmentId
}

/// A part of an office with people of its own; what one of them did, its head signs (QP7.3 §3.1).
#[derive(
    Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable, diesel::Insertable,
)]
#[diesel(table_name = crate::schema::departments)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// The office it is a part of.
    pub office_id: OfficeId,
    /// 事务部.
    pub name: String,
    /// The name for English pages.
    pub name_en: String,
    /// Who signs for it; nobody where nobody was named.
    pub head_id: Option<UserId>,
}

impl Department {
    /// The one that every office has from the beginning: 事务部, or 经营管理部 at the head office
    /// (QP7.3 §3.1, §3.2).
    pub(super) fn first_of(office: &OfficeId, of_head_office: bool) -> Self {
        let (name, name_en) = if of_head_office {
            ("经营管理部", "Operations")
        } else {
            ("事务部", "Customer affairs")
        };
        Self {
            id: DepartmentId::new(),
            office_id: office.clone(),
            name: name.to_owned(),
            name_en: name_en.to_owned(),
            head_id: None,
        }
    }
}
