//! Marks as administrators see them: how many, and of what. A mark is a keyed digest; whom it names nobody
//! can tell.

use persistence::rights::suppressions::Marks;
use serde::Serialize;
use utoipa::ToSchema;

/// How many people were erased and are not registered again by others.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct SuppressionsView {
    /// Marks of keys of rosters: a row with such a key is left out (`suppressed_person`).
    #[schema(minimum = 0, example = 2)]
    pub roster_keys: u32,
    /// Marks of adults' addresses.
    #[schema(minimum = 0, example = 1)]
    pub addresses: u32,
}

impl From<Marks> for SuppressionsView {
    fn from(marks: Marks) -> Self {
        Self {
            roster_keys: marks.roster_keys,
            addresses: marks.addresses,
        }
    }
}
