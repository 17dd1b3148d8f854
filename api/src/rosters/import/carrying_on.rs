//! Carrying on an import that does not fit in one transaction: part by part, to its end.
//!
//! The person who began it may be gone, or have lost by it what they were; a process may have ended
//! in the middle. The parts are those of one plan. Where that was lost, the bundle is compared with
//! what is held by now: what is left of the import is what still differs.

use std::{pin::pin, sync::Arc, time::Duration};

use domain::ids::{OrganizationId, PLATFORM};
use futures_util::future::{Either, select};
use persistence::{
    DbError, Mode,
    access::Installation,
    rosters::{
        self as held_rosters, CARRIED_ON_WITHIN, CarriedOn, PendingChanges, Rest, RosterChanges,
        TakenOver,
    },
};
use tokio::time::sleep;

use super::{read_bundle, run_blocking, turn, unwatched};
use crate::{
    app::Hallpass,
    origin::Origin,
    problem::{ApiError, ProblemKind},
};

/// How often a part is tried that the database is too busy for.
const ATTEMPTS: u32 = 60;
/// The pause between two attempts, and between two looks at what another process carries on.
const PAUSE: Duration = Duration::from_millis(500);
/// How often the rest is compared anew because a person has what somebody was to get.
const PLANS: u32 = 5;

/// Whose import is carried on, and on which request.
#[derive(Clone, Copy, Debug)]
pub(in crate::rosters) struct Errand {
    pub(in crate::rosters) organization: OrganizationId,
    pub(in crate::rosters) origin: Origin,
}

/// Carries on every import that was begun and is carried on by nobody.
///
/// # Errors
/// The database's failure.
pub async fn resume_all(by: Installation, hallpass: &Hallpass) -> Result<(), ApiError> {
    let origin = Origin::worker(hallpass.new_request_id());
    let organizations = hallpass
        .read_in(PLATFORM, origin, move |tx| {
            Ok(held_rosters::left_behind(tx, &by)?)
        })
        .await?;
    for organization in organizations {
        log::warn!("carrying on the import of a roster that was left behind");
        resume(hallpass, organization, origin).await?;
    }
    Ok(())
}

/// Sees to it that no roster of an organization is being applied, by carrying on what was begun or
/// by waiting for who does.
///
/// # Errors
/// The database's failure.
pub async fn resume(
    hallpass: &Hallpass,
    organization: OrganizationId,
    origin: Origin,
) -> Result<(), ApiError> {
    let errand = Errand {
        organization,
        origin,
    };
    let _turn = turn().await?;
    Box::pin(finish(hallpass, errand, None)).await
}

/// Writes what is left, or finds out what that is.
pub(super) async fn finish(
    hallpass: &Hallpass,
    errand: Errand,
    mut pending: Option<PendingChanges>,
) -> Result<(), ApiError> {
    let mut plans = 0;
    loop {
        let planned = match pending.take() {
            Some(pending) => pending,
            None => match take_over(hallpass, errand).await? {
                TakenOver::Settled => return Ok(()),
                TakenOver::BySomebodyElse => {
                    sleep(PAUSE).await;
                    continue;
                }
                TakenOver::Taken(_) => match plan_anew(hallpass, errand).await? {
                    Some(pending) => pending,
                    None => return Ok(()),
                },
            },
        };
        plans += 1;
        match write_all(hallpass, errand, planned).await {
            Ok(CarriedOn::ToItsEnd) => {
                if let Err(failure) = hallpass.give_space_back().await {
                    log::warn!("failed to give disk space back: {failure}");
                }
                return Ok(());
            }
            Ok(CarriedOn::Further | CarriedOn::BySomebodyElse) => {}
            Err(ApiError::Database(failure)) if failure.is_duplicate() && plans < PLANS => {}
            Err(failure) => return Err(failure),
        }
    }
}

