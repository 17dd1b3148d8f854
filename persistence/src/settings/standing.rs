//! Who a person is whose settings are asked for, and who has a say in them, at this instant.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::{context::AccountContext, credentials::PersonKind},
    ids::{SchoolId, UserId},
    settings::{SettingHolder, change::GuardianPresence, value::ValueFacts},
};

use crate::{age, database::Tx, error::DbError, guardians, households, schema::users};

/// Whose settings they are, and who has a say in them.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub(super) person: UserId,
    pub(super) holder: SettingHolder,
    pub(super) context: AccountContext,
    pub(super) guardian: GuardianPresence,
    consents_alone_since: Option<DateTime<Utc>>,
    pub(super) schools: Vec<SchoolId>,
}

/// How a person of the tenant stands; `None` if there is no such account.
pub(super) fn standing(tx: &mut Tx<'_>, person: UserId) -> Result<Option<Standing>, DbError> {
    let kind: Option<PersonKind> = users::table
        .find((tx.tenant(), person))
        .select(users::kind)
        .first(tx.conn())
        .optional()?;
    match kind {
        None => Ok(None),
        Some(PersonKind::Adult) => Ok(Some(Standing {
            person,
            holder: SettingHolder::Adult,
            context: AccountContext::Staff,
            guardian: GuardianPresence::Absent,
            consents_alone_since: None,
            schools: Vec::new(),
        })),
        Some(PersonKind::Student) => of_student(tx, person),
    }
}

fn of_student(tx: &mut Tx<'_>, person: UserId) -> Result<Option<Standing>, DbError> {
    let Some(age) = age::standing_of(tx, person)? else {
        return Ok(None);
    };
    let has_guardian = match age.context {
        AccountContext::SchoolManaged => !guardians::rights_holders(tx, person)?.is_empty(),
        AccountContext::HomeManaged
        | AccountContext::SelfRegistered
        | AccountContext::Staff
        | AccountContext::Parent => true,
    };
    Ok(Some(Standing {
        person,
        holder: SettingHolder::student(age.band, age.source),
        context: age.context,
        guardian: if has_guardian {
            GuardianPresence::Present
        } else {
            GuardianPresence::Absent
        },
        consents_alone_since: age.consents_alone_since,
        schools: age.schools.into_iter().map(|(school, _)| school).collect(),
    }))
}

impl Standing {
    /// What the value of a setting depends on.
    pub(super) fn value_facts(&self, now: DateTime<Utc>) -> ValueFacts {
        ValueFacts {
            holder: self.holder,
            context: self.context,
            since_own_consent: self.consents_alone_since.map(|since| now - since),
        }
    }
}

/// Whether somebody is the parent at home, or a guardian who holds the rights at this instant.
pub(super) fn holds_rights(
    tx: &mut Tx<'_>,
    parent: UserId,
    student: UserId,
) -> Result<bool, DbError> {
    match households::of_tenant(tx)? {
        Some(household) => Ok(household.parent == parent),
        None => guardians::holds_rights(tx, parent, student),
    }
}
