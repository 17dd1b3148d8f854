//! Staging and applying, for whoever asks: a caller over HTTP or an operator at the command line.
//!
//! Reading, comparing, sealing and the making of keys happen between transactions, a few imports at
//! a time; the transaction that writes gets prepared rows.

use std::sync::Arc;

use actix_web::web::Bytes;
use domain::{
    access::{Actor, Permit, action::StageRoster, authorize},
    ids::RosterImportId,
    rosters::{Bundle, File, Finding, Refusal},
};
use persistence::{
    DbError, Tx, relationships,
    rosters::{
        self as held_rosters, Applied, BundleFound, Changes, Decision, Held, Import, NewImport,
        Plan, SealedBundle, StagedState,
    },
};
use tokio::sync::{Semaphore, SemaphorePermit};
use uuid::Uuid;

use super::{
    bundle::{self, Limits},
    counts::Summary,
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::ZipUpload,
    problem::{ApiError, ProblemKind},
};

/// Imports that may be worked on at once: each may hold a district in memory.
static TURNS: Semaphore = Semaphore::const_new(2);

/// How often an import is compared anew because another was applied meanwhile.
const ATTEMPTS: u32 = 5;

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

/// Is told how far an import has come.
pub type Watch = Arc<dyn Fn(Progress) + Send + Sync>;

/// A watch that looks away.
pub fn unwatched() -> Watch {
    Arc::new(|_| {})
}

/// Who asks for an import.
#[derive(Clone, Copy, Debug)]
pub enum Asker {
    /// Somebody with an access token.
    Caller(Caller),
    /// Somebody at the command line, on behalf of this person.
    Console {
        /// The person, whose rights count.
        actor: Actor,
        /// The id under which the audit log has it.
        request: Uuid,
    },
}

impl Asker {
    /// Runs an operation that reads.
    pub(super) async fn read<T, F>(&self, hallpass: &Hallpass, operation: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>, Actor) -> Result<T, ApiError> + Send + 'static,
    {
        match *self {
            Self::Caller(caller) => hallpass.read(&caller, operation).await,
            Self::Console { actor, request } => {
                let operation = move |tx: &mut Tx<'_>| operation(tx, actor);
                hallpass
                    .read_in(actor.organization, request, operation)
                    .await
            }
        }
    }

    /// Runs an operation that writes.
    pub(super) async fn write<T, F>(&self, hallpass: &Hallpass, operation: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>, Actor) -> Result<T, ApiError> + Send + 'static,
    {
        match *self {
            Self::Caller(caller) => hallpass.write(&caller, operation).await,
            Self::Console { actor, request } => {
                let operation = move |tx: &mut Tx<'_>| operation(tx, actor);
                hallpass
                    .write_in(actor.organization, request, operation)
                    .await
            }
        }
    }
}

/// Whether pupils may leave beyond the bounds of R-IMP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// Somebody looked at what would end and accepts it.
    Accepted,
    /// Nobody did.
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
    pub(super) fn record(&self, tx: &mut Tx<'_>, actor: Actor) -> Result<Import, ApiError> {
        let facts = relationships::of_organization(tx, actor, actor.organization)?;
        let permit = authorize(&facts)?;
        let new = NewImport {
            state: &self.state,
            digest: self.digest,
            summary: &self.summary,
            findings: &self.findings,
            base_revision: self.base_revision,
        };
        Ok(held_rosters::stage(tx, &permit, &new)?)
    }
}

/// Stages a bundle.
///
/// # Errors
/// [`ApiError::Refused`] if the asker may not; the database's failure.
pub async fn stage(
    hallpass: &Hallpass,
    asker: Asker,
    bytes: Bytes,
    watch: Watch,
) -> Result<Import, ApiError> {
    let staged = read_and_compare(hallpass, asker, ZipUpload::of(bytes), watch).await?;
    asker
        .write(hallpass, move |tx, actor| staged.record(tx, actor))
        .await
}

