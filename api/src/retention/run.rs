//! Doing a day's run: looked for in reads, done some at a time in writes, so that nobody waits long.

use domain::{
    audit::Changed,
    ids::{OrganizationId, RetentionRunId, UserId},
    retention::{
        disposition::Disposition,
        run::{CapVerdict, RunState, cap},
    },
    rights::erasure::ErasureBlocker,
    worker::Hindrance,
};
use persistence::{
    access::Installation,
    retention::{self, Judged, RunCounts, RunWanted},
    worker::{self, Claimed},
};

use crate::{app::Hallpass, origin::Origin, problem::ApiError, tenants::tenants};

/// Accounts of which somebody is warned in one transaction.
const WARNED_AT_ONCE: usize = 100;

/// Accounts that end in one transaction.
const ENDED_AT_ONCE: usize = 20;

/// What a run would do at this instant.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// Numbers.
    pub counts: RunCounts,
    /// Accounts of which somebody is to be warned.
    pub to_warn: Vec<UserId>,
    /// Accounts that are to end.
    pub to_end: Vec<UserId>,
}

impl Preview {
    fn add(&mut self, judged: &Judged) {
        match judged.disposition {
            Some(Disposition::Warn { .. }) => self.to_warn.push(judged.person),
            Some(Disposition::Purge | Disposition::Anonymise) => self.to_end.push(judged.person),
            Some(Disposition::Blocked {
                by: ErasureBlocker::LegalHold,
            }) => self.counts.held += 1,
            Some(Disposition::Blocked { .. }) => self.counts.inspected += 1,
            Some(Disposition::Keep { .. } | Disposition::SoftDelete { .. }) => {}
            None => self.counts.spared += 1,
        }
    }
}

/// Plans the day's run of every tenant that is to have one: how many.
///
/// # Errors
/// If the database fails.
pub async fn plan_all(by: Installation, hallpass: &Hallpass) -> Result<usize, ApiError> {
    let origin = Origin::worker(hallpass.new_request_id());
    let mut planned = 0;
    for organization in tenants(by, hallpass).await? {
        let wanted = hallpass
            .read_in(organization, origin, move |tx| {
                Ok(retention::wanted(tx, &by)?)
            })
            .await?;
        if wanted == RunWanted::Yes {
            hallpass
                .write_in(organization, origin, move |tx| {
                    Ok(retention::plan(tx, &by)?)
                })
                .await?;
            planned += 1;
        }
    }
    Ok(planned)
}

/// What a run of the tenant would do at this instant. Nothing is changed.
///
/// # Errors
/// If the database fails.
pub async fn preview(
    by: Installation,
    hallpass: &Hallpass,
    organization: OrganizationId,
    origin: Origin,
) -> Result<Preview, ApiError> {
    let mut found = Preview::default();
    let active = hallpass
        .read_in(organization, origin, move |tx| {
            Ok(retention::active(tx, &by)?)
        })
        .await?;
    let mut after = None;
    loop {
        let page = hallpass
            .read_in(organization, origin, move |tx| {
                Ok(retention::survey(tx, &by, after)?)
            })
            .await?;
        page.judged.iter().for_each(|judged| found.add(judged));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    found.counts.active = active;
    found.counts.cap = cap(active);
    found.counts.candidates = u64::try_from(found.to_end.len()).unwrap_or(u64::MAX);
    found.counts.warned = u64::try_from(found.to_warn.len()).unwrap_or(u64::MAX);
    Ok(found)
}

/// Does a run: warns, and ends what is past its time unless it is so much that a person has to release
/// it. Does nothing if the run is over, or waits for a person.
///
/// # Errors
/// If the database fails. What was done before stays so, and doing it again goes on.
pub async fn perform(
    by: Installation,
    hallpass: &Hallpass,
    organization: OrganizationId,
    origin: Origin,
    run: RetentionRunId,
) -> Result<(), ApiError> {
    let held = hallpass
        .read_in(organization, origin, move |tx| {
            Ok(retention::read_run(tx, &by, run)?)
        })
        .await?;
    // A run that was released has warned before it stopped.
    let to_warn = match held.map(|held| held.state) {
        Some(RunState::Waiting) => true,
        Some(RunState::Released) => false,
        Some(RunState::Stopped | RunState::Done | RunState::Superseded) | None => return Ok(()),
    };
    let found = preview(by, hallpass, organization, origin).await?;
    for some in found.to_warn.chunks(WARNED_AT_ONCE).filter(|_| to_warn) {
        let some = some.to_vec();
        hallpass
            .write_in(organization, origin, move |tx| {
                Ok(retention::warn(tx, &by, run, &some)?)
            })
            .await?;
    }
    // Records of accounts that stay do not wait for a person who releases the end of accounts.
    end_records(by, hallpass, organization, origin, run).await?;
    let counts = found.counts;
    let verdict = hallpass
        .write_in(organization, origin, move |tx| {
            retention::tell(tx, &by, run)?;
            Ok(retention::settle(tx, &by, run, &counts)?)
        })
        .await?;
    if verdict == CapVerdict::AskAPerson {
        log::warn!("a retention run waits for a person to release it");
        return Ok(());
    }
    for some in found.to_end.chunks(ENDED_AT_ONCE) {
        let some = some.to_vec();
        hallpass
            .write_in(organization, origin, move |tx| {
                Ok(retention::end(tx, &by, run, &some)?)
            })
            .await?;
    }
    hallpass
        .write_in(organization, origin, move |tx| {
            Ok(retention::finish(tx, &by, run)?)
        })
        .await
}

/// Ends records that are past their time of accounts that stay, and announces what is to end.
async fn end_records(
    by: Installation,
    hallpass: &Hallpass,
    organization: OrganizationId,
    origin: Origin,
    run: RetentionRunId,
) -> Result<(), ApiError> {
    let mut after = None;
    loop {
        let due = hallpass
            .read_in(organization, origin, move |tx| {
                Ok(retention::due_records(tx, &by, after)?)
            })
            .await?;
        let next = due.next;
        if !due.is_empty() {
            hallpass
                .write_in(organization, origin, move |tx| {
                    Ok(retention::carry_out(tx, &by, run, &due)?)
                })
                .await?;
        }
        if next.is_none() {
            break;
        }
        after = next;
    }
    hallpass
        .write_in(organization, origin, move |tx| {
            Ok(retention::tell_schools(tx, &by)?)
        })
        .await
}

/// Does the run that the work is about.
///
/// # Errors
/// If the database fails.
pub(crate) async fn work(
    by: Installation,
    hallpass: &Hallpass,
    organization: OrganizationId,
    origin: Origin,
    claimed: Claimed,
) -> Result<Result<(), Hindrance>, ApiError> {
    let run = hallpass
        .read_in(organization, origin, move |tx| {
            Ok(worker::resume(tx, &by, &claimed)?.map(|task| retention::run_of(&task)))
        })
        .await?;
    let Some(run) = run else {
        return Ok(Ok(()));
    };
    perform(by, hallpass, organization, origin, run).await?;
    hallpass
        .write_in(organization, origin, move |tx| {
            if let Some(task) = worker::resume(tx, &by, &claimed)? {
                worker::complete(tx, task, Changed::of(run))?;
            }
            Ok(())
        })
        .await?;
    Ok(Ok(()))
}
