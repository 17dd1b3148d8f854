//! A question to a parent: written and sent, and closed when what it was to decide is decided otherwise.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    age::own_consent::parties_needed,
    consent::{
        granter::ConsentGranter,
        method::ConsentMethod,
        request::{RequestEvent, RequestState, consent_step},
        scope::ConsentScope,
    },
    countries::Country,
    ids::{ConsentId, ConsentRequestId, UserId},
    mail::{Language, MessageKind},
    parameters::choices::{VPC_REASONABLE_TIME, VPC_REMINDER},
    policies::version::VersionNumber,
    worker::JobKind,
};

use super::{CHILD_NAME, NOTICE, forms, links::Links, scopes};
use crate::{
    accounts::{
        keys_of::{create_subject_key, subject_key},
        opaque_token::{OpaqueToken, TokenKind},
    },
    database::Tx,
    error::DbError,
    keys::Sealed,
    mail::{self, AdultRecipient, NewMessage},
    schema::consent_requests,
    sql_types::bind_instant,
    worker,
};

/// Questions of one household that may be open at a time.
const OPEN_AT_A_TIME: i64 = 10;

/// A notice as it is served.
#[derive(Clone, Debug)]
pub struct RenderedNotice {
    /// The version of its texts.
    pub version: &'static str,
    /// The whole text.
    pub text: String,
    /// The digest of the text.
    pub digest: [u8; 32],
}

/// What is asked.
#[derive(Clone)]
pub struct Question {
    /// The child's name.
    pub child_name: String,
    /// What the person who is asked is to the child.
    pub granter: ConsentGranter,
    /// By which method the parent answers.
    pub method: ConsentMethod,
    /// The version of the policy that they are asked about.
    pub policy: VersionNumber,
    /// In which language they are asked.
    pub language: Language,
    /// Where they live.
    pub country: Country,
}

/// For whom a parent is asked.
#[derive(Clone, Copy, Debug)]
pub(super) enum AskedFor {
    /// A child of whom there is nothing yet.
    NewChild(UserId),
    /// A child who has an account, and the consent that is to be renewed.
    Renewal(UserId, ConsentId),
}

/// Why nothing is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskRefusal {
    /// The household has as many open questions as it may have.
    #[error("ten questions are open")]
    TooMany,
    /// The notice lacks a part (VPC-05).
    #[error("the notice lacks a part")]
    NoNotice,
    /// The parent has no address any more.
    #[error("there is no address to send the notice to")]
    NoAddress,
}

/// Writes a question to a parent of the tenant, and the message with its notice and link.
pub(super) fn put(
    tx: &mut Tx<'_>,
    parent: UserId,
    asked_for: AskedFor,
    question: &Question,
    render: impl Fn(DateTime<Utc>) -> Option<RenderedNotice>,
    links: &Links,
) -> Result<Result<ConsentRequestId, AskRefusal>, DbError> {
    let open: i64 = consent_requests::table
        .filter(consent_requests::organization_id.eq(tx.tenant()))
        .filter(
            consent_requests::state.eq_any([RequestState::NoticeSent, RequestState::FormReceived]),
        )
        .count()
        .get_result(tx.conn())?;
    if open >= OPEN_AT_A_TIME {
        return Ok(Err(AskRefusal::TooMany));
    }
    let Some(recipient) = AdultRecipient::of_account(tx, parent)? else {
        return Ok(Err(AskRefusal::NoAddress));
    };
    let id: ConsentRequestId = tx.new_id();
    let lapses_at = tx.now() + VPC_REASONABLE_TIME.default;
    let Some(notice) = render(lapses_at) else {
        return Ok(Err(AskRefusal::NoNotice));
    };
    let token = OpaqueToken::new(TokenKind::Consent, tx.organization(), tx.mint());
    write(
        tx,
        (id, parent, asked_for),
        question,
        &notice,
        &token,
        lapses_at,
    )?;
    let message = NewMessage {
        kind: match asked_for {
            AskedFor::NewChild(_) => MessageKind::ConsentNotice,
            AskedFor::Renewal(..) => MessageKind::ConsentRenewal,
        },
        language: question.language,
        content: [
            ("notice".to_owned(), notice.text),
            ("link".to_owned(), links.decide(&token)),
        ]
        .into(),
        about: None,
        expires_at: lapses_at,
    };
    mail::post(tx, &recipient, &message)?;
    let reminded_at = tx.now() + VPC_REMINDER.default;
    worker::schedule(tx, JobKind::RemindParent, id.uuid(), reminded_at)?;
    worker::schedule(tx, JobKind::LapseConsentRequest, id.uuid(), lapses_at)?;
    Ok(Ok(id))
}

