//! What follows a question by itself: a reminder, the end of the time for an answer, and a day after
//! an answer the message that confirms it, from which on the consent is active.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use domain::{
    audit::Changed,
    backups::erased::ErasureCause,
    consent::{
        method::ConsentMethod,
        request::{RequestEvent, RequestState, consent_step},
    },
    ids::{ConsentId, ConsentRequestId, UserId},
    mail::{Language, MessageKind},
};

use super::{NOTICE, forms};
use crate::{
    accounts::{
        keys_of::{destroy_subject_key, subject_key},
        opaque_token::{OpaqueToken, TokenKind},
    },
    database::Tx,
    error::DbError,
    keys::Sealed,
    mail::{self, AdultRecipient, NewMessage},
    organizations::grounds::{self, GroundKind},
    schema::{consent_requests, consents},
    sql_types::bind_instant,
    worker::{self, Task},
};

/// Where the links of messages lead: to the pages that Hallpass serves itself.
#[derive(Clone, Debug)]
pub struct Links {
    /// The address of the service, without a slash at its end.
    pub base: String,
}

impl Links {
    /// Where a parent decides.
    pub(super) fn decide(&self, token: &OpaqueToken) -> String {
        format!("{}/consent/{}", self.base, token.reveal().as_str())
    }

    /// Where who never agreed says so.
    pub(super) fn revoke(&self, token: &OpaqueToken) -> String {
        format!("{}/consent/{}/not-me", self.base, token.reveal().as_str())
    }
}

/// How long the message that confirms a consent may be on its way. Who is not reached by then has not
/// consented.
const CONFIRMATION_IS_TRIED_FOR: TimeDelta = TimeDelta::days(4);

/// A question as the work finds it.
#[derive(Queryable)]
struct Asked {
    id: ConsentRequestId,
    parent: UserId,
    state: RequestState,
    lapses_at: DateTime<Utc>,
    language: Language,
    notice: Option<Sealed>,
}

fn asked(tx: &mut Tx<'_>, id: ConsentRequestId) -> Result<Option<Asked>, DbError> {
    Ok(consent_requests::table
        .find((tx.tenant(), id))
        .select((
            consent_requests::id,
            consent_requests::parent_id,
            consent_requests::state,
            consent_requests::lapses_at,
            consent_requests::language,
            consent_requests::notice,
        ))
        .first(tx.conn())
        .optional()?)
}

/// Reminds a parent who has not answered, once. The link of before opens nothing any more.
///
/// # Errors
/// If the database or the cipher fails.
pub fn remind<'t>(tx: &mut Tx<'t>, task: Task<'t>, links: &Links) -> Result<(), DbError> {
    let id: ConsentRequestId = task.subject();
    let waiting = asked(tx, id)?
        .filter(|asked| asked.state == RequestState::NoticeSent && asked.lapses_at > tx.now());
    let Some(asked) = waiting else {
        return worker::complete(tx, task, Changed::of(id));
    };
    let (Some(recipient), Some(sealed)) =
        (AdultRecipient::of_account(tx, asked.parent)?, &asked.notice)
    else {
        return worker::complete(tx, task, Changed::of(id));
    };
    let key = subject_key(tx, asked.parent)?;
    let notice = key.open_text(NOTICE, asked.id.uuid(), sealed)?;
    let token = OpaqueToken::new(TokenKind::Consent, tx.organization(), tx.mint());
    diesel::update(consent_requests::table.find((tx.tenant(), id)))
        .set(consent_requests::token_digest.eq(token.digest()))
        .execute(tx.conn())?;
    let message = NewMessage {
        kind: MessageKind::ConsentReminder,
        language: asked.language,
        content: [
            ("notice".to_owned(), notice),
            ("link".to_owned(), links.decide(&token)),
        ]
        .into(),
        about: None,
        expires_at: asked.lapses_at,
    };
    mail::post(tx, &recipient, &message)?;
    worker::complete(tx, task, Changed::of(id).sent_to(asked.parent))
}

/// Forgets what was collected to ask a parent who did not answer in time.
///
/// # Errors
/// If the database fails.
pub fn lapse<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    let id: ConsentRequestId = task.subject();
    if let Some(asked) = asked(tx, id)?
        && let Ok(state) = consent_step(asked.state, RequestEvent::Lapse, asked.lapses_at, tx.now())
    {
        diesel::update(consent_requests::table.find((tx.tenant(), id)))
            .set((
                consent_requests::state.eq(state),
                consent_requests::ended_at.eq(Some(bind_instant(tx.now()))),
            ))
            .execute(tx.conn())?;
        forget_child(tx, id, ErasureCause::ConsentRefused)?;
        forms::forget(tx, id)?;
    }
    worker::complete(tx, task, Changed::of(id))
}

