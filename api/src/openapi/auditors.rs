//! The fields for auditors, from the policy.

use domain::{
    access::{ActionKind, Relationship, decide, permitted},
    text_enum::TextEnum,
};
use serde_json::{Value, json};

use super::{
    head::ACCESS_TOKEN,
    visit::{self, Documented},
};
use crate::{
    limits::RateClass,
    operations::{AuditEffect, Operation, Requires},
    routes,
};

/// Completes every operation that is in the list of operations.
pub(super) fn complete(document: &mut Value) {
    visit::operations(document, |documented| {
        if let Some(operation) = routes::operation(documented.id()) {
            describe(documented, operation);
        }
    });
}

fn describe(documented: Documented<'_>, operation: &Operation) {
    let security = match operation.needs {
        Requires::Nothing => json!([]),
        Requires::Permit(_) => json!([{ ACCESS_TOKEN: [] }]),
    };
    let class = RateClass::of(operation);
    let members = documented.members;
    members.insert("security".to_owned(), security);
    for (name, value) in fields(operation) {
        members.insert(name.to_owned(), value);
    }
    members.insert("x-rate-class".to_owned(), json!(class.as_str()));
}

fn fields(operation: &Operation) -> [(&'static str, Value); 6] {
    let (permission, roles, bases) = match operation.needs {
        Requires::Nothing => ("public", vec!["anybody"], Vec::new()),
        Requires::Permit(action) => (action.as_str(), roles(action), bases(action)),
    };
    let audit = match (operation.leaves, operation.needs) {
        (AuditEffect::Nothing, _) => "none",
        (_, Requires::Permit(action)) => action.as_str(),
        (_, Requires::Nothing) => operation.id,
    };
    let categories: Vec<&str> = operation
        .categories
        .iter()
        .map(|category| category.as_str())
        .collect();
    let mut retention: Vec<&str> = operation
        .categories
        .iter()
        .map(|category| category.retention_rule().as_str())
        .collect();
    retention.sort_unstable();
    retention.dedup();
    [
        ("x-permission", json!(permission)),
        ("x-roles", json!(roles)),
        ("x-legal-basis", json!(bases)),
        ("x-data-categories", json!(categories)),
        ("x-audit-event", json!(audit)),
        ("x-retention", json!(retention)),
    ]
}

fn roles(action: ActionKind) -> Vec<&'static str> {
    permitted(action).map(TextEnum::as_str).collect()
}

fn bases(action: ActionKind) -> Vec<&'static str> {
    let mut bases: Vec<&str> = Relationship::ALL
        .iter()
        .filter_map(|relationship| decide(action, *relationship).ok())
        .map(TextEnum::as_str)
        .collect();
    bases.sort_unstable();
    bases.dedup();
    bases
}
