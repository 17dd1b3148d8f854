//! What was found in a bundle, row by row, without ever repeating what a cell holds.

use std::collections::BTreeMap;

use super::files::{Field, File};

crate::words! {
    /// What a finding means for its row.
    pub enum Severity {
        /// The row is taken, or left out on purpose.
        Info = "info",
        /// The row is taken, and something in it was put right or left out.
        Warning = "warning",
        /// The row is left out, and what is held under its key stays as it is.
        Error = "error",
    }
}

crate::words! {
    /// What was found.
    pub enum Code {
        /// The manifest's header is not `propertyName,value`.
        ManifestHeader = "manifest_header",
        /// `manifest.version` is not written `1.0`.
        ManifestVersion = "manifest_version",
        /// The manifest has a property the standard does not know.
        UnknownProperty = "unknown_property",
        /// The manifest has a property twice.
        DuplicateProperty = "duplicate_property",
        /// The manifest does not declare a file.
        UndeclaredFile = "undeclared_file",
        /// A file is declared and not there.
        DeclaredFileMissing = "declared_file_missing",
        /// A file is declared absent and is there.
        AbsentFilePresent = "absent_file_present",
        /// A file that Hallpass does not need has an unknown mode.
        UnknownMode = "unknown_mode",
        /// The files lie in a folder of the archive.
        NestedFolder = "nested_folder",
        /// A file's name is written in another case.
        FileNameCase = "file_name_case",
        /// The archive holds something that is not part of a bundle.
        IgnoredEntry = "ignored_entry",
        /// A file of the bundle that Hallpass does not need.
        IgnoredFile = "ignored_file",
        /// A file has a header and no rows.
        NoRows = "no_rows",
        /// A column is neither of the standard nor named `metadata.…`.
        UnknownColumn = "unknown_column",
        /// A column is there twice; the first counts.
        DuplicateColumn = "duplicate_column",
        /// A column of the standard is not there.
        AbsentColumn = "absent_column",
        /// A column has an older or misspelt name.
        ColumnSpelling = "column_spelling",
        /// The columns are not in the standard's order.
        ColumnOrder = "column_order",
        /// The row has more or fewer cells than the header.
        RaggedRow = "ragged_row",
        /// The cell is not UTF-8.
        InvalidUtf8 = "invalid_utf8",
        /// The cell has a line break or a control character.
        ControlCharacter = "control_character",
        /// The cell must not be blank.
        MissingValue = "missing_value",
        /// The cell is longer than its field allows.
        TooLong = "too_long",
        /// The cell's value is none of its field's vocabulary.
        UnknownValue = "unknown_value",
        /// The value is written in another case or manner than the standard's.
        Spelling = "spelling",
        /// Items of a list are set apart by spaces.
        SpacesInList = "spaces_in_list",
        /// Not a date.
        InvalidDate = "invalid_date",
        /// Not an e-mail address.
        InvalidEmail = "invalid_email",
        /// The key has characters outside the standard's set.
        SourcedIdCharacters = "sourced_id_characters",
        /// Status or date of change is filled in a bulk.
        FilledInBulk = "filled_in_bulk",
        /// The row is marked as deleted and counts as absent.
        MarkedDeleted = "marked_deleted",
        /// The row repeats an earlier one.
        DuplicateRow = "duplicate_row",
        /// The row contradicts an earlier one of the same key; the earlier one counts.
        ConflictingRow = "conflicting_row",
        /// The row enrols a person a second time in the same class, role and days.
        RepeatedEnrollment = "repeated_enrollment",
        /// The row points to a row that is not there, or was left out.
        UnknownReference = "unknown_reference",
        /// The row points to an organization or session of an unsuitable kind.
        WrongKind = "wrong_kind",
        /// The row is above itself.
        ParentCycle = "parent_cycle",
        /// The end lies before the beginning.
        EndBeforeBegin = "end_before_begin",
        /// Beginning and end are the same day, so the row never takes effect.
        NeverInEffect = "never_in_effect",
        /// The role is not one Hallpass gives.
        IgnoredRole = "ignored_role",
        /// The role is narrower in Hallpass than written, by the kind of its organization.
        NarrowedRole = "narrowed_role",
        /// The person has no role.
        NoRole = "no_role",
        /// The person is a pupil and has a role of staff, or the reverse.
        RoleConflict = "role_conflict",
        /// The person has no role at the school of the class; the enrollment implies one.
        NoRoleAtSchool = "no_role_at_school",
        /// The person has several primary roles in one organization.
        SeveralPrimaryRoles = "several_primary_roles",
        /// The enrollment names another school than its class.
        SchoolDiffers = "school_differs",
        /// The class has another teacher of record already.
        SeveralTeachersOfRecord = "several_teachers_of_record",
        /// The pupil's school has no agreement in force that covers pupils.
        SchoolAuthorizationRequired = "school_authorization_required",
        /// The e-mail address is another person's; the person is taken without it.
        EmailTaken = "email_taken",
        /// The person's records were erased; the row is left out.
        ErasedPerson = "erased_person",
    }
}

