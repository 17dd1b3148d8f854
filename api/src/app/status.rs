//! How the instance does, for operators and monitors.

use std::fmt;

use super::Hallpass;
use crate::{
    meta::{DatabaseEngine, Readiness},
    metrics::{Exposition, UnderWay},
};

impl Hallpass {
    /// How much is under way in this process.
    pub fn under_way(&self) -> UnderWay {
        let (hashes_waiting, hashes_running) = self.parts.hasher.load();
        UnderWay {
            database: self.parts.database.load(),
            hashes_waiting,
            hashes_running,
        }
    }

    /// What a monitor reads now.
    ///
    /// # Errors
    /// As [`crate::metrics::Metrics::write`].
    pub fn written_metrics(&self, exposition: Exposition) -> Result<String, fmt::Error> {
        self.metrics.write(exposition, &self.under_way())
    }

    /// Whether the database is one that this release can serve.
    pub async fn readiness(&self) -> Readiness {
        Readiness::from(&self.parts.database.ready().await)
    }

    /// What keeps the records.
    pub fn database_engine(&self) -> DatabaseEngine {
        if self.parts.database.is_sqlite() {
            DatabaseEngine::Sqlite
        } else {
            DatabaseEngine::Postgresql
        }
    }

    /// The last step of the schema that this release serves.
    pub fn schema_step(&self) -> String {
        self.parts.database.schema_step()
    }

    /// The name of the master key that wraps.
    pub fn master_key_id(&self) -> &str {
        self.parts.database.keys().master_key_id()
    }
}
