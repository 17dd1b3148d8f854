//! From the roles of the standard to the roles of Hallpass.

use super::vocabulary::{OrgKind, WrittenRole};
use crate::{accounts::credentials::PersonKind, guardians::GuardianKind, staff::role::StaffRole};

/// What a person is in a school or district.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RosterRole {
    /// A student of a school.
    Student,
    /// A member of staff. Classes come from enrollments, not from this.
    Staff(StaffRole),
}

impl RosterRole {
    /// The kind of person that has the role.
    pub const fn person_kind(self) -> PersonKind {
        match self {
            Self::Student => PersonKind::Student,
            Self::Staff(_) => PersonKind::Adult,
        }
    }
}

/// What becomes of a written role in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RoleVerdict {
    /// The role is given.
    Given(RosterRole),
    /// A role is given that reaches less far than the one written: rights never exceed the
    /// organization in which they are written.
    Narrowed(RosterRole),
    /// The person is known to be of this kind, but the organization cannot have the role.
    Misplaced(PersonKind),
    /// Hallpass gives no role for it: families, counselors, proctors.
    Ignored,
}

/// Judges a role of 1.1 or 1.2 written for an organization of a kind.
pub(super) fn judge(role: WrittenRole, org: OrgKind) -> RoleVerdict {
    use WrittenRole as W;
    match (role, org) {
        (W::Student, OrgKind::School) => RoleVerdict::Given(RosterRole::Student),
        (W::Student, _) => RoleVerdict::Misplaced(PersonKind::Student),
        (W::Teacher, OrgKind::School) => RoleVerdict::Given(RosterRole::Staff(StaffRole::Teacher)),
        (W::Aide, OrgKind::School) => RoleVerdict::Given(RosterRole::Staff(StaffRole::Assistant)),
        (
            W::Administrator | W::SystemAdministrator | W::SiteAdministrator | W::Principal,
            OrgKind::School,
        ) => RoleVerdict::Given(RosterRole::Staff(StaffRole::SchoolAdmin)),
        (
            W::Administrator | W::SystemAdministrator | W::DistrictAdministrator,
            OrgKind::District,
        ) => RoleVerdict::Given(RosterRole::Staff(StaffRole::DistrictAdmin)),
        (W::DistrictAdministrator, OrgKind::School) => {
            RoleVerdict::Narrowed(RosterRole::Staff(StaffRole::SchoolAdmin))
        }
        (
            W::Teacher
            | W::Aide
            | W::Administrator
            | W::SystemAdministrator
            | W::SiteAdministrator
            | W::Principal
            | W::DistrictAdministrator,
            _,
        ) => RoleVerdict::Misplaced(PersonKind::Adult),
        (W::Counselor | W::Guardian | W::Parent | W::Proctor | W::Relative, _) => {
            RoleVerdict::Ignored
        }
    }
}

/// What a person with a role of a family may be to a student; nothing for other roles. Whether a relative
/// acts as a parent, the role does not say.
pub(super) fn guardian_kind(role: WrittenRole) -> Option<GuardianKind> {
    match role {
        WrittenRole::Parent => Some(GuardianKind::Parent),
        WrittenRole::Guardian => Some(GuardianKind::LegalGuardian),
        WrittenRole::Relative => Some(GuardianKind::ActingParent),
        WrittenRole::Administrator
        | WrittenRole::Aide
        | WrittenRole::Counselor
        | WrittenRole::DistrictAdministrator
        | WrittenRole::Principal
        | WrittenRole::Proctor
        | WrittenRole::SiteAdministrator
        | WrittenRole::Student
        | WrittenRole::SystemAdministrator
        | WrittenRole::Teacher => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{RoleVerdict, RosterRole, judge};
    use crate::{
        accounts::credentials::PersonKind,
        rosters::vocabulary::{OrgKind, WrittenRole as W},
        staff::role::StaffRole,
    };

    #[test]
    fn a_role_reaches_no_further_than_its_organization() {
        for (role, org, verdict) in [
            (
                W::Student,
                OrgKind::School,
                RoleVerdict::Given(RosterRole::Student),
            ),
            (
                W::Student,
                OrgKind::District,
                RoleVerdict::Misplaced(PersonKind::Student),
            ),
            (
                W::Teacher,
                OrgKind::School,
                RoleVerdict::Given(RosterRole::Staff(StaffRole::Teacher)),
            ),
            (
                W::Teacher,
                OrgKind::District,
                RoleVerdict::Misplaced(PersonKind::Adult),
            ),
            (
                W::Aide,
                OrgKind::School,
                RoleVerdict::Given(RosterRole::Staff(StaffRole::Assistant)),
            ),
            (
                W::Administrator,
                OrgKind::School,
                RoleVerdict::Given(RosterRole::Staff(StaffRole::SchoolAdmin)),
            ),
            (
                W::Administrator,
                OrgKind::District,
                RoleVerdict::Given(RosterRole::Staff(StaffRole::DistrictAdmin)),
            ),
            (
                W::Administrator,
                OrgKind::State,
                RoleVerdict::Misplaced(PersonKind::Adult),
            ),
            (
                W::DistrictAdministrator,
                OrgKind::School,
                RoleVerdict::Narrowed(RosterRole::Staff(StaffRole::SchoolAdmin)),
            ),
            (
                W::Principal,
                OrgKind::District,
                RoleVerdict::Misplaced(PersonKind::Adult),
            ),
            (
                W::Principal,
                OrgKind::School,
                RoleVerdict::Given(RosterRole::Staff(StaffRole::SchoolAdmin)),
            ),
            (W::Parent, OrgKind::School, RoleVerdict::Ignored),
            (W::Guardian, OrgKind::District, RoleVerdict::Ignored),
            (W::Counselor, OrgKind::School, RoleVerdict::Ignored),
        ] {
            assert_eq!(judge(role, org), verdict, "{role:?} in {org:?}");
        }
    }
}
