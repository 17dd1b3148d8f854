//! What a decision about a setting depends on, as it stands at this instant.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::{context::AccountContext, credentials::PersonKind},
    ids::{SchoolId, UserId},
    organizations::purpose::Purpose,
    settings::{
        SettingActor, SettingHolder, SettingKey, SettingValue,
        change::{ChangeFacts, GuardianPresence, OtherParent, PurposeGround},
        value::ValueFacts,
    },
};

use super::{
    ground::covers,
    row::{Stored, of_setting},
};
use crate::{
    age, database::Tx, error::DbError, guardians, households, schema::users,
};

/// Whose settings they are, and who has a say in them.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub(super) person: UserId,
    pub(super) holder: SettingHolder,
    pub(super) context: AccountContext,
    pub(super) guardian: GuardianPresence,
    consents_alone_since: Option<DateTime<Utc>>,
    schools: Vec<SchoolId>,
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
        holder: SettingHolder::student(age.band),
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

    /// What a change depends on that is made in a capacity, by one person.
    pub(super) fn change_facts(
        &self,
        tx: &mut Tx<'_>,
        setting: SettingKey,
        (before, after): (SettingValue, SettingValue),
        (by, actor): (SettingActor, UserId),
    ) -> Result<ChangeFacts, DbError> {
        let changes = of_setting(tx, self.person, setting)?;
        let in_vain = changes.iter().filter(|change| {
            change.asked_as == SettingActor::Oneself && change.state.was_in_vain()
        });
        Ok(ChangeFacts {
            setting,
            holder: self.holder,
            context: self.context,
            by,
            before,
            after,
            guardian: self.guardian,
            ground: self.ground(tx, setting)?,
            asked_in_vain_at: in_vain.map(|change| change.asked_at).max(),
            other_parent: self.other_parent(tx, &changes, actor)?,
            now: tx.now(),
        })
    }

    /// Whether an agreement or a consent covers what a setting switches on.
    pub(super) fn ground(
        &self,
        tx: &mut Tx<'_>,
        setting: SettingKey,
    ) -> Result<PurposeGround, DbError> {
        let covered = match setting.purpose() {
            Some(Purpose::BasicPersonalization) => covers(tx, self, &self.schools)?,
            // Saving a draft asks the ground of the lesson itself.
            _ => true,
        };
        Ok(if covered {
            PurposeGround::Covered
        } else {
            PurposeGround::Missing
        })
    }

    /// Whether another parent than this one, who holds the rights now, refused the setting or switched it
    /// off the last time that they did anything about it.
    fn other_parent(
        &self,
        tx: &mut Tx<'_>,
        changes: &[Stored],
        actor: UserId,
    ) -> Result<OtherParent, DbError> {
        let mut acts: Vec<_> = changes.iter().filter_map(Stored::act_of_parent).collect();
        acts.sort_by_key(|act| std::cmp::Reverse(act.at));
        let mut seen = vec![actor];
        for act in acts {
            if seen.contains(&act.parent) {
                continue;
            }
            seen.push(act.parent);
            if act.objects && holds_rights(tx, act.parent, self.person)? {
                return Ok(OtherParent::Objected);
            }
        }
        Ok(OtherParent::Silent)
    }
}

fn holds_rights(tx: &mut Tx<'_>, parent: UserId, student: UserId) -> Result<bool, DbError> {
    match households::of_tenant(tx)? {
        Some(household) => Ok(household.parent == parent),
        None => guardians::holds_rights(tx, parent, student),
    }
}
