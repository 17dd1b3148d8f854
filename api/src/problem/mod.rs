//! Problems (RFC 9457): every refusal and failure that leaves the server, with one status table.
//!
//! What goes wrong is an [`ApiError`]; what the client sees is a [`Problem`] whose `code` is stable
//! and whose `type` leads to a page about it. Nothing internal is in it: the cause of a failure goes
//! to the log, once, here.

mod conflict_reason;
mod error;
mod field_code;
mod field_error;
mod kind;
mod page;
mod reason;
mod response;
mod rule;
mod token_reason;

pub use conflict_reason::ConflictReason;
pub use error::{ApiError, MOST_FIELDS};
pub use field_error::FieldError;
pub use kind::ProblemKind;
use page::show_problem_type;
pub use response::Problem;
pub use token_reason::TokenReason;

operations! {
    show_problem_type => Nothing, Nothing, [];
}
