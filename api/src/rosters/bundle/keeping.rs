//! What is kept of a bundle between its preview and its application: the cells that are read.
//! Passwords, telephone numbers and whatever else has no field are not kept: their columns
//! keep their names, so that the bundle reads the same, and lose what stood in them.

use std::{
    io::{Cursor, Write as _},
    mem,
};

use domain::rosters::{BundleRefusal, Cells, Layout, RefusalCode};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{encoding::Encoding, table::Manner};

/// Bytes of rows that are gathered before they are packed.
const GATHERED: usize = 64 * 1024;

/// A copy of an archive in the making, which holds what is packed and never a file's whole text.
pub(super) struct Keeping(ZipWriter<Cursor<Vec<u8>>>);

/// The copy of one file of it. Its rows begin on the lines on which they began, so that they are
/// reported with the same.
pub(super) struct Rows<'k> {
    archive: &'k mut ZipWriter<Cursor<Vec<u8>>>,
    encoding: Encoding,
    separator: u8,
    line: u32,
    gathered: Vec<u8>,
}

impl Default for Keeping {
    fn default() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

impl Keeping {
    /// Begins an entry under its name in the archive, written as its file is, so that it is read
    /// with the same findings.
    pub(super) fn begin(&mut self, name: &str, manner: Manner) -> Result<Rows<'_>, BundleRefusal> {
        self.name(name)?;
        Ok(Rows {
            archive: &mut self.0,
            encoding: manner.encoding,
            separator: manner.separator.sign(),
            line: 1,
            gathered: Vec::new(),
        })
    }

    /// Adds an entry of a file that is not read, with nothing in it.
    pub(super) fn name(&mut self, name: &str) -> Result<(), BundleRefusal> {
        // It is kept for days at most, and a person waits for it.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(1));
        self.0.start_file(name, options).map_err(|_| too_large())
    }

    /// The archive.
    pub(super) fn finish(self) -> Result<Vec<u8>, BundleRefusal> {
        let archive = self.0.finish().map_err(|_| too_large())?;
        Ok(archive.into_inner())
    }
}

impl Rows<'_> {
    /// Copies the row that begins on a line: all of it, or the cells that a layout reads.
    pub(super) fn copy(
        &mut self,
        line: u32,
        layout: Option<&Layout>,
        cells: &dyn Cells,
    ) -> Result<(), BundleRefusal> {
        while self.line < line {
            self.end_line();
        }
        for position in 0..cells.count() {
            if position > 0 {
                self.gathered.push(self.separator);
            }
            let is_read = layout.is_none_or(|layout| layout.reads(position));
            let cell = cells.cell(position).filter(|_| is_read);
            // A row of one blank cell would be a blank line.
            let is_alone = cells.count() == 1;
            self.cell(cell.unwrap_or_default(), is_alone);
        }
        self.end_line();
        match self.gathered.len() {
            ..GATHERED => Ok(()),
            _ => self.finish(),
        }
    }

    /// Writes what is not written yet: whole rows, so that no letter is cut that is encoded anew.
    pub(super) fn finish(&mut self) -> Result<(), BundleRefusal> {
        let rows = self.encoding.encode(mem::take(&mut self.gathered));
        self.archive.write_all(&rows).map_err(|_| too_large())
    }

    fn end_line(&mut self) {
        self.gathered.push(b'\n');
        self.line = self.line.saturating_add(1);
    }

    /// Adds a cell, between quotation marks if it must be (RFC 4180 §2).
    fn cell(&mut self, cell: &[u8], is_alone: bool) {
        let separator = self.separator;
        let special = |byte: &u8| matches!(byte, b'"' | b'\n' | b'\r') || *byte == separator;
        let is_quoted = cell.iter().any(special) || (is_alone && cell.is_empty());
        if !is_quoted {
            self.gathered.extend_from_slice(cell);
            return;
        }
        self.gathered.push(b'"');
        let mut last = None;
        for byte in cell {
            match (byte, last) {
                (b'"', _) => self.gathered.push(b'"'),
                (b'\n', Some(b'\r')) => {}
                (b'\n' | b'\r', _) => self.line = self.line.saturating_add(1),
                _ => {}
            }
            self.gathered.push(*byte);
            last = Some(*byte);
        }
        self.gathered.push(b'"');
    }
}

fn too_large() -> BundleRefusal {
    BundleRefusal::of_bundle(RefusalCode::TooLarge)
}
