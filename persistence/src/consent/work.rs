//! What follows a question by itself: a reminder, the end of the time for an answer, and a day after
//! an answer the message that confirms it, from which on the consent is active.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use domain::{
    age::eighteen::Majority,
    audit::Changed,
    backups::erased::ErasureCause,
    consent::request::{RequestEvent, RequestState, consent_step},
    ids::{ConsentId, ConsentRequestId, UserId},
    mail::{Language, MessageKind},
};

use super::{
    NOTICE,
    activate::{Confirmation, activate},
    ends::{EndReason, end},
    erased::has_account,
    forms, in_force,
    links::Links,
    question::close_one,
};
use crate::{
    accounts::{
        keys_of::{destroy_subject_key, subject_key},
        opaque_token::{OpaqueToken, TokenKind},
    },
    age,
    database::Tx,
    error::DbError,
    keys::Sealed,
    mail::{self, AdultRecipient, NewMessage},
    schema::consent_requests,
    sql_types::bind_instant,
    worker::{self, Task},
};

/// How long the message that confirms a consent may be on its way. Who is not reached by then has not
/// consented.
const CONFIRMATION_IS_TRIED_FOR: TimeDelta = TimeDelta::days(4);

/// A question as the work finds it.
#[derive(Queryable)]
struct Asked {
    id: ConsentRequestId,
    parent: UserId,
    child: UserId,
    renews: Option<ConsentId>,
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
            consent_requests::child_id,
            consent_requests::renews,
            consent_requests::state,
            consent_requests::lapses_at,
            consent_requests::language,
            consent_requests::notice,
        ))
        .first(tx.conn())
        .optional()?)
}

/// Reminds a parent who has not answered, once. The earlier link opens nothing any more.
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

/// Forgets what was collected to ask a parent who did not answer in time, or who agreed and did not open
/// the account within the time of R-02.
///
/// # Errors
/// If the database fails.
pub fn lapse<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    let id: ConsentRequestId = task.subject();
    if let Some(asked) = asked(tx, id)?
        && (asked.state != RequestState::Active || is_unused(tx, &asked)?)
        && let Ok(state) = consent_step(asked.state, RequestEvent::Lapse, asked.lapses_at, tx.now())
    {
        diesel::update(consent_requests::table.find((tx.tenant(), id)))
            .set((
                consent_requests::state.eq(state),
                consent_requests::ended_at.eq(Some(bind_instant(tx.now()))),
            ))
            .execute(tx.conn())?;
        end_unused(tx, asked.child)?;
        forget_question(tx, id, ErasureCause::ConsentRefused)?;
        forms::forget(tx, id)?;
    }
    worker::complete(tx, task, Changed::of(id))
}

/// Whether a consent became of the question under which nobody opened an account.
fn is_unused(tx: &mut Tx<'_>, asked: &Asked) -> Result<bool, DbError> {
    if asked.renews.is_some() || has_account(tx, asked.child)? {
        return Ok(false);
    }
    let held = in_force::of_child(tx, asked.child)?;
    Ok(held.iter().any(|consent| !consent.scopes.is_empty()))
}

/// Ends the consents of a child whose account nobody opened.
fn end_unused(tx: &mut Tx<'_>, child: UserId) -> Result<(), DbError> {
    if has_account(tx, child)? {
        return Ok(());
    }
    for consent in in_force::of_child(tx, child)? {
        end(tx, consent.id, &consent.scopes, EndReason::NotUsed, None)?;
    }
    Ok(())
}

/// Tells a parent what they agreed to and how to take it back, and makes the consent active. Where nobody
/// can be told there is none, nor of a child who is an adult by now (AGE-14).
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
    let Ok(state) = step else {
        return worker::complete(tx, task, Changed::of(id));
    };
    let grown = age::majority(tx, asked.child)? == Majority::Adult;
    let Some(recipient) = recipient.filter(|_| !grown) else {
        close_one(tx, (id, asked.state, asked.lapses_at))?;
        forget_question(tx, id, ErasureCause::ConsentVoid)?;
        return worker::complete(tx, task, Changed::ended(id));
    };
    let token = OpaqueToken::new(TokenKind::Consent, tx.organization(), tx.mint());
    diesel::update(consent_requests::table.find((tx.tenant(), id)))
        .set((
            consent_requests::state.eq(state),
            consent_requests::revoking_digest.eq(Some(token.digest())),
        ))
        .execute(tx.conn())?;
    let activated = activate(tx, id, Confirmation::At(tx.now()))?;
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
        activated.and(Changed::of(id)).sent_to(asked.parent),
    )
}

/// Forgets what was asked, and a child of whom there is nothing else. A question that was to renew a
/// consent leaves the child as they are.
pub(super) fn forget_question(
    tx: &mut Tx<'_>,
    request: ConsentRequestId,
    cause: ErasureCause,
) -> Result<(), DbError> {
    let row = consent_requests::table.find((tx.tenant(), request));
    let (child, renews): (UserId, Option<ConsentId>) = row
        .select((consent_requests::child_id, consent_requests::renews))
        .first(tx.conn())?;
    diesel::update(row)
        .set((
            consent_requests::child_name.eq(None::<Sealed>),
            consent_requests::notice.eq(None::<Sealed>),
        ))
        .execute(tx.conn())?;
    match renews {
        None => destroy_subject_key(tx, child, cause),
        Some(_) => Ok(()),
    }
}
