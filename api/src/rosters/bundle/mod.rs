//! Reads a OneRoster bundle from a zip archive.
//!
//! The archive is not trusted: names, numbers and sizes are judged before anything is unpacked,
//! nothing is written to a disk, and rows go one by one through `domain::rosters` without ever
//! being held as text.

mod archive;
mod encoding;
mod keeping;
mod limits;
mod metered;
mod progress;
mod separator;
mod table;

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeSet,
    io::{Cursor, Read, Seek},
};

use domain::rosters::{
    Bundle, BundleRefusal, Code, Declarations, File, Intake, Layout, RefusalCode, Report,
};

pub use limits::Limits;
pub use progress::Progress;

use archive::Archive;
use encoding::Encoding;
use keeping::{Keeping, Rows};
use separator::Separator;
use table::Manner;

/// Reads a bundle from bytes, within the usual [`Limits`].
///
/// A row that cannot be used is left out and reported in the bundle; a bundle that cannot be used
/// is refused.
pub fn read(bytes: &[u8]) -> Result<Bundle, BundleRefusal> {
    read_from(Cursor::new(bytes), &Limits::default(), &mut |_| {})
}

/// Reads a bundle from a file or bytes, within given limits, and tells now and then how far it has
/// come. From a file the packed bytes need no memory.
pub fn read_from(
    source: impl Read + Seek,
    limits: &Limits,
    watch: &mut dyn FnMut(Progress),
) -> Result<Bundle, BundleRefusal> {
    take(source, limits, watch, &mut None)
}

/// Reads a bundle like [`read_from`], and gives an archive beside it that reads the same and holds
/// nothing that is not read.
pub fn read_and_keep(
    source: impl Read + Seek,
    limits: &Limits,
    watch: &mut dyn FnMut(Progress),
) -> Result<(Bundle, Vec<u8>), BundleRefusal> {
    let mut keeping = Some(Keeping::default());
    let bundle = take(source, limits, watch, &mut keeping)?;
    let kept = keeping.map_or(Ok(Vec::new()), Keeping::finish)?;
    Ok((bundle, kept))
}

fn take(
    source: impl Read + Seek,
    limits: &Limits,
    watch: &mut dyn FnMut(Progress),
    keeping: &mut Option<Keeping>,
) -> Result<Bundle, BundleRefusal> {
    let mut report = Report::default();
    let mut archive = Archive::open(source, limits, &mut report)?;
    let mut declarations = Declarations::default();
    let manner = archive.manner(File::Manifest)?;
    let name = archive.name(File::Manifest).into_owned();
    let mut kept = begin(keeping, &name, manner)?;
    archive.rows(File::Manifest, manner, watch, |line, cells| {
        declarations.take(line, cells, &mut report);
        kept.as_mut()
            .map_or(Ok(()), |kept| kept.copy(line, None, cells))
    })?;
    end(kept)?;
    let present: BTreeSet<File> = archive.files().collect();
    let manifest = declarations.judge(&present, &mut report)?;
    let files = manifest.files.clone();
    let mut read = BTreeSet::from([File::Manifest]);
    let mut intake = Intake::new(manifest, report);
    for file in files {
        let mut layout: Option<Layout> = None;
        let manner = archive.manner(file)?;
        let name = archive.name(file).into_owned();
        let mut kept = begin(keeping, &name, manner)?;
        archive.rows(file, manner, watch, |line, cells| {
            if let Some(kept) = &mut kept {
                kept.copy(line, layout.as_ref(), cells)?;
            }
            match &layout {
                Some(layout) => intake.take(layout, line, cells),
                None => layout = Some(intake.open(file, cells)?),
            }
            Ok(())
        })?;
        end(kept)?;
        if layout.is_none() {
            return Err(BundleRefusal::of_file(RefusalCode::MissingColumn, file));
        }
        match manner.encoding {
            Encoding::Utf8 => {}
            Encoding::Windows1252 => intake.note_encoding(file, Code::Windows1252),
            Encoding::PerhapsMacRoman => intake.note_encoding(file, Code::PerhapsMacRoman),
        }
        if manner.separator != Separator::Comma {
            intake.note_separator(file);
        }
        intake.close(file);
        read.insert(file);
    }
    if let Some(keeping) = keeping {
        for name in archive.names_but(&read) {
            keeping.name(&name)?;
        }
    }
    Ok(intake.finish())
}

/// Begins the copy of a file, if one is made.
fn begin<'k>(
    keeping: &'k mut Option<Keeping>,
    name: &str,
    manner: Manner,
) -> Result<Option<Rows<'k>>, BundleRefusal> {
    let keeping = keeping.as_mut();
    keeping
        .map(|keeping| keeping.begin(name, manner))
        .transpose()
}

fn end(kept: Option<Rows<'_>>) -> Result<(), BundleRefusal> {
    kept.map_or(Ok(()), |mut kept| kept.finish())
}
