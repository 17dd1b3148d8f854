//! How the rules' refusals are answered.

use domain::exports::state::{AskRefusal, ExportRefusal};

use crate::problem::{ApiError, ConflictReason};

impl From<AskRefusal> for ApiError {
    fn from(refusal: AskRefusal) -> Self {
        Self::Conflict(match refusal {
            AskRefusal::OneIsOpen => ConflictReason::ExportOpen,
            AskRefusal::TooMany => ConflictReason::TooManyExports,
            AskRefusal::SchoolClosed => ConflictReason::ExportsClosed,
        })
    }
}

impl From<ExportRefusal> for ApiError {
    fn from(refusal: ExportRefusal) -> Self {
        Self::Conflict(match refusal {
            ExportRefusal::NotReady => ConflictReason::ExportNotReady,
            ExportRefusal::Over => ConflictReason::ExportOver,
        })
    }
}
