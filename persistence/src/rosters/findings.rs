//! The row report of an import. It names rows and their keys, never what else they hold.

use diesel::prelude::*;
use domain::{
    access::action::ReadRosterImports,
    audit::Shown,
    ids::RosterImportId,
    rosters::{Code, Finding, Severity},
    text_enum::TextEnum,
};
use uuid::Uuid;

use super::{import, rows::FindingRow};
use crate::{
    access::Permit,
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    keys::{OrganizationKey, SealContext, Sealed},
    paging::{PageRequest, Slice},
    schema::roster_findings,
    sql_types::bind_id,
};

/// The `file` of a finding about the archive itself.
pub const ARCHIVE: &str = "archive";

/// A line of the row report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRow {
    /// Its number in the report, counted from 1.
    pub number: i32,
    /// The file, by its name without `.csv`; `archive` for the archive itself.
    pub file: String,
    /// The line in an editor on which the row begins, counted from 1; none for the file as a whole.
    pub line: Option<i32>,
    /// The key of the row, if it can be read.
    pub source_id: Option<String>,
    /// The field.
    pub field: Option<String>,
    /// What was found.
    pub code: Code,
    /// What it means for the row.
    pub severity: Severity,
    /// How often it was found; the row is the first.
    pub times: i64,
}

/// Where keys of rows are sealed: under the organization's key, because a row may be of nobody who has
/// an account.
const SOURCE_ID: SealContext = SealContext::of("roster_findings", "source_id");

/// A line of the row report as it is stored.
#[derive(Queryable, Selectable)]
#[diesel(table_name = roster_findings, check_for_backend(MultiBackend))]
struct StoredRow {
    number: i32,
    file: String,
    line: Option<i32>,
    source_id: Option<Sealed>,
    field: Option<String>,
    code: Code,
    severity: Severity,
    times: i64,
}

impl StoredRow {
    fn open(self, key: &OrganizationKey, import: RosterImportId) -> Result<FoundRow, DbError> {
        let open = |sealed: &Sealed| -> Result<String, DbError> {
            let text = key.open(SOURCE_ID, import.uuid(), sealed)?;
            String::from_utf8(text.to_vec()).map_err(|_| DbError::Corrupt("a key of a row is text"))
        };
        Ok(FoundRow {
            number: self.number,
            file: self.file,
            line: self.line,
            source_id: self.source_id.as_ref().map(open).transpose()?,
            field: self.field,
            code: self.code,
            severity: self.severity,
            times: self.times,
        })
    }
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

/// What is wanted of the row report of an import of the permitted district, by file and line; `None` if
/// there is no such import. The keys of its rows are shown by it.
///
/// # Errors
/// If the database fails.
pub fn findings<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadRosterImports>,
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
        .select(StoredRow::as_select())
        .load(tx.conn())?;
    let page = page.into_page(rows, |row| {
        Uuid::from_u128(row.number.unsigned_abs().into())
    });
    let key = tx.organization_key()?;
    let found = page.try_map(|row| row.open(&key, import))?;
    audit::disclosed(tx, permit, Shown::each([import]))?;
    Ok(Some(found))
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
    let (key, mint) = (tx.organization_key()?, tx.mint());
    let seal = |text: &String| key.seal(mint, SOURCE_ID, import.uuid(), text.as_bytes());
    let row = |(number, finding): (i32, &Finding)| -> Result<FindingRow, DbError> {
        let source_id = finding.sourced_id.as_ref().map(seal).transpose()?;
        Ok(FindingRow {
            organization_id,
            import_id: bind_id(import),
            number,
            file: finding.subject.file.map_or(ARCHIVE, TextEnum::as_str),
            line: finding.line.and_then(|line| i32::try_from(line).ok()),
            source_id: source_id.map(Sealed::into_bytes),
            field: finding.subject.field.map(TextEnum::as_str),
            code: finding.subject.code.as_str(),
            severity: finding.subject.severity.as_str(),
            times: i64::try_from(finding.times).unwrap_or(i64::MAX),
        })
    };
    let rows = (1..).zip(findings).map(row);
    let rows: Vec<FindingRow> = rows.collect::<Result<_, DbError>>()?;
    insert_all!(tx, roster_findings::table, rows);
    Ok(())
}
