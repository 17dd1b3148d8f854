//! Copies about several students in one archive. Each is an archive by itself, compressed and signed.

use std::io::{Cursor, Write as _};

use domain::ids::UserId;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::problem::ApiError;

const FAILED: ApiError = ApiError::Internal("failed to put copies together");

/// An archive to which copies are added.
pub(super) struct CopiesArchive {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    copies: usize,
}

impl CopiesArchive {
    pub(super) fn new() -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
            copies: 0,
        }
    }

    /// Adds the copy about a student.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn add(&mut self, student: UserId, copy: &[u8]) -> Result<(), ApiError> {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let path = format!("{student}.zip");
        self.zip.start_file(path, stored).map_err(|_| FAILED)?;
        self.zip.write_all(copy).map_err(|_| FAILED)?;
        self.copies += 1;
        Ok(())
    }

    /// The bytes; `None` if it has no copy.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn finish(self) -> Result<Option<Vec<u8>>, ApiError> {
        if self.copies == 0 {
            return Ok(None);
        }
        Ok(Some(self.zip.finish().map_err(|_| FAILED)?.into_inner()))
    }
}
