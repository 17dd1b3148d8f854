//! Bundles for tests, as sheets of text: one line per row, cells set apart by `|`.

use std::collections::BTreeSet;

use super::{Bundle, BundleRefusal, Cells, Code, Declarations, File, Intake, Report, Severity};
use crate::text_enum::TextEnum;

/// A row of a sheet.
pub(super) struct Line<'a>(Vec<&'a [u8]>);

impl<'a> Line<'a> {
    pub(super) fn new(line: &'a str) -> Self {
        Self(line.split('|').map(str::as_bytes).collect())
    }
}

impl Cells for Line<'_> {
    fn cell(&self, position: usize) -> Option<&[u8]> {
        self.0.get(position).copied()
    }

    fn count(&self) -> usize {
        self.0.len()
    }
}

/// The smallest useful bundle: one district, one school, one class, a teacher and two students.
#[derive(Clone)]
pub(super) struct Sheets {
    pub(super) manifest: String,
    pub(super) files: Vec<(File, String)>,
}

const ORGS: &str = "sourcedId|status|dateLastModified|name|type|identifier|parentSourcedId
d1|||Example District|district|D1|
s1|||Lincoln Elementary|school|S1|d1";
const SESSIONS: &str =
    "sourcedId|status|dateLastModified|title|type|startDate|endDate|parentSourcedId|schoolYear
y1|||2026-27|schoolYear|2026-08-01|2027-06-30||2027
t1|||Fall|term|2026-08-01|2026-12-31|y1|2027";
const COURSES: &str =
    "sourcedId|status|dateLastModified|schoolYearSourcedId|title|courseCode|grades|orgSourcedId|subjects|subjectCodes
c1||||Coding|C1|04|d1||";
const CLASSES: &str =
    "sourcedId|status|dateLastModified|title|grades|courseSourcedId|classCode|classType|location|schoolSourcedId|termSourcedIds|subjects|subjectCodes|periods
k1|||Coding 4B||c1||homeroom||s1|t1|||";
const USERS_1_2: &str =
    "sourcedId|status|dateLastModified|enabledUser|username|userIds|givenName|familyName|middleName|identifier|email|sms|phone|agentSourcedIds|grades|password|userMasterIdentifier|preferredGivenName|preferredMiddleName|preferredFamilyName|primaryOrgSourcedId|pronouns
te1|||true|grace||Grace|Hopper|||grace@example.edu|||||||||||
pu1|||true|ada||Augusta|King|||ada@example.edu||||04|||Ada||Lovelace||
pu2|||true|alan||Alan|Turing|||||||04|secret||||||";
const ROLES: &str =
    "sourcedId|status|dateLastModified|userSourcedId|roleType|role|beginDate|endDate|orgSourcedId|userProfileSourcedId
r1|||te1|primary|teacher|||s1|
r2|||pu1|primary|student|||s1|
r3|||pu2|primary|student|||s1|";
const USERS_1_1: &str =
    "sourcedId|status|dateLastModified|enabledUser|orgSourcedIds|role|username|userIds|givenName|familyName|middleName|identifier|email|sms|phone|agentSourcedIds|grades|password
te1|||true|s1|teacher|grace||Grace|Hopper|||grace@example.edu|||||
pu1|||true|s1|student|ada||Ada|Lovelace|||ada@example.edu||||04|
pu2|||true|s1|student|alan||Alan|Turing|||||||04|secret";
const ENROLLMENTS: &str =
    "sourcedId|status|dateLastModified|classSourcedId|schoolSourcedId|userSourcedId|role|primary|beginDate|endDate
e1|||k1|s1|te1|teacher|true||
e2|||k1|s1|pu1|student|||
e3|||k1|s1|pu2|student||2026-09-01|2026-10-01";

