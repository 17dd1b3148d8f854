//! The cells of a row.

/// The cells of one row as they stand in the file, quotation undone.
pub trait Cells {
    /// The cell at a position, counted from 0.
    fn cell(&self, position: usize) -> Option<&[u8]>;
    /// How many cells there are.
    fn count(&self) -> usize;
}