fn write(
    tx: &mut Tx<'_>,
    (id, parent, asked_for): (ConsentRequestId, UserId, AskedFor),
    question: &Question,
    notice: &RenderedNotice,
    token: &OpaqueToken,
    lapses_at: DateTime<Utc>,
) -> Result<(), DbError> {
    let (child, child_key, renews) = match asked_for {
        AskedFor::NewChild(child) => (child, create_subject_key(tx, child)?, None),
        AskedFor::Renewal(child, consent) => (child, subject_key(tx, child)?, Some(consent)),
    };
    let name = question.child_name.as_bytes();
    let child_name = child_key.seal(tx.mint(), CHILD_NAME, id.uuid(), name)?;
    let parent_key = subject_key(tx, parent)?;
    let text = notice.text.as_bytes();
    let served = parent_key.seal(tx.mint(), NOTICE, id.uuid(), text)?;
    let row = (
        consent_requests::organization_id.eq(tx.tenant()),
        consent_requests::id.eq(id),
        consent_requests::parent_id.eq(parent),
        consent_requests::child_id.eq(child),
        consent_requests::child_name.eq(Some(child_name)),
        consent_requests::renews.eq(renews),
        consent_requests::granter.eq(question.granter),
        consent_requests::parties.eq(parties_needed(question.country)),
        consent_requests::method.eq(question.method),
        consent_requests::state.eq(RequestState::NoticeSent),
        consent_requests::policy_version.eq(question.policy.to_string()),
        consent_requests::notice_version.eq(notice.version),
        consent_requests::notice.eq(Some(served)),
        consent_requests::notice_digest.eq(notice.digest.to_vec()),
        consent_requests::language.eq(question.language),
        consent_requests::country.eq(question.country.code()),
        consent_requests::token_digest.eq(token.digest()),
        consent_requests::requested_at.eq(bind_instant(tx.now())),
        consent_requests::lapses_at.eq(bind_instant(lapses_at)),
    );
    diesel::insert_into(consent_requests::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Whether a question for the child waits for its answer, or an answer for its confirmation.
pub(super) fn waits(tx: &mut Tx<'_>, child: UserId) -> Result<bool, DbError> {
    Ok(!waiting(tx, child)?.is_empty())
}

/// Whether a parent has agreed for the child, and the message that confirms it is yet to go.
pub(crate) fn is_given(tx: &mut Tx<'_>, child: UserId) -> Result<bool, DbError> {
    let mut waiting = waiting(tx, child)?.into_iter();
    Ok(waiting.any(|(_, state, _)| state == RequestState::Given))
}

/// Closes what waits to be decided for a child: who takes a consent back does not have one begin the
/// day after.
pub(super) fn close(tx: &mut Tx<'_>, child: UserId) -> Result<(), DbError> {
    for waiting in waiting(tx, child)? {
        close_one(tx, waiting)?;
    }
    forget_name(tx, child)
}

/// Takes scopes that were taken back out of an answer that waits for its confirmation, so that they do not
/// come back with it. A form that nobody has looked at says what it says, and is closed.
pub(super) fn without(
    tx: &mut Tx<'_>,
    child: UserId,
    ends: &BTreeSet<ConsentScope>,
) -> Result<(), DbError> {
    for waiting in waiting(tx, child)? {
        let (request, state, _) = waiting;
        match state {
            RequestState::FormReceived => _ = close_one(tx, waiting)?,
            RequestState::Given => {
                let row = consent_requests::table.find((tx.tenant(), request));
                let given: Option<String> =
                    row.select(consent_requests::scopes).first(tx.conn())?;
                let mut given = scopes::read(&given.unwrap_or_default())?;
                given.retain(|scope| !ends.contains(scope));
                diesel::update(row)
                    .set(consent_requests::scopes.eq(Some(scopes::write(&given))))
                    .execute(tx.conn())?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Closes one question: the state to which that leads; `None` if nothing waits.
pub(super) fn close_one(
    tx: &mut Tx<'_>,
    (request, state, lapses_at): Waiting,
) -> Result<Option<RequestState>, DbError> {
    let Ok(state) = consent_step(state, RequestEvent::Revoke, lapses_at, tx.now()) else {
        return Ok(None);
    };
    diesel::update(consent_requests::table.find((tx.tenant(), request)))
        .set((
            consent_requests::state.eq(state),
            consent_requests::ended_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    forms::forget(tx, request)?;
    Ok(Some(state))
}

/// A question as it is closed: where it stands, and until when it waits.
pub(super) type Waiting = (ConsentRequestId, RequestState, DateTime<Utc>);

fn waiting(tx: &mut Tx<'_>, child: UserId) -> Result<Vec<Waiting>, DbError> {
    Ok(consent_requests::table
        .filter(consent_requests::organization_id.eq(tx.tenant()))
        .filter(consent_requests::child_id.eq(child))
        .filter(consent_requests::state.eq_any([
            RequestState::NoticeSent,
            RequestState::FormReceived,
            RequestState::Given,
        ]))
        .order(consent_requests::id)
        .select((
            consent_requests::id,
            consent_requests::state,
            consent_requests::lapses_at,
        ))
        .load(tx.conn())?)
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

/// Closes every question for a child of whom nothing stays, and forgets what was asked.
pub(super) fn forget_all(tx: &mut Tx<'_>, child: UserId) -> Result<(), DbError> {
    close(tx, child)?;
    let rows = consent_requests::table
        .filter(consent_requests::organization_id.eq(tx.tenant()))
        .filter(consent_requests::child_id.eq(child));
    diesel::update(rows)
        .set(consent_requests::notice.eq(None::<Sealed>))
        .execute(tx.conn())?;
    Ok(())
}
