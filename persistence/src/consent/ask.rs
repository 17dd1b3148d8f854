//! Asking a parent.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::AskForConsent,
    audit::Changed,
    consent::{method::ConsentMethod, request::RequestState},
    countries::Country,
    ids::{ConsentRequestId, UserId},
    mail::{Language, MessageKind},
    parameters::choices::{VPC_REASONABLE_TIME, VPC_REMINDER},
    worker::JobKind,
};

use super::{CHILD_NAME, NOTICE, work::Links};
use crate::{
    access::Permit,
    accounts::{
        keys_of::{create_subject_key, subject_key},
        opaque_token::{OpaqueToken, TokenKind},
    },
    audit,
    database::Tx,
    error::DbError,
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
    /// By which method the parent answers.
    pub method: ConsentMethod,
    /// In which language they are asked.
    pub language: Language,
    /// Where they live.
    pub country: Country,
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

/// Asks the permitted household's parent for their consent: the notice is on its way when this
/// returns. Of the child the name is kept and nothing else (AGE-10, row 2).
///
/// # Errors
/// If the database or the cipher fails. The inner error is why nothing was asked.
pub fn ask<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AskForConsent>,
    question: &Question,
    render: impl Fn(DateTime<Utc>) -> Option<RenderedNotice>,
    links: &Links,
) -> Result<Result<ConsentRequestId, AskRefusal>, DbError> {
    let parent = permit.actor().user();
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
    let child: UserId = tx.new_id();
    let lapses_at = tx.now() + VPC_REASONABLE_TIME.default;
    let Some(notice) = render(lapses_at) else {
        return Ok(Err(AskRefusal::NoNotice));
    };
    let token = OpaqueToken::new(TokenKind::Consent, tx.organization(), tx.mint());
    write(
        tx,
        (id, parent, child),
        question,
        &notice,
        &token,
        lapses_at,
    )?;
    let message = NewMessage {
        kind: MessageKind::ConsentNotice,
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
    worker::schedule(
        tx,
        JobKind::RemindParent,
        id.uuid(),
        tx.now() + VPC_REMINDER.default,
    )?;
    worker::schedule(tx, JobKind::LapseConsentRequest, id.uuid(), lapses_at)?;
    audit::changed(tx, permit, Changed::created(id).sent_to(parent))?;
    Ok(Ok(id))
}

fn write(
    tx: &mut Tx<'_>,
    (id, parent, child): (ConsentRequestId, UserId, UserId),
    question: &Question,
    notice: &RenderedNotice,
    token: &OpaqueToken,
    lapses_at: DateTime<Utc>,
) -> Result<(), DbError> {
    let child_key = create_subject_key(tx, child)?;
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
        consent_requests::method.eq(question.method),
        consent_requests::state.eq(RequestState::NoticeSent),
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
