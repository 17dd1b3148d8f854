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
            (
                StaffRole::Teacher
                | StaffRole::Assistant
                | StaffRole::SchoolAdmin
                | StaffRole::Parent,
                _,
            ) => None,
        }
    }

    /// Whether all of these roles, each with its school, are within reach.
    pub fn covers(self, roles: &[(StaffRole, Option<SchoolId>)]) -> bool {
        match self {
            Self::Organization => true,
            Self::School(school) => roles.iter().all(|(_, at)| *at == Some(school)),
        }
    }

    /// Whether the address of a person with these roles, in force or to come, may be changed on this
    /// word. By their address people are found who are given roles, so it is worth what the word is on
    /// which their account was opened, `None` if nobody opened it yet (decision 9).
    pub fn may_change_address(
        self,
        roles: &[(StaffRole, Option<SchoolId>)],
        opened: Option<Self>,
    ) -> bool {
        let is_as_good = self == Self::Organization || opened.is_none_or(|opened| opened == self);
        is_as_good && self.covers(roles)
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
    fn a_school_changes_no_address_of_an_account_that_others_opened() {
        let (maple, oak) = (school(1), school(2));
        let teacher = [(StaffRole::Teacher, Some(maple))];
        let (here, there) = (GrantScope::School(maple), GrantScope::School(oak));
        for (roles, opened, by_school) in [
            (&teacher[..], None, true),
            (&teacher, Some(here), true),
            (&teacher, Some(there), false),
            (&teacher, Some(GrantScope::Organization), false),
            (&[(StaffRole::Teacher, Some(oak))], Some(here), false),
        ] {
            assert_eq!(here.may_change_address(roles, opened), by_school);
            assert!(GrantScope::Organization.may_change_address(roles, opened));
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
