//! Applying: comparing once more, preparing, writing, and giving up.

use std::sync::Arc;

use actix_web::web::Data;
use domain::{
    access::action::{ApplyRoster, PreviewRoster},
    ids::RosterImportId,
    rosters::{Finding, plan::PlannedChange},
};
use persistence::{
    DbError, Tx,
    access::Actor,
    rosters::{
        self as held_rosters, Applied, BundleFound, Compares, Decision, Import, OpensBundle,
        PendingChanges, Rest, RosterChanges, RosterSnapshot, StagedBundle,
    },
};

use super::{
    Acceptance, NOT_STAGED, Progress, Requester, Summary, Watch, carrying_on::finish, read_bundle,
    run_blocking, settle_findings, turn, unwatched,
};
use crate::{
    app::Hallpass,
    metrics::ImportStep,
    problem::{ApiError, ProblemKind},
};

/// How often an import is compared anew because another was applied meanwhile.
const ATTEMPTS: u32 = 5;

/// An import that is ready to be written, or was written in several transactions.
pub(in crate::rosters) struct Ready {
    import: RosterImportId,
    work: Work,
}

enum Work {
    ToBeWritten(Box<Part>),
    Written,
}

/// All of an import, or its first part.
struct Part {
    changes: RosterChanges,
    rest: Rest,
    summary: String,
    findings: Vec<Finding>,
}

impl Ready {
    /// Writes all of it, as far as it is not written.
    pub(in crate::rosters) fn record<'t>(
        &self,
        tx: &mut Tx<'t>,
        actor: Actor<'t>,
    ) -> Result<Import, ApiError> {
        match &self.work {
            Work::ToBeWritten(part) => match self.write(tx, actor, part)? {
                Applied::Done(import) => Ok(import),
                other => Err(refusal(&other)),
            },
            Work::Written => {
                let permit = tx.permit(actor, actor.organization())?;
                held_rosters::read(tx, &permit, self.import)?.ok_or(ApiError::NOT_FOUND)
            }
        }
    }

    /// Writes its first part.
    fn begin<'t>(&self, tx: &mut Tx<'t>, actor: Actor<'t>) -> Result<(), ApiError> {
        match &self.work {
            Work::ToBeWritten(part) => match self.write(tx, actor, part)? {
                Applied::Begun => Ok(()),
                other => Err(refusal(&other)),
            },
            Work::Written => Ok(()),
        }
    }

    fn write<'t>(
        &self,
        tx: &mut Tx<'t>,
        actor: Actor<'t>,
        part: &Part,
    ) -> Result<Applied, ApiError> {
        let permit = tx.permit(actor, actor.organization())?;
        let decision = Decision {
            import: self.import,
            summary: &part.summary,
            findings: &part.findings,
        };
        let (changes, rest) = (&part.changes, part.rest);
        Ok(held_rosters::apply(tx, &permit, &decision, changes, rest)?)
    }
}

fn refusal(applied: &Applied) -> ApiError {
    match applied {
        Applied::Stale => ProblemKind::Busy.into(),
        Applied::Unknown => ApiError::NOT_FOUND,
        Applied::NotStaged => NOT_STAGED,
        Applied::Done(_) | Applied::Begun => {
            ApiError::Internal("an import is applied as it was prepared")
        }
    }
}

/// What became of the first transaction of an import.
enum FirstWritten<T> {
    /// It was the only one, and this is the answer.
    All(T),
    /// More is to follow.
    Begun(Box<PendingChanges>),
}

/// Applies an import; `write` is run in the transaction that writes, or after the last of several.
/// What another import moved meanwhile is compared again.
pub(in crate::rosters) async fn apply_with<T, W>(
    hallpass: &Data<Hallpass>,
    requester: Requester,
    import: RosterImportId,
    acceptance: Acceptance,
    watch: Watch,
    write: W,
) -> Result<T, ApiError>
where
    T: Send + 'static,
    W: for<'t> Fn(&mut Tx<'t>, Actor<'t>, &Ready) -> Result<T, ApiError> + Clone + Send + 'static,
{
    let applied = apply_in_turn(hallpass, requester, import, acceptance, watch, write);
    hallpass
        .metrics()
        .imports
        .timed(ImportStep::Apply, applied)
        .await
}

async fn apply_in_turn<T, W>(
    hallpass: &Data<Hallpass>,
    requester: Requester,
    import: RosterImportId,
    acceptance: Acceptance,
    watch: Watch,
    write: W,
) -> Result<T, ApiError>
where
    T: Send + 'static,
    W: for<'t> Fn(&mut Tx<'t>, Actor<'t>, &Ready) -> Result<T, ApiError> + Clone + Send + 'static,
{
    let turn = turn().await?;
    let mut attempt = 0;
    let pending = loop {
        attempt += 1;
        let outcome = match prepare(hallpass, requester, import, acceptance, &watch).await {
            Err(failure) => Err(failure),
            Ok((ready, pending)) => {
                watch(Progress::Writing);
                write_first(hallpass, requester, ready, pending, write.clone()).await
            }
        };
        match outcome {
            Ok(FirstWritten::All(answer)) => return Ok(answer),
            Ok(FirstWritten::Begun(pending)) => break pending,
            Err(failure) if has_moved(&failure) && attempt < ATTEMPTS => {}
            Err(failure) if is_final(&failure) => {
                log::error!("failed to apply a roster import: {failure}");
                give_up(hallpass, requester, import).await?;
                return Err(failure);
            }
            Err(failure) => return Err(failure),
        }
    };
    // What was begun is carried to its end, whether or not a person still waits for it.
    let (of, hallpass_of_task) = (requester.beyond_session(), hallpass.clone());
    tokio::spawn(async move {
        let _turn = turn;
        Box::pin(finish(&hallpass_of_task, of, Some(*pending))).await
    })
    .await
    .map_err(|_| ApiError::Internal("an import task was cancelled"))??;
    let ready = Ready {
        import,
        work: Work::Written,
    };
    requester
        .write(hallpass, move |tx, actor| write(tx, actor, &ready))
        .await
}

