//! The status as operators see it.

use chrono::{DateTime, Utc};
use domain::{
    text_enum::TextEnum as _,
    worker::{Hindrance, JobKind},
};
use persistence::{
    NotReady,
    worker::{Backlog, BacklogOfKind},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{app::Hallpass, background::BackgroundTask, mail::Mailer, meta::VersionView};

domain::text_enum! {
    /// What keeps the records.
    pub enum DatabaseEngine {
        /// The embedded database.
        Sqlite = "sqlite",
        /// A server.
        Postgresql = "postgresql",
    }
}

domain::text_enum! {
    /// Whether the database is one that this release can serve.
    pub enum Readiness {
        /// It is.
        Ready = "ready",
        /// It does not answer.
        Silent = "silent",
        /// It holds no schema.
        NoSchema = "no_schema",
        /// Its schema is older than this release: `hallpass migrate`.
        OlderSchema = "older_schema",
        /// A newer release migrated it: run that one.
        NewerSchema = "newer_schema",
        /// The configured master keys do not open it.
        Keys = "keys",
        /// It was restored, and the ledger of erasures was not replayed yet: `hallpass backup replay`.
        Restored = "restored",
    }
}

domain::text_enum! {
    /// Whether messages are handed to a mail server.
    pub enum MailState {
        /// They are.
        Sending = "sending",
        /// `mail.server` names none: they wait.
        NotConfigured = "not_configured",
    }
}

impl From<&Result<(), NotReady>> for Readiness {
    fn from(asked: &Result<(), NotReady>) -> Self {
        match asked {
            Ok(()) => Self::Ready,
            Err(NotReady::Silent(_)) => Self::Silent,
            Err(NotReady::NoSchema) => Self::NoSchema,
            Err(NotReady::OlderSchema) => Self::OlderSchema,
            Err(NotReady::NewerSchema(_)) => Self::NewerSchema,
            Err(NotReady::Keys(_)) => Self::Keys,
            Err(NotReady::Restored(_)) => Self::Restored,
        }
    }
}

/// How an instance does.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatusView<'a> {
    /// When this was so.
    pub at: DateTime<Utc>,
    /// When the instance started.
    pub started_at: DateTime<Utc>,
    /// What runs.
    pub release: VersionView<'a>,
    /// The database, as this instance uses it.
    pub database: DatabaseStatus,
    /// The audit log.
    pub audit: AuditStatus,
    /// The keys in use.
    pub keys: KeysStatus<'a>,
    /// Passwords, in this instance.
    pub passwords: PasswordsStatus,
    /// The tasks that this instance repeats, in the order of their names in the document.
    #[schema(max_items = 32)]
    pub tasks: Vec<TaskStatus>,
    /// The work of the installation, by kind.
    #[schema(max_items = 32)]
    pub work: Vec<WorkStatus>,
    /// What hindered work of the installation that waits, where anything did.
    #[schema(max_items = 32)]
    pub hindered: Vec<HinderedStatus>,
    /// Messages to adults.
    pub mail: MailStatus,
    /// Imports of rosters.
    pub roster_imports: RosterImportsStatus,
}

/// The database.
#[derive(Debug, Serialize, ToSchema)]
pub struct DatabaseStatus {
    /// What it is.
    pub engine: DatabaseEngine,
    /// Whether it can be served.
    pub readiness: Readiness,
    /// The last step of the schema that this release serves.
    #[schema(
        min_length = 1,
        max_length = 32,
        pattern = "^[0-9]+$",
        example = "20261126000010"
    )]
    pub schema_step: String,
    /// Connections at most.
    #[schema(example = 16)]
    pub connections: usize,
    /// Connections in use.
    #[schema(example = 2)]
    pub in_use: usize,
    /// Operations that wait for a connection.
    #[schema(example = 0)]
    pub waiting: usize,
    /// Operations that wait to write.
    #[schema(example = 0)]
    pub writes_waiting: usize,
    /// Operations that were told to come back since the instance started.
    #[schema(example = 0)]
    pub turned_away: u64,
}

/// The audit log.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditStatus {
    /// For how many seconds committed events of this instance have waited to be linked.
    #[schema(example = 0)]
    pub lag_seconds: u64,
    /// When this instance last covered the heads of all logs; `null` if it has not yet.
    pub covered_at: Option<DateTime<Utc>>,
}

/// The keys in use. Names only.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeysStatus<'a> {
    /// The name of the master key that wraps (`keys.master_key_id`).
    #[schema(
        min_length = 1,
        max_length = 32,
        pattern = "^[a-z0-9-]+$",
        example = "2027"
    )]
    pub master_key_id: &'a str,
    /// Published keys of access tokens: those that sign, that will, and whose tokens are still accepted.
    #[schema(example = 1)]
    pub signing_keys: usize,
}

