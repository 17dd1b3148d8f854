//! Choices that a generator can tell apart: each variant has a name, and the word that decides has
//! its place in the document (OpenAPI 3.1 §4.8.25).

use serde_json::{Value, json};

use super::visit::{Members, reference};

/// The member that tells variants apart.
const TAG: &str = "kind";

/// Completes every named choice whose variants each have a word of their own.
pub(super) fn complete(document: &mut Value) {
    let Some(named) = document["components"]["schemas"].as_object_mut() else {
        return;
    };
    let choices: Vec<String> = named
        .iter()
        .filter(|(_, schema)| schema["oneOf"].is_array())
        .map(|(name, _)| name.clone())
        .collect();
    for choice in choices {
        let Some(words) = words(named, &choice) else {
            continue;
        };
        let mapping: Members = words
            .into_iter()
            .enumerate()
            .map(|(place, word)| {
                let pointer = name_variant(named, &choice, place, &word);
                (word, pointer)
            })
            .collect();
        named[&choice]["discriminator"] = json!({ "propertyName": TAG, "mapping": mapping });
    }
}

/// The words of a choice's variants, if every variant has one.
fn words(named: &Members, choice: &str) -> Option<Vec<String>> {
    let variants = named.get(choice)?["oneOf"].as_array()?;
    let word = |variant: &Value| {
        let variant = pointed_to(variant)
            .and_then(|name| named.get(name))
            .unwrap_or(variant);
        let words = variant["properties"][TAG]["enum"].as_array()?;
        Some(words.first()?.as_str()?.to_owned())
    };
    variants.iter().map(word).collect()
}

/// Makes a variant a named schema, if it is not, and gives what its name is pointed to with.
fn name_variant(named: &mut Members, choice: &str, place: usize, word: &str) -> Value {
    let variant = named[choice]["oneOf"][place].clone();
    if let Some(name) = pointed_to(&variant) {
        // A pointer with anything beside it is a schema without a name to many generators.
        let pointer = reference("schemas", name);
        named[choice]["oneOf"][place] = pointer.clone();
        return pointer["$ref"].clone();
    }
    let name = format!("{choice}{}", capitalized(word));
    let pointer = reference("schemas", &name);
    named[choice]["oneOf"][place] = pointer.clone();
    named.insert(name, variant);
    pointer["$ref"].clone()
}

fn pointed_to(schema: &Value) -> Option<&str> {
    let pointer = schema["$ref"].as_str()?;
    pointer.strip_prefix("#/components/schemas/")
}

/// `check_for_understanding` as `CheckForUnderstanding`.
fn capitalized(word: &str) -> String {
    word.split('_')
        .flat_map(|part| {
            let mut letters = part.chars();
            let first = letters.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(letters)
        })
        .collect()
}
