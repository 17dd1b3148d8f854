//! Whether the database can serve.

use chrono::{DateTime, SecondsFormat, Utc};
use diesel::prelude::*;
use domain::ids::PLATFORM;

use super::{Database, Scope, migrations, schema_state::SchemaState};
use crate::{backups, error::DbError, keys::KeyError};

diesel::table! {
    /// What the library that migrates keeps.
    __diesel_schema_migrations (version) {
        /// The step.
        version -> Text,
    }
}

/// Why the database cannot serve.
#[derive(Debug, thiserror::Error)]
pub enum NotReady {
    /// It does not answer.
    #[error("the database does not answer: {0}")]
    Silent(DbError),
    /// It has no schema at all.
    #[error("the database holds no schema yet: run `hallpass migrate`")]
    NoSchema,
    /// Its schema is older than this program's.
    #[error("the schema is older than this release: run `hallpass migrate`")]
    OlderSchema,
    /// Its schema is newer than this program's.
    #[error("{}", DbError::NewerSchema(.0.clone()))]
    NewerSchema(String),
    /// The configured master keys do not open what is in it.
    #[error(
        "`keys.master_key` and `keys.previous_master_keys` do not open the keys in the database ({0}): \
         configure the key, with its name, that this database was last used with"
    )]
    Keys(KeyError),
    /// It was restored from a backup of this instant, and who was erased since is in it.
    #[error(
        "the database was restored from a backup of {} and holds who was erased since: run `hallpass backup \
         replay` first",
        .0.to_rfc3339_opts(SecondsFormat::Secs, true)
    )]
    Restored(DateTime<Utc>),
}

impl From<DbError> for NotReady {
    fn from(failure: DbError) -> Self {
        match failure {
            DbError::Key(failure) => Self::Keys(failure),
            DbError::Query(failure) if is_missing(&failure) => Self::NoSchema,
            other => Self::Silent(other),
        }
    }
}

/// Whether the table of steps is not there: both databases name the table that they miss.
fn is_missing(failure: &diesel::result::Error) -> bool {
    failure.to_string().contains("__diesel_schema_migrations")
}

impl Database {
    /// Asks the database whether it may serve: whether it fits, and is not one that was restored and against
    /// which the ledger of erasures was not replayed yet (RET-04).
    ///
    /// # Errors
    /// The first thing that is missing.
    pub async fn ready(&self) -> Result<(), NotReady> {
        self.fitting().await?;
        let unreplayed = self
            .read(Scope::unattended(PLATFORM), backups::unreplayed)
            .await?;
        unreplayed.map_or(Ok(()), |backup| Err(NotReady::Restored(backup)))
    }

    /// Asks the database whether it answers, has this program's schema, and holds keys that open.
    ///
    /// # Errors
    /// The first thing that is missing.
    pub async fn fitting(&self) -> Result<(), NotReady> {
        let recorded: Vec<String> = self
            .read(Scope::unattended(PLATFORM), |tx| {
                let steps =
                    __diesel_schema_migrations::table.select(__diesel_schema_migrations::version);
                Ok::<_, DbError>(steps.load(tx.conn())?)
            })
            .await?;
        match SchemaState::of(&recorded, &migrations::known(self.is_sqlite())) {
            SchemaState::Fitting => {}
            SchemaState::Older => return Err(NotReady::OlderSchema),
            SchemaState::Newer(step) => return Err(NotReady::NewerSchema(step)),
        }
        let opened = self
            .read(Scope::unattended(PLATFORM), |tx| {
                tx.organization_key().map(drop)
            })
            .await;
        match opened {
            // Nothing is installed yet, so there is nothing to open.
            Ok(()) | Err(DbError::Key(KeyError::Destroyed)) => Ok(()),
            Err(failure) => Err(failure.into()),
        }
    }
}
