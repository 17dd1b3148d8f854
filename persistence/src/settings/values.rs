//! Which value a setting has, and writing what was chosen.

use chrono::{DateTime, Utc};
use diesel::{prelude::*, upsert::excluded};
use domain::{
    ids::UserId,
    mail::Language,
    settings::{
        SettingActor, SettingKey, SettingValue,
        registry::bounds,
        value::{self, ChosenValue},
    },
    worker::JobKind,
};

use super::standing::{Standing, standing};
use crate::{
    connection::AnyConnection, database::Tx, error::DbError, households, schema::setting_values,
    sql_types::bind_instant, worker,
};

/// The value of a setting of a person at this instant; `None` if they do not have it, or are not there.
pub(crate) fn value_of(
    tx: &mut Tx<'_>,
    person: UserId,
    setting: SettingKey,
) -> Result<Option<SettingValue>, DbError> {
    match standing(tx, person)? {
        Some(standing) => value(tx, &standing, setting),
        None => Ok(None),
    }
}

/// Whether a person switched something off that is on by default. What was switched off counts, whoever did
/// it and whatever became of the person, so that one row is read.
pub(crate) fn is_switched_off(
    tx: &mut Tx<'_>,
    person: UserId,
    setting: SettingKey,
) -> Result<bool, DbError> {
    let chosen = chosen(tx, person, setting)?;
    Ok(chosen.is_some_and(|chosen| chosen.value == SettingValue::Off))
}

/// The language in which messages to an adult are written: what they chose, else that of their household,
/// else English.
pub(crate) fn language_of(tx: &mut Tx<'_>, adult: UserId) -> Result<Language, DbError> {
    let chosen = chosen(tx, adult, SettingKey::MessageLanguage)?;
    Ok(match chosen.map(|chosen| chosen.value) {
        Some(SettingValue::English) => Language::English,
        Some(SettingValue::Spanish) => Language::Spanish,
        Some(SettingValue::Off | SettingValue::On) | None => {
            households::of_tenant(tx)?.map_or(Language::English, |household| household.language)
        }
    })
}

/// The value of a setting of a person who stands so.
pub(super) fn value(
    tx: &mut Tx<'_>,
    standing: &Standing,
    setting: SettingKey,
) -> Result<Option<SettingValue>, DbError> {
    if setting == SettingKey::MessageLanguage && bounds(setting, standing.holder).is_some() {
        return Ok(Some(match language_of(tx, standing.person)? {
            Language::English => SettingValue::English,
            Language::Spanish => SettingValue::Spanish,
        }));
    }
    let chosen = chosen(tx, standing.person, setting)?;
    let facts = standing.value_facts(tx.now());
    Ok(value::value_of(setting, &facts, chosen))
}

/// What was chosen of a setting, whether it counts or not.
pub(super) fn chosen(
    tx: &mut Tx<'_>,
    person: UserId,
    setting: SettingKey,
) -> Result<Option<ChosenValue>, DbError> {
    let row: Option<(SettingValue, SettingActor, DateTime<Utc>)> = setting_values::table
        .find((tx.tenant(), person, setting))
        .select((
            setting_values::value,
            setting_values::chosen_by,
            setting_values::chosen_at,
        ))
        .first(tx.conn())
        .optional()?;
    Ok(row.map(|(value, chosen_by, chosen_at)| ChosenValue {
        value,
        chosen_by,
        chosen_at,
    }))
}

/// Writes what was chosen, and does what follows from it at once. What is chosen as it is by default
/// leaves no row.
pub(super) fn choose(
    tx: &mut Tx<'_>,
    standing: &Standing,
    setting: SettingKey,
    (value, chosen_by): (SettingValue, SettingActor),
) -> Result<(), DbError> {
    let person = standing.person;
    if (setting, value) == (SettingKey::SavedDrafts, SettingValue::Off) {
        worker::schedule(tx, JobKind::DeleteDrafts, person.uuid(), tx.now())?;
    }
    let is_default = bounds(setting, standing.holder)
        .is_some_and(|held| held.default == value && setting != SettingKey::MessageLanguage);
    if is_default {
        return forget_choice(tx, person, setting);
    }
    let insert = diesel::insert_into(setting_values::table)
        .values((
            setting_values::organization_id.eq(tx.tenant()),
            setting_values::user_id.eq(person),
            setting_values::setting.eq(setting),
            setting_values::value.eq(value),
            setting_values::chosen_by.eq(chosen_by),
            setting_values::chosen_at.eq(bind_instant(tx.now())),
        ))
        .on_conflict((
            setting_values::organization_id,
            setting_values::user_id,
            setting_values::setting,
        ))
        .do_update()
        .set((
            setting_values::value.eq(excluded(setting_values::value)),
            setting_values::chosen_by.eq(excluded(setting_values::chosen_by)),
            setting_values::chosen_at.eq(excluded(setting_values::chosen_at)),
        ));
    match tx.conn() {
        AnyConnection::Postgres(conn) => insert.execute(conn)?,
        AnyConnection::Sqlite(conn) => insert.execute(conn)?,
    };
    Ok(())
}

/// Sets a setting back to its default.
pub(super) fn forget_choice(
    tx: &mut Tx<'_>,
    person: UserId,
    setting: SettingKey,
) -> Result<(), DbError> {
    diesel::delete(setting_values::table.find((tx.tenant(), person, setting)))
        .execute(tx.conn())?;
    Ok(())
}
