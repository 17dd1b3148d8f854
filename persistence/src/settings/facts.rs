//! What a decision about a setting depends on, as it stands at this instant.

use domain::{
    ids::UserId,
    organizations::purpose::Purpose,
    settings::{
        SettingActor, SettingKey, SettingValue,
        change::{ChangeFacts, OtherParent, PurposeGround},
        waiting::{SettingChangeState, WaitingFacts, state_now},
    },
};

use super::{
    ground,
    row::{SettingChange, Stored, asked_in_vain_at, last_act_of},
    standing::Standing,
    values,
};
use crate::{database::Tx, error::DbError};

impl Standing {
    /// What a change depends on that is made in a capacity, by one person.
    pub(super) fn change_facts(
        &self,
        tx: &mut Tx<'_>,
        setting: SettingKey,
        (before, after): (SettingValue, SettingValue),
        (by, actor): (SettingActor, UserId),
    ) -> Result<ChangeFacts, DbError> {
        Ok(ChangeFacts {
            setting,
            holder: self.holder,
            context: self.context,
            by,
            before,
            after,
            guardian: self.guardian,
            ground: self.ground(tx, setting)?,
            asked_in_vain_at: asked_in_vain_at(tx, self.person, setting)?,
            other_parent: match by {
                SettingActor::Parent => self.other_parent(tx, setting, actor)?,
                // It stands against a parent alone.
                SettingActor::Oneself | SettingActor::School => OtherParent::Silent,
            },
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
            Some(Purpose::BasicPersonalization) => ground::covers(tx, self, &self.schools)?,
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
        setting: SettingKey,
        actor: UserId,
    ) -> Result<OtherParent, DbError> {
        for parent in self.parents(tx)? {
            if parent == actor {
                continue;
            }
            let last = last_act_of(tx, self.person, setting, parent)?;
            if last.is_some_and(|act| act.objects) {
                return Ok(OtherParent::Objected);
            }
        }
        Ok(OtherParent::Silent)
    }
}

impl Stored {
    /// What a decision about it depends on at this instant, by one person in a capacity; `None` of one
    /// that never waited.
    pub(super) fn waiting_facts(
        &self,
        tx: &mut Tx<'_>,
        standing: &Standing,
        by: (SettingActor, UserId),
    ) -> Result<Option<WaitingFacts>, DbError> {
        let (Some(decider), Some(lapses_at)) = (self.decider, self.lapses_at) else {
            return Ok(None);
        };
        let before = values::value(tx, standing, self.setting)?;
        let before = before.unwrap_or(self.value_before);
        let values = (before, self.value_after);
        Ok(Some(WaitingFacts {
            stored: self.state,
            decider,
            lapses_at,
            change: standing.change_facts(tx, self.setting, values, by)?,
        }))
    }

    /// Where it stands at this instant.
    pub(super) fn state_now(
        &self,
        tx: &mut Tx<'_>,
        standing: &Standing,
    ) -> Result<SettingChangeState, DbError> {
        if self.state != SettingChangeState::Waiting {
            return Ok(self.state);
        }
        let by = (SettingActor::Oneself, self.user_id);
        let facts = self.waiting_facts(tx, standing, by)?;
        Ok(facts.map_or(self.state, |facts| state_now(&facts)))
    }

    /// As it is shown.
    pub(super) fn shown(
        &self,
        tx: &mut Tx<'_>,
        standing: &Standing,
    ) -> Result<SettingChange, DbError> {
        let state = self.state_now(tx, standing)?;
        let ended_at = match (state, self.ended_at) {
            (SettingChangeState::Lapsed, None) => self.lapses_at,
            (_, ended_at) => ended_at,
        };
        Ok(SettingChange {
            id: self.id,
            person: self.user_id,
            setting: self.setting,
            before: self.value_before,
            after: self.value_after,
            asked_as: self.asked_as,
            asked_at: self.asked_at,
            state,
            decider: self.decider,
            lapses_at: self.lapses_at,
            ended_at,
        })
    }
}
