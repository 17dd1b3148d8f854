//! How large a bundle may be.

/// What a bundle may not exceed. The usual values hold a district of 200,000 students and 1.2 million
/// enrollments twice over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Entries of the archive, folders and junk included. A bundle of 1.2 has 22 files.
    pub entries: usize,
    /// Bytes of one file, unpacked.
    pub entry_bytes: u64,
    /// Bytes of all files together, unpacked.
    pub total_bytes: u64,
    /// Rows of all files together. What is read is held in memory, and so is what is compared with
    /// it: an archive of a few bytes a row would take a thousand times its size.
    pub rows: u32,
    /// How many times its packed size a file may unpack to. Rows of a roster pack to a twentieth;
    /// a bomb to a thousandth.
    pub ratio: u64,
    /// Files that unpack to less than this are not judged by their ratio.
    pub ratio_applies_from: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            entries: 64,
            entry_bytes: 384 << 20,
            total_bytes: 768 << 20,
            rows: 20_000_000,
            ratio: 200,
            ratio_applies_from: 1 << 20,
        }
    }
}
