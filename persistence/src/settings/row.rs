//! A change of a setting as it is stored, and as it is shown.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{SettingChangeId, UserId},
    settings::{SettingActor, SettingKey, SettingValue, waiting::SettingChangeState},
    text_enum::TextEnum as _,
};

use crate::{connection::MultiBackend, database::Tx, error::DbError, schema::setting_changes};

/// A change of a setting, as it is stored.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = setting_changes, check_for_backend(MultiBackend))]
pub(super) struct Stored {
    pub(super) id: SettingChangeId,
    pub(super) user_id: UserId,
    pub(super) setting: SettingKey,
    pub(super) value_before: SettingValue,
    pub(super) value_after: SettingValue,
    pub(super) asked_as: SettingActor,
    pub(super) asked_at: DateTime<Utc>,
    pub(super) state: SettingChangeState,
    pub(super) decider: Option<SettingActor>,
    pub(super) lapses_at: Option<DateTime<Utc>>,
    pub(super) ended_at: Option<DateTime<Utc>>,
}

/// A change of a setting, or what was asked for, as it stands at this instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingChange {
    /// Its id.
    pub id: SettingChangeId,
    /// Whose setting it is.
    pub person: UserId,
    /// The setting.
    pub setting: SettingKey,
    /// Its value before.
    pub before: SettingValue,
    /// Its value after.
    pub after: SettingValue,
    /// In which capacity it was made or asked for.
    pub asked_as: SettingActor,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Where it stands.
    pub state: SettingChangeState,
    /// Who decides or decided, of one that waits or waited.
    pub decider: Option<SettingActor>,
    /// From when on silence is a no.
    pub lapses_at: Option<DateTime<Utc>>,
    /// When it was decided, or ended otherwise.
    pub ended_at: Option<DateTime<Utc>>,
}

/// What a parent did about a setting.
pub(super) struct ActOfParent {
    pub(super) objects: bool,
}

impl Stored {
    /// What a parent did by it, if one did anything.
    fn act_of_parent(&self) -> Option<ActOfParent> {
        let decided = self.decider == Some(SettingActor::Parent);
        let made = self.asked_as == SettingActor::Parent;
        let objects = match self.state {
            SettingChangeState::Denied if decided => true,
            SettingChangeState::Approved if decided => false,
            SettingChangeState::Applied if made => self.value_after < self.value_before,
            _ => return None,
        };
        Some(ActOfParent { objects })
    }
}

/// A change of a person's settings; `None` if there is no such one.
pub(super) fn find(
    tx: &mut Tx<'_>,
    person: UserId,
    change: SettingChangeId,
) -> Result<Option<Stored>, DbError> {
    Ok(setting_changes::table
        .find((tx.tenant(), change))
        .filter(setting_changes::user_id.eq(person))
        .select(Stored::as_select())
        .first(tx.conn())
        .optional()?)
}

/// When the person last asked for a setting in vain.
pub(super) fn asked_in_vain_at(
    tx: &mut Tx<'_>,
    person: UserId,
    setting: SettingKey,
) -> Result<Option<DateTime<Utc>>, DbError> {
    let all = SettingChangeState::ALL.iter().copied();
    let in_vain: Vec<SettingChangeState> = all.filter(|state| state.was_in_vain()).collect();
    Ok(setting_changes::table
        .filter(setting_changes::organization_id.eq(tx.tenant()))
        .filter(setting_changes::user_id.eq(person))
        .filter(setting_changes::setting.eq(setting))
        .filter(setting_changes::asked_as.eq(SettingActor::Oneself))
        .filter(setting_changes::state.eq_any(in_vain))
        .order(setting_changes::asked_at.desc())
        .select(setting_changes::asked_at)
        .first(tx.conn())
        .optional()?)
}

/// What a parent did last about a setting of a person.
pub(super) fn last_act_of(
    tx: &mut Tx<'_>,
    person: UserId,
    setting: SettingKey,
    parent: UserId,
) -> Result<Option<ActOfParent>, DbError> {
    let made = setting_changes::asked_as
        .eq(SettingActor::Parent)
        .and(setting_changes::asked_by.eq(Some(parent)));
    let decided = setting_changes::decider
        .eq(Some(SettingActor::Parent))
        .and(setting_changes::decided_by.eq(Some(parent)));
    let last: Option<Stored> = setting_changes::table
        .filter(setting_changes::organization_id.eq(tx.tenant()))
        .filter(setting_changes::user_id.eq(person))
        .filter(setting_changes::setting.eq(setting))
        .filter(made.or(decided))
        .order((setting_changes::ended_at.desc(), setting_changes::id.desc()))
        .select(Stored::as_select())
        .first(tx.conn())
        .optional()?;
    Ok(last.and_then(|change| change.act_of_parent()))
}

/// The changes of a person's settings that are written down as waiting.
pub(super) fn written_as_waiting(tx: &mut Tx<'_>, person: UserId) -> Result<Vec<Stored>, DbError> {
    Ok(setting_changes::table
        .filter(setting_changes::organization_id.eq(tx.tenant()))
        .filter(setting_changes::user_id.eq(person))
        .filter(setting_changes::state.eq(SettingChangeState::Waiting))
        .order(setting_changes::id)
        .select(Stored::as_select())
        .load(tx.conn())?)
}
