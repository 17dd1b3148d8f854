//! `data.json`: every row.

use persistence::exports::ExportFacts;
use serde_json::{Map, Value, json};

use super::file::{FAILED, FORMAT_VERSION, File};
use crate::problem::ApiError;

/// Every row of every table that the copy has, by the names of tables and columns, and what the ids are
/// called.
pub(super) fn file(facts: &ExportFacts) -> Result<File, ApiError> {
    let mut tables = Map::new();
    for table in &facts.tables {
        if table.planned.exempt.is_none() {
            let rows = serde_json::to_value(&table.rows).map_err(|_| FAILED)?;
            tables.insert(table.planned.table.name.to_owned(), rows);
        }
    }
    let titles: Map<String, Value> = facts
        .titles
        .iter()
        .map(|(id, title)| (id.to_string(), title.clone().into()))
        .collect();
    File::json(
        "data.json",
        &json!({
            "format_version": FORMAT_VERSION,
            "export_id": facts.export.to_string(),
            "subject_id": facts.subject.to_string(),
            "tables": tables,
            "titles": titles,
        }),
    )
}
