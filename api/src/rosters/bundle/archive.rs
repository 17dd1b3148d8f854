//! The zip archive: what is in it, judged before any of it is unpacked.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    io::{self, Read, Seek, SeekFrom},
};

use domain::rosters::{BundleRefusal, Cells, Code, File, RefusalCode, Report, Severity};
use zip::{ZipArchive, read::ZipFile};

use super::{
    encoding::{Encoding, Unreadable},
    limits::Limits,
    metered::Metered,
    progress::Progress,
    separator::Separator,
    table::{self, Manner, Stop},
};

/// What begins every entry of a zip archive's directory (APPNOTE 4.3.12).
const DIRECTORY_ENTRY: [u8; 4] = *b"PK\x01\x02";

/// Bytes looked through at a time.
const BLOCK: usize = 64 << 10;

/// An archive whose entries are within the limits.
pub(super) struct Archive<R> {
    zip: ZipArchive<R>,
    places: BTreeMap<File, Place>,
    limits: Limits,
    bytes_left: u64,
    rows_left: u32,
}

#[derive(Clone, Copy)]
struct Place {
    entry: usize,
    size: u64,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive and finds the bundle's files in it.
    pub(super) fn open(
        mut source: R,
        limits: &Limits,
        report: &mut Report,
    ) -> Result<Self, BundleRefusal> {
        judge_directory(&mut source, limits)?;
        let zip =
            ZipArchive::new(source).map_err(|_| BundleRefusal::of_bundle(RefusalCode::NotAZip))?;
        if zip.len() > limits.entries {
            return Err(BundleRefusal::of_bundle(RefusalCode::TooManyEntries));
        }
        if zip.has_duplicate_names() {
            return Err(BundleRefusal::of_bundle(RefusalCode::AmbiguousFiles));
        }
        let places = places(&zip, limits, report)?;
        if !places.contains_key(&File::Manifest) {
            return Err(BundleRefusal::of_bundle(RefusalCode::MissingManifest));
        }
        Ok(Self {
            zip,
            places,
            limits: *limits,
            bytes_left: limits.total_bytes,
            rows_left: limits.rows,
        })
    }

    /// The files of the bundle that are there.
    pub(super) fn files(&self) -> impl Iterator<Item = File> + '_ {
        self.places.keys().copied()
    }

    /// The name of a file's entry; nothing if it is not there.
    pub(super) fn name(&self, file: File) -> Cow<'_, str> {
        let place = self.places.get(&file);
        let name = place.and_then(|place| self.name_of(place.entry));
        name.unwrap_or_default()
    }

    /// The names of all entries but those of these files; folders are none.
    pub(super) fn names_but(&self, files: &BTreeSet<File>) -> Vec<Cow<'_, str>> {
        let read = |entry: usize| {
            let mut places = self.places.iter();
            places.any(|(file, place)| place.entry == entry && files.contains(file))
        };
        (0..self.zip.len())
            .filter(|entry| !read(*entry))
            .filter_map(|entry| self.name_of(entry))
            .filter(|name| !name.ends_with('/'))
            .collect()
    }

    fn name_of(&self, entry: usize) -> Option<Cow<'_, str>> {
        self.zip.name_for_index(entry)?.ok()
    }

    /// How a file is written.
    pub(super) fn manner(&mut self, file: File) -> Result<Manner, BundleRefusal> {
        let refuse = |code| BundleRefusal::of_file(code, file);
        let unreadable = |_| refuse(RefusalCode::UnreadableEntry);
        let place = self.place(file)?;
        let (entry, _) = self.unpacked(place, file)?;
        let separator = Separator::of(entry).map_err(unreadable)?;
        let (entry, most) = self.unpacked(place, file)?;
        let encoding = Encoding::of(entry.take(most)).map_err(|found| match found {
            Unreadable::Broken => refuse(RefusalCode::UnreadableEntry),
            Unreadable::Foreign(code) => refuse(code),
        })?;
        Ok(Manner {
            separator,
            encoding,
        })
    }

    fn place(&self, file: File) -> Result<Place, BundleRefusal> {
        let place = self.places.get(&file).copied();
        place.ok_or(BundleRefusal::of_file(RefusalCode::MissingFile, file))
    }

    /// Hands every row of a file to `take`, with the line on which it begins.
    pub(super) fn rows(
        &mut self,
        file: File,
        manner: Manner,
        watch: &mut dyn FnMut(Progress),
        mut take: impl FnMut(u32, &dyn Cells) -> Result<(), BundleRefusal>,
    ) -> Result<(), BundleRefusal> {
        let refuse = |code| BundleRefusal::of_file(code, file);
        let mut rows_left = self.rows_left;
        let counted = |number: u32, cells: &dyn Cells| {
            let left = rows_left.checked_sub(1);
            rows_left = left.ok_or_else(|| refuse(RefusalCode::TooManyRows))?;
            take(number, cells)
        };
        let place = self.place(file)?;
        let (entry, most) = self.unpacked(place, file)?;
        let reader = Metered::new(entry, most);
        let mut tell = |done| {
            watch(Progress {
                file,
                done,
                total: place.size,
            });
        };
        let read = table::rows(reader, manner, &mut tell, counted).map_err(|stop| match stop {
            Stop::Unreadable(code) => refuse(code),
            Stop::Refused(refusal) => refusal,
        })?;
        self.bytes_left = self.bytes_left.saturating_sub(read);
        self.rows_left = rows_left;
        Ok(())
    }

    /// The text of a file, and how many bytes of it may come out. The size that its entry declares
    /// was judged; what really comes out is bounded once more.
    fn unpacked(
        &mut self,
        place: Place,
        file: File,
    ) -> Result<(ZipFile<'_, R>, u64), BundleRefusal> {
        let entry = self
            .zip
            .by_index(place.entry)
            .map_err(|_| BundleRefusal::of_file(RefusalCode::UnreadableEntry, file))?;
        let plausible = entry
            .compressed_size()
            .saturating_mul(self.limits.ratio)
            .max(self.limits.ratio_applies_from);
        let most = plausible.min(self.bytes_left).min(self.limits.entry_bytes);
        Ok((entry, most))
    }
}

