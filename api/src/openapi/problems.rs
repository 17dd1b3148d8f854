//! The problems that an operation can answer with: one shared answer for each status, with an
//! example of every kind of problem that has it.

use domain::{access::Relationship, text_enum::TextEnum, wire::Explained as _};
use serde_json::{Map, Value, json};
use utoipa::{PartialSchema as _, ToSchema as _, openapi::OpenApi};

use super::{
    parameters::is_keyed,
    visit::{self, Documented, Members, reference},
};
use crate::{
    operations::Requires,
    problem::{ConflictReason, FieldError, Problem, ProblemKind, TokenReason},
    routes,
};

/// The request of the examples.
const REQUEST: &str = "01996b3c-7a00-7000-8000-00000000000f";

/// Adds the form of problems, which no handler names.
pub(super) fn add_schemas(document: &mut OpenApi) {
    let schemas = &mut document.components.get_or_insert_default().schemas;
    schemas.insert("Problem".to_owned(), Problem::schema());
    let mut inner = Vec::new();
    Problem::schemas(&mut inner);
    schemas.extend(inner);
}

/// Gives every operation the problems that it can answer with.
pub(super) fn complete(document: &mut Value) {
    let mut used = Vec::new();
    visit::operations(document, |mut documented| {
        let possible = possible(&documented);
        let Some(responses) = documented.responses() else {
            return;
        };
        for (status, response) in responses.iter_mut() {
            if (status.starts_with('4') || status.starts_with('5')) && response["content"].is_null()
            {
                response["content"] = content(status);
            }
        }
        for kind in possible {
            let status = kind.status().as_str().to_owned();
            responses
                .entry(status)
                .or_insert_with(|| reference("responses", name(kind)));
            used.push(kind.status());
        }
        responses.sort_keys();
    });
    let shared = ProblemKind::ALL
        .iter()
        .filter(|kind| used.contains(&kind.status()))
        .map(|kind| {
            let description = kind.status().canonical_reason().unwrap_or_default();
            let content = content(kind.status().as_str());
            let response = json!({ "description": description, "content": content });
            (name(*kind), response)
        });
    visit::share(document, "responses", shared);
}

/// The kinds of problems, one a status, that an operation can answer with.
fn possible(documented: &Documented<'_>) -> Vec<ProblemKind> {
    let writes = documented.method != "get";
    let needs = routes::operation(documented.id()).map(|operation| operation.needs);
    let is_public = matches!(needs, None | Some(Requires::Nothing));
    let takes = documented.has_body();
    let optional = [
        (!is_public || writes, ProblemKind::Unauthenticated),
        (!is_public || writes, ProblemKind::Forbidden),
        (writes, ProblemKind::StateConflict),
        (is_negotiated(documented), ProblemKind::NotAcceptable),
        (takes, ProblemKind::RequestTimeout),
        (takes, ProblemKind::PayloadTooLarge),
        (takes, ProblemKind::UnsupportedMediaType),
        (takes, ProblemKind::InvalidFields),
        (is_keyed(documented.id()), ProblemKind::IdempotencyKeyReused),
        (
            documented.has_parameter("If-Match"),
            ProblemKind::PreconditionFailed,
        ),
        (
            documented.has_parameter("If-Match"),
            ProblemKind::PreconditionRequired,
        ),
    ];
    let always = [
        ProblemKind::InvalidParameter,
        ProblemKind::NotFound,
        ProblemKind::MethodNotAllowed,
        ProblemKind::TooManyRequests,
        ProblemKind::Internal,
        ProblemKind::Busy,
    ];
    let optional = optional
        .into_iter()
        .filter_map(|(applies, kind)| applies.then_some(kind));
    always.into_iter().chain(optional).collect()
}

/// Whether it answers in the media type that the client prefers.
fn is_negotiated(documented: &Documented<'_>) -> bool {
    let content = documented.members.get("responses");
    let content = content.and_then(|responses| responses["200"]["content"].as_object());
    content.is_some_and(|content| content.len() > 1)
}

/// The name of the shared answer with this kind's status.
fn name(kind: ProblemKind) -> String {
    kind.status()
        .canonical_reason()
        .unwrap_or_default()
        .split_whitespace()
        .collect()
}

/// A problem of this status, with an example of each kind that has it.
fn content(status: &str) -> Value {
    let examples: Members = ProblemKind::ALL
        .iter()
        .filter(|kind| kind.status().as_str() == status)
        .map(|kind| {
            let shown = json!({ "summary": kind.title(), "value": example(*kind) });
            (kind.as_str().to_owned(), shown)
        })
        .collect();
    let schema = reference("schemas", "Problem");
    let mut media = Map::new();
    media.insert(
        Problem::MEDIA_TYPE.to_owned(),
        json!({ "schema": schema, "examples": examples }),
    );
    Value::Object(media)
}

fn example(kind: ProblemKind) -> Problem {
    let errors = match kind {
        ProblemKind::InvalidFields => {
            let message = "must have at most 120 characters";
            vec![FieldError {
                min_length: Some(1),
                max_length: Some(120),
                ..FieldError::new("/title", "too_long", message)
            }]
        }
        ProblemKind::InvalidParameter => vec![FieldError {
            minimum: Some(1),
            maximum: Some(200),
            ..FieldError::of_parameter("limit", "out_of_range", "is outside of its bounds")
        }],
        _ => Vec::new(),
    };
    let mut problem = Problem::of(kind, errors);
    match kind {
        ProblemKind::Unauthenticated => {
            problem.reason = Some(TokenReason::Expired.as_str().to_owned());
        }
        ProblemKind::StateConflict => {
            problem.detail = Some(ConflictReason::LastTeacherOfRecord.explanation());
            problem.reason = Some(ConflictReason::LastTeacherOfRecord.as_str().to_owned());
        }
        ProblemKind::Forbidden => {
            problem.who_may = vec![Relationship::SchoolAdmin, Relationship::DistrictAdmin];
        }
        _ => {}
    }
    problem.request_id = Some(REQUEST.to_owned());
    problem
}
