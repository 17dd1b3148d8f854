//! Doing the work that is due, in the order in which it was due.

use domain::{
    ids::{OrganizationId, PLATFORM},
    worker::{Hindrance, JobKind, NextAttempt},
};
use persistence::{
    access::Installation,
    consent, mail,
    organizations::{agreements, parent_requests, revocations},
    worker::{self, Claimed},
};

use crate::{app::Hallpass, mail::send, origin::Origin, problem::ApiError};

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
        if let Err(hindrance) = done {
            put_off(by, hallpass, organization, origin, claimed, hindrance).await?;
        }
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
        JobKind::RemindParent
        | JobKind::LapseConsentRequest
        | JobKind::ConfirmConsent
        | JobKind::PurgeSchool
        | JobKind::PurgeStudent
        | JobKind::ActOnParentRequest => {
            let links = hallpass.links().clone();
            hallpass
                .write_in(organization, origin, move |tx| {
                    let Some(task) = worker::resume(tx, &by, &claimed)? else {
                        return Ok(());
                    };
                    Ok(match claimed.kind {
                        JobKind::RemindParent => consent::remind(tx, task, &links),
                        JobKind::ConfirmConsent => consent::confirm(tx, task, &links),
                        JobKind::LapseConsentRequest => consent::lapse(tx, task),
                        JobKind::PurgeSchool => agreements::purge_school(tx, task),
                        JobKind::PurgeStudent => revocations::purge_student(tx, task),
                        JobKind::ActOnParentRequest => parent_requests::act(tx, task),
                        JobKind::SendMessage => Ok(()),
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
) -> Result<(), ApiError> {
    let next = hallpass
        .write_in(organization, origin, move |tx| {
            let next = worker::postpone(tx, &by, &claimed, hindrance)?;
            if next == NextAttempt::Never && claimed.kind == JobKind::SendMessage {
                mail::give_up(tx, &by, &claimed)?;
            }
            Ok(next)
        })
        .await?;
    if next == NextAttempt::Never {
        log::warn!("gave up to {}", word(claimed.kind));
    }
    Ok(())
}

fn word(kind: JobKind) -> &'static str {
    use domain::text_enum::TextEnum as _;
    kind.as_str()
}
