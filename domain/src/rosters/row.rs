//! One row while it is read: its cells by field, and what is found on the way.

mod days;

use std::borrow::Cow;

use crate::{
    classes::grade_level::GradeLevel,
    organizations::academic_session::AcademicSessionKind,
    text::{FieldText, SourceId, TextRefusal},
    text_enum::TextEnum,
};

use super::{
    cells::Cells,
    codes::Code,
    files::{Field, File},
    layout::Layout,
    report::{Report, Severity},
    texts::Full,
    values,
    vocabulary::{self, OrgKind, Recognised, WrittenRole},
};

/// Why a row is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) field: Option<Field>,
    pub(super) code: Code,
}

impl Fault {
    pub(super) const fn new(field: Field, code: Code) -> Self {
        Self {
            field: Some(field),
            code,
        }
    }
}

impl From<Full> for Fault {
    fn from(_: Full) -> Self {
        Self {
            field: None,
            code: Code::TooLong,
        }
    }
}

/// Whether a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// It does.
    Present,
    /// It is marked as deleted, which in a bulk is the same as not being there.
    Deleted,
}

/// What a row says of a person's agents.
pub(super) enum Agents {
    /// Their keys.
    Named(Vec<String>),
    /// Nothing that can be read.
    Unreadable,
}

/// One row while it is read.
pub(super) struct RosterRow<'a, 'r> {
    pub(super) number: u32,
    layout: &'a Layout,
    cells: &'a dyn Cells,
    report: &'r mut Report,
}

impl<'a, 'r> RosterRow<'a, 'r> {
    pub(super) fn new(
        number: u32,
        layout: &'a Layout,
        cells: &'a dyn Cells,
        report: &'r mut Report,
    ) -> Self {
        Self {
            number,
            layout,
            cells,
            report,
        }
    }

    /// The file of the row.
    pub(super) fn file(&self) -> File {
        self.layout.file()
    }

    /// The line on which the row begins, and its key if it can be read.
    fn named(&self) -> (u32, Option<&'a str>) {
        (self.number, self.key_in_passing(Field::SourcedId))
    }

    /// Reports something about the row.
    pub(super) fn note(&mut self, field: Field, code: Code, severity: Severity) {
        let row = self.named();
        self.report
            .note_record(self.layout.file(), row, Some(field), code, severity);
    }

    /// Reports something that was put right.
    pub(super) fn warn(&mut self, field: Field, code: Code) {
        self.note(field, code, Severity::Warning);
    }

    /// Reports why the row is left out.
    pub(super) fn reject(&mut self, fault: Fault) {
        let (file, row) = (self.file(), self.named());
        self.report
            .note_record(file, row, fault.field, fault.code, Severity::Error);
        self.report.count_skipped(file);
    }

    /// Whether no cell says anything.
    pub(super) fn is_blank(&self) -> bool {
        (0..self.cells.count())
            .filter_map(|position| self.cells.cell(position))
            .all(|cell| {
                cell.iter()
                    .all(|byte| byte.is_ascii_whitespace() || *byte == 0)
            })
    }

    /// Judges the number of cells. More cells than the header has, blank or not, mean that values
    /// stand in the wrong columns: a comma in a name was not quoted. Missing ones at the end are
    /// what spreadsheets do to blank cells.
    pub(super) fn judge_width(&mut self) -> Result<(), Fault> {
        let width = self.layout.width();
        let unnamed = (width..self.cells.count())
            .filter_map(|position| self.cells.cell(position))
            .any(|cell| !cell.is_empty());
        if unnamed || self.cells.count() > self.layout.cells() {
            return Err(Fault {
                field: None,
                code: Code::RaggedRow,
            });
        }
        if self.cells.count() < width {
            let (file, row) = (self.file(), self.named());
            self.report
                .note_record(file, row, None, Code::RaggedRow, Severity::Warning);
        }
        Ok(())
    }

