//! Comma-separated text, row by row.

use std::io::Read;

use csv::{ByteRecord, Position, ReaderBuilder};
use domain::rosters::{Cells, RefusalCode};

use super::{encoding::Encoding, metered::Metered, separator::Separator};

/// Bytes unpacked at a time.
const BLOCK: usize = 64 << 10;

/// Ctrl-Z, with which some systems end a text.
const END_OF_TEXT: &[u8] = b"\x1a";

/// Rows between two reports of progress.
const ROWS_BETWEEN_REPORTS: u32 = 4096;

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

/// How the text of a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manner {
    /// What sets cells apart.
    pub(super) separator: Separator,
    /// In what its letters are written.
    pub(super) encoding: Encoding,
}

/// Why the reading of a table ended early.
pub(super) enum Stop<E> {
    /// The text is no table, or too large a one.
    Unreadable(RefusalCode),
    /// The reader of the rows wants no more.
    Refused(E),
}

/// Hands every row to `take` in UTF-8, with the line in an editor on which it begins: gives the bytes of
/// the text. Blank lines, a line that declares the separator and the mark with which old systems end a
/// text are no rows.
pub(super) fn rows<R: Read, E>(
    reader: Metered<R>,
    manner: Manner,
    watch: &mut dyn FnMut(u64),
    mut take: impl FnMut(u32, &dyn Cells) -> Result<(), E>,
) -> Result<u64, Stop<E>> {
    let mut table = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(manner.separator.sign())
        .buffer_capacity(BLOCK)
        .from_reader(reader);
    let mut record = ByteRecord::new();
    let mut number: u32 = 0;
    let mut width = None;
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
        let begins_at = record.position().map_or(0, Position::byte);
        let line = table.get_mut().row_done(begins_at);
        let is_first = number == 0 && Separator::is_declared_by(record.as_slice());
        if is_first || record.as_slice() == END_OF_TEXT {
            continue;
        }
        number = number
            .checked_add(1)
            .ok_or(Stop::Unreadable(RefusalCode::TooLarge))?;
        let width = *width.get_or_insert(record.len());
        if has_swallowed_a_row(&record, width, manner.separator) {
            return Err(Stop::Unreadable(RefusalCode::MalformedFile));
        }
        let taken = match manner.encoding.decode(&record) {
            Some(decoded) => take(line, &Record(&decoded)),
            None => take(line, &Record(&record)),
        };
        taken.map_err(Stop::Refused)?;
        if number.is_multiple_of(ROWS_BETWEEN_REPORTS) {
            watch(table.get_ref().read_so_far());
        }
    }
    let bytes = table.get_ref().read_so_far();
    watch(bytes);
    Ok(bytes)
}

/// Whether a record is more than one row: a quotation mark was opened and closed in another row, or
/// never. Taken as a cell, the rows between would be shown as a name, and whom they are about would
/// end. The standard allows no line break in a cell; one that is borne is in a cell that is otherwise
/// as rows have it.
fn has_swallowed_a_row(record: &ByteRecord, width: usize, separator: Separator) -> bool {
    let breaks = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let mut broken = record
        .iter()
        .filter(|cell| cell.iter().any(breaks))
        .peekable();
    broken.peek().is_some()
        && (record.len() != width || broken.any(|cell| cell.contains(&separator.sign())))
}
