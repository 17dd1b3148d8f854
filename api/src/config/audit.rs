//! `[audit]`: where the heads of the audit logs are kept outside of the database.

use std::path::PathBuf;

use super::reader::Reader;

/// `[audit]`.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The file to which every new head is appended, if there is one.
    pub heads_file: Option<PathBuf>,
}

impl Audit {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let heads_file = reader.parsed("audit.heads_file", "a path", |text| {
            Some((!text.is_empty()).then(|| PathBuf::from(text)))
        })?;
        Some(Self { heads_file })
    }
}
