//! Why a bundle as a whole is unusable.

use std::fmt;

use crate::text_enum::TextEnum;

use super::files::{Field, File};

crate::text_enum! {
    /// Why a bundle is refused. Nothing of a refused bundle is applied.
    pub enum RefusalCode {
        /// The bytes are not a readable zip archive.
        NotAZip = "not_a_zip",
        /// An entry of the archive is encrypted, damaged or packed in an unknown way.
        UnreadableEntry = "unreadable_entry",
        /// The archive has more entries than a bundle can have.
        TooManyEntries = "too_many_entries",
        /// The archive unpacks to more than the limits allow.
        TooLarge = "too_large",
        /// The files have more rows together than the installation takes (`rosters.max_rows`).
        TooManyRows = "too_many_rows",
        /// The archive unpacks to implausibly many times its size.
        TooCompressed = "too_compressed",
        /// An entry names a place outside the archive.
        PathOutside = "path_outside",
        /// An entry is a symbolic link.
        LinkInside = "link_inside",
        /// The bundle's files lie in several folders, or one is there twice.
        AmbiguousFiles = "ambiguous_files",
        /// There is no manifest.
        MissingManifest = "missing_manifest",
        /// The manifest names no version of `OneRoster` that Hallpass reads.
        UnsupportedVersion = "unsupported_version",
        /// A needed file is declared neither bulk, delta nor absent.
        UnknownMode = "unknown_mode",
        /// A needed file holds changes only; bundles are taken in bulk.
        DeltaNotSupported = "delta_not_supported",
        /// A needed file is absent.
        MissingFile = "missing_file",
        /// A needed file has no header or lacks a needed column.
        MissingColumn = "missing_column",
        /// A file is not comma-separated text, for instance because a quotation is never closed.
        MalformedFile = "malformed_file",
        /// A file is written in UTF-16. Bundles are UTF-8.
        Utf16 = "utf_16",
        /// A file is written in Shift JIS. Bundles are UTF-8.
        ShiftJis = "shift_jis",
        /// More students would end than may end without acceptance (R-IMP).
        RemovalThreshold = "removal_threshold",
    }
}

/// A bundle is unusable, and where that shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub struct BundleRefusal {
    /// Why.
    pub code: RefusalCode,
    /// The file it concerns, if it is one.
    pub file: Option<File>,
    /// The field it concerns, if it is one.
    pub field: Option<Field>,
}

impl BundleRefusal {
    /// A refusal of the bundle as a whole.
    pub const fn of_bundle(code: RefusalCode) -> Self {
        Self {
            code,
            file: None,
            field: None,
        }
    }

    /// A refusal because of one file.
    pub const fn of_file(code: RefusalCode, file: File) -> Self {
        Self {
            code,
            file: Some(file),
            field: None,
        }
    }

    /// A refusal because of one field of a file.
    pub const fn of_field(code: RefusalCode, file: File, field: Field) -> Self {
        Self {
            code,
            file: Some(file),
            field: Some(field),
        }
    }
}

impl fmt::Display for BundleRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())?;
        if let Some(file) = self.file {
            write!(f, " in {}.csv", file.as_str())?;
        }
        if let Some(field) = self.field {
            write!(f, ", {}", field.as_str())?;
        }
        Ok(())
    }
}
