//! Telling parents that a change waits for them.

use diesel::prelude::*;
use domain::{
    ids::{SettingChangeId, UserId},
    mail::MessageKind,
    settings::{
        SettingKey,
        change::ChangeFacts,
        texts::{texts_of, value_in_words},
        waiting::{SettingChangeState, lapses_at},
    },
};

use super::{
    row::find,
    standing::{Standing, holds_rights, standing},
    values::{is_switched_off, language_of},
};
use crate::{
    database::Tx,
    error::DbError,
    mail::{self, AdultRecipient, NewMessage},
    schema::setting_changes,
};

/// Writes to all who hold the rights over the student, have an address and want such messages: to whom.
/// The message names nobody.
pub(super) fn parents(
    tx: &mut Tx<'_>,
    standing: &Standing,
    facts: &ChangeFacts,
    change: SettingChangeId,
) -> Result<Vec<UserId>, DbError> {
    let mut told = Vec::new();
    for parent in standing.parents(tx)? {
        if is_switched_off(tx, parent, SettingKey::SettingChangeMessages)? {
            continue;
        }
        let Some(recipient) = AdultRecipient::of_account(tx, parent)? else {
            continue;
        };
        let language = language_of(tx, parent)?;
        let end = lapses_at(tx.now());
        let texts = texts_of(facts.setting, language);
        let message = NewMessage {
            kind: MessageKind::SettingChangeWaits,
            language,
            content: [
                ("setting".to_owned(), texts.title.to_owned()),
                (
                    "before".to_owned(),
                    value_in_words(facts.before, language).to_owned(),
                ),
                (
                    "after".to_owned(),
                    value_in_words(facts.after, language).to_owned(),
                ),
                ("day".to_owned(), end.date_naive().to_string()),
            ]
            .into(),
            about: Some(change.uuid()),
            expires_at: end,
        };
        mail::post(tx, &recipient, &message)?;
        told.push(parent);
    }
    Ok(told)
}

/// Whether a change still waits for a parent at this instant, who was written to about it.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn still_asks(
    tx: &mut Tx<'_>,
    change: SettingChangeId,
    parent: UserId,
) -> Result<bool, DbError> {
    let person: Option<UserId> = setting_changes::table
        .find((tx.tenant(), change))
        .select(setting_changes::user_id)
        .first(tx.conn())
        .optional()?;
    let Some(person) = person else {
        return Ok(false);
    };
    let (Some(standing), Some(held)) = (standing(tx, person)?, find(tx, person, change)?) else {
        return Ok(false);
    };
    let waits = held.state_now(tx, &standing)? == SettingChangeState::Waiting;
    Ok(waits && holds_rights(tx, parent, person)?)
}
