//! Whether the database can serve.

use diesel::{dsl::max, prelude::*};
use domain::ids::PLATFORM;

use super::{Database, Scope, migrations};
use crate::{error::DbError, keys::KeyError};

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
    /// Its schema is older or newer than this program's.
    #[error("the schema is not at the version of this release: run `hallpass migrate`")]
    OtherSchema,
    /// The configured master keys do not open what is in it.
    #[error("the configured master keys do not open the keys in the database: {0}")]
    Keys(KeyError),
}

impl From<DbError> for NotReady {
    fn from(failure: DbError) -> Self {
        match failure {
            DbError::Key(failure) => Self::Keys(failure),
            other => Self::Silent(other),
        }
    }
}

impl Database {
    /// Asks the database whether it answers, has this program's schema, and holds keys that open.
    ///
    /// # Errors
    /// The first thing that is missing.
    pub async fn ready(&self) -> Result<(), NotReady> {
        let newest = self
            .read(Scope::unattended(PLATFORM), |tx| {
                let newest: Option<String> = __diesel_schema_migrations::table
                    .select(max(__diesel_schema_migrations::version))
                    .first(tx.conn())?;
                match tx.organization_key() {
                    // Nothing is installed yet, so there is nothing to open.
                    Ok(_) | Err(DbError::Key(KeyError::Destroyed)) => Ok(newest),
                    Err(failure) => Err(failure),
                }
            })
            .await?;
        if newest == migrations::newest(self.is_sqlite()) {
            Ok(())
        } else {
            Err(NotReady::OtherSchema)
        }
    }
}
