//! Who may do what: the one table. A test prints it against every route.

use super::Permission::{
    self, ConfirmTime, MakeSigns, ManagePeople, ManagePlaces, PostNotices, ProposePlaces,
    ReadAudit, ReadComplaints, ReadNotices, ReadPlaces, ReadSigns, ReviewNotices, TakeComplaints,
    WriteNotices,
};
use super::Role;

/// Whether a role carries a permission.
pub fn may(role: Role, permission: Permission) -> bool {
    carried_by(role).contains(&permission)
}

/// Whether who stands for somebody carries this of that person's role too. Accounts, the clock and the
/// record of everything are nobody's to lend.
pub fn is_lent(permission: Permission) -> bool {
    LENT.contains(&permission)
}

/// What a deputy carries. A permission that does not stand here is not lent.
const LENT: &[Permission] = &[
    ReadNotices,
    WriteNotices,
    ReviewNotices,
    PostNotices,
    ReadComplaints,
    TakeComplaints,
    ReadSigns,
    MakeSigns,
    ReadPlaces,
    ManagePlaces,
    ProposePlaces,
];

/// What each role may. A permission that stands in no row is nobody's.
fn carried_by(role: Role) -> &'static [Permission] {
    match role {
        Role::Administrator => ADMINISTRATOR,
        Role::Executive => EXECUTIVE,
        Role::QualityRepresentative => QUALITY_REPRESENTATIVE,
        Role::Operations => OPERATIONS,
        Role::Planning => PLANNING,
        Role::OfficeManager => OFFICE_MANAGER,
        Role::Reviewer => REVIEWER,
        Role::Clerk => CLERK,
    }
}

const ADMINISTRATOR: &[Permission] = &[
    ReadNotices,
    WriteNotices,
    PostNotices,
    ReadComplaints,
    TakeComplaints,
    ReadSigns,
    MakeSigns,
    ReadPlaces,
    ProposePlaces,
    ManagePlaces,
    ManagePeople,
    ConfirmTime,
    ReadAudit,
];

const EXECUTIVE: &[Permission] = &[
    ReadNotices,
    WriteNotices,
    ReviewNotices,
    PostNotices,
    ReadComplaints,
    TakeComplaints,
    ReadSigns,
    MakeSigns,
    ReadPlaces,
];

const QUALITY_REPRESENTATIVE: &[Permission] = &[ReadNotices, ReadComplaints, ReadSigns, ReadPlaces];

const OPERATIONS: &[Permission] = &[
    ReadNotices,
    ReadComplaints,
    TakeComplaints,
    ReadSigns,
    ReadPlaces,
];

const PLANNING: &[Permission] = &[ReadNotices, ReadSigns, ReadPlaces];

const OFFICE_MANAGER: &[Permission] = &[
    ReadNotices,
    WriteNotices,
    ReviewNotices,
    PostNotices,
    ReadComplaints,
    TakeComplaints,
    ReadSigns,
    MakeSigns,
    ReadPlaces,
    ProposePlaces,
    ManagePlaces,
];

const REVIEWER: &[Permission] = &[
    ReadNotices,
    WriteNotices,
    ReviewNotices,
    PostNotices,
    ReadComplaints,
    ReadSigns,
    MakeSigns,
    ReadPlaces,
    ProposePlaces,
];

const CLERK: &[Permission] = &[
    ReadNotices,
    WriteNotices,
    PostNotices,
    ReadComplaints,
    TakeComplaints,
    ReadSigns,
    MakeSigns,
    ReadPlaces,
    ProposePlaces,
];
