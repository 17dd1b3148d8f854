//! Keeping the ledger of erasures up with the database: what was erased is appended, durably, before the
//! operation is answered that erased it.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use persistence::{Database, DbError, Scope, backups};
use tokio::sync::Mutex;

use super::{
    ledger_append::{Append, Appended, Beginning, append},
    ledger_file::LedgerError,
};

/// Erasures that are appended at a time.
const AT_A_TIME: i64 = 500;

/// Why the ledger was not kept up.
#[derive(Debug, thiserror::Error)]
pub enum LedgerFailure {
    /// The database failed.
    #[error("{0}")]
    Database(#[from] DbError),
    /// The file cannot be used.
    #[error("{0}")]
    File(#[from] LedgerError),
}

/// The ledger of an instance.
#[derive(Debug)]
pub struct ErasureLedger {
    file: Option<PathBuf>,
    /// How many erasures of this process are known to be appended.
    covered: AtomicU64,
    turn: Mutex<()>,
}

impl ErasureLedger {
    /// In this file, or nowhere.
    pub fn at(file: Option<PathBuf>) -> Self {
        Self {
            file,
            covered: AtomicU64::new(0),
            turn: Mutex::new(()),
        }
    }

    /// Whether this process committed erasures that may not be appended yet.
    pub fn is_behind(&self, database: &Database) -> bool {
        self.file.is_some() && self.covered.load(Ordering::SeqCst) < database.keys().erasures()
    }

    /// Appends what is in no ledger, and compares the file with what the database knows of it. In the
    /// scope of the platform.
    ///
    /// # Errors
    /// If the database or the file fails: then it is tried again.
    pub async fn keep_up(
        &self,
        database: &Database,
        scope: Scope,
        when: Beginning,
    ) -> Result<(), LedgerFailure> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let _turn = self.turn.lock().await;
        let erasures = database.keys().erasures();
        let file: Arc<PathBuf> = Arc::new(file.clone());
        loop {
            let waiting = self.append_some(database, scope, when, &file).await?;
            if waiting < usize::try_from(AT_A_TIME).unwrap_or(usize::MAX) {
                break;
            }
        }
        self.covered.store(erasures, Ordering::SeqCst);
        Ok(())
    }

    /// Appends a batch: how many waited.
    async fn append_some(
        &self,
        database: &Database,
        scope: Scope,
        when: Beginning,
        file: &Arc<PathBuf>,
    ) -> Result<usize, LedgerFailure> {
        let (waiting, known, key) = database
            .read(scope, |tx| {
                let waiting = backups::waiting(tx, AT_A_TIME)?;
                Ok::<_, DbError>((waiting, backups::heads(tx)?, backups::key(tx)?))
            })
            .await?;
        let id = database.keys().mint().id(scope.now());
        let beginning = (id, scope.now());
        let (waiting, known, key) = (Arc::new(waiting), Arc::new(known), Arc::new(key));
        let mut all = None;
        let appended: Option<Appended> = loop {
            let (file, waiting, known, key) = (
                Arc::clone(file),
                Arc::clone(&waiting),
                Arc::clone(&known),
                Arc::clone(&key),
            );
            let all_known = all.clone();
            let outcome = tokio::task::spawn_blocking(move || {
                append(&Append {
                    path: &file,
                    key: &key,
                    known: &known,
                    waiting: &waiting,
                    all: all_known.as_deref(),
                    when,
                    beginning,
                })
            });
            match outcome.await {
                Ok(Err(LedgerError::NeedsAll)) if all.is_none() => {
                    all = Some(database.read(scope, backups::all).await?);
                }
                Ok(outcome) => break outcome?,
                Err(_) => return Err(DbError::Panicked.into()),
            }
        };
        let Some(Appended { ledger, head, ids }) = appended else {
            return Ok(0);
        };
        let is_news = !ids.is_empty() || known.get(&ledger) != Some(&head);
        if is_news {
            database
                .write(scope, move |tx| backups::appended(tx, ledger, head, &ids))
                .await
                .map_err(LedgerFailure::Database)?;
        }
        Ok(waiting.len())
    }
}