    /// The text of a field, if it has one.
    pub(super) fn optional(&mut self, field: Field) -> Result<Option<Cow<'a, str>>, Fault> {
        let cells = self.cells;
        let Some(cell) = self.layout.position(field).and_then(|at| cells.cell(at)) else {
            return Ok(None);
        };
        let cell = std::str::from_utf8(cell).map_err(|_| Fault::new(field, Code::InvalidUtf8))?;
        let clean = values::clean(cell);
        if clean.repaired {
            self.warn(field, Code::ControlCharacter);
        }
        Ok(clean.text)
    }

    /// The text of a field that must have one of at most 255 characters.
    pub(super) fn required(&mut self, field: Field) -> Result<Cow<'a, str>, Fault> {
        let text = self
            .optional(field)?
            .ok_or(Fault::new(field, Code::MissingValue))?;
        within_length(field, &text)?;
        Ok(text)
    }

    /// The text of a field that must have one, by the rules that hold where people type it.
    pub(super) fn text<T: FieldText>(&mut self, field: Field) -> Result<Cow<'a, str>, Fault> {
        self.optional_text::<T>(field)?
            .ok_or(Fault::new(field, Code::MissingValue))
    }

    /// The text of a field, if it has one, by the rules that hold where people type it.
    pub(super) fn optional_text<T: FieldText>(
        &mut self,
        field: Field,
    ) -> Result<Option<Cow<'a, str>>, Fault> {
        let text = self.optional(field)?;
        if let Some(text) = &text {
            T::check(text).map_err(|refusal| Fault::new(field, code_of(refusal)))?;
        }
        Ok(text)
    }

    /// What a database prints for "no value", if that is what the cell holds.
    pub(super) fn null(&self, field: Field) -> Option<&'a str> {
        let cell = self.cells.cell(self.layout.position(field)?)?;
        let text = std::str::from_utf8(cell).ok()?.trim();
        values::is_null(text).then_some(text)
    }

    /// The key of the row or of another one. A key with a line break in it is no key.
    pub(super) fn key(&mut self, field: Field) -> Result<Cow<'a, str>, Fault> {
        let key = self.text::<SourceId>(field)?;
        if matches!(key, Cow::Owned(_)) {
            return Err(Fault::new(field, Code::ControlCharacter));
        }
        if !values::has_key_characters(&key) {
            self.warn(field, Code::SourcedIdCharacters);
        }
        Ok(key)
    }

    /// The key of the row if it can be read at all, without a word about it.
    pub(super) fn key_in_passing(&self, field: Field) -> Option<&'a str> {
        let cell = self.cells.cell(self.layout.position(field)?)?;
        match values::clean(std::str::from_utf8(cell).ok()?).text? {
            Cow::Borrowed(key) => Some(key),
            Cow::Owned(_) => None,
        }
    }

    fn put_right<T>(&mut self, field: Field, recognised: Recognised<T>) -> T {
        match recognised {
            Recognised::AsWritten(value) => value,
            Recognised::PutRight(value) => {
                self.warn(field, Code::Spelling);
                value
            }
        }
    }

    /// A truth value, if there is one.
    pub(super) fn truth(&mut self, field: Field) -> Result<Option<bool>, Fault> {
        let Some(text) = self.optional(field)? else {
            return Ok(None);
        };
        let truth = values::truth(&text).ok_or(Fault::new(field, Code::UnknownValue))?;
        Ok(Some(self.put_right(field, truth)))
    }

    /// A word of a vocabulary; nothing if the text is none of its words.
    pub(super) fn word<W: TextEnum>(&mut self, field: Field) -> Result<Option<W>, Fault> {
        let text = self.required(field)?;
        Ok(vocabulary::word(&text).map(|word| self.put_right(field, word)))
    }

    /// The kind of an organization, or nothing if it extends the vocabulary, as 1.2 allows.
    pub(super) fn org_kind(&mut self) -> Result<Option<OrgKind>, Fault> {
        let text = self.required(Field::Type)?;
        match vocabulary::word(&text) {
            Some(word) => Ok(Some(self.put_right(Field::Type, word))),
            None if vocabulary::is_extension(&text) => {
                self.warn(Field::Type, Code::UnknownValue);
                Ok(None)
            }
            None => Err(Fault::new(Field::Type, Code::UnknownValue)),
        }
    }

    /// The kind of an academic session; nothing if the standard does not know it.
    pub(super) fn session_kind(
        &mut self,
        field: Field,
    ) -> Result<Option<AcademicSessionKind>, Fault> {
        let text = self.required(field)?;
        Ok(vocabulary::session_kind(&text).map(|kind| self.put_right(field, kind)))
    }

    /// A role, or nothing if it is an extension of the vocabulary, to which Hallpass gives nothing.
    /// Any other word is a slip of the pen, and to end a person over it would be rash.
    pub(super) fn role(&mut self) -> Result<Option<WrittenRole>, Fault> {
        let text = self.required(Field::Role)?;
        match vocabulary::word(&text) {
            Some(word) => Ok(Some(self.put_right(Field::Role, word))),
            None if vocabulary::is_extension(&text) => Ok(None),
            None => Err(Fault::new(Field::Role, Code::UnknownValue)),
        }
    }

    /// The items of a list.
    pub(super) fn list(&mut self, field: Field) -> Result<Vec<String>, Fault> {
        let Some(text) = self.optional(field)? else {
            return Ok(Vec::new());
        };
        if text.split(',').any(|item| item.trim() != item) {
            self.warn(field, Code::SpacesInList);
        }
        let items: Vec<String> = text
            .split(',')
            .map(|item| item.trim().to_owned())
            .filter(|item| !item.is_empty())
            .collect();
        for item in &items {
            within_length(field, item)?;
        }
        Ok(items)
    }

    /// The keys of the agents of the row. A cell that cannot be read is no reason to leave a person out.
    pub(super) fn agents(&mut self) -> Agents {
        match self.list(Field::AgentSourcedIds) {
            Ok(keys) => Agents::Named(keys),
            Err(fault) => {
                self.warn(Field::AgentSourcedIds, fault.code);
                Agents::Unreadable
            }
        }
    }

    /// The grade levels of the row; unknown ones are left out.
    pub(super) fn grades(&mut self) -> Result<Vec<GradeLevel>, Fault> {
        let mut grades = Vec::new();
        for item in self.list(Field::Grades)? {
            match vocabulary::grade(&item) {
                Some(grade) => grades.push(self.put_right(Field::Grades, grade)),
                None => self.warn(Field::Grades, Code::UnknownValue),
            }
        }
        grades.sort_unstable();
        grades.dedup();
        Ok(grades)
    }

    /// Judges a row whose key was seen before: the same again is superfluous, anything else a
    /// contradiction.
    pub(super) fn repeated(&mut self, same: bool) -> Result<(), Fault> {
        if same {
            self.warn(Field::SourcedId, Code::DuplicateRow);
            Ok(())
        } else {
            Err(Fault::new(Field::SourcedId, Code::ConflictingRow))
        }
    }

    /// Whether the row counts. Status and date of change are blank in a proper bulk.
    pub(super) fn presence(&mut self) -> Result<Presence, Fault> {
        if self.optional(Field::DateLastModified)?.is_some() {
            self.warn(Field::DateLastModified, Code::FilledInBulk);
        }
        let Some(status) = self.optional(Field::Status)? else {
            return Ok(Presence::Present);
        };
        // `inactive` is what 1.0 called `tobedeleted`.
        if status.eq_ignore_ascii_case("tobedeleted") || status.eq_ignore_ascii_case("inactive") {
            self.warn(Field::Status, Code::MarkedDeleted);
            return Ok(Presence::Deleted);
        }
        let code = if status.eq_ignore_ascii_case("active") {
            Code::FilledInBulk
        } else {
            Code::UnknownValue
        };
        self.warn(Field::Status, code);
        Ok(Presence::Present)
    }
}

/// What a refusal of a text is called in a report.
fn code_of(refusal: TextRefusal) -> Code {
    match refusal {
        TextRefusal::TooShort(_) => Code::MissingValue,
        TextRefusal::TooLong(_) => Code::TooLong,
        TextRefusal::NotALine => Code::ControlCharacter,
        TextRefusal::Address => Code::NotAName,
        TextRefusal::NotAnEmailAddress => Code::InvalidEmail,
        TextRefusal::NotASlug
        | TextRefusal::NotADomain
        | TextRefusal::NotACountry
        | TextRefusal::NotATimeZone
        | TextRefusal::NotAYearOrMonth => Code::UnknownValue,
    }
}

fn within_length(field: Field, text: &str) -> Result<(), Fault> {
    if text.len() > field.at_most() && text.chars().count() > field.at_most() {
        return Err(Fault::new(field, Code::TooLong));
    }
    Ok(())
}
