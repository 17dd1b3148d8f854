//! What was found in a bundle, row by row, without ever repeating what a cell holds.

use std::collections::{BTreeMap, HashMap};

use super::{
    codes::Code,
    files::{Field, File},
};

crate::text_enum! {
    /// What a finding means for its row.
    pub enum Severity {
        /// The row is taken, or left out on purpose.
        Info = "info",
        /// The row is taken, and something in it was put right or left out.
        Warning = "warning",
        /// The row is left out. If it could not be read, what is held under its key stays as it is.
        Error = "error",
    }
}

/// What a finding is about, without its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingSubject {
    /// The file, or none for the archive itself.
    pub file: Option<File>,
    /// The field, if one is to blame.
    pub field: Option<Field>,
    /// What was found.
    pub code: Code,
    /// What it means for the row.
    pub severity: Severity,
}

impl FindingSubject {
    /// Whether it is the manner in which a system writes a column or a whole bundle, and so is found
    /// in every row or in none: a million findings of it say no more than one that is counted.
    const fn is_manner_of_column(self) -> bool {
        let is_put_right = !matches!(self.severity, Severity::Error);
        is_put_right
            && matches!(
                self.code,
                Code::FilledInBulk
                    | Code::Spelling
                    | Code::SpacesInList
                    | Code::SourcedIdCharacters
                    | Code::MissingValue
                    | Code::RaggedRow
                    | Code::FarEnd
                    | Code::AlreadyOver
                    | Code::UsernameShortened
                    | Code::SeveralGrades
            )
    }
}

/// One thing found in one row, or in many. It names the row and its key, never what else it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finding {
    /// The line in an editor, counted from 1, on which the row begins, or the first of several; none
    /// for a file or the archive as a whole.
    pub line: Option<u32>,
    /// The key of the row, if it can be read.
    pub sourced_id: Option<String>,
    /// What it is about.
    pub subject: FindingSubject,
    /// How often it was found, from 1.
    pub times: u64,
}

impl Finding {
    /// A finding of once.
    pub const fn of(line: Option<u32>, subject: FindingSubject) -> Self {
        Self {
            line,
            sourced_id: None,
            subject,
            times: 1,
        }
    }
}

/// How many findings of one subject are kept with their rows. Beyond, they are only counted.
pub const KEPT_PER_SUBJECT: u64 = 10_000;

/// Whether a finding is kept with its row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeping {
    WithRow,
    CountedOnly,
}

/// How many rows of a file were seen and left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCount {
    /// Rows read, the header not counted.
    pub read: u64,
    /// Rows with an error, left out.
    pub skipped: u64,
}

/// Everything found in a bundle.
#[derive(Clone, Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
    counts: BTreeMap<FindingSubject, u64>,
    rows: BTreeMap<File, RowCount>,
}

impl Report {
    /// Adds a finding.
    pub fn add(&mut self, finding: Finding) {
        if self.count(finding.subject) == Keeping::WithRow {
            self.findings.push(finding);
        }
    }

    fn count(&mut self, subject: FindingSubject) -> Keeping {
        let count = self.counts.entry(subject).or_default();
        *count += 1;
        let most = if subject.is_manner_of_column() {
            1
        } else {
            KEPT_PER_SUBJECT
        };
        if *count <= most {
            Keeping::WithRow
        } else {
            Keeping::CountedOnly
        }
    }

    /// Adds a finding about the archive as a whole.
    pub fn note_archive(&mut self, code: Code, severity: Severity) {
        self.add(Finding::of(
            None,
            FindingSubject {
                file: None,
                field: None,
                code,
                severity,
            },
        ));
    }

    /// Adds a finding about a file as a whole.
    pub fn note_file(&mut self, file: File, field: Option<Field>, code: Code, severity: Severity) {
        self.add(Finding::of(
            None,
            FindingSubject {
                file: Some(file),
                field,
                code,
                severity,
            },
        ));
    }

