//! Copies of what is held about a person (RTS-02): who may have one, what is in it, and how long it
//! waits to be fetched.

pub mod exemption;
pub mod reader;
pub mod recipients;
pub mod source;
pub mod state;

/// Bytes of an archive at most.
pub const MOST_ARCHIVE_BYTES: usize = 64 << 20;

/// Rows of one table in an archive at most.
pub const MOST_ROWS: usize = 100_000;

/// Bytes of texts and sealed values that are read for a copy, at most: memory holds them several times.
pub const MOST_STORED_BYTES: u64 = 48 << 20;

/// Copies about one person that one person may ask for in a day.
pub const MOST_A_DAY: usize = 5;
