//! The sample district's OneRoster bundle, zipped from the files of `demo/district`.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::commands::CommandError;

/// Declares files that are compiled in.
macro_rules! files {
    ( $($name:literal),+ $(,)? ) => {
        [ $( ($name, include_str!(concat!("../../../../demo/district/", $name))) ),+ ]
    };
}

const FILES: [(&str, &str); 8] = files![
    "manifest.csv",
    "academicSessions.csv",
    "classes.csv",
    "courses.csv",
    "enrollments.csv",
    "orgs.csv",
    "roles.csv",
    "users.csv",
];

/// The bundle as a district's system would send it.
pub(super) fn zipped() -> Result<Vec<u8>, CommandError> {
    let failed = |failure: zip::result::ZipError| CommandError::Said(failure.to_string());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in FILES {
        zip.start_file(name, SimpleFileOptions::default())
            .map_err(failed)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}
