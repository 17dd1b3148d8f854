//! Checks of what people type about organizations.

use chrono::{Datelike, NaiveDate};
use domain::{accounts::emails::EmailRecipient, text::EmailAddress};
use validator::ValidationError;

use crate::problem::ApiError;

/// The years in which a day of a school can lie.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

/// Checks that a day lies in a year with which both databases can reckon.
///
/// # Errors
/// `out_of_range`.
pub fn school_day(day: &NaiveDate) -> Result<(), ValidationError> {
    if YEARS.contains(&day.year()) {
        Ok(())
    } else {
        Err(ValidationError::new("out_of_range").with_message("must lie in 2000 to 2199".into()))
    }
}

/// Reads the e-mail address of an adult in the field of this name.
///
/// # Errors
/// `malformed_email`.
pub fn read_adult_email(pointer: &str, typed: &EmailAddress) -> Result<EmailRecipient, ApiError> {
    EmailRecipient::of_adult(typed.as_str())
        .map_err(|_| ApiError::field(pointer, "malformed_email", "is not an e-mail address"))
}