/// What a finding is about, without its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The file, or none for the archive itself.
    pub file: Option<File>,
    /// The field, if one is to blame.
    pub field: Option<Field>,
    /// What was found.
    pub code: Code,
    /// What it means for the row.
    pub severity: Severity,
}

/// One thing found in one row. It names places, never what a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finding {
    /// The row, counted from 1 for the header; none for a file or the archive as a whole.
    pub row: Option<u32>,
    /// What it is about.
    pub subject: Subject,
}

/// How many findings of one subject are kept with their rows. Beyond, they are only counted, so
/// that a column filled in a million rows does not become a million findings.
pub const KEPT_PER_SUBJECT: u64 = 10_000;

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
    counts: BTreeMap<Subject, u64>,
    rows: BTreeMap<File, RowCount>,
}

impl Report {
    /// Adds a finding.
    pub fn add(&mut self, finding: Finding) {
        let count = self.counts.entry(finding.subject).or_default();
        *count += 1;
        if *count <= KEPT_PER_SUBJECT {
            self.findings.push(finding);
        }
    }

    /// Adds a finding about the archive as a whole.
    pub fn note_archive(&mut self, code: Code, severity: Severity) {
        self.add(Finding {
            row: None,
            subject: Subject {
                file: None,
                field: None,
                code,
                severity,
            },
        });
    }

    /// Adds a finding about a file as a whole.
    pub fn note_file(&mut self, file: File, field: Option<Field>, code: Code, severity: Severity) {
        self.add(Finding {
            row: None,
            subject: Subject {
                file: Some(file),
                field,
                code,
                severity,
            },
        });
    }

    /// Adds a finding about a row.
    pub fn note_row(
        &mut self,
        file: File,
        row: u32,
        field: Option<Field>,
        code: Code,
        severity: Severity,
    ) {
        self.add(Finding {
            row: Some(row),
            subject: Subject {
                file: Some(file),
                field,
                code,
                severity,
            },
        });
    }

    /// Counts a row as read.
    pub(super) fn count_row(&mut self, file: File) {
        self.rows.entry(file).or_default().read += 1;
    }

    /// Counts a row as left out.
    pub(super) fn count_skipped(&mut self, file: File) {
        self.rows.entry(file).or_default().skipped += 1;
    }

    /// Puts the findings in the order of the files and rows.
    pub fn settle(&mut self) {
        self.findings
            .sort_by_key(|finding| (finding.subject.file, finding.row));
    }

    /// The findings by file and row, those about a whole file first. At most [`KEPT_PER_SUBJECT`] of each
    /// subject.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How often each subject was found, those beyond [`KEPT_PER_SUBJECT`] included.
    pub fn counts(&self) -> impl Iterator<Item = (Subject, u64)> + '_ {
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
    use super::{Code, File, KEPT_PER_SUBJECT, Report, Severity};

    #[test]
    fn a_flood_of_one_finding_is_counted_in_full_and_kept_in_part() {
        let mut report = Report::default();
        for row in 2..30_002 {
            report.note_row(
                File::Users,
                row,
                None,
                Code::FilledInBulk,
                Severity::Warning,
            );
        }
        report.note_row(File::Users, 7, None, Code::RaggedRow, Severity::Error);
        assert_eq!(report.total(Severity::Warning), 30_000);
        assert_eq!(report.total(Severity::Error), 1);
        let kept = u64::try_from(report.findings().len()).unwrap();
        assert_eq!(kept, KEPT_PER_SUBJECT + 1);
    }
}
