//! Writing a message down, to be sent.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::MessageId,
    mail::{Language, MessageKind, MessageState},
    worker::JobKind,
};
use uuid::Uuid;

use super::recipient::AdultRecipient;
use crate::{
    accounts::keys_of::subject_key,
    database::Tx,
    error::DbError,
    keys::SealContext,
    schema::messages,
    sql_types::{BindUuid, bind_instant},
    worker,
};

pub(super) const RECIPIENT: SealContext = SealContext::of("messages", "recipient");
pub(super) const CONTENT: SealContext = SealContext::of("messages", "content");

/// What is written into the template of a message: the name of each place, and what stands there.
pub type Content = BTreeMap<String, String>;

/// A message that is to be sent.
#[derive(Clone, Debug)]
pub(crate) struct NewMessage {
    /// Its kind.
    pub(crate) kind: MessageKind,
    /// In which language.
    pub(crate) language: Language,
    /// What is written into its template.
    pub(crate) content: Content,
    /// What it is about, if something follows from what becomes of it.
    pub(crate) about: Option<Uuid>,
    /// From when on what it says is over, so that it is not sent any more.
    pub(crate) expires_at: DateTime<Utc>,
}

/// Writes a message to an adult, which is sent after this transaction has committed.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn post(
    tx: &mut Tx<'_>,
    to: &AdultRecipient,
    message: &NewMessage,
) -> Result<MessageId, DbError> {
    let id: MessageId = tx.new_id();
    let key = subject_key(tx, to.person())?;
    let seal = |place, text: &str| key.seal(tx.mint(), place, id.uuid(), text.as_bytes());
    let recipient = seal(RECIPIENT, to.address().as_str())?;
    let content = serde_json::to_string(&message.content)
        .map_err(|_| DbError::Corrupt("texts by name are JSON"))?;
    let content = seal(CONTENT, &content)?;
    let row = (
        messages::organization_id.eq(tx.tenant()),
        messages::id.eq(id),
        messages::kind.eq(message.kind),
        messages::template_version.eq(i32::from(message.kind.template_version())),
        messages::language.eq(message.language),
        messages::person_id.eq(to.person()),
        messages::about_id.eq(message.about.map(BindUuid)),
        messages::recipient.eq(Some(recipient)),
        messages::content.eq(Some(content)),
        messages::state.eq(MessageState::Waiting),
        messages::created_at.eq(bind_instant(tx.now())),
        messages::expires_at.eq(bind_instant(message.expires_at)),
    );
    diesel::insert_into(messages::table)
        .values(row)
        .execute(tx.conn())?;
    worker::schedule(tx, JobKind::SendMessage, id.uuid(), tx.now())?;
    Ok(id)
}
