//! What is kept of a bundle between its preview and its application: the cells that are read.
//! Passwords, telephone numbers and whatever else has no field are not kept: their columns
//! keep their names, so that the bundle reads the same, and lose what stood in them.

use std::io::{Cursor, Write as _};

use csv::{Writer, WriterBuilder};
use domain::rosters::{BundleRefusal, Cells, Layout, RefusalCode};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{encoding::Encoding, separator::Separator};

/// A copy of an archive in the making.
pub(super) struct Keeping(ZipWriter<Cursor<Vec<u8>>>);

/// The copy of one file of it.
pub(super) type Rows = Writer<Vec<u8>>;

impl Default for Keeping {
    fn default() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

impl Keeping {
    /// Adds an entry under its name in the archive: rows of a file that is read, written as the file
    /// is, so that they are read with the same findings; or nothing of one that is not.
    pub(super) fn add(
        &mut self,
        name: &str,
        rows: Option<(Rows, Encoding)>,
    ) -> Result<(), BundleRefusal> {
        let text = match rows {
            None => Vec::new(),
            Some((rows, encoding)) => encoding.encode(rows.into_inner().map_err(|_| too_large())?),
        };
        // It is kept for days at most, and a person waits for it.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(1));
        self.0.start_file(name, options).map_err(|_| too_large())?;
        self.0.write_all(&text).map_err(|_| too_large())
    }

    /// The archive.
    pub(super) fn finish(self) -> Result<Vec<u8>, BundleRefusal> {
        let archive = self.0.finish().map_err(|_| too_large())?;
        Ok(archive.into_inner())
    }
}

/// A file to be copied row by row.
pub(super) fn rows(separator: Separator) -> Rows {
    WriterBuilder::new()
        .flexible(true)
        .delimiter(separator.sign())
        .from_writer(Vec::new())
}

/// Copies a row: all of it, or the cells that a layout reads.
pub(super) fn copy(
    rows: &mut Rows,
    layout: Option<&Layout>,
    cells: &dyn Cells,
) -> Result<(), BundleRefusal> {
    let kept = (0..cells.count()).map(|position| {
        let is_read = layout.is_none_or(|layout| layout.reads(position));
        cells.cell(position).filter(|_| is_read).unwrap_or_default()
    });
    rows.write_record(kept).map_err(|_| too_large())
}

fn too_large() -> BundleRefusal {
    BundleRefusal::of_bundle(RefusalCode::TooLarge)
}
