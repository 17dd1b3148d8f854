//! The scopes of a consent as they stand in a column: words, with spaces between them.

use std::collections::BTreeSet;

use domain::{consent::scope::ConsentScope, text_enum::TextEnum as _};

use crate::error::DbError;

pub(super) fn write(scopes: &BTreeSet<ConsentScope>) -> String {
    let words: Vec<_> = scopes.iter().map(|scope| scope.as_str()).collect();
    words.join(" ")
}

pub(super) fn read(stored: &str) -> Result<BTreeSet<ConsentScope>, DbError> {
    stored
        .split_ascii_whitespace()
        .map(|word| ConsentScope::parse(word).ok_or(DbError::Corrupt("a scope is a known word")))
        .collect()
}
