//! Doing the work that is due, in the order in which it was due.

use domain::{
    ids::{OrganizationId, PLATFORM},
    worker::{Hindrance, JobKind, NextAttempt},
};
use persistence::{
    access::Installation,
    age, annual_notices,
    classes::sandbox,
    consent, exports, legal_process, mail,
    organizations::{agreements, parent_requests, revocations, school_exit},
    rights::erasure,
    settings,
    worker::{self, Claimed},
};

use crate::{
    accounts::receipts::ReceiptSigner, app::Hallpass, exports::build, mail::send,
    metrics::AttemptOutcome, organizations::destruction::sign as certify, origin::Origin,
    problem::ApiError, retention,
};

/// Organizations that are visited in one round.
const ORGANIZATIONS: usize = 20;
/// Pieces of work of one organization in one round, so that none waits for another's thousands.
const AT_A_TIME: usize = 50;

/// Does what is due: how many pieces of work were taken. What cannot be done is put off, and keeps
/// nothing else waiting.
///
/// # Errors
/// If the database fails.
pub async fn run_due(by: Installation, hallpass: &Hallpass) -> Result<usize, ApiError> {
    let origin = Origin::worker(hallpass.new_request_id());
    let mut taken = 0;
    loop {
        let organizations = hallpass
            .read_in(PLATFORM, origin, move |tx| {
                Ok(worker::with_work(tx, &by, ORGANIZATIONS)?)
            })
            .await?;
        let mut taken_now = 0;
        for organization in organizations {
            match run_due_of(by, hallpass, organization, origin).await {
                Ok(done) => taken_now += done,
                Err(failure) => log::error!("failed to do the work of an organization: {failure}"),
            }
        }
        if taken_now == 0 {
            return Ok(taken);
        }
        taken += taken_now;
    }
}

async fn run_due_of(
    by: Installation,
    hallpass: &Hallpass,
    organization: OrganizationId,
    origin: Origin,
) -> Result<usize, ApiError> {
    for taken in 0..AT_A_TIME {
        let claimed = hallpass
            .write_in(organization, origin, move |tx| Ok(worker::claim(tx, &by)?))
            .await?;
        let Some(claimed) = claimed else {
            return Ok(taken);
        };
        let done = match work(by, hallpass, organization, origin, claimed).await {
            Ok(done) => done,
            Err(failure) => {
                log::error!("failed to {}: {failure}", word(claimed.kind));
                Err(Hindrance::Failed)
            }
        };
        let outcome = match done {
            Ok(()) => AttemptOutcome::Done,
            Err(hindrance) => {
                put_off(by, hallpass, organization, origin, claimed, hindrance).await?
            }
        };
        hallpass.metrics().jobs.tried(claimed.kind, outcome);
    }
    Ok(AT_A_TIME)
}

/// Does one piece of work. The inner error says what hindered it.
async fn work(
    by: Installation,
    hallpass: &Hallpass,
    organization: OrganizationId,
    origin: Origin,
    claimed: Claimed,
) -> Result<Result<(), Hindrance>, ApiError> {
    match claimed.kind {
        JobKind::SendMessage => send(by, hallpass, organization, origin, claimed).await,
        JobKind::BuildExport => build(by, hallpass, organization, origin, claimed).await,
        JobKind::RunRetention => retention::work(by, hallpass, organization, origin, claimed).await,
        JobKind::RemindParent
        | JobKind::LapseConsentRequest
        | JobKind::ConfirmConsent
        | JobKind::ReachAge
        | JobKind::SettleSuspension
        | JobKind::PurgeSchool
        | JobKind::PurgeStudent
        | JobKind::PurgeSandbox
        | JobKind::ActOnParentRequest
        | JobKind::ExportSchool
        | JobKind::ExpireExport
        | JobKind::TellOfLegalProcess
        | JobKind::LapseSettingChange
        | JobKind::DeleteDrafts
        | JobKind::EndParentsChoice
        | JobKind::RemindOfAnnualNotice
        | JobKind::CompleteErasure => {
            let links = hallpass.links().clone();
            let signer = ReceiptSigner::of(hallpass.access_tokens());
            hallpass
                .write_in(organization, origin, move |tx| {
                    let Some(task) = worker::resume(tx, &by, &claimed)? else {
                        return Ok(());
                    };
                    Ok(match claimed.kind {
                        JobKind::RemindParent => consent::remind(tx, task, &links),
                        JobKind::ConfirmConsent => consent::confirm(tx, task, &links),
                        JobKind::LapseConsentRequest => consent::lapse(tx, task),
                        JobKind::ReachAge => age::reach(tx, task),
                        JobKind::SettleSuspension => age::settle(tx, task),
                        JobKind::PurgeSchool => {
                            agreements::purge_school(tx, task, &|facts| certify(&signer, facts))
                        }
                        JobKind::PurgeStudent => {
                            revocations::purge_student(tx, task, &|facts| certify(&signer, facts))
                        }
                        JobKind::PurgeSandbox => sandbox::purge_sandbox(tx, task),
                        JobKind::ActOnParentRequest => parent_requests::act(tx, task),
                        JobKind::CompleteErasure => {
                            erasure::carry_out(tx, task, &|facts| signer.sign(facts))
                        }
                        JobKind::ExportSchool => school_exit::gather(tx, task),
                        JobKind::ExpireExport => exports::expire(tx, task),
                        JobKind::TellOfLegalProcess => legal_process::tell(tx, task),
                        JobKind::LapseSettingChange => settings::lapse(tx, task),
                        JobKind::DeleteDrafts => settings::delete_drafts(tx, task),
                        JobKind::EndParentsChoice => settings::end_parents_choice(tx, task),
                        JobKind::RemindOfAnnualNotice => annual_notices::remind(tx, task),
                        JobKind::SendMessage | JobKind::BuildExport | JobKind::RunRetention => {
                            Ok(())
                        }
                    }?)
                })
                .await?;
            Ok(Ok(()))
        }
    }
}

async fn put_off(
    by: Installation,
    hallpass: &Hallpass,
    organization: OrganizationId,
    origin: Origin,
    claimed: Claimed,
    hindrance: Hindrance,
) -> Result<AttemptOutcome, ApiError> {
    let next = hallpass
        .write_in(organization, origin, move |tx| {
            let next = worker::postpone(tx, &by, &claimed, hindrance)?;
            if next == NextAttempt::Never && claimed.kind == JobKind::SendMessage {
                mail::give_up(tx, &by, &claimed)?;
            }
            Ok(next)
        })
        .await?;
    Ok(match next {
        NextAttempt::NotBefore(_) => AttemptOutcome::PutOff,
        NextAttempt::Never => {
            log::warn!("gave up to {}", word(claimed.kind));
            AttemptOutcome::GivenUp
        }
    })
}

fn word(kind: JobKind) -> &'static str {
    use domain::text_enum::TextEnum as _;
    kind.as_str()
}
