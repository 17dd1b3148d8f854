//! From the roles of the standard to the roles of Hallpass.

use super::{
    people::PersonKind,
    vocabulary::{OrgKind, WrittenRole},
};

crate::text_enum! {
    /// What a person is in a school or district.
    pub enum SchoolRole {
        /// A student of a school.
        Student = "student",
        /// A teacher of a school. Classes come from enrollments, not from this.
        Teacher = "teacher",
        /// An aide of a school. Classes come from enrollments, not from this.
        Aide = "aide",
        /// An administrator of a school.
        SchoolAdmin = "school_admin",
        /// An administrator of a district.
        DistrictAdmin = "district_admin",
    }
}

impl SchoolRole {
    /// The kind of person that has the role.
    pub const fn person_kind(self) -> PersonKind {
        match self {
            Self::Student => PersonKind::Student,
            Self::Teacher | Self::Aide | Self::SchoolAdmin | Self::DistrictAdmin => {
                PersonKind::Staff
            }
        }
    }
}

/// What becomes of a written role in an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The role is given.
    Given(SchoolRole),
    /// A role is given that reaches less far than the one written: rights never exceed the
    /// organization in which they are written.
    Narrowed(SchoolRole),
    /// The person is known to be of this kind, but the organization cannot have the role.
    Misplaced(PersonKind),
    /// Hallpass gives no role for it: families, counselors, proctors.
    Ignored,
}

/// Judges a role of 1.1 or 1.2 written for an organization of a kind.
pub(super) fn judge(role: WrittenRole, org: OrgKind) -> Verdict {
    use WrittenRole as W;
    match (role, org) {
        (W::Student, OrgKind::School) => Verdict::Given(SchoolRole::Student),
        (W::Student, _) => Verdict::Misplaced(PersonKind::Student),
        (W::Teacher, OrgKind::School) => Verdict::Given(SchoolRole::Teacher),
        (W::Aide, OrgKind::School) => Verdict::Given(SchoolRole::Aide),
        (
            W::Administrator | W::SystemAdministrator | W::SiteAdministrator | W::Principal,
            OrgKind::School,
        ) => Verdict::Given(SchoolRole::SchoolAdmin),
        (
            W::Administrator | W::SystemAdministrator | W::DistrictAdministrator,
            OrgKind::District,
        ) => Verdict::Given(SchoolRole::DistrictAdmin),
        (W::DistrictAdministrator, OrgKind::School) => Verdict::Narrowed(SchoolRole::SchoolAdmin),
        (
            W::Teacher
            | W::Aide
            | W::Administrator
            | W::SystemAdministrator
            | W::SiteAdministrator
            | W::Principal
            | W::DistrictAdministrator,
            _,
        ) => Verdict::Misplaced(PersonKind::Staff),
        (W::Counselor | W::Guardian | W::Parent | W::Proctor | W::Relative, _) => Verdict::Ignored,
    }
}

#[cfg(test)]
mod tests {
    use super::{SchoolRole, Verdict, judge};
    use crate::rosters::{
        people::PersonKind,
        vocabulary::{OrgKind, WrittenRole as W},
    };

    #[test]
    fn a_role_reaches_no_further_than_its_organization() {
        for (role, org, verdict) in [
            (
                W::Student,
                OrgKind::School,
                Verdict::Given(SchoolRole::Student),
            ),
            (
                W::Student,
                OrgKind::District,
                Verdict::Misplaced(PersonKind::Student),
            ),
            (
                W::Teacher,
                OrgKind::School,
                Verdict::Given(SchoolRole::Teacher),
            ),
            (
                W::Teacher,
                OrgKind::District,
                Verdict::Misplaced(PersonKind::Staff),
            ),
            (W::Aide, OrgKind::School, Verdict::Given(SchoolRole::Aide)),
            (
                W::Administrator,
                OrgKind::School,
                Verdict::Given(SchoolRole::SchoolAdmin),
            ),
            (
                W::Administrator,
                OrgKind::District,
                Verdict::Given(SchoolRole::DistrictAdmin),
            ),
            (
                W::Administrator,
                OrgKind::State,
                Verdict::Misplaced(PersonKind::Staff),
            ),
            (
                W::DistrictAdministrator,
                OrgKind::School,
                Verdict::Narrowed(SchoolRole::SchoolAdmin),
            ),
            (
                W::Principal,
                OrgKind::District,
                Verdict::Misplaced(PersonKind::Staff),
            ),
            (
                W::Principal,
                OrgKind::School,
                Verdict::Given(SchoolRole::SchoolAdmin),
            ),
            (W::Parent, OrgKind::School, Verdict::Ignored),
            (W::Guardian, OrgKind::District, Verdict::Ignored),
            (W::Counselor, OrgKind::School, Verdict::Ignored),
        ] {
            assert_eq!(judge(role, org), verdict, "{role:?} in {org:?}");
        }
    }
}
