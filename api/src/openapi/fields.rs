//! What the document says of one field of a request, for the answer to a request that has it wrong.

use chrono::{DateTime, NaiveDate};
use serde_json::Value;
use url::form_urlencoded;
use uuid::Uuid;

use super::document;
use crate::problem::{FieldError, MOST_FIELDS};

/// Characters of the name of a parameter that is told back at most.
const LONGEST_NAME: usize = 64;

/// Tells the bounds of the wrong member of a request's body, if the document knows the member.
pub fn tell_bounds(path: &str, method: &str, error: &mut FieldError) {
    let schema = error
        .pointer
        .as_deref()
        .and_then(|pointer| schema_at(path, method, pointer));
    if let Some(schema) = schema {
        tell(error, schema);
    }
}

/// The schema of the member of a request's body at a JSON pointer (RFC 6901).
fn schema_at(path: &str, method: &str, pointer: &str) -> Option<&'static Value> {
    let body = &document()["paths"][path][method]["requestBody"];
    let (_, media) = body["content"].as_object()?.iter().next()?;
    let mut tokens = pointer.strip_prefix('/')?.split('/');
    tokens.try_fold(&media["schema"], |schema, token| {
        member(schema, &token.replace("~1", "/").replace("~0", "~"))
    })
}

/// The query parameters that are not as the document says.
pub fn wrong_parameters(path: &str, method: &str, query: &str) -> Vec<FieldError> {
    let documented = document()["paths"][path][method]["parameters"].as_array();
    let documented: Vec<&Value> = documented
        .into_iter()
        .flatten()
        .map(resolved)
        .filter(|parameter| parameter["in"] == "query")
        .collect();
    let mut known: Vec<String> = Vec::new();
    let mut wrong = Vec::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let parameter = documented.iter().find(|one| one["name"] == *name);
        let misfit = match parameter {
            None => Some(("unknown_parameter", "is not a parameter of this operation")),
            Some(_) if known.iter().any(|known| *known == name) => {
                Some(("duplicate_field", "is given twice"))
            }
            Some(parameter) => misfit(resolved(&parameter["schema"]), &value),
        };
        if let Some((code, message)) = misfit {
            let mut error = FieldError::of_parameter(plain(&name), code, message);
            if let Some(parameter) = parameter {
                tell(&mut error, &parameter["schema"]);
            }
            wrong.push(error);
        }
        known.push(name.into_owned());
    }
    let absent = documented.iter().filter(|one| one["required"] == true);
    for name in absent.filter_map(|one| one["name"].as_str()) {
        if known.iter().all(|known| known != name) {
            wrong.push(FieldError::of_parameter(name, "required", "is required"));
        }
    }
    wrong.truncate(MOST_FIELDS);
    wrong
}

/// The name of a parameter as far as it can be one.
fn plain(name: &str) -> String {
    let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || "_-".contains(*letter);
    name.chars().filter(is_plain).take(LONGEST_NAME).collect()
}

/// The schema of a member or an item.
fn member(schema: &'static Value, token: &str) -> Option<&'static Value> {
    let schema = resolved(schema);
    let own = &schema["properties"][token];
    if !own.is_null() {
        return Some(own);
    }
    if !token.is_empty() && token.bytes().all(|digit| digit.is_ascii_digit()) {
        let items = &schema["items"];
        return (!items.is_null()).then_some(items);
    }
    let mut variants = schema["oneOf"].as_array()?.iter();
    variants.find_map(|variant| member(variant, token))
}

/// The schema that a pointer leads to.
fn resolved(schema: &'static Value) -> &'static Value {
    let pointer = schema["$ref"].as_str();
    let target = pointer.and_then(|pointer| document().pointer(pointer.trim_start_matches('#')));
    target.unwrap_or(schema)
}

/// Tells what the value of a field may be, as its schema says.
fn tell(error: &mut FieldError, schema: &'static Value) {
    let schema = resolved(schema);
    error.minimum = schema["minimum"].as_i64();
    error.maximum = schema["maximum"].as_i64();
    error.min_length = schema["minLength"].as_u64();
    error.max_length = schema["maxLength"].as_u64();
    error.min_items = schema["minItems"].as_u64();
    error.max_items = schema["maxItems"].as_u64();
    error.pattern = schema["pattern"].as_str().map(str::to_owned);
    error.format = schema["format"].as_str().map(str::to_owned);
    error.allowed = schema["enum"].as_array().map(|values| {
        let known: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        known.join(" ")
    });
}

/// What is wrong with the value of a parameter.
fn misfit(schema: &Value, value: &str) -> Option<(&'static str, &'static str)> {
    if let Some(values) = schema["enum"].as_array() {
        let is_known = values.iter().any(|known| known == value);
        return (!is_known).then_some(("unknown_value", "is none of the documented values"));
    }
    let is = |name: &str| match &schema["type"] {
        Value::String(one) => one == name,
        Value::Array(several) => several.iter().any(|one| one == name),
        _ => false,
    };
    if is("integer") {
        let Ok(number) = value.parse::<i64>() else {
            return Some(("wrong_type", "is not a whole number"));
        };
        let is_less = schema["minimum"]
            .as_i64()
            .is_some_and(|least| number < least);
        let is_more = schema["maximum"].as_i64().is_some_and(|most| number > most);
        return (is_less || is_more).then_some(("out_of_range", "is outside of its bounds"));
    }
    if is("boolean") {
        let is_known = matches!(value, "true" | "false");
        return (!is_known).then_some(("wrong_type", "is neither true nor false"));
    }
    let is_written = match schema["format"].as_str() {
        Some("uuid") => Uuid::try_parse(value).is_ok(),
        Some("date") => value.parse::<NaiveDate>().is_ok(),
        Some("date-time") => DateTime::parse_from_rfc3339(value).is_ok(),
        _ => true,
    };
    if !is_written {
        return Some(("malformed", "is not written in the documented format"));
    }
    let length = u64::try_from(value.chars().count()).unwrap_or(u64::MAX);
    if schema["minLength"]
        .as_u64()
        .is_some_and(|least| length < least)
    {
        return Some(("too_short", "has too few characters"));
    }
    let is_long = schema["maxLength"]
        .as_u64()
        .is_some_and(|most| length > most);
    is_long.then_some(("too_long", "has too many characters"))
}
