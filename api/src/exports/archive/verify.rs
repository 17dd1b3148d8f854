//! Checking an archive offline: by the public keys alone.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{Read, Seek},
};

use aws_lc_rs::digest::{SHA256, digest};
use serde::Deserialize;
use thiserror::Error;
use zip::ZipArchive;

use super::file::{FileEntry, MANIFEST, SIGNATURE, SIGNATURE_TYPE};
use crate::{
    accounts::document_signature::{self, BadSignature, PublicKeys},
    digest::print,
};

/// Bytes of one file at most that are unpacked: more than the rows of a copy can take.
const MOST_BYTES: u64 = 1 << 30;

/// What is checked of a manifest.
#[derive(Deserialize)]
struct Checked {
    export_id: String,
    issuer: String,
    created_at: String,
    files: Vec<FileEntry>,
}

/// An archive that is as it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The copy.
    pub export: String,
    /// Who says that they signed it.
    pub issuer: String,
    /// When it was made.
    pub created_at: String,
    /// The key that signed it.
    pub key: String,
    /// How many files there are beside the manifest and its signature.
    pub files: usize,
}

/// Why an archive is not accepted.
#[derive(Debug, Error)]
pub enum NotVerified {
    /// It is no archive of a copy.
    #[error("this is no archive of a copy")]
    NoArchive,
    /// Its signature is not accepted.
    #[error("{0}")]
    Signature(#[from] BadSignature),
    /// A file is missing that the manifest names.
    #[error("the file {0} is missing")]
    Missing(String),
    /// A file is not as the manifest says.
    #[error("the file {0} is not as it was signed")]
    Changed(String),
    /// A file is there that the manifest does not name.
    #[error("the file {0} was added")]
    Added(String),
}

/// Checks that an archive is as it was signed by one of these keys: the manifest by its signature, every
/// other file by the digest in the manifest, and that there are no others.
///
/// # Errors
/// [`NotVerified`], with the first that is wrong.
pub fn verify(archive: impl Read + Seek, keys: &PublicKeys) -> Result<Verified, NotVerified> {
    let mut zip = ZipArchive::new(archive).map_err(|_| NotVerified::NoArchive)?;
    let manifest = read(&mut zip, MANIFEST).ok_or(NotVerified::NoArchive)?;
    let signature = read(&mut zip, SIGNATURE).ok_or(NotVerified::NoArchive)?;
    let signature = String::from_utf8(signature).map_err(|_| NotVerified::NoArchive)?;
    let key = document_signature::verify(keys, SIGNATURE_TYPE, &manifest, &signature)?;
    let checked: Checked = serde_json::from_slice(&manifest).map_err(|_| NotVerified::NoArchive)?;
    let mut named: BTreeMap<&str, &FileEntry> = BTreeMap::new();
    for entry in &checked.files {
        named.insert(&entry.path, entry);
    }
    if zip.has_duplicate_names() {
        return Err(NotVerified::NoArchive);
    }
    let present = zip.file_names().map(|name| name.map(Cow::into_owned));
    let present: Vec<String> = present
        .collect::<Result<_, _>>()
        .map_err(|_| NotVerified::NoArchive)?;
    let known = |name: &str| name == MANIFEST || name == SIGNATURE || named.contains_key(name);
    if let Some(added) = present.iter().find(|name| !known(name)) {
        return Err(NotVerified::Added(added.clone()));
    }
    for entry in &checked.files {
        let missing = || NotVerified::Missing(entry.path.clone());
        let content = read(&mut zip, &entry.path).ok_or_else(missing)?;
        let is_long = u64::try_from(content.len()) == Ok(entry.bytes);
        if !is_long || print(digest(&SHA256, &content).as_ref()) != entry.sha256 {
            return Err(NotVerified::Changed(entry.path.clone()));
        }
    }
    Ok(Verified {
        export: checked.export_id,
        issuer: checked.issuer,
        created_at: checked.created_at,
        key,
        files: checked.files.len(),
    })
}

fn read(zip: &mut ZipArchive<impl Read + Seek>, name: &str) -> Option<Vec<u8>> {
    let file = zip.by_name(name).ok()?;
    let mut content = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut content).ok()?;
    Some(content)
}
