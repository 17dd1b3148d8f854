//! A change of a setting as it is stored, and as it is shown.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{SettingChangeId, UserId},
    settings::{SettingActor, SettingKey, SettingValue, waiting::SettingChangeState},
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
    pub(super) asked_by: Option<UserId>,
    pub(super) asked_at: DateTime<Utc>,
    pub(super) state: SettingChangeState,
    pub(super) decider: Option<SettingActor>,
    pub(super) lapses_at: Option<DateTime<Utc>>,
    pub(super) decided_by: Option<UserId>,
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
    pub(super) parent: UserId,
    pub(super) at: DateTime<Utc>,
    pub(super) objects: bool,
}

impl Stored {
    /// What a parent did by it, if one did anything.
    pub(super) fn act_of_parent(&self) -> Option<ActOfParent> {
        let decided = self.decider == Some(SettingActor::Parent);
        let made = self.asked_as == SettingActor::Parent;
        let (parent, objects) = match self.state {
            SettingChangeState::Denied if decided => (self.decided_by?, true),
            SettingChangeState::Approved if decided => (self.decided_by?, false),
            SettingChangeState::Applied if made => {
                (self.asked_by?, self.value_after < self.value_before)
            }
            _ => return None,
        };
        Some(ActOfParent {
            parent,
            at: self.ended_at.unwrap_or(self.asked_at),
            objects,
        })
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

/// The changes of one setting of a person, the oldest first.
pub(super) fn of_setting(
    tx: &mut Tx<'_>,
    person: UserId,
    setting: SettingKey,
) -> Result<Vec<Stored>, DbError> {
    Ok(setting_changes::table
        .filter(setting_changes::organization_id.eq(tx.tenant()))
        .filter(setting_changes::user_id.eq(person))
        .filter(setting_changes::setting.eq(setting))
        .order(setting_changes::id)
        .select(Stored::as_select())
        .load(tx.conn())?)
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
