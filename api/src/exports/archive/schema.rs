//! The JSON Schemas (2020-12) of the data and the manifest.

use persistence::exports::{ExportFacts, PlannedColumn, PlannedTable};
use serde_json::{Map, Value, json};

/// The schema of `manifest.json`.
pub(super) const MANIFEST: &str = include_str!("manifest.schema.json");

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of `data.json`: exactly the tables and columns that the copy has.
pub(super) fn data(facts: &ExportFacts) -> Value {
    let shown = facts.tables.iter().map(|table| &table.planned);
    let shown = shown.filter(|planned| planned.exempt.is_none());
    let tables: Map<String, Value> = shown
        .map(|planned| (planned.table.name.to_owned(), rows(planned)))
        .collect();
    json!({
        "$schema": DIALECT,
        "title": "The data of a copy",
        "type": "object",
        "properties": {
            "format_version": { "const": super::data::FORMAT_VERSION },
            "export_id": { "type": "string", "format": "uuid" },
            "subject_id": { "type": "string", "format": "uuid" },
            "tables": closed(tables),
            "titles": {
                "description": "What the ids of schools, classes, courses, lessons and activities are called.",
                "type": "object",
                "propertyNames": { "format": "uuid" },
                "additionalProperties": { "type": "string" },
            },
        },
        "required": ["format_version", "export_id", "subject_id", "tables", "titles"],
        "additionalProperties": false,
    })
}

fn rows(planned: &PlannedTable) -> Value {
    let columns: Map<String, Value> = planned
        .shown()
        .map(|shown| (shown.column.name.to_owned(), column(shown)))
        .collect();
    json!({
        "description": planned.title,
        "type": "array",
        "items": closed(columns),
    })
}

/// An object that has all of these members and no others.
fn closed(members: Map<String, Value>) -> Value {
    let names: Vec<String> = members.keys().cloned().collect();
    json!({
        "type": "object",
        "properties": members,
        "required": names,
        "additionalProperties": false,
    })
}

fn column(shown: &PlannedColumn) -> Value {
    let sql = shown.column.sql.name;
    let mut schema = match sql {
        _ if shown.holds_lessons => json!({ "type": "array", "items": { "type": "object" } }),
        "Integer" | "BigInt" => json!({ "type": "integer" }),
        "Instant" => json!({ "type": "string", "format": "date-time" }),
        "Date" => json!({ "type": "string", "format": "date" }),
        "Uid" if !shown.holds_name => json!({ "type": "string", "format": "uuid" }),
        _ => json!({ "type": "string" }),
    };
    if shown.nullable
        && let Some(kind) = schema.get("type").cloned()
    {
        schema["type"] = json!([kind, "null"]);
    }
    if let Some(category) = shown.column.category {
        schema["description"] = json!(format!("Category: {}", word(category)));
    }
    schema
}

fn word(category: domain::category::Category) -> &'static str {
    use domain::text_enum::TextEnum as _;
    category.as_str()
}