impl Sheets {
    fn of(version: &str, files: &[(File, &str)]) -> Self {
        let mut manifest =
            format!("propertyName|value\nmanifest.version|1.0\noneroster.version|{version}");
        for file in File::ALL {
            let mode = if files.iter().any(|(known, _)| known == file) {
                "bulk"
            } else {
                "absent"
            };
            let is_declared = *file != File::Manifest
                && (version != "1.1" || file.belongs_to(super::Version::V1_1));
            if is_declared {
                manifest = format!("{manifest}\nfile.{}|{mode}", file.as_str());
            }
        }
        Self {
            manifest,
            files: files
                .iter()
                .map(|(file, text)| (*file, (*text).to_owned()))
                .collect(),
        }
    }

    pub(super) fn v1_1() -> Self {
        Self::of(
            "1.1",
            &[
                (File::Orgs, ORGS),
                (File::AcademicSessions, SESSIONS),
                (File::Courses, COURSES),
                (File::Classes, CLASSES),
                (File::Users, USERS_1_1),
                (File::Enrollments, ENROLLMENTS),
            ],
        )
    }

    pub(super) fn v1_2() -> Self {
        Self::of(
            "1.2",
            &[
                (File::Orgs, ORGS),
                (File::AcademicSessions, SESSIONS),
                (File::Courses, COURSES),
                (File::Classes, CLASSES),
                (File::Users, USERS_1_2),
                (File::Roles, ROLES),
                (File::Enrollments, ENROLLMENTS),
            ],
        )
    }

    fn text(&mut self, file: File) -> &mut String {
        let found = self.files.iter_mut().find(|(known, _)| *known == file);
        &mut found.unwrap().1
    }

    /// Adds a row to a file.
    pub(super) fn with(mut self, file: File, line: &str) -> Self {
        let text = self.text(file);
        text.push('\n');
        text.push_str(line);
        self
    }

    /// Replaces a piece of text that must be in the file.
    pub(super) fn edit(mut self, file: File, from: &str, to: &str) -> Self {
        let text = match file {
            File::Manifest => &mut self.manifest,
            file => self.text(file),
        };
        assert!(text.contains(from), "{from} is not in {}", file.as_str());
        *text = text.replacen(from, to, 1);
        self
    }

    /// Takes a file out, as if it were not in the archive.
    pub(super) fn without(mut self, file: File) -> Self {
        self.files.retain(|(known, _)| *known != file);
        self
    }

    pub(super) fn read(&self) -> Result<Bundle, BundleRefusal> {
        let mut report = Report::default();
        let mut declarations = Declarations::default();
        for (number, line) in (1..).zip(self.manifest.lines()) {
            declarations.take(number, &Line::new(line), &mut report);
        }
        let present: BTreeSet<File> = self.files.iter().map(|(file, _)| *file).collect();
        let manifest = declarations.judge(&present, &mut report)?;
        let mut intake = Intake::new(manifest.clone(), report);
        for file in manifest.files {
            let (_, text) = self.files.iter().find(|(known, _)| *known == file).unwrap();
            let mut lines = text.split('\n');
            let layout = intake.open(file, &Line::new(lines.next().unwrap_or_default()))?;
            for (number, line) in (2..).zip(lines) {
                intake.take(&layout, number, &Line::new(line));
            }
            intake.close(file);
        }
        Ok(intake.finish())
    }

    /// Reads the bundle and lists what was found, as `file row field code severity`.
    pub(super) fn findings(&self) -> Vec<String> {
        let bundle = self.read().unwrap();
        findings(&bundle)
    }
}

/// What was found, as `file row field code severity`.
pub(super) fn findings(bundle: &Bundle) -> Vec<String> {
    bundle
        .report
        .findings()
        .iter()
        .map(|finding| {
            let row = finding.line.map_or("-".to_owned(), |row| row.to_string());
            let subject = finding.subject;
            format!(
                "{} {row} {} {} {}",
                subject.file.map_or("-", TextEnum::as_str),
                subject.field.map_or("-", TextEnum::as_str),
                Code::as_str(subject.code),
                Severity::as_str(subject.severity),
            )
        })
        .collect()
}
