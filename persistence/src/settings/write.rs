//! Writing a change of a setting down.

use diesel::prelude::*;
use domain::{
    ids::{SettingChangeId, UserId},
    settings::{
        SettingActor, SettingKey, SettingValue,
        waiting::{SettingChangeState, lapses_at},
    },
};

use crate::{database::Tx, error::DbError, schema::setting_changes, sql_types::bind_instant};

/// A change that is made, or asked for, at this instant.
pub(super) struct NewChange {
    pub(super) person: UserId,
    pub(super) setting: SettingKey,
    pub(super) before: SettingValue,
    pub(super) after: SettingValue,
    pub(super) by: SettingActor,
    pub(super) actor: UserId,
    /// For whom it waits; `None` of one that is made.
    pub(super) decider: Option<SettingActor>,
}

/// Writes a change down.
pub(super) fn write(tx: &mut Tx<'_>, change: &NewChange) -> Result<SettingChangeId, DbError> {
    let id: SettingChangeId = tx.new_id();
    let now = bind_instant(tx.now());
    let acts_for_another = change.by != SettingActor::Oneself;
    let (state, lapse, ended_at) = match change.decider {
        Some(_) => {
            let end = lapses_at(tx.now());
            (SettingChangeState::Waiting, Some(bind_instant(end)), None)
        }
        None => (SettingChangeState::Applied, None, Some(now)),
    };
    let row = (
        setting_changes::organization_id.eq(tx.tenant()),
        setting_changes::id.eq(id),
        setting_changes::user_id.eq(change.person),
        setting_changes::setting.eq(change.setting),
        setting_changes::value_before.eq(change.before),
        setting_changes::value_after.eq(change.after),
        setting_changes::asked_as.eq(change.by),
        setting_changes::asked_by.eq(acts_for_another.then_some(change.actor)),
        setting_changes::asked_at.eq(now),
        setting_changes::state.eq(state),
        setting_changes::decider.eq(change.decider),
        setting_changes::lapses_at.eq(lapse),
        setting_changes::ended_at.eq(ended_at),
    );
    diesel::insert_into(setting_changes::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(id)
}