/// Tells a parent what they agreed to and how to take it back, and makes the consent active.
///
/// # Errors
/// If the database or the cipher fails.
pub fn confirm<'t>(tx: &mut Tx<'t>, task: Task<'t>, links: &Links) -> Result<(), DbError> {
    let id: ConsentRequestId = task.subject();
    let Some(asked) = asked(tx, id)? else {
        return worker::complete(tx, task, Changed::of(id));
    };
    let step = consent_step(
        asked.state,
        RequestEvent::Confirm,
        asked.lapses_at,
        tx.now(),
    );
    let recipient = AdultRecipient::of_account(tx, asked.parent)?;
    let (Ok(state), Some(recipient)) = (step, recipient) else {
        return worker::complete(tx, task, Changed::of(id));
    };
    let token = OpaqueToken::new(TokenKind::Consent, tx.organization(), tx.mint());
    diesel::update(consent_requests::table.find((tx.tenant(), id)))
        .set((
            consent_requests::state.eq(state),
            consent_requests::revoking_digest.eq(Some(token.digest())),
        ))
        .execute(tx.conn())?;
    let consent = activate(tx, id)?;
    let message = NewMessage {
        kind: MessageKind::ConsentConfirmation,
        language: asked.language,
        content: [("link".to_owned(), links.revoke(&token))].into(),
        about: Some(id.uuid()),
        expires_at: tx.now() + CONFIRMATION_IS_TRIED_FOR,
    };
    mail::post(tx, &recipient, &message)?;
    worker::complete(
        tx,
        task,
        Changed::created(consent)
            .and(Changed::of(id))
            .sent_to(asked.parent),
    )
}

/// Writes the consent that a question became.
pub(super) fn activate(tx: &mut Tx<'_>, request: ConsentRequestId) -> Result<ConsentId, DbError> {
    type Row = (
        (UserId, UserId),
        ConsentMethod,
        Option<String>,
        (String, Vec<u8>),
        (Language, String),
        Option<String>,
        (DateTime<Utc>, Option<DateTime<Utc>>),
    );
    let row: Row = consent_requests::table
        .find((tx.tenant(), request))
        .select((
            (consent_requests::parent_id, consent_requests::child_id),
            consent_requests::method,
            consent_requests::scopes,
            (
                consent_requests::notice_version,
                consent_requests::notice_digest,
            ),
            (consent_requests::language, consent_requests::country),
            consent_requests::given_network,
            (consent_requests::requested_at, consent_requests::given_at),
        ))
        .first(tx.conn())?;
    let ((parent, child), method, given, notice, place, network, (requested_at, given_at)) = row;
    let given_at = given_at.ok_or(DbError::Corrupt("an active consent was given"))?;
    let id: ConsentId = tx.new_id();
    grounds::put(tx, GroundKind::Consent, id.into())?;
    let row = (
        consents::organization_id.eq(tx.tenant()),
        consents::id.eq(id),
        consents::request_id.eq(request),
        consents::parent_id.eq(parent),
        consents::child_id.eq(child),
        consents::method.eq(method),
        consents::scopes.eq(given.unwrap_or_default()),
        consents::notice_version.eq(notice.0),
        consents::notice_digest.eq(notice.1),
        consents::language.eq(place.0),
        consents::country.eq(place.1),
        consents::given_network.eq(network),
        consents::requested_at.eq(bind_instant(requested_at)),
        consents::given_at.eq(bind_instant(given_at)),
        consents::active_from.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(consents::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(id)
}

/// Forgets the name under which a parent was asked for a child who has an account by now.
pub(crate) fn forget_name(tx: &mut Tx<'_>, child: UserId) -> Result<(), DbError> {
    let rows = consent_requests::table
        .filter(consent_requests::organization_id.eq(tx.tenant()))
        .filter(consent_requests::child_id.eq(child));
    diesel::update(rows)
        .set(consent_requests::child_name.eq(None::<Sealed>))
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets the name of the child whose parent was asked, with its key.
pub(super) fn forget_child(
    tx: &mut Tx<'_>,
    request: ConsentRequestId,
    cause: ErasureCause,
) -> Result<(), DbError> {
    let row = consent_requests::table.find((tx.tenant(), request));
    let child: UserId = row.select(consent_requests::child_id).first(tx.conn())?;
    diesel::update(row)
        .set((
            consent_requests::child_name.eq(None::<Sealed>),
            consent_requests::notice.eq(None::<Sealed>),
        ))
        .execute(tx.conn())?;
    destroy_subject_key(tx, child, cause)
}
