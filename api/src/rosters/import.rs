//! Staging and applying, for a caller over HTTP or an operator at the command line.
//!
//! Reading, comparing, sealing and the making of keys happen between transactions, a few imports at
//! a time; the transaction that writes gets prepared rows.

mod applying;
mod carrying_on;

use std::{io::Cursor, sync::Arc, time::Duration};

use actix_web::web::{Bytes, Data};
use domain::{
    access::action::StageRoster,
    ids::RosterImportId,
    rosters::{
        Bundle, BundleRefusal, File, Finding,
        plan::{RosterPlan, TooManyStaged},
    },
    text::FileName,
};
use persistence::{
    DbError, Tx,
    access::Actor,
    rosters::{
        self as held_rosters, Applied, Import, NewImport, RosterSnapshot, SealedBundle, StagedState,
    },
};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

pub use super::requester::Requester;
pub(super) use applying::{apply_with, preview};
pub(super) use carrying_on::Errand;
pub use carrying_on::{resume, resume_all};

use super::{
    bundle::{self, Limits},
    counts::Summary,
};
use crate::{
    app::Hallpass,
    http::ZipUpload,
    metrics::ImportStep,
    problem::{ApiError, ConflictReason, ProblemKind},
};

/// Imports that may be worked on at once: each may hold a district in memory.
static IMPORT_SLOTS: Semaphore = Semaphore::const_new(2);
/// How long an import waits for its turn before its requester is told to come back.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How far an import has come.
#[derive(Clone, Copy, Debug)]
pub enum Progress {
    /// A file of the bundle is being read: so many bytes of so many.
    Reading(File, u64, u64),
    /// The bundle is compared with what is held.
    Comparing,
    /// The changes are written.
    Writing,
}

impl Progress {
    fn of(reading: bundle::Progress) -> Self {
        Self::Reading(reading.file, reading.done, reading.total)
    }
}

/// Is told how far an import has come.
pub type Watch = Arc<dyn Fn(Progress) + Send + Sync>;

/// What is answered when an import is to be applied or discarded that is not staged any more.
pub(super) const NOT_STAGED: ApiError = ApiError::Conflict(ConflictReason::ImportNotStaged);

/// A watch that looks away.
pub fn unwatched() -> Watch {
    Arc::new(|_| {})
}

/// Whether people may leave beyond the bounds of R-IMP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// The caller has seen what would end and accepts it.
    Accepted,
    /// No one did.
    NotAccepted,
}

/// A bundle that was read, and compared if it can be used.
pub(super) struct Staged {
    state: StagedState,
    digest: [u8; 32],
    summary: String,
    findings: Vec<Finding>,
    base_revision: i64,
}

impl Staged {
    /// Records it.
    ///
    /// # Errors
    /// [`ProblemKind::TooManyStagedImports`]; [`ApiError::Refused`]; the database's failure.
    pub(super) fn record<'t>(
        &self,
        tx: &mut Tx<'t>,
        actor: Actor<'t>,
        file_name: Option<&FileName>,
    ) -> Result<Import, ApiError> {
        let permit = tx.permit(actor, actor.organization())?;
        let new = NewImport {
            state: &self.state,
            file_name,
            digest: self.digest,
            summary: &self.summary,
            findings: &self.findings,
            base_revision: self.base_revision,
        };
        held_rosters::stage(tx, &permit, &new)?
            .map_err(|TooManyStaged| ProblemKind::TooManyStagedImports.into())
    }
}

/// Stages a bundle.
///
/// # Errors
/// [`ApiError::Refused`] if the requester may not; [`ProblemKind::TooManyStagedImports`]; the
/// database's failure.
pub async fn stage(
    hallpass: &Hallpass,
    requester: Requester,
    bytes: Bytes,
    file_name: Option<FileName>,
    watch: Watch,
) -> Result<Import, ApiError> {
    let staged = read_and_compare(hallpass, requester, ZipUpload::of(bytes), watch).await?;
    requester
        .write(hallpass, move |tx, actor| {
            staged.record(tx, actor, file_name.as_ref())
        })
        .await
}

/// Applies a staged import.
///
/// # Errors
/// Not found; a conflict if it is not staged, if removals are not accepted, or if it would do
/// something else than when it was staged; [`ApiError::Refused`]; the database's failure, in which
/// case nothing was changed.
pub async fn apply(
    hallpass: &Data<Hallpass>,
    requester: Requester,
    import: RosterImportId,
    acceptance: Acceptance,
    watch: Watch,
) -> Result<Import, ApiError> {
    apply_with(
        hallpass,
        requester,
        import,
        acceptance,
        watch,
        |tx, actor, ready| ready.record(tx, actor),
    )
    .await
}

