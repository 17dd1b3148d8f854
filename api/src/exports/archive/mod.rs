//! The archive of a copy: what it holds, packed and signed, and read again.

mod csv_metadata;
mod data;
mod manifest;
mod page;
mod schema;
mod spreadsheet;
pub mod verify;
mod work;

use std::io::{Cursor, Write as _};

use aws_lc_rs::digest::{SHA256, digest};
use persistence::exports::ExportFacts;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{accounts::document_signature::DocumentSigner, digest::print, problem::ApiError};
use manifest::{FileEntry, Manifest};

/// The type of the signature of a manifest.
const SIGNATURE_TYPE: &str = "hallpass-export+jws";
/// Where the manifest stands.
const MANIFEST: &str = "manifest.json";
/// Where its signature stands.
const SIGNATURE: &str = "manifest.jws";

const FAILED: ApiError = ApiError::Internal("failed to pack a copy");

/// A file of an archive.
struct File {
    path: String,
    media_type: &'static str,
    content: Vec<u8>,
}

impl File {
    fn new(path: impl Into<String>, media_type: &'static str, content: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            media_type,
            content: content.into(),
        }
    }

    fn json(path: &str, value: &impl serde::Serialize) -> Result<Self, ApiError> {
        let content = serde_json::to_vec_pretty(value).map_err(|_| FAILED)?;
        Ok(Self::new(path, "application/json", content))
    }

    fn entry(&self) -> FileEntry {
        FileEntry {
            path: self.path.clone(),
            media_type: self.media_type.to_owned(),
            bytes: u64::try_from(self.content.len()).unwrap_or(u64::MAX),
            sha256: print(digest(&SHA256, &self.content).as_ref()),
        }
    }
}

/// Packs everything that was read about a person: the bytes of a zip archive.
///
/// # Errors
/// If something does not encode, or no key signs.
pub(super) fn pack(facts: &ExportFacts, signer: &DocumentSigner) -> Result<Vec<u8>, ApiError> {
    let work = work::files(facts);
    let mut files = vec![
        File::new("index.html", "text/html", page::page(facts, &work)),
        data::file(facts)?,
        File::json("schemas/data.schema.json", &schema::data(facts))?,
        File::new(
            "schemas/manifest.schema.json",
            "application/json",
            schema::MANIFEST,
        ),
    ];
    files.extend(spreadsheet::files(facts)?);
    files.push(File::json(
        "tables/csv-metadata.json",
        &csv_metadata::of(facts),
    )?);
    files.extend(work);
    let manifest = Manifest::of(
        facts,
        signer.issuer(),
        files.iter().map(File::entry).collect(),
    );
    let manifest = File::json(MANIFEST, &manifest)?;
    let signature = signer
        .sign(SIGNATURE_TYPE, &manifest.content)
        .map_err(|_| ApiError::Internal("failed to sign a copy"))?;
    files.insert(0, manifest);
    files.insert(1, File::new(SIGNATURE, "application/jose", signature));
    zip(&files)
}

fn zip(files: &[File]) -> Result<Vec<u8>, ApiError> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        archive
            .start_file(file.path.as_str(), options)
            .map_err(|_| FAILED)?;
        archive.write_all(&file.content).map_err(|_| FAILED)?;
    }
    Ok(archive.finish().map_err(|_| FAILED)?.into_inner())
}
