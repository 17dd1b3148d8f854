//! What a parent answers by the link of a message. Looking at it changes nothing.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    age::own_consent::ConsentParties,
    audit::{AccountEvent, Changed},
    backups::erased::ErasureCause,
    consent::{
        method::ConsentMethod,
        request::{RequestEvent, RequestState, consent_step},
        scope::ConsentScope,
    },
    ids::{ConsentId, ConsentRequestId, UserId},
    mail::Language,
    parameters::choices::VPC_CONFIRMATION,
    worker::JobKind,
};

use super::{CHILD_NAME, NOTICE, scopes, work::forget_question};
use crate::{
    accounts::{keys_of::subject_key, opaque_token::OpaqueToken},
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    keys::Sealed,
    schema::consent_requests,
    sql_types::bind_instant,
    worker,
};

/// What a parent is asked, as their link shows it.
#[derive(Clone)]
pub struct Notice {
    /// The question.
    pub id: ConsentRequestId,
    /// The child's name.
    pub child_name: String,
    /// The notice, as it was served.
    pub text: String,
    /// Whose consent it needs.
    pub parties: ConsentParties,
    /// By which method it is answered.
    pub method: ConsentMethod,
    /// Whether the child has an account already, so that a no deletes nothing.
    pub asked_for: AskedAbout,
    /// In which language.
    pub language: Language,
    /// Until when an answer counts.
    pub lapses_at: DateTime<Utc>,
}

domain::text_enum! {
    /// For whom a parent is asked.
    pub enum AskedAbout {
        /// A child who has no account. Without a yes nothing of them is kept.
        NewChild = "new_child",
        /// A child who has an account. Without a yes the earlier consent stays what it was.
        ChildWithAccount = "child_with_account",
    }
}

/// Whether the child agrees together with the parent (VPC-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChildsWord {
    /// The child agrees.
    Agrees,
    /// Nothing is said of it.
    Unsaid,
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is taken: the state to which it leads.
    Taken(RequestState),
    /// Where the family lives the child consents too, and did not.
    LacksChild,
    /// There is nothing to answer.
    NothingToDecide,
}

/// What a parent decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// They agree to these scopes, and this is what the child says.
    Give(BTreeSet<ConsentScope>, ChildsWord),
    /// They say no.
    Refuse,
}

/// A question that can be answered, and what is known of it.
struct Open {
    id: ConsentRequestId,
    parent: UserId,
    child: UserId,
    asked_for: AskedAbout,
    parties: ConsentParties,
    method: ConsentMethod,
    state: RequestState,
    lapses_at: DateTime<Utc>,
    language: Language,
    sealed: (Option<Sealed>, Option<Sealed>),
}

/// What the holder of a link is asked, in a transaction of the token's organization; `None` if it
/// was answered, its time is over, or a newer link was sent.
///
/// # Errors
/// If the database or the cipher fails.
pub fn notice(tx: &mut Tx<'_>, token: &OpaqueToken) -> Result<Option<Notice>, DbError> {
    let Some(open) = find(tx, token)? else {
        return Ok(None);
    };
    let (Some(name), Some(notice)) = &open.sealed else {
        return Ok(None);
    };
    let row = open.id.uuid();
    Ok(Some(Notice {
        id: open.id,
        parties: open.parties,
        method: open.method,
        asked_for: open.asked_for,
        child_name: subject_key(tx, open.child)?.open_text(CHILD_NAME, row, name)?,
        text: subject_key(tx, open.parent)?.open_text(NOTICE, row, notice)?,
        language: open.language,
        lapses_at: open.lapses_at,
    }))
}

/// Takes the answer of the holder of a link, in a transaction of the token's organization. A link answers
/// once. By the link of a form there is only a refusal: to agree, the form comes back signed.
///
/// # Errors
/// If the database fails.
pub fn decide(tx: &mut Tx<'_>, token: &OpaqueToken, answer: &Answer) -> Result<Decided, DbError> {
    let Some(open) = find(tx, token)? else {
        return Ok(Decided::NothingToDecide);
    };
    let event = match answer {
        Answer::Give(..) if open.method == ConsentMethod::SignedForm => {
            return Ok(Decided::NothingToDecide);
        }
        Answer::Give(_, ChildsWord::Unsaid) if open.parties == ConsentParties::Joint => {
            return Ok(Decided::LacksChild);
        }
        Answer::Give(..) => RequestEvent::Give,
        Answer::Refuse => RequestEvent::Refuse,
    };
    let Ok(state) = consent_step(open.state, event, open.lapses_at, tx.now()) else {
        return Ok(Decided::NothingToDecide);
    };
    let row = consent_requests::table.find((tx.tenant(), open.id));
    let network = tx.source().map(|source| source.network.to_string());
    match answer {
        Answer::Give(given, _) => {
            diesel::update(row)
                .set((
                    consent_requests::state.eq(state),
                    consent_requests::scopes.eq(Some(scopes::write(given))),
                    consent_requests::given_at.eq(Some(bind_instant(tx.now()))),
                    consent_requests::given_network.eq(network),
                ))
                .execute(tx.conn())?;
            let confirmed_at = tx.now() + VPC_CONFIRMATION.default;
            worker::schedule(tx, JobKind::ConfirmConsent, open.id.uuid(), confirmed_at)?;
        }
        Answer::Refuse => {
            diesel::update(row)
                .set((
                    consent_requests::state.eq(state),
                    consent_requests::ended_at.eq(Some(bind_instant(tx.now()))),
                ))
                .execute(tx.conn())?;
            forget_question(tx, open.id, ErasureCause::ConsentRefused)?;
        }
    }
    let event =
        Entry::account(AccountEvent::ConsentDecided, Some(open.parent)).that(Changed::of(open.id));
    audit::append(tx, &event)?;
    Ok(Decided::Taken(state))
}

fn find(tx: &mut Tx<'_>, token: &OpaqueToken) -> Result<Option<Open>, DbError> {
    type Row = (
        ConsentRequestId,
        (UserId, UserId, Option<ConsentId>),
        (ConsentParties, ConsentMethod, RequestState),
        DateTime<Utc>,
        Language,
        (Option<Sealed>, Option<Sealed>),
    );
    let row: Option<Row> = consent_requests::table
        .filter(consent_requests::organization_id.eq(tx.tenant()))
        .filter(consent_requests::token_digest.eq(token.digest()))
        .filter(consent_requests::state.eq(RequestState::NoticeSent))
        .filter(consent_requests::lapses_at.gt(bind_instant(tx.now())))
        .select((
            consent_requests::id,
            (
                consent_requests::parent_id,
                consent_requests::child_id,
                consent_requests::renews,
            ),
            (
                consent_requests::parties,
                consent_requests::method,
                consent_requests::state,
            ),
            consent_requests::lapses_at,
            consent_requests::language,
            (consent_requests::child_name, consent_requests::notice),
        ))
        .first(tx.conn())
        .optional()?;
    Ok(row.map(
        |(id, (parent, child, renews), (parties, method, state), lapses_at, language, sealed)| {
            Open {
                id,
                parent,
                child,
                asked_for: match renews {
                    None => AskedAbout::NewChild,
                    Some(_) => AskedAbout::ChildWithAccount,
                },
                parties,
                method,
                state,
                lapses_at,
                language,
                sealed,
            }
        },
    ))
}