/// Judges the number of entries before the directory is read: a directory of a million entries is
/// itself a bomb. Chance occurrences of the mark in packed data are rare, hence the margin.
fn judge_directory(source: &mut (impl Read + Seek), limits: &Limits) -> Result<(), BundleRefusal> {
    let marks = count_marks(source).map_err(|_| BundleRefusal::of_bundle(RefusalCode::NotAZip))?;
    if marks > limits.entries.saturating_mul(2) {
        return Err(BundleRefusal::of_bundle(RefusalCode::TooManyEntries));
    }
    Ok(())
}

fn count_marks(source: &mut (impl Read + Seek)) -> io::Result<usize> {
    source.seek(SeekFrom::Start(0))?;
    let mut block = Vec::with_capacity(BLOCK + DIRECTORY_ENTRY.len());
    let most = u64::try_from(BLOCK).unwrap_or(u64::MAX);
    let mut marks = 0;
    loop {
        // The end of a block is looked at again with the next, for a mark between the two.
        let overlap = block.len().min(DIRECTORY_ENTRY.len() - 1);
        block.drain(..block.len() - overlap);
        if source.by_ref().take(most).read_to_end(&mut block)? == 0 {
            return Ok(marks);
        }
        marks += block
            .windows(DIRECTORY_ENTRY.len())
            .filter(|window| *window == DIRECTORY_ENTRY)
            .count();
    }
}

/// Finds the bundle's files, all in one folder or in none.
fn places<R: Read + Seek>(
    zip: &ZipArchive<R>,
    limits: &Limits,
    report: &mut Report,
) -> Result<BTreeMap<File, Place>, BundleRefusal> {
    let mut places = BTreeMap::new();
    let mut folder: Option<String> = None;
    let mut total: u64 = 0;
    for index in 0..zip.len() {
        let entry = zip
            .by_index_data(index)
            .map_err(|_| BundleRefusal::of_bundle(RefusalCode::UnreadableEntry))?;
        let name = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/");
        judge_name(&name)?;
        if entry.is_symlink() {
            return Err(BundleRefusal::of_bundle(RefusalCode::LinkInside));
        }
        judge_size(entry.size(), entry.compressed_size(), limits)?;
        total = total.saturating_add(entry.size());
        if total > limits.total_bytes {
            return Err(BundleRefusal::of_bundle(RefusalCode::TooLarge));
        }
        if name.ends_with('/') {
            continue;
        }
        let (parent, base) = name.rsplit_once('/').unwrap_or(("", &name));
        let file = File::named(base).filter(|_| is_table(base) && !is_junk(&name));
        let Some(file) = file else {
            report.note_archive(Code::IgnoredEntry, Severity::Info);
            continue;
        };
        if folder.get_or_insert_with(|| parent.to_owned()) != parent {
            return Err(BundleRefusal::of_bundle(RefusalCode::AmbiguousFiles));
        }
        if base != format!("{}.csv", domain::text_enum::TextEnum::as_str(file)) {
            report.note_file(file, None, Code::FileNameCase, Severity::Warning);
        }
        let place = Place {
            entry: index,
            size: entry.size(),
        };
        if places.insert(file, place).is_some() {
            return Err(BundleRefusal::of_file(RefusalCode::AmbiguousFiles, file));
        }
    }
    if folder.is_some_and(|folder| !folder.is_empty()) {
        report.note_archive(Code::NestedFolder, Severity::Warning);
    }
    Ok(places)
}

/// Refuses a name that leads out of the archive. Nothing is ever written under it; an archive that
/// has one was made to do harm.
fn judge_name(name: &str) -> Result<(), BundleRefusal> {
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    let climbs = name.split('/').any(|part| part == "..");
    if name.starts_with('/') || is_drive || climbs || name.contains('\0') {
        return Err(BundleRefusal::of_bundle(RefusalCode::PathOutside));
    }
    Ok(())
}

fn judge_size(size: u64, packed: u64, limits: &Limits) -> Result<(), BundleRefusal> {
    if size > limits.entry_bytes {
        return Err(BundleRefusal::of_bundle(RefusalCode::TooLarge));
    }
    if size >= limits.ratio_applies_from && size > packed.saturating_mul(limits.ratio) {
        return Err(BundleRefusal::of_bundle(RefusalCode::TooCompressed));
    }
    Ok(())
}

fn is_table(base: &str) -> bool {
    base.to_ascii_lowercase().ends_with(".csv")
}

/// What operating systems leave in archives beside what was packed.
fn is_junk(name: &str) -> bool {
    name.split('/')
        .any(|part| part == "__MACOSX" || part.starts_with('.'))
}
