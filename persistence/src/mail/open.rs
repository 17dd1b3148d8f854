//! A message on its way out, and what became of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::emails::EmailRecipient,
    audit::Changed,
    ids::{Id, LegalProcessId, MessageId, SchoolNoticeId, UserId},
    mail::{Language, MessageKind, MessageState},
};
use uuid::Uuid;

use super::post::{CONTENT, RECIPIENT};
use crate::{
    access::Installation,
    accounts::keys_of::subject_key,
    bulk::ROWS_PER_STATEMENT,
    consent,
    database::Tx,
    error::DbError,
    keys::Sealed,
    legal_process,
    organizations::school_notices,
    schema::messages,
    settings,
    sql_types::{BindUuid, bind_instant},
    worker::{self, Claimed, Task},
};

/// A message as it is to be sent.
#[derive(Clone)]
pub struct Outgoing {
    /// Its id, from which its `Message-ID` follows: sent twice, it is one.
    pub id: MessageId,
    /// Its kind.
    pub kind: MessageKind,
    /// In which language.
    pub language: Language,
    /// To whom.
    pub recipient: EmailRecipient,
    /// What is written into its template.
    pub content: BTreeMap<String, String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// Opens the message that the work is about; `None` if what it was to say is over.
///
/// # Errors
/// If the database or the cipher fails.
pub fn open<'t>(tx: &mut Tx<'t>, task: &Task<'t>) -> Result<Option<Outgoing>, DbError> {
    type Row = (
        MessageKind,
        Language,
        UserId,
        Option<BindUuid>,
        Option<Sealed>,
        Option<Sealed>,
        DateTime<Utc>,
    );
    let id: MessageId = task.subject();
    let row: Option<Row> = messages::table
        .find((tx.tenant(), id))
        .filter(messages::state.eq(MessageState::Waiting))
        .filter(messages::expires_at.gt(bind_instant(tx.now())))
        .select((
            messages::kind,
            messages::language,
            messages::person_id,
            messages::about_id,
            messages::recipient,
            messages::content,
            messages::created_at,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((kind, language, person, about, Some(recipient), Some(content), created_at)) = row
    else {
        return Ok(None);
    };
    if let (MessageKind::LegalProcessNotice, Some(BindUuid(process))) = (kind, about)
        && !legal_process::is_to_be_told(tx, Id::from_uuid(process), person)?
    {
        // They lost the rights after it was written.
        return Ok(None);
    }
    if let (MessageKind::SettingChangeWaits, Some(BindUuid(change))) = (kind, about)
        && !settings::still_asks(tx, Id::from_uuid(change), person)?
    {
        // It was decided, or they lost the rights, after it was written.
        return Ok(None);
    }
    let key = subject_key(tx, person)?;
    let recipient = key.open_text(RECIPIENT, id.uuid(), &recipient)?;
    let content = key.open_text(CONTENT, id.uuid(), &content)?;
    Ok(Some(Outgoing {
        id,
        kind,
        language,
        recipient: EmailRecipient::of_adult(&recipient)
            .map_err(|_| DbError::Corrupt("a recipient is an address"))?,
        content: serde_json::from_str(&content)
            .map_err(|_| DbError::Corrupt("texts by name are JSON"))?,
        created_at,
    }))
}

/// Notes that a mail server has taken the message, and completes the work.
///
/// # Errors
/// If the database fails.
pub fn sent<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    let id: MessageId = task.subject();
    let person = end(tx, id, MessageState::Sent)?;
    let mut changed = Changed::of(id);
    match about(tx, id)? {
        Some((MessageKind::SchoolNotice, notice)) => {
            let notice: SchoolNoticeId = Id::from_uuid(notice);
            school_notices::delivered(tx, notice)?;
            changed = changed.and(Changed::of(notice));
        }
        Some((MessageKind::LegalProcessNotice, process)) => {
            let process: LegalProcessId = Id::from_uuid(process);
            legal_process::delivered(tx, process)?;
            changed = changed.and(Changed::of(process));
        }
        _ => {}
    }
    let is_to_contact = kind_of(tx, id)? == Some(MessageKind::GuardianInvitation);
    let changed = match person {
        // The person is the student, to whom nothing was sent, and whose family reads the log.
        Some(_) if is_to_contact => changed,
        Some(person) => changed.sent_to(person),
        None => changed,
    };
    worker::complete(tx, task, changed)
}

/// Notes that the message will never be sent, and does what follows from that.
///
/// # Errors
/// If the database fails.
pub fn give_up(tx: &mut Tx<'_>, _by: &Installation, claimed: &Claimed) -> Result<(), DbError> {
    let id: MessageId = claimed.subject();
    end(tx, id, MessageState::NotSent)?;
    match about(tx, id)? {
        Some((MessageKind::ConsentConfirmation, request)) => {
            consent::end_unreachable(tx, Id::from_uuid(request))
        }
        // The last message may have been to somebody who lost the rights.
        Some((MessageKind::LegalProcessNotice, process)) => {
            legal_process::delivered(tx, Id::from_uuid(process))
        }
        _ => Ok(()),
    }
}

/// Takes back what waits to be sent about a thing, and forgets to whom it was.
///
/// # Errors
/// If the database fails.
pub(crate) fn withdraw(tx: &mut Tx<'_>, about: &[Uuid]) -> Result<(), DbError> {
    for about in about.chunks(ROWS_PER_STATEMENT) {
        let about = about.iter().map(|id| Some(BindUuid(*id)));
        let waiting = messages::table
            .filter(messages::organization_id.eq(tx.tenant()))
            .filter(messages::about_id.eq_any(about))
            .filter(messages::state.eq(MessageState::Waiting));
        diesel::update(waiting)
            .set((
                messages::state.eq(MessageState::NotSent),
                messages::recipient.eq(None::<Sealed>),
                messages::content.eq(None::<Sealed>),
                messages::ended_at.eq(Some(bind_instant(tx.now()))),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

fn kind_of(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<MessageKind>, DbError> {
    Ok(messages::table
        .find((tx.tenant(), id))
        .select(messages::kind)
        .first(tx.conn())
        .optional()?)
}

/// What a message is about, if something follows from what becomes of it.
fn about(tx: &mut Tx<'_>, id: MessageId) -> Result<Option<(MessageKind, Uuid)>, DbError> {
    let about: Option<(MessageKind, Option<BindUuid>)> = messages::table
        .find((tx.tenant(), id))
        .select((messages::kind, messages::about_id))
        .first(tx.conn())
        .optional()?;
    Ok(about.and_then(|(kind, about)| Some((kind, about?.0))))
}

/// Notes what became of a message, and forgets its address and content: to whom it was.
fn end(tx: &mut Tx<'_>, id: MessageId, state: MessageState) -> Result<Option<UserId>, DbError> {
    let waiting = messages::table
        .find((tx.tenant(), id))
        .filter(messages::state.eq(MessageState::Waiting));
    diesel::update(waiting)
        .set((
            messages::state.eq(state),
            messages::recipient.eq(None::<Sealed>),
            messages::content.eq(None::<Sealed>),
            messages::ended_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    Ok(messages::table
        .find((tx.tenant(), id))
        .select(messages::person_id)
        .first(tx.conn())
        .optional()?)
}
