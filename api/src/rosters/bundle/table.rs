//! Comma-separated text, row by row.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};
use domain::rosters::{Cells, RefusalCode};

use super::{encoding::Encoding, metered::Metered};

/// Bytes unpacked at a time.
const BLOCK: usize = 64 << 10;

/// Rows between two reports of progress.
const ROWS_BETWEEN_REPORTS: u32 = 4096;

/// Most line breaks within a row. A few are a person's way of writing; many are rows swallowed by a
/// quotation that was opened and never closed, and students missing from a bulk would end.
const MOST_LINE_BREAKS: usize = 16;

/// A row as the text has it.
struct Record<'a>(&'a ByteRecord);

impl Cells for Record<'_> {
    fn cell(&self, position: usize) -> Option<&[u8]> {
        self.0.get(position)
    }

    fn count(&self) -> usize {
        self.0.len()
    }
}

/// Why the reading of a table ended early.
pub(super) enum Stop<E> {
    /// The text is no table, or too large a one.
    Unreadable(RefusalCode),
    /// The reader of the rows wants no more.
    Refused(E),
}

/// A table that was read to its end.
pub(super) struct Finished {
    /// Bytes of its text.
    pub(super) bytes: u64,
    /// How its text is written.
    pub(super) encoding: Encoding,
}

/// Hands every row to `take` in UTF-8, numbered from 1. Blank lines have no number.
pub(super) fn rows<R: Read, E>(
    reader: Metered<R>,
    watch: &mut dyn FnMut(u64),
    mut take: impl FnMut(u32, &dyn Cells) -> Result<(), E>,
) -> Result<Finished, Stop<E>> {
    let mut table = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(BLOCK)
        .from_reader(reader);
    let mut record = ByteRecord::new();
    let mut number: u32 = 0;
    let mut encoding = Encoding::default();
    loop {
        match table.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => {
                let stopped = table.get_ref().stopped();
                return Err(Stop::Unreadable(
                    stopped.unwrap_or(RefusalCode::UnreadableEntry),
                ));
            }
        }
        table.get_mut().row_done();
        number = number
            .checked_add(1)
            .ok_or(Stop::Unreadable(RefusalCode::TooLarge))?;
        if has_swallowed_rows(&record) {
            return Err(Stop::Unreadable(RefusalCode::MalformedFile));
        }
        encoding.judge(&record);
        let taken = match encoding.decode(&record) {
            Some(decoded) => take(number, &Record(&decoded)),
            None => take(number, &Record(&record)),
        };
        taken.map_err(Stop::Refused)?;
        if number.is_multiple_of(ROWS_BETWEEN_REPORTS) {
            watch(table.get_ref().read_so_far());
        }
    }
    let bytes = table.get_ref().read_so_far();
    watch(bytes);
    Ok(Finished { bytes, encoding })
}

fn has_swallowed_rows(record: &ByteRecord) -> bool {
    let breaks = record.as_slice().iter().filter(|byte| **byte == b'\n');
    breaks.take(MOST_LINE_BREAKS + 1).count() > MOST_LINE_BREAKS
}
