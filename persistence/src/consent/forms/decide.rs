//! What a trained person decides about a form.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ReviewConsentForms,
    age::{eighteen::Majority, own_consent::ConsentParties},
    audit::{AccountEvent, Changed},
    consent::{
        request::{RequestEvent, RequestState, consent_step},
        scope::ConsentScope,
    },
    ids::{ConsentRequestId, UserId},
    mail::{Language, MessageKind},
};

use super::{forget_review, household_of};
use crate::{
    access::Permit,
    accounts::opaque_token::{OpaqueToken, TokenKind},
    age,
    audit::{self, Entry},
    consent::{
        ChildsWord,
        activate::{Confirmation, activate},
        links::Links,
        scopes,
    },
    database::Tx,
    error::DbError,
    keys::Sealed,
    mail::{self, AdultRecipient, NewMessage},
    schema::{consent_requests, signed_forms},
    sql_types::bind_instant,
};

/// How long the message about a decision may be on its way.
const MESSAGE_IS_TRIED_FOR: TimeDelta = TimeDelta::days(4);

/// What a trained person finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the parent's: it is signed, on this day, and these scopes are chosen on it.
    Approve {
        /// What is chosen on the form.
        scopes: BTreeSet<ConsentScope>,
        /// The day that stands on it.
        signed_on: NaiveDate,
        /// Whether the child signed it too.
        child: ChildsWord,
    },
    /// It cannot be accepted: the parent may send another.
    Reject,
}

impl Verdict {
    const fn word(&self) -> &'static str {
        match self {
            Self::Approve { .. } => "approved",
            Self::Reject => "rejected",
        }
    }
}

/// What became of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reviewed {
    /// This state of the question.
    Done(RequestState),
    /// The day on the form is before the notice, or has yet to come.
    WrongDay,
    /// Where the family lives the child consents too, and did not.
    LacksChild,
    /// Another form came since.
    AnotherForm,
    /// It does not wait.
    NothingToReview,
}

/// A form that waits, in the tenant of its household.
struct Waiting {
    request: ConsentRequestId,
    parent: UserId,
    child: UserId,
    state: RequestState,
    parties: ConsentParties,
    received_at: DateTime<Utc>,
    requested_at: DateTime<Utc>,
    lapses_at: DateTime<Utc>,
    language: Language,
}

/// Decides about a form that waits, and that came at the instant that whoever decides has seen. The scan is deleted; the parent is told. An approved form makes
/// the consent active; after a rejected one a new link takes another form, as long as time is left.
///
/// # Errors
/// If the database or the cipher fails.
pub fn decide<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReviewConsentForms>,
    (request, received_at): (ConsentRequestId, DateTime<Utc>),
    verdict: &Verdict,
    links: &Links,
) -> Result<Reviewed, DbError> {
    let Some(household) = household_of(tx, request)? else {
        return Ok(Reviewed::NothingToReview);
    };
    let reviewer = permit.actor().user();
    let outcome = tx.within(household, |tx| {
        decide_at_home(tx, (request, received_at), reviewer, verdict, links)
    })?;
    if matches!(outcome, Reviewed::Done(_)) {
        forget_review(tx, request)?;
        audit::changed(tx, permit, Changed::of(request))?;
    }
    Ok(outcome)
}