    /// Adds a finding about the row that begins on a line.
    pub fn note_row(
        &mut self,
        file: File,
        line: u32,
        field: Option<Field>,
        code: Code,
        severity: Severity,
    ) {
        self.note_record(file, (line, None), field, code, severity);
    }

    /// Adds a finding about the row that begins on a line and has this key, if it can be read.
    pub(super) fn note_record(
        &mut self,
        file: File,
        (line, sourced_id): (u32, Option<&str>),
        field: Option<Field>,
        code: Code,
        severity: Severity,
    ) {
        let subject = FindingSubject {
            file: Some(file),
            field,
            code,
            severity,
        };
        if self.count(subject) == Keeping::WithRow {
            self.findings.push(Finding {
                sourced_id: sourced_id.map(str::to_owned),
                ..Finding::of(Some(line), subject)
            });
        }
    }

    /// Counts a row as read.
    pub(super) fn count_row(&mut self, file: File) {
        self.rows.entry(file).or_default().read += 1;
    }

    /// Counts a row as left out.
    pub(super) fn count_skipped(&mut self, file: File) {
        self.rows.entry(file).or_default().skipped += 1;
    }

    /// Puts the findings in the order of the files and rows, with their numbers.
    pub fn settle(&mut self) {
        for finding in &mut self.findings {
            if finding.subject.is_manner_of_column() {
                finding.times = self.counts.get(&finding.subject).copied().unwrap_or(1);
            }
        }
        self.findings
            .sort_by_key(|finding| (finding.subject.file, finding.line));
    }

    /// Names the records of findings that have a line and no key.
    pub(super) fn name_records(&mut self, keys: &HashMap<(File, u32), String>) {
        for finding in &mut self.findings {
            if let (None, Some(line), Some(file)) =
                (&finding.sourced_id, finding.line, finding.subject.file)
            {
                finding.sourced_id = keys.get(&(file, line)).cloned();
            }
        }
    }

    /// The findings by file and row, those about a whole file first. At most [`KEPT_PER_SUBJECT`] of each
    /// subject.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How often each subject was found, those beyond [`KEPT_PER_SUBJECT`] included.
    pub fn counts(&self) -> impl Iterator<Item = (FindingSubject, u64)> + '_ {
        self.counts
            .iter()
            .map(|(subject, count)| (*subject, *count))
    }

    /// How many findings are of this severity.
    pub fn total(&self, severity: Severity) -> u64 {
        self.counts()
            .filter(|(subject, _)| subject.severity == severity)
            .map(|(_, count)| count)
            .sum()
    }

    /// The rows of a file.
    pub fn rows(&self, file: File) -> RowCount {
        self.rows.get(&file).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Field, File, KEPT_PER_SUBJECT, Report, Severity};

    #[test]
    fn a_flood_of_one_finding_is_counted_in_full_and_kept_in_part() {
        let mut report = Report::default();
        for row in 2..30_002 {
            let code = Code::ControlCharacter;
            report.note_row(File::Users, row, None, code, Severity::Warning);
        }
        report.note_row(File::Users, 7, None, Code::RaggedRow, Severity::Error);
        assert_eq!(report.total(Severity::Warning), 30_000);
        assert_eq!(report.total(Severity::Error), 1);
        let kept = u64::try_from(report.findings().len()).unwrap();
        assert_eq!(kept, KEPT_PER_SUBJECT + 1);
    }
    #[test]
    fn the_manner_of_a_column_is_found_once_and_counted() {
        let mut report = Report::default();
        for row in 2..1_002 {
            let (field, code) = (Some(Field::Status), Code::FilledInBulk);
            report.note_row(File::Users, row, field, code, Severity::Warning);
            report.note_row(File::Orgs, row, field, code, Severity::Warning);
        }
        report.settle();
        let found: Vec<_> = report
            .findings()
            .iter()
            .map(|found| (found.subject.file, found.line, found.times))
            .collect();
        let counted = |file| (Some(file), Some(2), 1_000);
        assert_eq!(found, [counted(File::Orgs), counted(File::Users)]);
        assert_eq!(report.total(Severity::Warning), 2_000);
    }
}
