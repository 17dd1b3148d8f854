//! The archive of a copy: what it holds, packed and signed, and read again.

mod csv_metadata;
mod data;
mod file;
mod manifest;
mod page;
mod schema;
mod spreadsheet;
pub mod verify;
mod work;

use std::io::{Cursor, Write as _};

use persistence::exports::ExportFacts;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{accounts::document_signature::DocumentSigner, problem::ApiError};
use file::{FAILED, File, MANIFEST, SIGNATURE, SIGNATURE_TYPE};
use manifest::Manifest;

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