fn decide_at_home(
    tx: &mut Tx<'_>,
    (request, received_at): (ConsentRequestId, DateTime<Utc>),
    reviewer: UserId,
    verdict: &Verdict,
    links: &Links,
) -> Result<Reviewed, DbError> {
    let waiting = waiting(tx, request)?;
    if age::majority(tx, waiting.child)? == Majority::Adult {
        return Ok(Reviewed::NothingToReview);
    }
    if waiting.received_at != received_at {
        return Ok(Reviewed::AnotherForm);
    }
    let event = match verdict {
        Verdict::Approve {
            child: ChildsWord::Unsaid,
            ..
        } if waiting.parties == ConsentParties::Joint => return Ok(Reviewed::LacksChild),
        Verdict::Approve { signed_on, .. } => {
            // The day on paper is the parent's, wherever they live: a day of tolerance.
            let earliest = (waiting.requested_at - TimeDelta::days(1)).date_naive();
            let latest = (tx.now() + TimeDelta::days(1)).date_naive();
            if *signed_on < earliest || latest < *signed_on {
                return Ok(Reviewed::WrongDay);
            }
            RequestEvent::ApproveForm
        }
        Verdict::Reject => RequestEvent::RejectForm,
    };
    let Ok(state) = consent_step(waiting.state, event, waiting.lapses_at, tx.now()) else {
        return Ok(Reviewed::NothingToReview);
    };
    let signed_on = match verdict {
        Verdict::Approve { signed_on, .. } => Some(*signed_on),
        Verdict::Reject => None,
    };
    diesel::update(signed_forms::table.find((tx.tenant(), request)))
        .set((
            signed_forms::scan.eq(None::<Sealed>),
            signed_forms::signed_on.eq(signed_on),
            signed_forms::verdict.eq(Some(verdict.word())),
            signed_forms::reviewed_by.eq(Some(reviewer)),
            signed_forms::reviewed_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    let changed = match verdict {
        Verdict::Approve { scopes, .. } => approve(tx, &waiting, state, scopes, links)?,
        Verdict::Reject => {
            reject(tx, &waiting, state, links)?;
            Changed::nothing()
        }
    };
    let event = Entry::account(AccountEvent::ConsentFormReviewed, Some(waiting.parent))
        .that(Changed::of(request).and(changed));
    audit::append(tx, &event)?;
    Ok(Reviewed::Done(state))
}

fn waiting(tx: &mut Tx<'_>, request: ConsentRequestId) -> Result<Waiting, DbError> {
    type Row = (
        (UserId, UserId),
        (RequestState, ConsentParties),
        DateTime<Utc>,
        DateTime<Utc>,
        Language,
    );
    let row: Row = consent_requests::table
        .find((tx.tenant(), request))
        .select((
            (consent_requests::parent_id, consent_requests::child_id),
            (consent_requests::state, consent_requests::parties),
            consent_requests::requested_at,
            consent_requests::lapses_at,
            consent_requests::language,
        ))
        .first(tx.conn())?;
    let received_at: DateTime<Utc> = signed_forms::table
        .find((tx.tenant(), request))
        .select(signed_forms::received_at)
        .first(tx.conn())?;
    let ((parent, child), (state, parties), requested_at, lapses_at, language) = row;
    Ok(Waiting {
        request,
        parent,
        child,
        state,
        parties,
        received_at,
        requested_at,
        lapses_at,
        language,
    })
}

/// Makes the consent active, and tells the parent how to take it back.
fn approve(
    tx: &mut Tx<'_>,
    waiting: &Waiting,
    state: RequestState,
    given: &BTreeSet<ConsentScope>,
    links: &Links,
) -> Result<Changed, DbError> {
    let token = OpaqueToken::new(TokenKind::Consent, tx.organization(), tx.mint());
    diesel::update(consent_requests::table.find((tx.tenant(), waiting.request)))
        .set((
            consent_requests::state.eq(state),
            consent_requests::scopes.eq(Some(scopes::write(given))),
            consent_requests::given_at.eq(Some(bind_instant(tx.now()))),
            consent_requests::revoking_digest.eq(Some(token.digest())),
        ))
        .execute(tx.conn())?;
    let changed = activate(tx, waiting.request, Confirmation::NotNeeded)?;
    tell(
        tx,
        waiting,
        MessageKind::ConsentFormApproved,
        links.revoke(&token),
    )?;
    Ok(changed)
}

/// Lets the parent send another form, by a new link.
fn reject(
    tx: &mut Tx<'_>,
    waiting: &Waiting,
    state: RequestState,
    links: &Links,
) -> Result<(), DbError> {
    let token = OpaqueToken::new(TokenKind::Consent, tx.organization(), tx.mint());
    diesel::update(consent_requests::table.find((tx.tenant(), waiting.request)))
        .set((
            consent_requests::state.eq(state),
            consent_requests::token_digest.eq(token.digest()),
        ))
        .execute(tx.conn())?;
    tell(
        tx,
        waiting,
        MessageKind::ConsentFormRejected,
        links.decide(&token),
    )
}

fn tell(
    tx: &mut Tx<'_>,
    waiting: &Waiting,
    kind: MessageKind,
    link: String,
) -> Result<(), DbError> {
    let Some(recipient) = AdultRecipient::of_account(tx, waiting.parent)? else {
        return Ok(());
    };
    let message = NewMessage {
        kind,
        language: waiting.language,
        content: [("link".to_owned(), link)].into(),
        about: None,
        expires_at: tx.now() + MESSAGE_IS_TRIED_FOR,
    };
    mail::post(tx, &recipient, &message).map(drop)
}