/// Applies a staged import.
///
/// # Errors
/// [`ProblemKind::NotFound`], [`ProblemKind::StateConflict`] if it is not staged,
/// [`ProblemKind::RemovalsNotAccepted`]; [`ApiError::Refused`]; the database's failure, in which
/// case nothing was changed.
pub async fn apply(
    hallpass: &Hallpass,
    asker: Asker,
    import: RosterImportId,
    acceptance: Acceptance,
    watch: Watch,
) -> Result<Import, ApiError> {
    apply_with(
        hallpass,
        asker,
        import,
        acceptance,
        watch,
        |tx, actor, ready| ready.record(tx, actor),
    )
    .await
}

/// Reads a bundle and compares it with what is held. Whether the asker may is asked first.
pub(super) async fn read_and_compare(
    hallpass: &Hallpass,
    asker: Asker,
    upload: ZipUpload,
    watch: Watch,
) -> Result<Staged, ApiError> {
    asker
        .read(hallpass, |tx, actor| {
            let facts = relationships::of_organization(tx, actor, actor.organization)?;
            let _: Permit<StageRoster> = authorize(&facts)?;
            Ok(())
        })
        .await?;
    let _turn = turn().await?;
    let ZipUpload { bytes, digest } = upload;
    let (read, bytes) = {
        let watch = Arc::clone(&watch);
        aside(move || (read_bundle(&bytes, &watch), bytes)).await?
    };
    let bundle = match read {
        Ok(bundle) => bundle,
        Err(refusal) => {
            return Ok(Staged {
                state: StagedState::Refused(refusal.code),
                digest,
                summary: Summary::of_refusal(&refusal).encode()?,
                findings: Vec::new(),
                base_revision: 0,
            });
        }
    };
    watch(Progress::Comparing);
    let held = asker
        .read(hallpass, |tx, actor| {
            let facts = relationships::of_organization(tx, actor, actor.organization)?;
            let permit: Permit<StageRoster> = authorize(&facts)?;
            Ok(Held::read(tx, &permit)?)
        })
        .await?;
    let mint = Arc::clone(hallpass.mint());
    aside(move || {
        let mut bundle = bundle;
        let plan = Plan::of(&held, &bundle, mint.as_ref());
        let findings = settle_findings(&mut bundle, &plan);
        let sealed = SealedBundle::seal(&held, &bytes, mint.as_ref()).map_err(DbError::from)?;
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

/// Changes that are ready to be written.
pub(super) struct Ready {
    import: RosterImportId,
    changes: Changes,
    summary: String,
    findings: Vec<Finding>,
}

impl Ready {
    /// Writes them.
    pub(super) fn record(&self, tx: &mut Tx<'_>, actor: Actor) -> Result<Import, ApiError> {
        let facts = relationships::of_organization(tx, actor, actor.organization)?;
        let permit = authorize(&facts)?;
        let decision = Decision {
            import: self.import,
            summary: &self.summary,
            findings: &self.findings,
        };
        match held_rosters::apply(tx, &permit, &decision, &self.changes)? {
            Applied::Done(import) => Ok(import),
            Applied::Moved => Err(ProblemKind::Busy.into()),
            Applied::Unknown => Err(ApiError::NOT_FOUND),
            Applied::NotStaged => Err(ProblemKind::StateConflict.into()),
        }
    }
}

/// Applies an import; `write` is run in the transaction that writes. What another import moved
/// meanwhile is compared again.
pub(super) async fn apply_with<T, W>(
    hallpass: &Hallpass,
    asker: Asker,
    import: RosterImportId,
    acceptance: Acceptance,
    watch: Watch,
    write: W,
) -> Result<T, ApiError>
where
    T: Send + 'static,
    W: Fn(&mut Tx<'_>, Actor, &Ready) -> Result<T, ApiError> + Clone + Send + 'static,
{
    let _turn = turn().await?;
    let mut attempt = 0;
    loop {
        attempt += 1;
        let outcome = match prepare(hallpass, asker, import, acceptance, &watch).await {
            Err(failure) => Err(failure),
            Ok(ready) => {
                watch(Progress::Writing);
                let write = write.clone();
                asker
                    .write(hallpass, move |tx, actor| write(tx, actor, &ready))
                    .await
            }
        };
        match outcome {
            Err(failure) if has_moved(&failure) && attempt < ATTEMPTS => {}
            Err(failure) if is_final(&failure) => {
                log::error!("an import could not be applied: {failure}");
                give_up(hallpass, asker, import).await?;
                return Err(failure);
            }
            outcome => return outcome,
        }
    }
}

/// Reads the staged bundle again, compares it with what is held now, and makes the rows.
async fn prepare(
    hallpass: &Hallpass,
    asker: Asker,
    import: RosterImportId,
    acceptance: Acceptance,
    watch: &Watch,
) -> Result<Ready, ApiError> {
    let (sealed, held) = asker
        .read(hallpass, move |tx, actor| {
            let facts = relationships::of_organization(tx, actor, actor.organization)?;
            let permit = authorize(&facts)?;
            let sealed = match held_rosters::bundle(tx, &permit, import)? {
                BundleFound::Staged(sealed) => sealed,
                BundleFound::NotStaged => return Err(ProblemKind::StateConflict.into()),
                BundleFound::Unknown => return Err(ApiError::NOT_FOUND),
            };
            Ok((sealed, Held::read(tx, &permit)?))
        })
        .await?;
    let (mint, watch) = (Arc::clone(hallpass.mint()), Arc::clone(watch));
    aside(move || {
        let bytes = sealed.open().map_err(DbError::from)?;
        drop(sealed);
        let mut bundle = read_bundle(&bytes, &watch)
            .map_err(|_| ApiError::Internal("a staged bundle cannot be read any more"))?;
        drop(bytes);
        watch(Progress::Comparing);
        let plan = Plan::of(&held, &bundle, mint.as_ref());
        if acceptance == Acceptance::NotAccepted && !plan.shrinking.is_within_bounds() {
            return Err(ProblemKind::RemovalsNotAccepted.into());
        }
        let findings = settle_findings(&mut bundle, &plan);
        let summary = Summary::of(&plan, &bundle.report).encode()?;
        let changes = Changes::prepare(plan, &held, &bundle, mint.as_ref())?;
        Ok(Ready {
            import,
            changes,
            summary,
            findings,
        })
    })
    .await?
}

fn read_bundle(bytes: &[u8], watch: &Watch) -> Result<Bundle, Refusal> {
    let source = std::io::Cursor::new(bytes);
    bundle::read_from(source, &Limits::default(), &mut |progress| {
        watch(Progress::Reading(
            progress.file,
            progress.done,
            progress.total,
        ));
    })
}

/// Adds what the comparison found to the report, and gives all findings in order.
fn settle_findings(bundle: &mut Bundle, plan: &Plan) -> Vec<Finding> {
    for finding in &plan.findings {
        bundle.report.add(*finding);
    }
    bundle.report.settle();
    bundle.report.findings().to_vec()
}

async fn give_up(
    hallpass: &Hallpass,
    asker: Asker,
    import: RosterImportId,
) -> Result<(), ApiError> {
    asker
        .write(hallpass, move |tx, actor| {
            let facts = relationships::of_organization(tx, actor, actor.organization)?;
            let permit = authorize(&facts)?;
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

async fn turn() -> Result<SemaphorePermit<'static>, ApiError> {
    TURNS
        .acquire()
        .await
        .map_err(|_| ApiError::Internal("turns are never closed"))
}

/// Runs work that takes long where it keeps nobody waiting.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ApiError::Internal("an import gave up"))
}
