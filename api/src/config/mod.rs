//! The configuration: one documented default file, compiled in, and three layers over it.
//!
//! `hallpass.default.toml` is the list of keys and their documentation. To add a key: write it
//! there with its comment, add a field to the section's file here, read it in the section's
//! `read`, and give the tests a good and a bad value.
//!
//! Values never appear in an error, since a misplaced secret is still a secret: an error names the
//! key, where it was set and what is expected.

mod audit;
mod backup;
pub mod check;
mod database;
mod default_file;
mod digest;
mod error;
mod hashing;
mod keys;
mod layers;
mod limits;
mod log;
mod mail;
mod metrics;
mod postgres_url;
mod production;
mod reader;
mod rosters;
mod secret_files;
mod server;
mod setting;
mod sources;
mod streams;
#[cfg(test)]
mod tests;
mod tokens;
mod variables;

use std::path::PathBuf;

pub use audit::Audit;
pub use backup::Backup;
pub use database::{Database, Engine, Migrator};
pub use default_file::DEFAULTS;
pub use error::{ConfigError, ConfigErrors};
pub use hashing::Hashing;
pub use keys::{Keys, MASTER_KEY_BYTES, MasterKey, PUBLISHED_MASTER_KEY};
pub use limits::Limits;
pub use log::{Level, Log, LogFormat};
pub use mail::{Mail, MailSecurity, MailServer};
pub use metrics::Metrics;
pub use postgres_url::{Distance, PostgresUrl, SslMode};
pub use production::{Build, PostgresTls};
pub use rosters::Rosters;
pub use secret_files::{Access, SecretFile};
pub use server::{Docs, Server};
pub use sources::Sources;
pub use streams::Streams;
pub use tokens::Tokens;

use reader::Reader;

domain::text_enum! {
    /// What an instance is for.
    pub enum Environment {
        /// Real people's records: unsafe settings are refused.
        Production = "production",
        /// Work on Hallpass or on a client of it.
        Development = "development",
        /// The seeded district of `hallpass demo`.
        Demo = "demo",
    }
}

/// The configuration of an instance: read, within bounds, and safe for its environment.
///
/// `Debug` shows no secret.
#[derive(Debug)]
pub struct Config {
    /// What the instance is for.
    pub environment: Environment,
    /// Directory of the embedded database.
    pub data_dir: PathBuf,
    /// Listening and answering.
    pub server: Server,
    /// Where the records are.
    pub database: Database,
    /// The keys that wrap all other keys.
    pub keys: Keys,
    /// Access tokens.
    pub tokens: Tokens,
    /// The pool that hashes passwords.
    pub hashing: Hashing,
    /// How often one caller or one address may ask.
    pub limits: Limits,
    /// How much of a roster is read, and written at a time.
    pub rosters: Rosters,
    /// How many clients follow a class, and how closely.
    pub streams: Streams,
    /// What is logged, and how.
    pub log: Log,
    /// Where the heads of the audit logs are kept.
    pub audit: Audit,
    /// The ledger of erasures, and who reads for a backup.
    pub backup: Backup,
    /// The server to which messages are handed.
    pub mail: Mail,
    /// Where a monitor reads how the instance does.
    pub metrics: Metrics,
    /// Files that secrets were read from.
    pub secret_files: Vec<SecretFile>,
    /// 16 hexadecimal digits that stand for all values but the secrets: alike where they are alike.
    pub digest: String,
}

impl Config {
    /// Reads all layers and judges the result for its environment.
    ///
    /// # Errors
    /// Everything that is wrong, at once: unknown keys, values out of bounds, unreadable files,
    /// and what production refuses.
    pub fn load(sources: &Sources, build: Build) -> Result<Self, ConfigErrors> {
        let (settings, mut errors) = layers::settle(sources);
        let mut reader = Reader::new(&settings);
        let config = Self::read(&mut reader);
        errors.extend(reader.into_errors());
        match config {
            Some(config) if errors.is_empty() => {
                let refusals = production::refusals(&config, build, sources);
                if refusals.is_empty() {
                    Ok(config)
                } else {
                    Err(ConfigErrors(refusals))
                }
            }
            _ => Err(ConfigErrors(errors)),
        }
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let environment = reader.word("environment");
        let data_dir = reader.path("data_dir");
        let server = Server::read(reader);
        let database = Database::read(reader, data_dir.as_deref());
        let keys = environment.and_then(|environment| Keys::read(reader, environment));
        let tokens = Tokens::read(reader, server.as_ref());
        let hashing = Hashing::read(reader);
        let limits = Limits::read(reader);
        let rosters = Rosters::read(reader);
        let streams = Streams::read(reader);
        let log = Log::read(reader);
        let audit = Audit::read(reader);
        let backup = Backup::read(reader, data_dir.as_deref());
        let mail = Mail::read(reader);
        let metrics = Metrics::read(reader);
        Some(Self {
            environment: environment?,
            data_dir: data_dir?,
            server: server?,
            database: database?,
            keys: keys?,
            tokens: tokens?,
            hashing: hashing?,
            limits: limits?,
            rosters: rosters?,
            streams: streams?,
            log: log?,
            audit: audit?,
            backup: backup?,
            mail: mail?,
            metrics: metrics?,
            secret_files: reader.take_secret_files(),
            digest: reader.digest(),
        })
    }
}
