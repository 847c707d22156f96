//! Who may do what: the one table. A test prints it against every route.

use super::Permission::{
    self, ConfirmTime, MakeSigns, ManagePeople, ManagePlaces, PostNotices, ReadAudit,
    ReadComplaints, ReadNotices, ReadPlaces, ReadSigns, ReviewNotices, TakeComplaints,
    WriteNotices,
};
use super::Role;

/// Whether a role carries a permission.
pub fn may(role: Role, permission: Permission) -> bool {
    carried_by(role).contains(&permission)
}

/// What each role may. A permission that stands in no row is nobody's.
fn carried_by(role: Role) -> &'static [Permission] {
    match role {
        Role::Administrator => &[
            ReadNotices,
            WriteNotices,
            PostNotices,
            ReadComplaints,
            TakeComplaints,
            ReadSigns,
            MakeSigns,
            ReadPlaces,
            ManagePlaces,
            ManagePeople,
            ConfirmTime,
            ReadAudit,
        ],
        Role::Executive => &[
            ReadNotices,
            WriteNotices,
            ReviewNotices,
            PostNotices,
            ReadComplaints,
            TakeComplaints,
            ReadSigns,
            MakeSigns,
            ReadPlaces,
        ],
        Role::QualityRepresentative => &[ReadNotices, ReadComplaints, ReadSigns, ReadPlaces],
        Role::Operations => &[
            ReadNotices,
            ReadComplaints,
            TakeComplaints,
            ReadSigns,
            ReadPlaces,
        ],
        Role::Planning => &[ReadNotices, ReadSigns, ReadPlaces],
        Role::OfficeManager => &[
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
        ],
        Role::Reviewer => &[
            ReadNotices,
            WriteNotices,
            ReviewNotices,
            PostNotices,
            ReadComplaints,
            ReadSigns,
            MakeSigns,
            ReadPlaces,
        ],
        Role::Clerk => &[
            ReadNotices,
            WriteNotices,
            PostNotices,
            ReadComplaints,
            TakeComplaints,
            ReadSigns,
            MakeSigns,
            ReadPlaces,
        ],
    }
}