/// An import.
///
/// # Errors
/// Not found; [`ApiError::Refused`]; the database's failure.
pub async fn show(
    hallpass: &Hallpass,
    requester: Requester,
    import: RosterImportId,
) -> Result<Import, ApiError> {
    requester
        .read(hallpass, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            held_rosters::read(tx, &permit, import)?.ok_or(ApiError::NOT_FOUND)
        })
        .await
}

/// Discards a staged import.
///
/// # Errors
/// Not found; a conflict if it is not staged; [`ApiError::Refused`]; the database's failure.
pub async fn discard(
    hallpass: &Hallpass,
    requester: Requester,
    import: RosterImportId,
) -> Result<Import, ApiError> {
    requester
        .write(hallpass, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            discarded(held_rosters::discard(tx, &permit, import)?)
        })
        .await
}

/// What discarding led to.
pub(super) fn discarded(outcome: Applied) -> Result<Import, ApiError> {
    match outcome {
        Applied::Done(import) => Ok(import),
        Applied::Unknown => Err(ApiError::NOT_FOUND),
        Applied::NotStaged | Applied::Stale | Applied::Begun => Err(NOT_STAGED),
    }
}

/// Asks whether the requester may stage a bundle, before any of it is received.
pub(super) async fn may_stage(hallpass: &Hallpass, requester: Requester) -> Result<(), ApiError> {
    requester
        .read(hallpass, |tx, actor| {
            let _ = tx.permit::<StageRoster>(actor, actor.organization())?;
            Ok(())
        })
        .await
}

/// Reads a bundle and compares it with what is held. Whether the requester may is asked first.
pub(super) async fn read_and_compare(
    hallpass: &Hallpass,
    requester: Requester,
    upload: ZipUpload,
    watch: Watch,
) -> Result<Staged, ApiError> {
    let compared = compare(hallpass, requester, upload, watch);
    hallpass
        .metrics()
        .imports
        .timed(ImportStep::Stage, compared)
        .await
}

async fn compare(
    hallpass: &Hallpass,
    requester: Requester,
    upload: ZipUpload,
    watch: Watch,
) -> Result<Staged, ApiError> {
    may_stage(hallpass, requester).await?;
    let _turn = turn().await?;
    let ZipUpload {
        bytes,
        digest,
        place: _place,
    } = upload;
    let limits = Limits {
        rows: hallpass.rosters().max_rows,
        ..Limits::default()
    };
    let read = {
        let watch = Arc::clone(&watch);
        run_blocking(move || {
            let watch = &mut |progress| watch(Progress::of(progress));
            bundle::read_and_keep(Cursor::new(bytes), &limits, watch)
        })
        .await?
    };
    let (bundle, kept) = match read {
        Ok(read) => read,
        Err(refusal) => {
            return Ok(Staged {
                state: StagedState::Refused(refusal.code),
                digest,
                summary: Summary::of_refusal(refusal).encode()?,
                findings: Vec::new(),
                base_revision: 0,
            });
        }
    };
    watch(Progress::Comparing);
    let held = requester
        .read(hallpass, |tx, actor| {
            let permit = tx.permit::<StageRoster>(actor, actor.organization())?;
            Ok(RosterSnapshot::read(tx, &permit)?)
        })
        .await?;
    let mint = Arc::clone(hallpass.mint());
    run_blocking(move || {
        let mut bundle = bundle;
        let plan = held.plan(&bundle, mint.as_ref());
        let findings = settle_findings(&mut bundle, &plan);
        let sealed = SealedBundle::seal(&held, &kept, mint.as_ref()).map_err(DbError::from)?;
        Ok(Staged {
            state: StagedState::Staged {
                bundle: sealed,
                version: bundle.manifest.version,
            },
            digest,
            summary: Summary::of(&plan, &bundle.report).encode()?,
            findings,
            base_revision: held.revision(),
        })
    })
    .await?
}

fn read_bundle(bytes: &[u8], watch: &Watch) -> Result<Bundle, BundleRefusal> {
    let watch = &mut |progress| watch(Progress::of(progress));
    bundle::read_from(Cursor::new(bytes), &Limits::default(), watch)
}

/// Adds what the comparison found to the report, and gives all findings in order.
fn settle_findings(bundle: &mut Bundle, plan: &RosterPlan) -> Vec<Finding> {
    bundle.settle_findings(&plan.findings);
    bundle.report.findings().to_vec()
}

async fn turn() -> Result<SemaphorePermit<'static>, ApiError> {
    timeout(LONGEST_WAIT, IMPORT_SLOTS.acquire())
        .await
        .map_err(|_| ProblemKind::Busy)?
        .map_err(|_| ApiError::Internal("the import slots are never closed"))
}

/// Runs work that takes long where it keeps no request waiting.
async fn run_blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ApiError::Internal("an import task was cancelled"))
}
