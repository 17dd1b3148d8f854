//! The one road from a claim and a secret to a session. The hash is computed outside of any
//! transaction; an unknown name costs as much as a known one (G-ENUM).

use chrono::{DateTime, Utc};
use domain::{
    accounts::{
        networks::{Admission, Standing},
        throttle::{AttemptPermit, Device, FIRST_DELAYED_FAILURE, Throttle, throttle},
    },
    audit::TruncatedAddress,
    ids::PLATFORM,
};
use persistence::accounts::sign_in::{self, Attempt, Claim, NameHolder, Proof, SignInCandidate};

use super::{
    argon2id::{Comparison, Strength},
    password_hashing::{AccountReputation, Asker},
    secret_text::SecretText,
    tokens_view::TokensView,
    visitor::Visitor,
};
use crate::{
    app::Hallpass,
    http::Answer,
    limits::{ClaimedAccount, Failed, FailingAccounts, Failures, Strangers},
    problem::{ApiError, ProblemKind},
};

/// Tries to sign an account in.
pub(super) async fn sign_in(
    hallpass: &Hallpass,
    visitor: Visitor,
    claim: Claim,
    secret: SecretText,
) -> Result<Answer, ApiError> {
    let (person, sought) = (claim.person(), claim.clone());
    let candidate = hallpass
        .read_in(PLATFORM, visitor, move |tx| {
            Ok(sign_in::look_up(tx, &sought)?)
        })
        .await?;
    let leave = leave(hallpass, visitor, &claim, &candidate).await?;
    let (failing, place) = (
        hallpass.limits().failing(),
        (visitor.source.network, person),
    );
    let account = tried(failing, &claim, candidate.standing);
    let state = failing.state(
        place,
        account,
        candidate.accounts_of_network,
        hallpass.now(),
    );
    let admitted = candidate.standing.admission() == Admission::Always
        || state.strangers == Strangers::Compared;
    let hasher = hallpass.hasher();
    let asker = Asker::SignIn {
        network: place.0,
        organization: candidate.organization,
        account: typed_name(failing, &claim, candidate.device),
        reputation: reputation(&candidate),
    };
    // Who is not admitted is compared with nobody: that takes as long (G-ENUM).
    let stored = candidate.stored_hash().filter(|_| admitted);
    let compared = hasher
        .compare(leave, person, secret.clone(), stored, asker)
        .await?;
    let proof = match compared {
        Comparison::Differs if admitted => Proof::Wrong,
        Comparison::Differs => Proof::NotCompared,
        Comparison::Matches(Strength::Current) => Proof::Right(None),
        Comparison::Matches(Strength::Outdated) => {
            let mint = hallpass.mint().as_ref();
            Proof::Right(Some(hasher.hash(person, secret, mint, asker).await?))
        }
    };
    let device = candidate.device;
    let failed = match candidate.holder() {
        NameHolder::Somebody if admitted => Failed::Compared,
        NameHolder::Somebody | NameHolder::Nobody => Failed::Unseen,
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
            failing.forgive(place, account, hallpass.now());
            TokensView::answer(hallpass, &signed_in, visitor.transport)
        }
        Attempt::Suspended => Err(ProblemKind::AccountSuspended.into()),
        // What fails on a known device is its owner's mistake and no stranger's try.
        Attempt::Failed if device == Device::Known => Err(ProblemKind::SignInFailed.into()),
        Attempt::Failed => {
            failing.note(place, account, failed, hallpass.now());
            Err(match state.failures {
                Failures::Told => ProblemKind::SignInFailed.into(),
                Failures::TooMany(until) => too_soon(until, hallpass.now()),
            })
        }
        Attempt::NotBefore(until) => Err(too_soon(until, hallpass.now())),
    }
}

/// Leave to compare, unless the account or the name has to wait.
async fn leave(
    hallpass: &Hallpass,
    visitor: Visitor,
    claim: &Claim,
    candidate: &SignInCandidate,
) -> Result<AttemptPermit, ApiError> {
    match throttle(candidate.streak(), hallpass.now()) {
        Throttle::Allowed(leave) => {
            let network = visitor.source.network;
            may_go_on(hallpass, network, claim, candidate).map(|()| leave)
        }
        Throttle::Wait(until) => {
            if candidate.leaves_a_note() {
                let claim = claim.clone();
                hallpass
                    .write_in(candidate.organization, visitor, move |tx| {
                        Ok(sign_in::note_delay(tx, &claim)?)
                    })
                    .await?;
            }
            Err(too_soon(until, hallpass.now()))
        }
    }
}

/// Whether a name that failed often may be tried once more on a device that is not known.
fn may_go_on(
    hallpass: &Hallpass,
    network: TruncatedAddress,
    claim: &Claim,
    candidate: &SignInCandidate,
) -> Result<(), ApiError> {
    let failed = candidate.streak().map_or(0, |streak| streak.failures);
    if candidate.device == Device::Known || failed.saturating_add(1) < FIRST_DELAYED_FAILURE {
        return Ok(());
    }
    let (failing, repeated) = (hallpass.limits().failing(), hallpass.limits().repeated());
    let among = match claim {
        Claim::Staff { organization, .. } => failing.claimed(&["organization", organization]),
        Claim::Student { class_code, .. } => failing.claimed(&["class", class_code]),
    };
    let name = typed_name(failing, claim, candidate.device);
    repeated
        .admit((network, among), name, hallpass.now())
        .map_err(|until| too_soon(until, hallpass.now()))
}

/// The name that the client types, apart from what is tried at it on a known device: nobody else is
/// in that one's way.
fn typed_name(failing: &FailingAccounts, claim: &Claim, device: Device) -> ClaimedAccount {
    let device = match device {
        Device::Unknown => "unknown",
        Device::Known | Device::SignedIn => "known",
    };
    match claim {
        Claim::Staff {
            organization,
            email,
            ..
        } => failing.claimed(&[device, "staff", organization, email]),
        Claim::Student {
            class_code,
            username,
            ..
        } => failing.claimed(&[device, "student", class_code, username]),
    }
}

/// The account that is tried. A code that no class has is one mistake, by however many students it
/// is copied from the board.
fn tried(failing: &FailingAccounts, claim: &Claim, standing: Standing) -> ClaimedAccount {
    match (claim, standing) {
        (Claim::Student { class_code, .. }, Standing::SignedInHere | Standing::Stranger) => {
            failing.claimed(&["class", class_code])
        }
        (claim, _) => typed_name(failing, claim, Device::Unknown),
    }
}

fn reputation(candidate: &SignInCandidate) -> AccountReputation {
    match candidate.standing {
        Standing::Stranger if candidate.accounts_of_network == 0 => AccountReputation::Stranger,
        _ => AccountReputation::Known,
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
