//! What the framework would say by itself, said as a problem.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header::ALLOW},
    web::{Data, PathConfig, QueryConfig},
};

use crate::{
    app::Hallpass,
    problem::{ApiError, ProblemKind},
};

/// Path parameters that cannot be read: an id that is no id names nothing.
pub fn path_config() -> PathConfig {
    PathConfig::default().error_handler(|_, _| ApiError::NOT_FOUND.into())
}

/// Query parameters that cannot be read.
pub fn query_config() -> QueryConfig {
    QueryConfig::default()
        .error_handler(|_, _| ApiError::from(ProblemKind::InvalidParameter).into())
}

/// An address without a handler: another method may be known there (RFC 9110 §15.5.6), or none.
pub async fn no_such_address(request: HttpRequest, hallpass: Data<Hallpass>) -> HttpResponse {
    let methods = hallpass.methods_at(request.match_info().as_str());
    if methods.is_empty() {
        return with_error(ApiError::NOT_FOUND);
    }
    let mut allowed: Vec<&str> = methods.iter().map(Method::as_str).collect();
    if methods.contains(&Method::GET) {
        allowed.push("HEAD");
    }
    allowed.push("OPTIONS");
    let allowed = allowed.join(", ");
    if *request.method() == Method::OPTIONS {
        return HttpResponse::NoContent()
            .insert_header((ALLOW, allowed))
            .finish();
    }
    let mut response = with_error(ProblemKind::MethodNotAllowed.into());
    if let Ok(value) = allowed.parse() {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}

fn with_error(error: ApiError) -> HttpResponse {
    HttpResponse::from_error(error)
}
