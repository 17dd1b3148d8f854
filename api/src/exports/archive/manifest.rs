//! `manifest.json`: what is in a copy and why the rest is not, what the data is used for, on which basis,
//! who gets it, how long it is kept and where it came from (GDPR Art. 15(1)).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{
    access::Relationship,
    category::Category,
    exports::{exemption::Exemption, recipients::recipients, source::DataSource},
    ids::{ExportId, OrganizationId, UserId},
    organizations::purpose::Purpose,
    purposes::{
        basis::{ProcessingBasis, basis_for},
        prohibited::RequestedPurpose,
        table::{PurposeRow, rows},
    },
    retention::{page::ending, rule::RetentionRule, schedule::row as retention_row},
    text_enum::TextEnum as _,
    wire::Explained as _,
};
use persistence::exports::{ExportFacts, ExportedTable};
use serde::Serialize;

use super::{
    file::{FORMAT_VERSION, FileEntry},
    spreadsheet,
};

/// The manifest.
#[derive(Serialize)]
pub(super) struct Manifest {
    format: &'static str,
    format_version: &'static str,
    export_id: ExportId,
    issuer: String,
    created_at: DateTime<Utc>,
    organization: OrganizationEntry,
    subject: SubjectEntry,
    asked_by: Relationship,
    rights: &'static [&'static str],
    categories: Vec<CategoryEntry>,
    tables: Vec<TableEntry>,
    exemptions: Vec<ExemptionEntry>,
    files: Vec<FileEntry>,
}

#[derive(Serialize)]
struct OrganizationEntry {
    id: OrganizationId,
    name: String,
}

#[derive(Serialize)]
struct SubjectEntry {
    id: UserId,
    display_name: String,
}

/// What holds for a category of data.
#[derive(Serialize)]
pub(super) struct CategoryEntry {
    pub(super) category: Category,
    pub(super) purposes: Vec<PurposeEntry>,
    pub(super) recipients: Vec<Relationship>,
    pub(super) retention_rule: RetentionRule,
    pub(super) retention: String,
    pub(super) sources: Vec<DataSource>,
}

/// A purpose, and the legal basis of it for such an account.
#[derive(Serialize)]
pub(super) struct PurposeEntry {
    pub(super) purpose: Purpose,
    pub(super) name: &'static str,
    pub(super) basis: Option<ProcessingBasis>,
}

#[derive(Serialize)]
struct TableEntry {
    table: &'static str,
    title: &'static str,
    purpose: Purpose,
    source: DataSource,
    rows: usize,
    file: Option<String>,
    exempt: Option<Exemption>,
    columns: Vec<ColumnEntry>,
}

#[derive(Serialize)]
struct ColumnEntry {
    column: &'static str,
    category: Option<Category>,
    kept: &'static str,
    exempt: Option<Exemption>,
    redacted: usize,
}

/// Why something is not in the copy.
#[derive(Serialize)]
pub(super) struct ExemptionEntry {
    pub(super) exempt: Exemption,
    pub(super) because: String,
}

/// What a person may do with regard to what is held about them (GDPR Art. 15(1)(e) and (f)).
pub(super) const RIGHTS: &[&str] = &[
    "to have data corrected or erased",
    "to have its processing restricted, or to object to it",
    "to take back a consent",
    "to complain to a supervisory authority",
];

impl Manifest {
    pub(super) fn of(facts: &ExportFacts, issuer: &str, files: Vec<FileEntry>) -> Self {
        Self {
            format: "hallpass-export",
            format_version: FORMAT_VERSION,
            export_id: facts.export,
            issuer: issuer.to_owned(),
            created_at: facts.read_at,
            organization: OrganizationEntry {
                id: facts.organization,
                name: facts.organization_name.clone(),
            },
            subject: SubjectEntry {
                id: facts.subject,
                display_name: facts.display_name.clone(),
            },
            asked_by: facts.reader,
            rights: RIGHTS,
            categories: categories(facts),
            tables: facts.tables.iter().map(table).collect(),
            exemptions: exemptions(),
            files,
        }
    }
}

/// The categories of the tables that have rows.
pub(super) fn categories(facts: &ExportFacts) -> Vec<CategoryEntry> {
    let held: BTreeSet<Category> = spreadsheet::filled(facts)
        .flat_map(|table| table.planned.table.columns)
        .filter_map(|column| column.category)
        .collect();
    held.into_iter()
        .map(|category| CategoryEntry {
            category,
            purposes: rows()
                .filter(|row| row.purpose != Purpose::ChangeOfControl)
                .filter(|row| row.categories.contains(&category))
                .filter_map(|row| purpose(facts, row))
                .collect(),
            recipients: recipients(category),
            retention_rule: category.retention_rule(),
            retention: ending(&retention_row(category.retention_rule())),
            sources: sources(facts, category),
        })
        .collect()
}

/// A purpose that exists for such an account.
fn purpose(facts: &ExportFacts, row: PurposeRow) -> Option<PurposeEntry> {
    let requested = RequestedPurpose::Listed(row.purpose);
    let basis = basis_for(requested, facts.context, facts.band).ok()?;
    Some(PurposeEntry {
        purpose: row.purpose,
        name: row.name,
        basis: Some(basis),
    })
}

fn sources(facts: &ExportFacts, category: Category) -> Vec<DataSource> {
    let of: BTreeSet<DataSource> = spreadsheet::filled(facts)
        .filter(|table| {
            let mut columns = table.planned.table.columns.iter();
            columns.any(|column| column.category == Some(category))
        })
        .map(|table| table.planned.source)
        .collect();
    of.into_iter().collect()
}

fn table(table: &ExportedTable) -> TableEntry {
    let planned = &table.planned;
    let name = planned.table.name;
    TableEntry {
        table: name,
        title: planned.title,
        purpose: planned.table.purpose,
        source: planned.source,
        rows: table.rows.len(),
        file: (!table.rows.is_empty()).then(|| spreadsheet::path(name)),
        exempt: planned.exempt,
        columns: planned
            .columns
            .iter()
            .map(|of| ColumnEntry {
                column: of.column.name,
                category: of.column.category,
                kept: planned.table.kept.of(of.column),
                exempt: of.exempt.or(planned.exempt),
                redacted: table.redacted.get(of.column.name).copied().unwrap_or(0),
            })
            .collect(),
    }
}

/// What each reason means.
pub(super) fn exemptions() -> Vec<ExemptionEntry> {
    let all = Exemption::ALL.iter().copied();
    all.map(|exempt| ExemptionEntry {
        exempt,
        because: exempt.explanation(),
    })
    .collect()
}
