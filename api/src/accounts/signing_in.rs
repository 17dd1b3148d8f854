//! The one road from a claim and a secret to a session. The hash is computed outside of any
//! transaction; an unknown name costs as much as a known one (G-ENUM).

use chrono::{DateTime, Utc};
use domain::{
    accounts::throttle::{Throttle, throttle},
    ids::PLATFORM,
};
use persistence::accounts::sign_in::{self, Attempt, Claim, Proof};

use super::{
    argon2id::{Comparison, Strength},
    secret_text::SecretText,
    tokens_view::TokensView,
    visitor::Visitor,
};
use crate::{
    app::Hallpass,
    http::Answer,
    limits::{ClaimedAccount, Ended, FailingAccounts},
    problem::{ApiError, ProblemKind},
};

/// Tries to sign an account in.
pub(super) async fn sign_in(
    hallpass: &Hallpass,
    visitor: Visitor,
    claim: Claim,
    secret: SecretText,
) -> Result<Answer, ApiError> {
    let (failing, network) = (hallpass.limits().failing(), visitor.source.network);
    let account = claimed(failing, &claim);
    let standing = failing
        .admit(network, account, hallpass.now())
        .map_err(|until| too_soon(until, hallpass.now()))?;
    let note = |ended| failing.note(network, account, ended, hallpass.now());
    let person = claim.person();
    let asked = claim.clone();
    let candidate = hallpass
        .read_in(PLATFORM, visitor, move |tx| {
            Ok(sign_in::look_up(tx, &asked)?)
        })
        .await?;
    let leave = match throttle(candidate.streak(), hallpass.now()) {
        Throttle::Allowed(leave) => leave,
        Throttle::Wait(until) => {
            if candidate.leaves_a_note() {
                hallpass
                    .write_in(candidate.organization, visitor, move |tx| {
                        Ok(sign_in::note_delay(tx, &claim)?)
                    })
                    .await?;
            }
            return Err(too_soon(until, hallpass.now()));
        }
    };
    let hasher = hallpass.hasher();
    let compared = hasher
        .compare(
            leave,
            person,
            secret.clone(),
            candidate.stored_hash(),
            standing,
        )
        .await?;
    let proof = match compared {
        Comparison::Differs => Proof::Wrong,
        Comparison::Matches(Strength::Current) => Proof::Right(None),
        Comparison::Matches(Strength::Outdated) => {
            let mint = hallpass.mint().as_ref();
            Proof::Right(Some(hasher.hash(person, secret, mint).await?))
        }
    };
    // A failure is counted by committing it, so it is an outcome and not an error.
    let attempt = hallpass
        .write_in(candidate.organization, visitor, move |tx| {
            let client = visitor.client;
            Ok(sign_in::conclude(tx, &claim, &candidate, &proof, client)?)
        })
        .await?;
    match attempt {
        Attempt::SignedIn(signed_in) => {
            note(Ended::SignedIn);
            Answer::ok(&TokensView::of(hallpass, &signed_in)?)
        }
        Attempt::Failed => {
            note(Ended::Failed);
            Err(ProblemKind::SignInFailed.into())
        }
        Attempt::NotBefore(until) => Err(too_soon(until, hallpass.now())),
    }
}

/// The account that the client claims.
fn claimed(failing: &FailingAccounts, claim: &Claim) -> ClaimedAccount {
    match claim {
        Claim::Staff {
            organization,
            email,
        } => failing.claimed(&["staff", organization, email]),
        Claim::Student {
            class_code,
            username,
            ..
        } => failing.claimed(&["student", class_code, username]),
    }
}

/// The answer to a client that tries again too early.
pub(super) fn too_soon(until: DateTime<Utc>, now: DateTime<Utc>) -> ApiError {
    let wait = until.signed_duration_since(now).num_milliseconds();
    let seconds = wait.saturating_add(999).div_euclid(1000).max(1);
    ApiError::Later {
        kind: ProblemKind::TooManyRequests,
        seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
    }
}
