//! `[backup]`: the ledger of erasures, and who reads PostgreSQL for a backup.

use std::path::{Path, PathBuf};

use secrecy::ExposeSecret;

use super::{
    postgres_url::PostgresUrl,
    reader::{Given, Reader},
};

/// The file of the ledger within `data_dir`.
const LEDGER_FILE: &str = "erasure-ledger.jsonl";

/// `[backup]`.
#[derive(Clone, Debug)]
pub struct Backup {
    /// The file to which every erasure is appended.
    pub ledger: PathBuf,
    /// The role that reads all rows of PostgreSQL, if one is named.
    pub reader: Option<PostgresUrl>,
}

const READER: &str = "empty, or a postgres:// address with one host and a known sslmode";

impl Backup {
    pub(super) fn read(reader: &mut Reader<'_>, data_dir: Option<&Path>) -> Option<Self> {
        let ledger = reader.parsed("backup.ledger", "a path", |text| {
            Some(match text {
                "" => data_dir.unwrap_or(Path::new("")).join(LEDGER_FILE),
                text => PathBuf::from(text),
            })
        });
        let url = match reader.secret("backup.reader_url")? {
            Given::Nothing => None,
            Given::Secret(url) => Some(
                PostgresUrl::parse(url.expose_secret())
                    .or_else(|| reader.refuse("backup.reader_url", READER))?,
            ),
        };
        Some(Self {
            ledger: ledger?,
            reader: url,
        })
    }
}
