//! What a batch is refused for that a sandbox does not keep (SCH-04).

use domain::text_enum::TextEnum as _;
use persistence::progress::{FoundDetail, WrittenPart};

use crate::problem::{ApiError, FieldError};

/// That events hold what a sandbox does not keep: each by its place in the body, and nothing of what it is.
pub(super) fn holds_details(found: &[FoundDetail], places: &[usize]) -> ApiError {
    let errors = found.iter().filter_map(|found| {
        let place = places.get(found.place)?;
        let part = match found.part {
            WrittenPart::Code => "code",
            WrittenPart::Answer => "answer",
        };
        let pointer = format!("/events/{place}/{part}");
        let detail = found.detail;
        Some(FieldError::new(pointer, detail.as_str(), detail.message()))
    });
    ApiError::fields(errors.collect())
}
