//! A CSV file for each table that has rows.

use persistence::exports::{ExportFacts, ExportedTable};
use serde_json::Value;

use super::file::{FAILED, File};
use crate::{http::Spreadsheet, problem::ApiError};

/// Where the rows of a table stand.
pub(super) fn path(table: &str) -> String {
    format!("tables/{table}.csv")
}

/// The tables that have rows.
pub(super) fn filled(facts: &ExportFacts) -> impl Iterator<Item = &ExportedTable> {
    facts.tables.iter().filter(|table| !table.rows.is_empty())
}

pub(super) fn files(facts: &ExportFacts) -> Result<Vec<File>, ApiError> {
    filled(facts).map(file).collect()
}

fn file(table: &ExportedTable) -> Result<File, ApiError> {
    let columns: Vec<&str> = table
        .planned
        .shown()
        .map(|shown| shown.column.name)
        .collect();
    let mut spreadsheet = Spreadsheet::of(columns.iter().copied())?;
    for row in &table.rows {
        let cells: Vec<String> = columns
            .iter()
            .map(|column| text(row.get(*column).unwrap_or(&Value::Null)))
            .collect();
        spreadsheet.row(cells.iter().map(String::as_str))?;
    }
    let content = spreadsheet.bytes().ok_or(FAILED)?;
    Ok(File::new(
        path(table.planned.table.name),
        "text/csv",
        content,
    ))
}

/// A value as the text of a cell: nothing for what is missing.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
