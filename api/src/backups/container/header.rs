//! The header of a backup, which anybody reads: what is in the file and by which key it opens.

use std::io::{self, Read};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use persistence::keys::{BackupKey, KeyError, Keyring};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sha256;
use crate::meta::VERSION;

pub(super) const MAGIC: &[u8] = b"HALLPASS-BACKUP-1\n";
/// Bytes of a header at most.
const LONGEST: u32 = 1 << 16;

/// Of what a backup was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Origin {
    /// `sqlite` or `postgresql`.
    pub engine: String,
    /// The tool that wrote the content, with its version.
    pub tool: Option<String>,
    /// The last step of the schema.
    pub schema: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// The header.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Header {
    /// The backup's id.
    pub backup: Uuid,
    /// The release that made it.
    pub release: String,
    /// Of what it was made.
    #[serde(flatten)]
    pub origin: Origin,
    /// The name of the master key that wraps the backup's.
    #[serde(default)]
    pub master_key_id: String,
    /// The wrapped key.
    #[serde(default)]
    wrapped_key: String,
}

/// Why a backup cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is none.
    #[error("it is not a backup of Hallpass, or its beginning is damaged")]
    NoBackup,
    /// The master key is not configured.
    #[error(
        "the master key `{0}` that wraps its key is not configured: set `keys.master_key` or \
         `keys.previous_master_keys` to the one that was in use when it was made"
    )]
    UnknownMasterKey(String),
    /// A master key of that name is, and is another one.
    #[error("the master key that is configured as `{0}` is not the one that wraps its key")]
    OtherMasterKey(String),
    /// Parts are missing at its end.
    #[error("it was cut off or damaged: part {0} is not as it was written")]
    Damaged(u64),
    /// Reading failed.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl Header {
    /// A header whose key is yet to be made.
    pub fn new(backup: Uuid, origin: Origin) -> Self {
        Self {
            backup,
            release: VERSION.to_owned(),
            origin,
            master_key_id: String::new(),
            wrapped_key: String::new(),
        }
    }

    /// Makes the backup's key.
    pub(super) fn seal_with(&mut self, keys: &Keyring) -> Result<BackupKey, KeyError> {
        let (master, wrapped, key) = keys.create_backup_key(self.backup)?;
        self.master_key_id = master;
        self.wrapped_key = STANDARD.encode(wrapped);
        Ok(key)
    }

    /// Opens the backup's key.
    pub(super) fn key(&self, keys: &Keyring) -> Result<BackupKey, ReadError> {
        let name = &self.master_key_id;
        let wrapped = STANDARD
            .decode(&self.wrapped_key)
            .map_err(|_| ReadError::NoBackup)?;
        keys.open_backup_key(self.backup, name, &wrapped)
            .map_err(|failure| match failure {
                KeyError::UnknownMasterKey => ReadError::UnknownMasterKey(name.clone()),
                KeyError::DoesNotOpen | KeyError::Destroyed | KeyError::Cipher => {
                    ReadError::OtherMasterKey(name.clone())
                }
            })
    }
}

/// Reads the header, and what the parts are bound to.
///
/// # Errors
/// [`ReadError::NoBackup`]; if reading fails.
pub fn read_header(file: &mut impl Read) -> Result<(Header, [u8; 32]), ReadError> {
    let mut magic = [0; MAGIC.len()];
    exactly(file, &mut magic)?;
    if magic != MAGIC {
        return Err(ReadError::NoBackup);
    }
    let mut length = [0; 4];
    exactly(file, &mut length)?;
    let length = u32::from_be_bytes(length);
    if length > LONGEST {
        return Err(ReadError::NoBackup);
    }
    let mut text = vec![0; usize::try_from(length).unwrap_or_default()];
    exactly(file, &mut text)?;
    let header = serde_json::from_slice(&text).map_err(|_| ReadError::NoBackup)?;
    Ok((header, sha256(&text)))
}

fn exactly(file: &mut impl Read, into: &mut [u8]) -> Result<(), ReadError> {
    file.read_exact(into)
        .map_err(|failure| match failure.kind() {
            io::ErrorKind::UnexpectedEof => ReadError::NoBackup,
            _ => ReadError::Io(failure),
        })
}
