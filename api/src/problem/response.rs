//! How a problem leaves the server.

use actix_web::{
    HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, RETRY_AFTER, WWW_AUTHENTICATE},
    },
};
use domain::{
    access::{Denial, Relationship, permitted},
    text_enum::TextEnum,
    wire::Explained as _,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    error::ApiError,
    field_error::FieldError,
    kind::ProblemKind,
    reason::ProblemReason,
    rule::{RefusingRule, of_action, of_conflict, of_kind},
    token_reason::TokenReason,
};

/// Seconds that a busy server asks a client to wait.
const BUSY_FOR: u32 = 2;

/// Seconds after which who is kept waiting by a roster is to try again.
const APPLYING_FOR: u32 = 10;

/// A problem (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// The address of the description of this type of problem, relative to the server.
    #[serde(rename = "type")]
    #[schema(
        max_length = 128,
        format = "uri-reference",
        example = "/problems/not_found"
    )]
    pub type_uri: String,
    /// What is wrong, in a sentence that is the same for every occurrence.
    #[schema(max_length = 200, pattern = r"^[^\n]*$")]
    pub title: String,
    /// What the client can do, or the reason in this particular case, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200, pattern = r"^[^\n]*$")]
    pub detail: Option<String>,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599, format = "int32")]
    pub status: u16,
    /// The type of problem, as a stable word.
    #[schema(value_type = ProblemKind)]
    pub code: String,
    /// Why, of a problem that has several causes: of a state that conflicts, and of an access token that
    /// is not accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ProblemReason>)]
    pub reason: Option<String>,
    /// The rule by which it is refused, if the caller may know of the subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<RefusingRule>)]
    pub rule: Option<String>,
    /// Who may do it, if the caller may know of the subject but not do this.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub who_may: Vec<Relationship>,
    /// The id of the request, as in the `Request-Id` header.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uuid", value_type = Option<String>)]
    pub request_id: Option<String>,
    /// The invalid members, parameters or headers, if any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 500)]
    pub errors: Vec<FieldError>,
}

impl Problem {
    /// The problem of a kind, with the fields that are wrong.
    pub fn of(kind: ProblemKind, errors: Vec<FieldError>) -> Self {
        Self {
            type_uri: format!("/problems/{}", kind.as_str()),
            title: kind.title().to_owned(),
            detail: Some(kind.advice().to_owned()),
            status: kind.status().as_u16(),
            code: kind.as_str().to_owned(),
            reason: None,
            rule: of_kind(kind).map(written),
            who_may: Vec::new(),
            request_id: None,
            errors,
        }
    }

    /// The media type of problems.
    pub const MEDIA_TYPE: &str = "application/problem+json";
}

fn written(rule: RefusingRule) -> String {
    rule.as_str().to_owned()
}

impl From<&ApiError> for Problem {
    fn from(error: &ApiError) -> Self {
        let errors = match error {
            ApiError::Fields { errors, .. } => errors.clone(),
            _ => Vec::new(),
        };
        let mut problem = Self::of(error.kind(), errors);
        match error {
            ApiError::Conflict(reason) => {
                problem.detail = Some(reason.explanation());
                problem.reason = Some(reason.as_str().to_owned());
                problem.rule = of_conflict(*reason).map(written);
            }
            ApiError::Unauthenticated(reason) => problem.reason = Some(reason.as_str().to_owned()),
            ApiError::Refused(refusal) if refusal.denial == Denial::Forbidden => {
                problem.who_may = permitted(refusal.action).collect();
                problem.rule = of_action(refusal.action).map(written);
            }
            _ => {}
        }
        problem
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.kind().status()
    }

    fn error_response(&self) -> HttpResponse {
        let kind = self.kind();
        match self {
            Self::Database(failure)
                if !matches!(
                    kind,
                    ProblemKind::RosterBeingApplied | ProblemKind::InvalidCursor
                ) =>
            {
                log::error!("{}: {failure}", kind.as_str());
            }
            Self::Internal(cause) => log::error!("{}: {cause}", kind.as_str()),
            Self::Database(_)
            | Self::Refused(_)
            | Self::Fields { .. }
            | Self::Plain(_)
            | Self::Conflict(_)
            | Self::Unauthenticated(_)
            | Self::Later { .. } => {}
        }
        let mut response = HttpResponse::build(kind.status());
        response
            .content_type(Problem::MEDIA_TYPE)
            .insert_header((CACHE_CONTROL, "no-store"));
        match self {
            Self::Later { seconds, .. } => {
                response.insert_header((RETRY_AFTER, seconds.to_string()));
            }
            // What is left of the body is not waited for (RFC 9110 §15.5.9).
            _ if kind == ProblemKind::RequestTimeout => {
                response.force_close();
            }
            _ if kind == ProblemKind::Busy => {
                response.insert_header((RETRY_AFTER, BUSY_FOR.to_string()));
            }
            _ if kind == ProblemKind::RosterBeingApplied => {
                response.insert_header((RETRY_AFTER, APPLYING_FOR.to_string()));
            }
            _ => {}
        }
        // RFC 9110 §15.5.2: every 401 says how to authenticate.
        if kind.status() == StatusCode::UNAUTHORIZED {
            let reason = match self {
                Self::Unauthenticated(reason) => *reason,
                _ => TokenReason::Missing,
            };
            response.insert_header((WWW_AUTHENTICATE, reason.challenge()));
        }
        response.json(Problem::from(self))
    }
}
