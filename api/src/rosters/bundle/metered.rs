//! A reader that stops where an archive unpacks to more than it may, and counts lines as editors do.

use std::{
    collections::VecDeque,
    io::{self, Read},
};

use domain::rosters::RefusalCode;

/// Longest row, in bytes. Beyond, a quotation was opened and never closed, and the rest of the file
/// would be read as one cell.
const LONGEST_ROW: u64 = 256 << 10;

/// Counts what is read and stops at its bounds, whatever sizes the archive declares.
pub(super) struct Metered<R> {
    inner: R,
    read: u64,
    row_began_at: u64,
    most: u64,
    stopped: Option<RefusalCode>,
    lines: Lines,
}

/// The lines of a text that is read ahead of its rows. A line ends with a line feed, with a carriage
/// return or with both.
struct Lines {
    /// The line of the last row.
    line: u32,
    /// Where the breaks behind it stand, in bytes.
    breaks: VecDeque<(u64, Break)>,
    last: Option<u8>,
}

/// What a sign between lines is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Break {
    /// It ends a line.
    Ends,
    /// It is the second one of two that end a line together.
    Belongs,
}

impl Lines {
    const fn new() -> Self {
        Self {
            line: 1,
            breaks: VecDeque::new(),
            last: None,
        }
    }

    /// Looks at text that stands at a place.
    fn look_at(&mut self, text: &[u8], place: u64) {
        for (place, byte) in (place..).zip(text) {
            match (byte, self.last) {
                (b'\n', Some(b'\r')) => self.breaks.push_back((place, Break::Belongs)),
                (b'\n' | b'\r', _) => self.breaks.push_back((place, Break::Ends)),
                _ => {}
            }
            self.last = Some(*byte);
        }
    }

    /// The line of the row that begins at a place, or behind the breaks that stand there.
    fn of_row(&mut self, mut place: u64) -> u32 {
        while let Some((at, kind)) = self.breaks.front().copied().filter(|(at, _)| *at <= place) {
            self.breaks.pop_front();
            place = place.max(at + 1);
            if kind == Break::Ends {
                self.line = self.line.saturating_add(1);
            }
        }
        self.line
    }
}

impl<R> Metered<R> {
    /// Reads at most `most` bytes.
    pub(super) const fn new(inner: R, most: u64) -> Self {
        Self {
            inner,
            read: 0,
            row_began_at: 0,
            most,
            stopped: None,
            lines: Lines::new(),
        }
    }

    /// Bytes read so far.
    pub(super) const fn read_so_far(&self) -> u64 {
        self.read
    }

    /// Tells that a row is complete that begins at a place, or behind the blank lines there. Gives the
    /// line on which it begins, counted from 1.
    pub(super) fn row_done(&mut self, began_at: u64) -> u32 {
        self.row_began_at = self.read;
        self.lines.of_row(began_at)
    }

    /// Why reading was stopped, if a bound was reached.
    pub(super) const fn stopped(&self) -> Option<RefusalCode> {
        self.stopped
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read - self.row_began_at > LONGEST_ROW {
            self.stopped = Some(RefusalCode::MalformedFile);
            return Err(io::Error::other("a row has no end"));
        }
        let count = self.inner.read(buffer)?;
        let text = buffer.get(..count).unwrap_or_default();
        self.lines.look_at(text, self.read);
        self.read = self
            .read
            .saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        if self.read > self.most {
            self.stopped = Some(RefusalCode::TooLarge);
            return Err(io::Error::other("the archive unpacks to too much"));
        }
        Ok(count)
    }
}
