//! Which column of a file holds which field.

use super::{
    cells::Cells,
    codes::Code,
    columns::{Column, OTHER_NAMES, columns},
    files::{Field, File},
    refusal::{BundleRefusal, RefusalCode},
    report::{Report, Severity},
    values,
    version::Version,
};

/// Where the fields of a file stand.
#[derive(Clone, Debug)]
pub struct Layout {
    file: File,
    positions: Vec<(Field, usize)>,
    width: usize,
    cells: usize,
}

impl Layout {
    /// Reads a header: columns are found by name wherever they stand.
    pub(super) fn read(
        file: File,
        version: Version,
        header: &dyn Cells,
        report: &mut Report,
    ) -> Result<Self, BundleRefusal> {
        let known = columns(file, version);
        let mut found: Vec<Option<usize>> = vec![None; known.len()];
        let mut furthest = None;
        let mut in_order = true;
        let mut width = 0;
        for position in 0..header.count() {
            let Some(name) = name_at(header, position) else {
                continue;
            };
            width = position + 1;
            let Some((column, spelling)) = recognise(&name, known) else {
                if !name.starts_with("metadata.") {
                    report.note_file(file, None, Code::UnknownColumn, Severity::Info);
                }
                continue;
            };
            let field = known.get(column).and_then(|column| column.field());
            if spelling == Spelling::Other {
                report.note_file(file, field, Code::ColumnSpelling, Severity::Warning);
            }
            let Some(place @ None) = found.get_mut(column) else {
                report.note_file(file, field, Code::DuplicateColumn, Severity::Warning);
                continue;
            };
            *place = Some(position);
            in_order &= furthest < Some(column);
            furthest = furthest.max(Some(column));
        }
        if !in_order {
            report.note_file(file, None, Code::ColumnOrder, Severity::Warning);
        }
        let mut positions = Vec::new();
        for (column, position) in known.iter().zip(found) {
            match (column.field(), position) {
                (Some(field), Some(position)) => positions.push((field, position)),
                (Some(field), None) if matches!(column, Column::Needed(_)) => {
                    return Err(BundleRefusal::of_field(
                        RefusalCode::MissingColumn,
                        file,
                        field,
                    ));
                }
                (Some(_), None) if matches!(column, Column::Quiet(_)) => {}
                (field @ Some(_), None) => {
                    report.note_file(file, field, Code::AbsentColumn, Severity::Warning);
                }
                (None, _) => {}
            }
        }
        Ok(Self {
            file,
            positions,
            width,
            cells: header.count(),
        })
    }

    /// The file this is the layout of.
    pub const fn file(&self) -> File {
        self.file
    }

    /// Whether the cells at a position are read.
    pub fn reads(&self, position: usize) -> bool {
        self.positions.iter().any(|(_, known)| *known == position)
    }

    /// How many columns have a name, up to the last one that has.
    pub(super) const fn width(&self) -> usize {
        self.width
    }

    /// How many cells the header has, blank ones at its end included.
    pub(super) const fn cells(&self) -> usize {
        self.cells
    }

    /// The position of a field, if the file has it.
    pub(super) fn position(&self, field: Field) -> Option<usize> {
        self.positions
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, position)| *position)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    Standard,
    Other,
}

fn recognise(name: &str, known: &[Column]) -> Option<(usize, Spelling)> {
    if let Some(column) = known.iter().position(|column| column.name() == name) {
        return Some((column, Spelling::Standard));
    }
    let standard = OTHER_NAMES
        .iter()
        .find(|(other, _)| other.eq_ignore_ascii_case(name))
        .map_or(name, |(_, standard)| standard);
    known
        .iter()
        .position(|column| column.name().eq_ignore_ascii_case(standard))
        .map(|column| (column, Spelling::Other))
}

fn name_at(header: &dyn Cells, position: usize) -> Option<String> {
    let cell = String::from_utf8_lossy(header.cell(position)?);
    values::clean(&cell)
        .text
        .map(|text| text.trim_matches('"').to_owned())
}
