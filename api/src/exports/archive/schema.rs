//! The JSON Schemas (2020-12) of the data and the manifest.

use domain::text_enum::TextEnum as _;
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
            "format_version": { "const": super::file::FORMAT_VERSION },
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
    let names: Vec<Value> = members.keys().cloned().map(Value::String).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(members));
    schema.insert("required".to_owned(), Value::Array(names));
    schema.insert("additionalProperties".to_owned(), json!(false));
    Value::Object(schema)
}

fn column(shown: &PlannedColumn) -> Value {
    let (kind, format) = match shown.column.sql.name {
        _ if shown.holds_lessons => ("array", None),
        "Integer" | "BigInt" => ("integer", None),
        "Instant" => ("string", Some("date-time")),
        "Date" => ("string", Some("date")),
        "Uid" if !shown.holds_name => ("string", Some("uuid")),
        _ => ("string", None),
    };
    let mut schema = Map::new();
    let kind = if shown.nullable {
        json!([kind, "null"])
    } else {
        json!(kind)
    };
    schema.insert("type".to_owned(), kind);
    if shown.holds_lessons {
        schema.insert("items".to_owned(), json!({ "type": "object" }));
    }
    if let Some(format) = format {
        schema.insert("format".to_owned(), json!(format));
    }
    if let Some(category) = shown.column.category {
        let category = format!("Category: {}", category.as_str());
        schema.insert("description".to_owned(), json!(category));
    }
    Value::Object(schema)
}
