//! Copies about several students in one archive. Each is an archive by itself, compressed and signed.

use std::io::{Cursor, Write as _};

use domain::ids::UserId;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::problem::ApiError;

const FAILED: ApiError = ApiError::Internal("failed to put copies together");

/// The file that names students of whom there is no copy.
const LEFT_OUT: &str = "left-out.json";

/// An archive to which copies are added.
pub(super) struct CopiesArchive {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    copies: usize,
    left_out: Vec<UserId>,
}

impl CopiesArchive {
    pub(super) fn new() -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
            copies: 0,
            left_out: Vec::new(),
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

    /// Says of a student that there is no copy about them.
    pub(super) fn leave_out(&mut self, student: UserId) {
        self.left_out.push(student);
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.copies == 0 && self.left_out.is_empty()
    }

    /// The bytes. Who was left out is named in a file of its own.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, ApiError> {
        if !self.left_out.is_empty() {
            let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            self.zip.start_file(LEFT_OUT, stored).map_err(|_| FAILED)?;
            serde_json::to_writer(&mut self.zip, &self.left_out).map_err(|_| FAILED)?;
        }
        Ok(self.zip.finish().map_err(|_| FAILED)?.into_inner())
    }
}
