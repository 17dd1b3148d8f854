//! The schema of the CSV files: metadata for tabular data on the Web (W3C CSVW).

use persistence::exports::{ExportFacts, PlannedColumn};
use serde_json::{Value, json};

use super::spreadsheet::{filled, path};

/// The metadata of the tables that have rows. A cell that a spreadsheet would read as a formula stands
/// behind an apostrophe.
pub(super) fn of(facts: &ExportFacts) -> Value {
    let tables: Vec<Value> = filled(facts)
        .map(|table| {
            let planned = &table.planned;
            let columns: Vec<Value> = planned.shown().map(column).collect();
            let path = path(planned.table.name);
            json!({
                "url": path.strip_prefix("tables/").unwrap_or(&path),
                "dc:title": planned.title,
                "tableSchema": { "columns": columns },
            })
        })
        .collect();
    json!({
        "@context": "http://www.w3.org/ns/csvw",
        "dialect": { "encoding": "utf-8", "header": true, "quoteChar": "\"", "doubleQuote": true },
        "tables": tables,
    })
}

fn column(shown: &PlannedColumn) -> Value {
    let datatype = match shown.column.sql.name {
        _ if shown.holds_lessons => "json",
        "Integer" | "BigInt" => "integer",
        "Instant" => "dateTime",
        "Date" => "date",
        _ => "string",
    };
    json!({
        "name": shown.column.name,
        "titles": shown.column.name,
        "datatype": datatype,
        "required": !shown.nullable,
    })
}
