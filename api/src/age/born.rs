//! A year or a month of birth, as a body has it.

use chrono::{DateTime, Utc};
use domain::{
    age::{evidence::DobEvidence, gate::read_born},
    parameters::choices::HIGHEST_AGE,
    text::YearOrMonth,
};

use crate::problem::{ApiError, FieldError};

/// Reads a year or a month of birth, of the member that the pointer names.
///
/// # Errors
/// If nobody who lives was born then.
pub(crate) fn read(
    pointer: impl Into<String>,
    born: &YearOrMonth,
    now: DateTime<Utc>,
) -> Result<DobEvidence, ApiError> {
    read_born(born.as_str(), now.date_naive(), HIGHEST_AGE.default).map_err(|unreadable| {
        let error = FieldError::new(pointer, "out_of_range", unreadable.to_string());
        ApiError::fields(vec![error])
    })
}
