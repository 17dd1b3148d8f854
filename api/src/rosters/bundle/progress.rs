//! How far the reading of a bundle has come.

use domain::rosters::File;

/// How far the reading has come, in unpacked bytes of the files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The file being read.
    pub file: File,
    /// Bytes read of it.
    pub done: u64,
    /// Bytes it has, as the archive declares.
    pub total: u64,
}
