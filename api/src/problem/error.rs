//! What can go wrong in an operation.

use domain::{
    access::{Denial, Refusal},
    text_enum::TextEnum as _,
    wire::Explained as _,
};
use persistence::{DbError, TransactionError, access::PermitError};

use super::{
    conflict_reason::ConflictReason, field_error::FieldError, kind::ProblemKind,
    token_reason::TokenReason,
};

/// Why an operation is not done.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// The policy refuses it. Logged in the audit log.
    #[error("refused by the policy")]
    Refused(#[from] Refusal),
    /// Fields are wrong.
    #[error("{} ({} fields)", kind.title(), .errors.len())]
    Fields {
        /// The kind of problem.
        kind: ProblemKind,
        /// The fields.
        errors: Vec<FieldError>,
    },
    /// A problem of a kind, with nothing to add.
    #[error("{} {}", .0.title(), .0.advice())]
    Plain(ProblemKind),
    /// The thing is not in a state in which this can be done, for this reason.
    #[error("{}", .0.explanation())]
    Conflict(ConflictReason),
    /// The access token is not accepted, for this reason.
    #[error("{} It is {}.", ProblemKind::Unauthenticated.title(), .0.as_str())]
    Unauthenticated(TokenReason),
    /// A problem that passes with time.
    #[error("{} Try again in {seconds} s.", kind.title())]
    Later {
        /// The kind of problem.
        kind: ProblemKind,
        /// Seconds after which to try again.
        seconds: u32,
    },
    /// The database failed.
    #[error("{0}")]
    Database(#[from] DbError),
    /// Something that cannot happen did.
    #[error("{0}")]
    Internal(&'static str),
}

/// Wrong fields that one answer names at most, so that it is no larger than a request.
pub const MOST_FIELDS: usize = 100;

impl From<PermitError> for ApiError {
    fn from(error: PermitError) -> Self {
        match error {
            PermitError::Refused(refusal) => Self::Refused(refusal),
            PermitError::AcceptFirst(_) => Self::Plain(ProblemKind::PolicyNotAccepted),
            PermitError::Sandbox => Self::Conflict(ConflictReason::SandboxStudent),
            PermitError::Database(failure) => Self::Database(failure),
        }
    }
}

impl ApiError {
    /// Not found.
    pub const NOT_FOUND: Self = Self::Plain(ProblemKind::NotFound);

    /// One field is wrong. The pointer is a JSON pointer (RFC 6901) into the body.
    pub fn field(pointer: impl Into<String>, code: &'static str, message: &'static str) -> Self {
        Self::fields(vec![FieldError::new(pointer, code, message)])
    }

    /// A header cannot be read.
    pub fn header(name: &'static str) -> Self {
        Self::parameter(ProblemKind::InvalidHeader, name)
    }

    /// A parameter or a header is not written as it must be.
    pub fn parameter(kind: ProblemKind, name: &'static str) -> Self {
        let error = FieldError::of_parameter(name, "malformed", "is not written as it must be");
        Self::Fields {
            kind,
            errors: vec![error],
        }
    }

    /// Fields are wrong: the first [`MOST_FIELDS`] are named.
    pub fn fields(mut errors: Vec<FieldError>) -> Self {
        errors.truncate(MOST_FIELDS);
        Self::Fields {
            kind: ProblemKind::InvalidFields,
            errors,
        }
    }

    /// The kind of problem that the client is told of.
    pub fn kind(&self) -> ProblemKind {
        match self {
            Self::Refused(refusal) => match refusal.denial {
                Denial::Hidden => ProblemKind::NotFound,
                Denial::Forbidden => ProblemKind::Forbidden,
            },
            Self::Conflict(_) => ProblemKind::StateConflict,
            Self::Unauthenticated(_) => ProblemKind::Unauthenticated,
            Self::Fields { kind, .. } | Self::Plain(kind) | Self::Later { kind, .. } => *kind,
            Self::Database(DbError::Unavailable(_)) => ProblemKind::Busy,
            Self::Database(DbError::RosterBeingApplied) => ProblemKind::RosterBeingApplied,
            Self::Database(DbError::CursorLost) => ProblemKind::InvalidCursor,
            Self::Database(failure) if failure.wants_retry() => ProblemKind::Busy,
            Self::Database(_) | Self::Internal(_) => ProblemKind::Internal,
        }
    }
}

impl From<ProblemKind> for ApiError {
    fn from(kind: ProblemKind) -> Self {
        Self::Plain(kind)
    }
}

impl TransactionError for ApiError {
    fn database(&self) -> Option<&DbError> {
        match self {
            Self::Database(failure) => Some(failure),
            _ => None,
        }
    }
}
