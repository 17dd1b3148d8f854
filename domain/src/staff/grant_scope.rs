//! How far an office reaches over the roles that a person holds: who may hand out what opens their
//! account.
//!
//! A secret opens an account with every role in it. So the person who hands one out must be able to
//! give all of those roles; a role beyond that makes it worthless.

use super::role::StaffRole;
use crate::ids::SchoolId;

/// How far a person reaches who hands out what opens accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantScope {
    /// Over the roles at one school: an administrator of the school, acting for it.
    School(SchoolId),
    /// Over every role in the organization: its administrators, and the installation.
    Organization,
}

impl GrantScope {
    /// How far a person reaches by one of their roles; `None` if it is no office.
    pub fn of(role: StaffRole, school: Option<SchoolId>) -> Option<Self> {
        match (role, school) {
            (StaffRole::SchoolAdmin, Some(school)) => Some(Self::School(school)),
            (StaffRole::DistrictAdmin | StaffRole::PlatformOperator, _) => Some(Self::Organization),
            (StaffRole::Teacher | StaffRole::Assistant | StaffRole::SchoolAdmin, _) => None,
        }
    }

    /// Whether all of these roles, each with its school, are within reach.
    pub fn covers(self, roles: &[(StaffRole, Option<SchoolId>)]) -> bool {
        match self {
            Self::Organization => true,
            Self::School(school) => roles.iter().all(|(_, at)| *at == Some(school)),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{GrantScope, SchoolId, StaffRole};

    fn school(number: u128) -> SchoolId {
        SchoolId::from_uuid(Uuid::from_u128(number))
    }

    #[test]
    fn a_school_reaches_who_works_there_alone_and_a_district_everybody() {
        let (maple, oak) = (school(1), school(2));
        let teacher = (StaffRole::Teacher, Some(maple));
        let admin = (StaffRole::SchoolAdmin, Some(maple));
        let elsewhere = (StaffRole::Teacher, Some(oak));
        let district = (StaffRole::DistrictAdmin, None);
        for (roles, by_school) in [
            (vec![], true),
            (vec![teacher], true),
            (vec![teacher, admin], true),
            (vec![elsewhere], false),
            (vec![teacher, elsewhere], false),
            (vec![teacher, district], false),
        ] {
            assert_eq!(
                GrantScope::School(maple).covers(&roles),
                by_school,
                "{roles:?}"
            );
            assert!(GrantScope::Organization.covers(&roles), "{roles:?}");
        }
    }

    #[test]
    fn only_an_office_reaches_anybody() {
        let maple = Some(school(1));
        for (role, at, reach) in [
            (StaffRole::Teacher, maple, None),
            (StaffRole::Assistant, maple, None),
            (
                StaffRole::SchoolAdmin,
                maple,
                Some(GrantScope::School(school(1))),
            ),
            (
                StaffRole::DistrictAdmin,
                None,
                Some(GrantScope::Organization),
            ),
            (
                StaffRole::PlatformOperator,
                None,
                Some(GrantScope::Organization),
            ),
        ] {
            assert_eq!(GrantScope::of(role, at), reach, "{role:?}");
        }
    }
}
