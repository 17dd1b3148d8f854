//! A reader that stops where an archive unpacks to more than it may.

use std::io::{self, Read};

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
        }
    }

    /// Bytes read so far.
    pub(super) const fn read_so_far(&self) -> u64 {
        self.read
    }

    /// Tells that a row is complete.
    pub(super) const fn row_done(&mut self) {
        self.row_began_at = self.read;
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
