//! Telling parents that a change waits for them.

use domain::{
    accounts::context::AccountContext,
    ids::{SettingChangeId, UserId},
    mail::MessageKind,
    settings::{
        SettingKey, SettingValue,
        change::ChangeFacts,
        texts::{texts_of, value_in_words},
        waiting::lapses_at,
    },
};

use super::{
    facts::Standing,
    values::{language_of, value_of},
};
use crate::{
    database::Tx,
    error::DbError,
    guardians, households,
    mail::{self, AdultRecipient, NewMessage},
};

/// Writes to all who hold the rights over the student, have an address and want such messages: to whom.
/// The message names nobody.
pub(super) fn parents(
    tx: &mut Tx<'_>,
    standing: &Standing,
    facts: &ChangeFacts,
    change: SettingChangeId,
) -> Result<Vec<UserId>, DbError> {
    let parents = match standing.context {
        AccountContext::SchoolManaged => guardians::rights_holders(tx, standing.person)?,
        _ => households::of_tenant(tx)?
            .map(|household| household.parent)
            .into_iter()
            .collect(),
    };
    let mut told = Vec::new();
    for parent in parents {
        let wants = value_of(tx, parent, SettingKey::SettingChangeMessages)?;
        if wants == Some(SettingValue::Off) {
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
                ("before".to_owned(), value_in_words(facts.before, language).to_owned()),
                ("after".to_owned(), value_in_words(facts.after, language).to_owned()),
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
