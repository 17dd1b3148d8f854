//! The names of types in the document. Each is derived from the name of the Rust type, here and
//! nowhere else, so that a name says what a thing is and not where it stands in the code.

use domain::wire::INLINE;
use serde_json::Value;

use super::visit::{self, Members, reference};

/// Types whose names are clear within their module alone, or are words of a language that clients are
/// written in, and their names in the document.
const OF_MODULES: &[(&str, &str)] = &[
    ("AttestationStatementView", "AttestationText"),
    ("AudienceView", "OrganizationAudience"),
    ("Category", "DataCategory"),
    ("ClassView", "SchoolClass"),
    ("Code", "RosterFindingCode"),
    ("Counts", "RosterChanges"),
    ("DomainView", "OrganizationDomain"),
    ("DomainsView", "OrganizationDomains"),
    ("EventResult", "EventResultKind"),
    ("FeedbackCodeView", "FeedbackSentence"),
    ("FindingView", "RosterFinding"),
    ("Hindrance", "JobHindrance"),
    ("ImportState", "RosterImportState"),
    ("ImportView", "RosterImport"),
    ("Kind", "RosterRecordKind"),
    ("Kinds", "RosterChangesOfKind"),
    // Two values that say nothing about what has them: they stand wherever they are used.
    ("Language", "inline.MessageLanguage"),
    ("LimitsView", "ServiceLimits"),
    ("MilestoneView", "AgeMilestone"),
    ("Outcome", "AttemptOutcome"),
    ("PartChange", "CoursePartChange"),
    ("PlannedChangeView", "RosterPlannedChange"),
    ("PlannedStep", "RosterPlannedStep"),
    ("Purpose", "DataPurpose"),
    ("PurposeView", "RegisteredPurpose"),
    ("PurposesView", "PurposeRegister"),
    ("RecordedView", "RecordedProgress"),
    ("RefusalCode", "RosterRefusalCode"),
    ("RefusalReason", "EventRefusalReason"),
    ("RefusalView", "RosterRefusal"),
    ("RequestState", "ConsentRequestState"),
    ("SessionKind", "SignInSessionKind"),
    ("SessionView", "SignInSession"),
    ("SettingView", "AccountSetting"),
    ("SettingsView", "AccountSettings"),
    ("Severity", "RosterFindingSeverity"),
    ("StudentAge", "StudentAgeGroup"),
    ("SubmissionsView", "ActivitySubmissions"),
    ("VersionView", "ServiceVersion"),
    ("Visibility", "CourseVisibility"),
    ("WithdrawnView", "WithdrawnConsent"),
];

/// What generic pages of rows are called in Rust, before the name of their rows. No rows come in both.
const PAGES: [&str; 2] = ["Page_", "CountedPage_"];

/// The name of a type in the document: without what only says that it is shown; what an author writes
/// is a draft, and a page of things is named after them.
pub(super) fn of_type(rust: &str) -> String {
    if rust.starts_with(INLINE) {
        return rust.to_owned();
    }
    if let Some((_, name)) = OF_MODULES.iter().find(|(known, _)| *known == rust) {
        return (*name).to_owned();
    }
    if let Some(rows) = PAGES.iter().find_map(|page| rust.strip_prefix(page)) {
        return format!("{}Page", of_type(rows));
    }
    if let Some(shown) = rust.strip_suffix("View") {
        return shown.to_owned();
    }
    match rust.strip_suffix("Form") {
        Some(written) => format!("{written}Draft"),
        None => rust.to_owned(),
    }
}

/// Gives every type its name in the document, and every pointer to it.
pub(super) fn derive(document: &mut Value) {
    if let Some(named) = document["components"]["schemas"].as_object_mut() {
        *named = std::mem::take(named)
            .into_iter()
            .map(|(rust, schema)| (of_type(&rust), schema))
            .collect();
    }
    rename_pointers(document);
}

