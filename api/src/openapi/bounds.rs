//! Bounds that follow from a format, so that no handler has to state them.

use serde_json::{Value, json};

use super::visit::{self, Members};

/// Characters of a body that is a text at most: a file.
const LONGEST_FILE: u32 = 64 << 20;
/// What any text matches, of one line or of many.
const ANY_TEXT: &str = r"^[\s\S]*$";
/// The largest integer that every JSON reader keeps exactly (RFC 8259 §6).
const LARGEST_EXACT: i64 = (1 << 53) - 1;

/// Completes every schema.
pub(super) fn complete(document: &mut Value) {
    visit::schemas(document, &mut |schema, media_type| {
        if schema.contains_key("$ref") {
            return;
        }
        let is = |name: &str| is_type(schema, name);
        let (text, whole) = (is("string"), is("integer"));
        if text {
            bound_text(schema, media_type);
        }
        if whole {
            bound_integer(schema);
        }
        // JSON Schema has `examples` for what OpenAPI 3.0 called `example`; that of a whole object
        // is shown where the object is used.
        if !schema.contains_key("properties")
            && let Some(example) = schema.remove("example")
        {
            schema.insert("examples".to_owned(), json!([example]));
        }
    });
}

fn is_type(schema: &Members, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(several)) => several.iter().any(|one| one == name),
        _ => false,
    }
}

fn default(schema: &mut Members, name: &str, value: impl Into<Value>) {
    schema.entry(name).or_insert_with(|| value.into());
}

fn bound_text(schema: &mut Members, media_type: Option<&str>) {
    if let Some(media_type) = media_type {
        default(schema, "maxLength", LONGEST_FILE);
        // A generator reads a binary body as bytes, and a text as text.
        if media_type.starts_with("text/") {
            default(schema, "pattern", ANY_TEXT);
        } else {
            default(schema, "format", "binary");
        }
    }
    let longest = match schema.get("format").and_then(Value::as_str) {
        Some("uuid") => 36,
        Some("date") => 10,
        Some("date-time") => 35,
        _ => return,
    };
    default(schema, "maxLength", longest);
}

fn bound_integer(schema: &mut Members) {
    let narrow = schema.get("format").is_none_or(|format| format == "int32");
    let (least, most) = if narrow {
        (i64::from(i32::MIN), i64::from(i32::MAX))
    } else {
        (-LARGEST_EXACT, LARGEST_EXACT)
    };
    default(schema, "format", "int32");
    default(schema, "minimum", least);
    default(schema, "maximum", most);
}
