//! `[rosters]`: how much of a roster is read, and written at a time.

use super::reader::Reader;

/// `[rosters]`.
#[derive(Clone, Copy, Debug)]
pub struct Rosters {
    /// Rows that the files of a bundle may have together.
    pub max_rows: u32,
    /// Records that are written in one transaction at most.
    pub records_at_a_time: usize,
}

impl Rosters {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let max_rows = reader.number("rosters.max_rows", 1_000..=20_000_000);
        let records_at_a_time = reader.number::<u16>("rosters.records_at_a_time", 10..=5_000);
        Some(Self {
            max_rows: max_rows?,
            records_at_a_time: usize::from(records_at_a_time?),
        })
    }
}
