//! The row report of an import. It names places, never what a cell holds.

use diesel::prelude::*;
use domain::{
    access::action::ReadRosterImports,
    ids::RosterImportId,
    rosters::{Code, Finding, Severity},
    text_enum::TextEnum,
};
use uuid::Uuid;

use super::{import, rows::FindingRow};
use crate::{
    access::Permit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::roster_findings,
    sql_types::bind_id,
};

/// The `file` of a finding about the archive itself.
pub const ARCHIVE: &str = "archive";

/// A line of the row report.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = roster_findings, check_for_backend(MultiBackend))]
pub struct FoundRow {
    /// Its number in the report, counted from 1.
    pub number: i32,
    /// The file, by its name without `.csv`; `archive` for the archive itself.
    pub file: String,
    /// The row, counted from 1 for the header; none for the file as a whole.
    pub row: Option<i32>,
    /// The field.
    pub field: Option<String>,
    /// What was found.
    pub code: Code,
    /// What it means for the row.
    pub severity: Severity,
    /// How often it was found; the row is the first.
    pub times: i64,
}

/// Which lines of a row report are wanted. What is not said does not matter.
#[derive(Clone, Debug, Default)]
pub struct FindingsWanted {
    /// Those of this severity.
    pub severity: Option<Severity>,
    /// Those of this file, by its name without `.csv`; `archive` for the archive itself.
    pub file: Option<String>,
    /// Those with this code.
    pub code: Option<Code>,
}

/// What is wanted of the row report of an import of the permitted district, by file and row; `None` if there is no
/// such import.
///
/// # Errors
/// If the database fails.
pub fn findings<'t>(
    tx: &mut Tx<'t>,
    _: &Permit<'t, ReadRosterImports>,
    import: RosterImportId,
    wanted: &FindingsWanted,
    page: PageRequest,
) -> Result<Option<Slice<FoundRow>>, DbError> {
    if import::state(tx, import)?.is_none() {
        return Ok(None);
    }
    let after = page.after.map_or(0, |place| place.as_u128());
    let after = i32::try_from(after).unwrap_or(i32::MAX);
    let mut rows = roster_findings::table
        .filter(roster_findings::organization_id.eq(tx.tenant()))
        .filter(roster_findings::import_id.eq(bind_id(import)))
        .filter(roster_findings::number.gt(after))
        .into_boxed();
    if let Some(severity) = wanted.severity {
        rows = rows.filter(roster_findings::severity.eq(severity.as_str()));
    }
    if let Some(file) = &wanted.file {
        rows = rows.filter(roster_findings::file.eq(file));
    }
    if let Some(code) = wanted.code {
        rows = rows.filter(roster_findings::code.eq(code.as_str()));
    }
    let rows = rows
        .order(roster_findings::number)
        .limit(page.limit_plus_one())
        .select(FoundRow::as_select())
        .load(tx.conn())?;
    Ok(Some(page.into_page(rows, |row| {
        Uuid::from_u128(row.number.unsigned_abs().into())
    })))
}

/// Writes the row report, in the place of an earlier one.
pub(super) fn replace(
    tx: &mut Tx<'_>,
    import: RosterImportId,
    findings: &[Finding],
) -> Result<(), DbError> {
    diesel::delete(
        roster_findings::table
            .filter(roster_findings::organization_id.eq(tx.tenant()))
            .filter(roster_findings::import_id.eq(bind_id(import))),
    )
    .execute(tx.conn())?;
    let organization_id = bind_id(tx.tenant());
    let rows = (1..).zip(findings).map(|(number, finding)| FindingRow {
        organization_id,
        import_id: bind_id(import),
        number,
        file: finding.subject.file.map_or(ARCHIVE, TextEnum::as_str),
        row: finding.row.and_then(|row| i32::try_from(row).ok()),
        field: finding.subject.field.map(TextEnum::as_str),
        code: finding.subject.code.as_str(),
        severity: finding.subject.severity.as_str(),
        times: i64::try_from(finding.times).unwrap_or(i64::MAX),
    });
    insert_all!(tx, roster_findings::table, rows);
    Ok(())
}
