//! What every request and every answer has: an id, the headers of a careful API, a line in the log.

use std::time::Instant;

use actix_web::{
    Error, HttpMessage, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method, StatusCode,
        header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::Data,
};
use uuid::Uuid;

use super::trace_parent;
use crate::{
    app::Hallpass,
    logging::RequestLine,
    openapi,
    problem::{ApiError, Problem, ProblemKind},
};

/// The name of the header that carries a request's id.
const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");

/// Headers of every answer. A page that needs others sets them itself.
const HEADERS: [(&str, &str); 8] = [
    ("x-content-type-options", "nosniff"),
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'; sandbox",
    ),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    (
        "strict-transport-security",
        "max-age=63072000; includeSubDomains",
    ),
    ("cache-control", "no-store"),
];

/// The id of a request: in its answer, its problem, its log line and its audit events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(pub Uuid);

/// Finishes every request.
///
/// # Errors
/// What a layer below could not say as an answer.
pub async fn finish(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let began = Instant::now();
    let id = request_id(&request);
    request.extensions_mut().insert(RequestId(id));
    let trace = trace_parent::trace_id(request.headers()).map(str::to_owned);
    let method = request.method().clone();
    if method == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    let mut response = next.call(request).await?.map_into_boxed_body();
    if let Some(kind) = said_by_the_framework(&response) {
        response = problem_instead(response, kind, id);
    }
    if let Some(problem) = problem_of(&response, id) {
        response = response.map_body(|_, _| BoxBody::new(problem));
    }
    complete(response.headers_mut(), id);
    let (pattern, took) = (response.request().match_pattern(), began.elapsed());
    if let Some(hallpass) = response.request().app_data::<Data<Hallpass>>() {
        let status = response.status();
        let requests = &hallpass.metrics().requests;
        requests.answered(&method, pattern.as_deref(), status, took);
    }
    RequestLine {
        request_id: id,
        trace_id: trace.as_deref(),
        method: method.as_str(),
        route: pattern.as_deref(),
        status: response.status().as_u16(),
        took,
    }
    .write();
    Ok(response)
}

/// The client's id if it is a UUID, a new one otherwise.
fn request_id(request: &ServiceRequest) -> Uuid {
    request
        .headers()
        .get(REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| Uuid::try_parse(text).ok())
        .or_else(|| {
            request
                .app_data::<Data<Hallpass>>()
                .map(|hallpass| hallpass.new_request_id())
        })
        .unwrap_or_default()
}

/// The body of a problem with the request's id in it, and with what the document says of the fields.
fn problem_of(response: &ServiceResponse<BoxBody>, id: Uuid) -> Option<Vec<u8>> {
    let error = response.response().error()?.as_error::<ApiError>()?;
    let mut problem = Problem::from(error);
    explain(&mut problem, error.kind(), response.request());
    problem.request_id = Some(id.to_string());
    serde_json::to_vec(&problem).ok()
}

/// Names the parameters that are not as the document says, and the bounds of every field that is
/// wrong.
fn explain(problem: &mut Problem, kind: ProblemKind, request: &HttpRequest) {
    let Some(path) = request.match_pattern() else {
        return;
    };
    let method = request.method().as_str().to_ascii_lowercase();
    match kind {
        ProblemKind::InvalidParameter if problem.errors.is_empty() => {
            problem.errors = openapi::wrong_parameters(&path, &method, request.query_string());
        }
        ProblemKind::InvalidFields => {
            for error in &mut problem.errors {
                openapi::tell_bounds(&path, &method, error);
            }
        }
        _ => {}
    }
}

/// The kind of problem of a failure that no operation reported.
fn said_by_the_framework(response: &ServiceResponse<BoxBody>) -> Option<ProblemKind> {
    let status = response.status();
    let ours = response
        .response()
        .error()
        .is_some_and(|error| error.as_error::<ApiError>().is_some());
    if ours || !(status.is_client_error() || status.is_server_error()) {
        return None;
    }
    Some(match status {
        StatusCode::NOT_FOUND => ProblemKind::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => ProblemKind::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => ProblemKind::PayloadTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ProblemKind::UnsupportedMediaType,
        status if status.is_client_error() => ProblemKind::InvalidHeader,
        _ => ProblemKind::Internal,
    })
}

/// The same answer, said as a problem.
fn problem_instead(
    mut response: ServiceResponse<BoxBody>,
    kind: ProblemKind,
    id: Uuid,
) -> ServiceResponse<BoxBody> {
    let mut problem = Problem::of(kind, Vec::new());
    problem.request_id = Some(id.to_string());
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    response.response_mut().head_mut().status = kind.status();
    let media_type = HeaderValue::from_static(Problem::MEDIA_TYPE);
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response.map_body(|_, _| BoxBody::new(body))
}

fn complete(headers: &mut HeaderMap, id: Uuid) {
    for (name, value) in HEADERS {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(REQUEST_ID, value);
    }
}
