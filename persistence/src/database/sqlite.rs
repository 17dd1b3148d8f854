//! The embedded database: one writer whose operations share commits, beside several readers.
//!
//! A commit with `synchronous=FULL` costs a flush of the disk. Operations that arrive while one is
//! being flushed are committed together by the next, each in its own savepoint, and are answered
//! after it.

#[cfg(test)]
mod compile_options;
#[cfg(test)]
mod deferred_audit;
mod write_ahead_log;

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread,
};

use diesel::{
    Connection as _, SqliteConnection,
    connection::{AnsiTransactionManager, SimpleConnection},
    r2d2::{ManageConnection, Pool},
};
use tokio::sync::oneshot;

use super::{
    Mode, Scope, Settings, Tx,
    connection_gate::ConnectionGate,
    load::{Load, Waiting},
    savepoint::{self, finish, within},
    tx::{AuditSink, Closed, Deferred},
};
use crate::{
    audit,
    connection::AnyConnection,
    error::{DbError, TransactionError},
    keys::Keyring,
};

/// Operations that may wait for the writer before more are turned away.
const QUEUE: usize = 1024;
/// Operations that share a commit at most, so that the first does not wait for long.
const BATCH: usize = 128;

/// What an operation leaves behind: its answer, to be sent once the commit's outcome is known, and
/// what is to be done around it.
struct Done {
    answer: Box<dyn FnOnce(Result<(), DbError>) + Send>,
    closed: Closed,
}

type Job = Box<dyn FnOnce(&mut AnyConnection) -> Done + Send>;

pub(super) struct Engine {
    path: PathBuf,
    writer: SyncSender<Job>,
    queued: Waiting,
    readers: Pool<Reader>,
    connection_gate: ConnectionGate,
}

impl Engine {
    pub(super) fn open(
        path: &Path,
        settings: &Settings,
        keys: &Arc<Keyring>,
    ) -> Result<Self, DbError> {
        let (writer, queue) = sync_channel(QUEUE);
        let connection = connect(path, Role::Writer)?;
        let (path_of_writer, keys) = (path.to_owned(), Arc::clone(keys));
        thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || serve(connection, &path_of_writer, &queue, &keys))
            .map_err(|failure| DbError::Unavailable(failure.to_string()))?;
        let readers = Pool::builder()
            .max_size(settings.readers)
            .connection_timeout(settings.wait_timeout)
            .test_on_check_out(false)
            .build(Reader {
                path: path.to_owned(),
            })
            .map_err(|failure| DbError::Unavailable(failure.to_string()))?;
        Ok(Self {
            path: path.to_owned(),
            writer,
            queued: Waiting::default(),
            readers,
            connection_gate: ConnectionGate::new(settings.readers, settings.wait_timeout),
        })
    }

    pub(super) async fn write<T, E, F>(
        &self,
        keys: &Arc<Keyring>,
        scope: Scope,
        body: F,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let keys = Arc::clone(keys);
        let place = self.queued.enter();
        let job: Job = Box::new(move |conn| {
            drop(place);
            let mut closed = Closed::default();
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                within(conn, |conn| {
                    let mut tx = Tx::new(conn, &keys, scope, AuditSink::Inside, Mode::Write);
                    let outcome = body(&mut tx);
                    closed = tx.close();
                    outcome
                })
            }));
            let outcome = match outcome {
                Ok(outcome) => outcome,
                Err(panic) => {
                    drop(reply.send(Err(DbError::Panicked.into())));
                    resume_unwind(panic)
                }
            };
            if outcome.is_err() {
                closed = Closed::default();
            }
            Done {
                answer: Box::new(move |committed| {
                    let answer = committed.map_err(E::from).and(outcome);
                    if reply.send(answer).is_err() {
                        log::debug!("a client disconnected before it was answered");
                    }
                }),
                closed,
            }
        });
        self.writer.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) => {
                self.connection_gate.turn_away();
                DbError::Unavailable("the queue of the SQLite writer is full".to_owned())
            }
            TrySendError::Disconnected(_) => {
                DbError::Unavailable("the SQLite writer has stopped".to_owned())
            }
        })?;
        answer.await.unwrap_or_else(|_| {
            Err(DbError::Unavailable("the SQLite writer has stopped".to_owned()).into())
        })
    }

    pub(super) async fn read<T, E, F>(
        &self,
        keys: &Arc<Keyring>,
        scope: Scope,
        body: F,
    ) -> Result<(T, Vec<Deferred>), E>
    where
        T: Send + 'static,
        E: TransactionError,
        F: Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let ticket = self.connection_gate.take().await?;
        let (pool, keys) = (self.readers.clone(), Arc::clone(keys));
        tokio::task::spawn_blocking(move || {
            let mut conn = ticket.connection(&pool)?;
            begin(&mut conn, "BEGIN")?;
            let mut deferred = Vec::new();
            let answer: Result<T, E> = finish(&mut conn, |conn| {
                let mut tx = Tx::new(
                    conn,
                    &keys,
                    scope,
                    AuditSink::Deferred(Vec::new()),
                    Mode::Read,
                );
                let answer = body(&mut tx);
                deferred = tx.close().deferred;
                answer
            });
            answer.map(|answer| (answer, deferred))
        })
        .await
        .unwrap_or_else(|task| Err(DbError::unfinished(&task).into()))
    }
}

impl Engine {
    /// How busy it is.
    pub(super) fn load(&self) -> Load {
        Load {
            writes_waiting: self.queued.count(),
            ..self.connection_gate.load()
        }
    }