fn rename_pointers(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(pointer)) = members.get_mut("$ref")
                && let Some(rust) = pointer.strip_prefix("#/components/schemas/")
            {
                *pointer = format!("#/components/schemas/{}", of_type(rust));
            }
            members
                .iter_mut()
                .for_each(|(_, member)| rename_pointers(member));
        }
        Value::Array(items) => items.iter_mut().for_each(rename_pointers),
        _ => {}
    }
}

/// Points to named schemas wherever their content stands inside other schemas, as it does in pages.
pub(super) fn point(document: &mut Value) {
    let named: Vec<(String, Members)> = document["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(name, schema)| Some((name.clone(), schema.as_object()?.clone())))
        .filter(|(_, schema)| schema.contains_key("properties"))
        .collect();
    visit::schemas(document, &mut |schema, _| {
        let items = schema.get("items").and_then(Value::as_object);
        let known = items.and_then(|items| named.iter().find(|(_, known)| known == items));
        if let Some((name, _)) = known {
            schema.insert("items".to_owned(), reference("schemas", name));
        }
    });
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::Value;

    use super::{INLINE, of_type};
    use crate::{openapi::document, operations::Operation, routes};

    /// Every type that an operation's bodies lead to: its Rust name and its schema.
    fn types() -> Vec<(String, Value)> {
        routes::operations()
            .flat_map(Operation::schemas)
            .map(|(name, schema)| (name, serde_json::to_value(schema).unwrap()))
            .collect()
    }

    #[test]
    fn no_two_types_have_one_name() {
        let mut known: BTreeMap<String, (String, Value)> = BTreeMap::new();
        let mut wrong = BTreeSet::new();
        for (rust, schema) in types() {
            let name = of_type(&rust);
            let (other, held) = known
                .entry(name.clone())
                .or_insert_with(|| (rust.clone(), schema.clone()));
            if *other != rust || *held != schema {
                wrong.insert(format!("{name}: {other} and {rust}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_name_says_what_a_thing_is_and_not_that_it_is_shown_or_filled_in() {
        let names: BTreeSet<String> = types()
            .into_iter()
            .map(|(rust, _)| of_type(&rust))
            .collect();
        let wrong: Vec<&String> = names
            .iter()
            .filter(|name| !name.starts_with(INLINE))
            .filter(|name| {
                name.ends_with("View") || name.ends_with("Form") || name.contains(['_', '.'])
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn no_type_has_a_member_of_its_own_name_because_generators_name_variables_after_both() {
        let mut wrong = BTreeSet::new();
        for (rust, schema) in types() {
            let name = of_type(&rust);
            if document()["components"]["schemas"][name.as_str()].is_null() {
                continue;
            }
            let own = |member: &String| member.replace('_', "") == name.to_lowercase();
            let members = schema["properties"].as_object().into_iter().flatten();
            wrong.extend(members.map(|(member, _)| member.clone()).filter(own));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn no_member_is_a_word_that_yaml_1_1_reads_as_a_boolean() {
        let booleans = ["y", "n", "yes", "no", "on", "off", "true", "false"];
        let mut wrong = BTreeSet::new();
        for (rust, schema) in types() {
            let members = schema["properties"].as_object().into_iter().flatten();
            let members = members.filter(|(member, _)| booleans.contains(&member.as_str()));
            wrong.extend(members.map(|(member, _)| format!("{rust}.{member}")));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_member_that_names_a_thing_names_the_same_kind_of_thing_everywhere() {
        let mut kinds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (_, schema) in types() {
            for (member, value) in schema["properties"].as_object().into_iter().flatten() {
                if !member.ends_with("_id") {
                    continue;
                }
                let variants = value["oneOf"].as_array().into_iter().flatten();
                let pointer = variants.chain([value]).find_map(|it| it["$ref"].as_str());
                if let Some(kind) = pointer.and_then(|pointer| pointer.rsplit('/').next()) {
                    kinds
                        .entry(member.clone())
                        .or_default()
                        .insert(kind.to_owned());
                }
            }
        }
        kinds.retain(|_, kinds| kinds.len() > 1);
        assert!(kinds.is_empty(), "{kinds:#?}");
    }
}
