//! The fields for auditors, from the policy; and what every operation can answer.

use domain::{
    access::{ActionKind, Relationship, decide},
    words::Word,
};
use serde_json::{Value, json};
use utoipa::openapi::{
    OpenApi, Ref, RefOr,
    content::ContentBuilder,
    extensions::ExtensionsBuilder,
    path::Operation as DocumentOperation,
    response::{Response, ResponseBuilder},
    security::SecurityRequirement,
};

use super::head::ACCESS_TOKEN;
use crate::{
    operations::{Leaves, Needs, Operation},
    problem::{Problem, ProblemKind},
    routes,
};

/// Completes every operation of the document.
pub(super) fn complete(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    for (name, schema) in [
        ("Problem", <Problem as utoipa::PartialSchema>::schema()),
        (
            "FieldError",
            <crate::problem::FieldError as utoipa::PartialSchema>::schema(),
        ),
    ] {
        components.schemas.entry(name.to_owned()).or_insert(schema);
    }
    for item in document.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.patch,
            &mut item.delete,
        ];
        for documented in operations.into_iter().flatten() {
            let id = documented.operation_id.clone().unwrap_or_default();
            if let Some(operation) = routes::operations().find(|operation| operation.id == id) {
                describe(documented, operation);
            }
        }
    }
}

fn describe(documented: &mut DocumentOperation, operation: &Operation) {
    documented.security = Some(match operation.needs {
        Needs::Nothing => Vec::new(),
        Needs::Permit(_) => vec![SecurityRequirement::new(ACCESS_TOKEN, Vec::<String>::new())],
    });
    let fields = fields(operation);
    let extensions = fields
        .into_iter()
        .fold(ExtensionsBuilder::new(), |builder, (name, value)| {
            builder.add(name, value)
        })
        .build();
    documented
        .extensions
        .get_or_insert_default()
        .merge(extensions);
    for kind in possible(operation, documented) {
        let status = kind.status().as_u16().to_string();
        documented
            .responses
            .responses
            .entry(status)
            .or_insert_with(|| RefOr::T(problem(kind)));
    }
}

/// The problems that an operation can answer with, one a status.
fn possible(operation: &Operation, documented: &DocumentOperation) -> Vec<ProblemKind> {
    let mut kinds = vec![
        ProblemKind::InvalidParameter,
        ProblemKind::NotFound,
        ProblemKind::TooManyRequests,
        ProblemKind::Internal,
        ProblemKind::Busy,
    ];
    if let Needs::Permit(_) = operation.needs {
        kinds.extend([ProblemKind::Unauthenticated, ProblemKind::Forbidden]);
    }
    if documented.request_body.is_some() {
        kinds.extend([
            ProblemKind::PayloadTooLarge,
            ProblemKind::UnsupportedMediaType,
            ProblemKind::InvalidFields,
        ]);
    }
    kinds
}

fn problem(kind: ProblemKind) -> Response {
    let schema = Ref::from_schema_name("Problem");
    ResponseBuilder::new()
        .description(kind.title())
        .content(
            Problem::MEDIA_TYPE,
            ContentBuilder::new()
                .schema(Some(schema))
                .example(Some(json!(Problem::of(kind, Vec::new()))))
                .build(),
        )
        .build()
}

fn fields(operation: &Operation) -> Vec<(&'static str, Value)> {
    let (permission, roles, bases) = match operation.needs {
        Needs::Nothing => ("public", vec!["anybody"], Vec::new()),
        Needs::Permit(action) => (action.as_str(), roles(action), bases(action)),
    };
    let audit = match (operation.leaves, operation.needs) {
        (Leaves::Nothing, _) => "none",
        (_, Needs::Permit(action)) => action.as_str(),
        (_, Needs::Nothing) => operation.id,
    };
    let categories: Vec<&str> = operation
        .categories
        .iter()
        .map(|category| category.as_str())
        .collect();
    let mut retention: Vec<&str> = operation
        .categories
        .iter()
        .map(|category| category.retention_rule())
        .collect();
    retention.sort_unstable();
    retention.dedup();
    vec![
        ("x-permission", json!(permission)),
        ("x-roles", json!(roles)),
        ("x-legal-basis", json!(bases)),
        ("x-data-categories", json!(categories)),
        ("x-audit-event", json!(audit)),
        ("x-retention", json!(retention)),
    ]
}

fn roles(action: ActionKind) -> Vec<&'static str> {
    Relationship::ALL
        .iter()
        .filter(|relationship| decide(action, **relationship).is_ok())
        .map(|relationship| relationship.as_str())
        .collect()
}

fn bases(action: ActionKind) -> Vec<&'static str> {
    let mut bases: Vec<&str> = Relationship::ALL
        .iter()
        .filter_map(|relationship| decide(action, *relationship).ok())
        .map(Word::as_str)
        .collect();
    bases.sort_unstable();
    bases.dedup();
    bases
}