async fn write_first<T, W>(
    hallpass: &Hallpass,
    requester: Requester,
    ready: Ready,
    pending: Box<PendingChanges>,
    write: W,
) -> Result<FirstWritten<T>, ApiError>
where
    T: Send + 'static,
    W: for<'t> Fn(&mut Tx<'t>, Actor<'t>, &Ready) -> Result<T, ApiError> + Send + 'static,
{
    if pending.is_empty() {
        let answer = requester
            .write(hallpass, move |tx, actor| write(tx, actor, &ready))
            .await?;
        return Ok(FirstWritten::All(answer));
    }
    requester
        .write(hallpass, move |tx, actor| ready.begin(tx, actor))
        .await?;
    Ok(FirstWritten::Begun(pending))
}

/// What a staged import would change, one by one.
///
/// # Errors
/// Not found; a conflict if it is not staged; [`ApiError::Refused`]; the database's failure.
pub(in crate::rosters) async fn preview(
    hallpass: &Hallpass,
    requester: Requester,
    import: RosterImportId,
) -> Result<Vec<PlannedChange>, ApiError> {
    let _turn = turn().await?;
    let (sealed, held) = staged::<PreviewRoster>(hallpass, requester, import).await?;
    let mint = Arc::clone(hallpass.mint());
    run_blocking(move || {
        let bytes = sealed.open().map_err(DbError::from)?;
        let bundle = read_bundle(&bytes, &unwatched())
            .map_err(|_| ApiError::Internal("a staged bundle is unreadable"))?;
        let plan = held.plan(&bundle, mint.as_ref());
        Ok(held.preview(&plan, &bundle))
    })
    .await?
}

/// The bundle of a staged import, and what is held.
async fn staged<A: Compares + OpensBundle>(
    hallpass: &Hallpass,
    requester: Requester,
    import: RosterImportId,
) -> Result<(StagedBundle, RosterSnapshot), ApiError> {
    requester
        .read(hallpass, move |tx, actor| {
            let permit = tx.permit::<A>(actor, actor.organization())?;
            let sealed = match held_rosters::bundle(tx, &permit, import)? {
                BundleFound::Staged(sealed) => sealed,
                BundleFound::NotStaged => return Err(NOT_STAGED),
                BundleFound::Unknown => return Err(ApiError::NOT_FOUND),
            };
            Ok((sealed, RosterSnapshot::read(tx, &permit)?))
        })
        .await
}

/// Reads the staged bundle again, compares it with what is held now, and makes the rows of the first
/// transaction.
async fn prepare(
    hallpass: &Hallpass,
    requester: Requester,
    import: RosterImportId,
    acceptance: Acceptance,
    watch: &Watch,
) -> Result<(Ready, Box<PendingChanges>), ApiError> {
    let (sealed, held) = staged::<ApplyRoster>(hallpass, requester, import).await?;
    let (mint, watch) = (Arc::clone(hallpass.mint()), Arc::clone(watch));
    let records = hallpass.rosters().records_at_a_time;
    run_blocking(move || {
        let bytes = sealed.open().map_err(DbError::from)?;
        let previewed = Summary::decode(&sealed.preview)?;
        let has_moved = sealed.base_revision != held.revision();
        drop(sealed);
        let mut bundle = read_bundle(&bytes, &watch)
            .map_err(|_| ApiError::Internal("a staged bundle is unreadable"))?;
        drop(bytes);
        watch(Progress::Comparing);
        let plan = held.plan(&bundle, mint.as_ref());
        let findings = settle_findings(&mut bundle, &plan);
        let summary = Summary::of(&plan, &bundle.report);
        if has_moved && !summary.does_the_same(&previewed) {
            return Err(ProblemKind::PreviewOutdated.into());
        }
        if !plan.removal_alarm.is_within_bounds() {
            match acceptance {
                Acceptance::NotAccepted => return Err(ProblemKind::RemovalsNotAccepted.into()),
                // The person who accepts has seen the preview and nothing else.
                Acceptance::Accepted if summary.removals != previewed.removals => {
                    return Err(ProblemKind::PreviewOutdated.into());
                }
                Acceptance::Accepted => {}
            }
        }
        let summary = summary.encode()?;
        let mut pending = PendingChanges::of(plan, held, bundle, records);
        let changes = pending.prepare(mint.as_ref())?;
        let part = Part {
            changes,
            rest: pending.rest(),
            summary,
            findings,
        };
        let ready = Ready {
            import,
            work: Work::ToBeWritten(Box::new(part)),
        };
        Ok((ready, Box::new(pending)))
    })
    .await?
}

async fn give_up(
    hallpass: &Hallpass,
    requester: Requester,
    import: RosterImportId,
) -> Result<(), ApiError> {
    requester
        .write(hallpass, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(held_rosters::fail(tx, &permit, import)?)
        })
        .await
}

/// Whether what the import was compared with has moved.
fn has_moved(failure: &ApiError) -> bool {
    match failure {
        ApiError::Plain(kind) => *kind == ProblemKind::Busy,
        ApiError::Database(failure) => failure.is_duplicate(),
        _ => false,
    }
}

/// Whether trying again can only fail again.
fn is_final(failure: &ApiError) -> bool {
    match failure {
        ApiError::Internal(_) => true,
        ApiError::Database(DbError::Unavailable(_)) => false,
        ApiError::Database(failure) => !failure.wants_retry() && !failure.is_duplicate(),
        _ => false,
    }
}