async fn take_over(hallpass: &Hallpass, errand: Errand) -> Result<TakenOver, ApiError> {
    let Errand {
        organization,
        origin,
    } = errand;
    hallpass
        .run_unattended(Mode::Write, organization, origin, |tx| {
            Ok(held_rosters::take_over(tx)?)
        })
        .await
}

/// Writes part after part.
async fn write_all(
    hallpass: &Hallpass,
    errand: Errand,
    mut pending: PendingChanges,
) -> Result<CarriedOn, ApiError> {
    loop {
        let mint = Arc::clone(hallpass.mint());
        let (rest_of_it, changes) = run_blocking(move || {
            let changes = pending.prepare(mint.as_ref())?;
            Ok::<_, DbError>((pending, changes))
        })
        .await??;
        pending = rest_of_it;
        match write_part(hallpass, errand, changes, pending.rest()).await? {
            CarriedOn::Further => {}
            end => return Ok(end),
        }
    }
}

/// Writes a part, and again for as long as the database is too busy.
async fn write_part(
    hallpass: &Hallpass,
    errand: Errand,
    changes: RosterChanges,
    rest: Rest,
) -> Result<CarriedOn, ApiError> {
    let changes = Arc::new(changes);
    // What begins concerns nobody but the import: its district is closed to all others. What ends
    // may be what a person builds on who came just before.
    let mode = if changes.withdraws() {
        Mode::Write
    } else {
        Mode::GuardedWrite
    };
    let mut attempt = 0;
    loop {
        attempt += 1;
        let changes = Arc::clone(&changes);
        let Errand {
            organization,
            origin,
        } = errand;
        let written = hallpass
            .run_unattended(mode, organization, origin, move |tx| {
                Ok(held_rosters::carry_on(tx, &changes, rest)?)
            })
            .await;
        match written {
            Err(failure) if failure.kind() == ProblemKind::Busy && attempt < ATTEMPTS => {
                log::warn!("a part of a roster import is tried again: {failure}");
                sleep(PAUSE).await;
            }
            written => return written,
        }
    }
}

/// Compares the bundle with what is held by now, and keeps others from doing so meanwhile; `None` if
/// nothing is being applied any more.
async fn plan_anew(
    hallpass: &Hallpass,
    errand: Errand,
) -> Result<Option<PendingChanges>, ApiError> {
    let Errand {
        organization,
        origin,
    } = errand;
    let keeping = async {
        let pause = CARRIED_ON_WITHIN.to_std().unwrap_or(PAUSE) / 4;
        loop {
            sleep(pause).await;
            let kept = hallpass.run_unattended(Mode::Write, organization, origin, |tx| {
                Ok(held_rosters::keep(tx)?)
            });
            if let Err(failure) = kept.await {
                return failure;
            }
        }
    };
    match select(pin!(plan(hallpass, errand)), pin!(keeping)).await {
        Either::Left((planned, _)) => planned,
        Either::Right((failure, _)) => Err(failure),
    }
}

async fn plan(hallpass: &Hallpass, errand: Errand) -> Result<Option<PendingChanges>, ApiError> {
    let Errand {
        organization,
        origin,
    } = errand;
    let found = hallpass
        .run_unattended(Mode::Read, organization, origin, |tx| {
            Ok(held_rosters::bundle_being_applied(tx)?)
        })
        .await?;
    let Some((sealed, held)) = found else {
        return Ok(None);
    };
    let mint = Arc::clone(hallpass.mint());
    let records = hallpass.rosters().records_at_a_time;
    run_blocking(move || {
        let bytes = sealed.open().map_err(DbError::from)?;
        let bundle = read_bundle(&bytes, &unwatched())
            .map_err(|_| ApiError::Internal("a staged bundle is unreadable"))?;
        let plan = held.plan(&bundle, mint.as_ref());
        Ok(Some(PendingChanges::of(plan, held, bundle, records)))
    })
    .await?
}
