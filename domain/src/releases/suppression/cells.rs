//! Where numbers stand in a table, how they may change, and what is lost without them.

use std::ops::Add;

/// Where a number stands. The last row and the last column are those of the totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellPlace {
    pub(super) row: usize,
    pub(super) column: usize,
}

/// A row or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TableLine {
    /// By its number.
    Row(usize),
    /// By its number.
    Column(usize),
}

/// How a number changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellChange {
    /// It is more.
    Rise,
    /// It is less.
    Fall,
}

impl CellChange {
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::Rise => Self::Fall,
            Self::Fall => Self::Rise,
        }
    }
}

/// What a table loses: totals first, for they say most; then students; then numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TableLoss {
    pub(super) totals: u32,
    pub(super) students: u64,
    pub(super) numbers: u32,
}

impl Add for TableLoss {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            totals: self.totals.saturating_add(other.totals),
            students: self.students.saturating_add(other.students),
            numbers: self.numbers.saturating_add(other.numbers),
        }
    }
}