/// Passwords in this instance.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasswordsStatus {
    /// How many wait for a core.
    #[schema(example = 0)]
    pub waiting: usize,
    /// How many are being hashed.
    #[schema(example = 1)]
    pub hashing: usize,
    /// How many were told to come back since the instance started.
    #[schema(example = 0)]
    pub turned_away: u64,
}

/// A task that this instance repeats.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskStatus {
    /// The task.
    pub task: BackgroundTask,
    /// Seconds between two rounds.
    #[schema(example = 10)]
    pub period_seconds: u64,
    /// When a round last succeeded; `null` if none has since the instance started.
    pub succeeded_at: Option<DateTime<Utc>>,
    /// Rounds that failed since the instance started.
    #[schema(example = 0)]
    pub failures: u64,
}

/// Work of one kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkStatus {
    /// What is to be done.
    pub kind: JobKind,
    /// How much is yet to be done.
    #[schema(example = 12)]
    pub waiting: u64,
    /// How much of it was due by now.
    #[schema(example = 0)]
    pub due: u64,
    /// When the first of what is due was due; `null` if none is.
    pub oldest_due_at: Option<DateTime<Utc>>,
}

/// Work that was hindered.
#[derive(Debug, Serialize, ToSchema)]
pub struct HinderedStatus {
    /// By what.
    pub hindrance: Hindrance,
    /// How much.
    #[schema(example = 3)]
    pub jobs: u64,
}

/// Messages to adults.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailStatus {
    /// Whether they are sent.
    pub state: MailState,
    /// Messages that no mail server has taken yet.
    #[schema(example = 3)]
    pub unsent: u64,
}

/// Imports of rosters.
#[derive(Debug, Serialize, ToSchema)]
pub struct RosterImportsStatus {
    /// Districts that wait while their roster is written.
    #[schema(example = 0)]
    pub being_applied: u64,
}

impl<'a> StatusView<'a> {
    /// What is known of an instance, and of the installation at that instant.
    pub fn of(
        hallpass: &'a Hallpass,
        readiness: Readiness,
        backlog: &Backlog,
        being_applied: u64,
        at: DateTime<Utc>,
    ) -> Self {
        let (now, metrics) = (hallpass.under_way(), hallpass.metrics());
        let tasks = BackgroundTask::ALL.iter().map(|&task| TaskStatus {
            task,
            period_seconds: task.period().as_secs(),
            succeeded_at: metrics.tasks.last_success(task),
            failures: metrics.tasks.failures(task),
        });
        let hindered = backlog.hindered.iter();
        let hindered = hindered.map(|(&hindrance, &jobs)| HinderedStatus { hindrance, jobs });
        let messages = |of: &&BacklogOfKind| of.kind == JobKind::SendMessage;
        Self {
            at,
            started_at: metrics.started_at(),
            release: VersionView::of(hallpass),
            database: DatabaseStatus {
                engine: hallpass.database_engine(),
                readiness,
                schema_step: hallpass.schema_step(),
                connections: now.database.connections,
                in_use: now.database.in_use,
                waiting: now.database.waiting,
                writes_waiting: now.database.writes_waiting,
                turned_away: now.database.turned_away,
            },
            audit: AuditStatus {
                lag_seconds: now.database.audit_lag.as_secs(),
                covered_at: metrics.tasks.last_success(BackgroundTask::AuditHeads),
            },
            keys: KeysStatus {
                master_key_id: hallpass.master_key_id(),
                signing_keys: hallpass.access_tokens().published_keys(at).keys.len(),
            },
            passwords: PasswordsStatus {
                waiting: now.hashes_waiting,
                hashing: now.hashes_running,
                turned_away: hallpass.hasher().metrics().all_turned_away(),
            },
            tasks: tasks.collect(),
            work: backlog.kinds.iter().map(WorkStatus::from).collect(),
            hindered: hindered.collect(),
            mail: MailStatus {
                state: match hallpass.mailer() {
                    Mailer::Off => MailState::NotConfigured,
                    Mailer::Smtp { .. } => MailState::Sending,
                },
                unsent: backlog
                    .kinds
                    .iter()
                    .find(messages)
                    .map_or(0, |of| of.waiting),
            },
            roster_imports: RosterImportsStatus { being_applied },
        }
    }
}

impl From<&BacklogOfKind> for WorkStatus {
    fn from(of: &BacklogOfKind) -> Self {
        Self {
            kind: of.kind,
            waiting: of.waiting,
            due: of.due,
            oldest_due_at: of.oldest_due_at,
        }
    }
}
