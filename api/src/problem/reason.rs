//! Why there is a problem that has several causes, as words.

use std::borrow::Cow;

use domain::wire::{meanings, schema_of};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use super::{conflict_reason::ConflictReason, token_reason::TokenReason};

/// Why there is a problem, as a stable word: in the document, of which `Problem` has the text.
#[derive(Clone, Copy, Debug)]
pub struct ProblemReason;

impl PartialSchema for ProblemReason {
    fn schema() -> RefOr<Schema> {
        let words = meanings::<TokenReason>().chain(meanings::<ConflictReason>());
        schema_of("Why there is the problem.", words)
    }
}

impl ToSchema for ProblemReason {
    fn name() -> Cow<'static, str> {
        "ProblemReason".into()
    }
}
