//! Who a person is whose settings are asked for, and who has a say in them, at this instant.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::Relationship,
    accounts::{context::AccountContext, credentials::PersonKind},
    age::thirteen_at_home::ConsentsAlone,
    ids::{SchoolId, UserId},
    parameters::choices::TRANSITION_GRACE,
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
        holder: SettingHolder::of_band(age.band),
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
    /// When what a parent at home chose ends, of a person who consents alone (AGE-12).
    pub(super) fn parents_word_ends_at(&self) -> Option<DateTime<Utc>> {
        let is_at_home = self.context != AccountContext::SchoolManaged;
        let since = self.consents_alone_since;
        let since = since.filter(|_| is_at_home && !self.holder.asks_others());
        since.map(|since| since + TRANSITION_GRACE.default)
    }

    /// Who holds the rights of a parent at this instant: at school the guardians, at home the parent.
    pub(super) fn parents(&self, tx: &mut Tx<'_>) -> Result<Vec<UserId>, DbError> {
        Ok(match self.context {
            AccountContext::SchoolManaged => guardians::rights_holders(tx, self.person)?,
            AccountContext::HomeManaged
            | AccountContext::SelfRegistered
            | AccountContext::Staff
            | AccountContext::Parent => {
                let household = households::of_tenant(tx)?;
                household
                    .map(|household| household.parent)
                    .into_iter()
                    .collect()
            }
        })
    }

    /// Whether one who stands so to the student still reads their settings. A parent at home does until some
    /// days after the young person consents alone (AGE-12).
    pub(super) fn is_shown_to(&self, relationship: Relationship, now: DateTime<Utc>) -> bool {
        if relationship != Relationship::Parent {
            return true;
        }
        let alone = if self.holder.asks_others() {
            ConsentsAlone::NotYet
        } else {
            ConsentsAlone::Yes
        };
        age::parent_looks(alone, self.consents_alone_since, now)
    }

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