    /// Moves what is in the write-ahead log to the database, and gives its disk space back.
    pub(super) async fn truncate_log(&self) -> Result<(), DbError> {
        let path = self.path.clone();
        tokio::task::spawn_blocking(move || write_ahead_log::truncate(&path))
            .await
            .unwrap_or_else(|task| Err(DbError::unfinished(&task)))
    }
}

/// The writer's life: it ends when the last sender is gone.
fn serve(connection: AnyConnection, path: &Path, queue: &Receiver<Job>, keys: &Keyring) {
    let mut connection = Some(connection);
    while let Ok(first) = queue.recv() {
        let mut conn = match connection
            .take()
            .map_or_else(|| connect(path, Role::Writer), Ok)
        {
            Ok(conn) => conn,
            Err(failure) => {
                log::error!("the SQLite writer failed to open the database: {failure}");
                continue;
            }
        };
        match catch_unwind(AssertUnwindSafe(|| batch(&mut conn, first, queue, keys))) {
            Ok(()) if !savepoint::is_broken(&mut conn) => connection = Some(conn),
            Ok(()) => {
                log::error!("the connection of the SQLite writer is broken; opening a new one");
            }
            Err(_) => log::error!("an operation panicked; its batch was rolled back"),
        }
    }
}

/// Runs the first operation and those that have queued up behind it, and commits them together.
fn batch(conn: &mut AnyConnection, first: Job, queue: &Receiver<Job>, keys: &Keyring) {
    if let Err(failure) = begin(conn, "BEGIN IMMEDIATE") {
        log::error!("the SQLite writer failed to begin a transaction: {failure}");
        return;
    }
    let mut answers = Vec::new();
    let mut audited: Vec<Scope> = Vec::new();
    let mut caches = Vec::new();
    for job in std::iter::once(first).chain(queue.try_iter().take(BATCH - 1)) {
        let done = job(conn);
        answers.push(done.answer);
        audited.extend(done.closed.audited);
        caches.extend(done.closed.caches);
    }
    let committed = link(conn, audited, keys).and_then(|()| savepoint::commit(conn));
    if let Err(failure) = &committed {
        log::error!("failed to commit a batch: {failure}");
        savepoint::rollback(conn);
    } else {
        for fill in caches {
            fill(keys);
        }
    }
    for answer in answers {
        answer(match &committed {
            Ok(()) => Ok(()),
            Err(failure) => Err(DbError::Unavailable(failure.to_string())),
        });
    }
}

/// Links the audit events of a batch before it is committed, once an organization.
fn link(conn: &mut AnyConnection, mut scopes: Vec<Scope>, keys: &Keyring) -> Result<(), DbError> {
    scopes.sort_by_key(Scope::organization);
    scopes.dedup_by_key(|scope| scope.organization());
    scopes.into_iter().try_for_each(|scope| {
        audit::link(&mut Tx::new(
            conn,
            keys,
            scope,
            AuditSink::Inside,
            Mode::Write,
        ))
        .map(drop)
    })
}

fn begin(conn: &mut AnyConnection, statement: &str) -> Result<(), DbError> {
    match conn {
        AnyConnection::Sqlite(inner) => Ok(AnsiTransactionManager::begin_transaction_sql(
            inner, statement,
        )?),
        AnyConnection::Postgres(_) => {
            Err(DbError::Corrupt("a SQLite pool holds SQLite connections"))
        }
    }
}

#[derive(Clone, Copy)]
enum Role {
    Writer,
    Reader,
}

fn connect(path: &Path, role: Role) -> Result<AnyConnection, DbError> {
    let away = |failure: &dyn std::fmt::Display| DbError::Unavailable(failure.to_string());
    let path = path
        .to_str()
        .ok_or_else(|| DbError::Address("a path that is not UTF-8".to_owned()))?;
    let mut inner = SqliteConnection::establish(path).map_err(|failure| away(&failure))?;
    inner
        .batch_execute(
            "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY; \
             PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON;",
        )
        .map_err(|failure| away(&failure))?;
    if let Role::Reader = role {
        inner
            .batch_execute("PRAGMA query_only = ON;")
            .map_err(|failure| away(&failure))?;
    }
    Ok(AnyConnection::Sqlite(inner))
}

/// Creates the file, if it is not there, so that only its owner reads it, where there are such
/// permissions. What SQLite puts beside it takes after it.
pub(crate) fn create_for_oneself(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(failure) if failure.kind() != std::io::ErrorKind::AlreadyExists => Err(failure),
        _ => Ok(()),
    }
}

/// Opens the connection that migrates: a writer that no pool shares.
pub(super) fn connect_writer(path: &Path) -> Result<AnyConnection, DbError> {
    create_for_oneself(path).map_err(|failure| DbError::Unavailable(failure.to_string()))?;
    connect(path, Role::Writer)
}

/// Opens a database that is there, past the engine: for copies of it.
pub(crate) fn connect_existing(path: &Path) -> Result<AnyConnection, DbError> {
    if !path.is_file() {
        let what = format!("there is no database at {}", path.display());
        return Err(DbError::Unavailable(what));
    }
    connect(path, Role::Writer)
}

/// Opens readers for the pool.
struct Reader {
    path: PathBuf,
}

impl ManageConnection for Reader {
    type Connection = AnyConnection;
    type Error = DbError;

    fn connect(&self) -> Result<AnyConnection, DbError> {
        connect(&self.path, Role::Reader)
    }

    fn is_valid(&self, _conn: &mut AnyConnection) -> Result<(), DbError> {
        Ok(())
    }

    fn has_broken(&self, conn: &mut AnyConnection) -> bool {
        savepoint::is_broken(conn)
    }
}
