//! What a bundle declares about itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::text_enum::TextEnum;

use super::{
    cells::Cells,
    codes::Code,
    files::{Field, File, Need},
    refusal::{BundleRefusal, RefusalCode},
    report::{Report, Severity},
    values,
    version::Version,
    vocabulary::{self, Recognised},
};

crate::text_enum! {
    /// How a file is declared.
    enum Mode {
        Absent = "absent",
        Bulk = "bulk",
        Delta = "delta",
    }
}

/// A manifest that has been found usable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The version of the standard.
    pub version: Version,
    /// The files to be read, in the order in which they must be.
    pub files: Vec<File>,
}

/// The files that are read, in the order in which references resolve.
const ORDER: [File; 7] = [
    File::Orgs,
    File::AcademicSessions,
    File::Courses,
    File::Classes,
    File::Users,
    File::Roles,
    File::Enrollments,
];

/// The rows of a manifest, gathered one by one.
#[derive(Debug, Default)]
pub struct Declarations {
    has_begun: bool,
    properties: BTreeMap<String, (String, u32)>,
}

impl Declarations {
    /// Takes the row of `manifest.csv` that begins on a line; the first one is the header.
    pub fn take(&mut self, line: u32, cells: &dyn Cells, report: &mut Report) {
        let is_header = !std::mem::replace(&mut self.has_begun, true);
        let (Some(name), value) = (text(cells, 0), text(cells, 1).unwrap_or_default()) else {
            return;
        };
        if is_header {
            if name == "propertyName" && value == "value" {
                return;
            }
            let code = Code::ManifestHeader;
            report.note_row(File::Manifest, line, None, code, Severity::Warning);
            if !is_known(&name) {
                return;
            }
        }
        if !is_known(&name) {
            let code = Code::UnknownProperty;
            let field = Some(Field::PropertyName);
            report.note_row(File::Manifest, line, field, code, Severity::Warning);
            return;
        }
        if self.properties.contains_key(&name) {
            let code = Code::DuplicateProperty;
            let field = Some(Field::PropertyName);
            report.note_row(File::Manifest, line, field, code, Severity::Warning);
            return;
        }
        self.properties.insert(name, (value, line));
    }

    /// Judges the declarations beside the files that are really there.
    pub fn judge(
        self,
        present: &BTreeSet<File>,
        report: &mut Report,
    ) -> Result<Manifest, BundleRefusal> {
        self.judge_manifest_version(report)?;
        let version = self.version()?;
        for file in File::ALL {
            self.judge_file(*file, version, present, report)?;
        }
        let files = ORDER
            .into_iter()
            .filter(|file| match file.need(version) {
                Need::Required => true,
                Need::Optional => present.contains(file) && !self.is_absent(*file),
                Need::Ignored => false,
            })
            .collect();
        Ok(Manifest { version, files })
    }

    fn judge_manifest_version(&self, report: &mut Report) -> Result<(), BundleRefusal> {
        match self.property("manifest.version") {
            Some("1.0") => Ok(()),
            // A spreadsheet turns 1.0 into 1; people write the version of the standard here, which
            // has its own property.
            None | Some("1" | "" | "1.1" | "1.2" | "1.2.1") => {
                let code = Code::ManifestVersion;
                report.note_file(File::Manifest, Some(Field::Value), code, Severity::Warning);
                Ok(())
            }
            Some(_) => Err(BundleRefusal::of_field(
                RefusalCode::UnsupportedVersion,
                File::Manifest,
                Field::Value,
            )),
        }
    }

    fn version(&self) -> Result<Version, BundleRefusal> {
        match self.property("oneroster.version") {
            Some("1.1") => Ok(Version::V1_1),
            Some("1.2" | "1.2.1") => Ok(Version::V1_2),
            _ => Err(BundleRefusal::of_field(
                RefusalCode::UnsupportedVersion,
                File::Manifest,
                Field::Value,
            )),
        }
    }

    fn judge_file(
        &self,
        file: File,
        version: Version,
        present: &BTreeSet<File>,
        report: &mut Report,
    ) -> Result<(), BundleRefusal> {
        if file == File::Manifest {
            return Ok(());
        }
        let is_there = present.contains(&file);
        let Some(declared) = self.mode(file) else {
            if file.belongs_to(version) {
                report.note_file(file, None, Code::UndeclaredFile, Severity::Warning);
            }
            return require(file, version, is_there);
        };
        let mode = match vocabulary::word::<Mode>(declared) {
            Some(Recognised::AsWritten(mode)) => mode,
            Some(Recognised::PutRight(mode)) => {
                report.note_file(file, None, Code::Spelling, Severity::Warning);
                mode
            }
            None if file.need(version) == Need::Ignored => {
                report.note_file(file, None, Code::UnknownMode, Severity::Warning);
                return Ok(());
            }
            None => return Err(BundleRefusal::of_file(RefusalCode::UnknownMode, file)),
        };
        match mode {
            Mode::Absent => {
                if is_there {
                    let code = Code::AbsentFilePresent;
                    report.note_file(file, None, code, Severity::Warning);
                }
                require(file, version, false)
            }
            Mode::Delta if file.need(version) != Need::Ignored => {
                Err(BundleRefusal::of_file(RefusalCode::DeltaNotSupported, file))
            }
            Mode::Bulk | Mode::Delta => {
                if !is_there {
                    let code = Code::DeclaredFileMissing;
                    report.note_file(file, None, code, Severity::Warning);
                } else if file.need(version) == Need::Ignored {
                    report.note_file(file, None, Code::IgnoredFile, Severity::Info);
                }
                require(file, version, is_there)
            }
        }
    }

    fn property(&self, name: &str) -> Option<&str> {
        self.properties.get(name).map(|(value, _)| value.as_str())
    }

    fn mode(&self, file: File) -> Option<&str> {
        self.property(&format!("file.{}", file.as_str()))
    }

    fn is_absent(&self, file: File) -> bool {
        self.mode(file)
            .is_some_and(|mode| mode.eq_ignore_ascii_case(Mode::Absent.as_str()))
    }
}

fn require(file: File, version: Version, is_there: bool) -> Result<(), BundleRefusal> {
    if is_there || file.need(version) != Need::Required {
        Ok(())
    } else {
        Err(BundleRefusal::of_file(RefusalCode::MissingFile, file))
    }
}

fn is_known(name: &str) -> bool {
    matches!(
        name,
        "manifest.version" | "oneroster.version" | "source.systemName" | "source.systemCode"
    ) || name
        .strip_prefix("file.")
        .is_some_and(|file| File::parse(file).is_some_and(|file| file != File::Manifest))
}

fn text(cells: &dyn Cells, position: usize) -> Option<String> {
    let cell = std::str::from_utf8(cells.cell(position)?).ok()?;
    values::clean(cell).text.map(std::borrow::Cow::into_owned)
}
