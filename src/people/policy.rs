//! Who may do what: the one table. A test prints it against every route.

use super::{Permission, Role};

/// Whether a role carries a permission.
pub fn may(role: Role, permission: Permission) -> bool {
    use Permission as P;
    match role {
        Role::Administrator => !matches!(permission, P::ReviewNotices),
        Role::Executive => !matches!(
            permission,
            P::ManagePeople | P::ManagePlaces | P::ConfirmTime
        ),
        Role::QualityRepresentative => {
            matches!(
                permission,
                P::ReadNotices | P::ReadComplaints | P::ReadSigns | P::ReadPlaces
            )
        }
        Role::Operations => matches!(
            permission,
            P::ReadNotices | P::ReadComplaints | P::TakeComplaints | P::ReadSigns | P::ReadPlaces
        ),
        Role::Planning => matches!(permission, P::ReadNotices | P::ReadSigns | P::ReadPlaces),
        Role::OfficeManager => !matches!(permission, P::ManagePeople | P::ConfirmTime),
        Role::Reviewer => matches!(
            permission,
            P::ReadNotices
                | P::WriteNotices
                | P::ReviewNotices
                | P::PostNotices
                | P::ReadComplaints
                | P::ReadSigns
                | P::MakeSigns
                | P::ReadPlaces
        ),
        Role::Clerk => matches!(
            permission,
            P::ReadNotices
                | P::WriteNotices
                | P::PostNotices
                | P::ReadComplaints
                | P::TakeComplaints
                | P::ReadSigns
                | P::MakeSigns
                | P::ReadPlaces
        ),
    }
}
