//! Checks of what people type about organizations.

use chrono::{Datelike, NaiveDate};
use domain::{accounts::emails::EmailRecipient, organizations::time_zone};
use validator::ValidationError;

use crate::problem::ApiError;

/// The years in which a day of a school can lie.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

/// Checks that a day lies in a year with which both databases can reckon.
///
/// # Errors
/// `out_of_range`.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "validator hands a reference"
)]
pub fn school_day(day: &NaiveDate) -> Result<(), ValidationError> {
    if YEARS.contains(&day.year()) {
        Ok(())
    } else {
        Err(ValidationError::new("out_of_range").with_message("must lie in 2000 to 2199".into()))
    }
}

/// Checks the name of a time zone.
///
/// # Errors
/// `unknown_time_zone`.
pub fn iana_zone(name: &str) -> Result<(), ValidationError> {
    time_zone::parse(name).map(drop).map_err(|_| {
        ValidationError::new("unknown_time_zone")
            .with_message("is not the name of an IANA time zone".into())
    })
}

/// Checks a short name: lower-case letters, digits and single hyphens between them.
///
/// # Errors
/// `not_a_slug`.
pub fn slug(text: &str) -> Result<(), ValidationError> {
    let well_formed = (3..=40).contains(&text.len())
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        });
    if well_formed {
        Ok(())
    } else {
        Err(ValidationError::new("not_a_slug").with_message(
            "must be 3 to 40 lower-case letters and digits, with single hyphens between".into(),
        ))
    }
}

/// Checks the e-mail address of an adult.
///
/// # Errors
/// `malformed_email`.
pub fn adult_email(text: &str) -> Result<(), ValidationError> {
    EmailRecipient::of_adult(text).map(drop).map_err(|_| {
        ValidationError::new("malformed_email").with_message("is not an e-mail address".into())
    })
}

/// Reads the e-mail address of an adult in the field of this name.
///
/// # Errors
/// `malformed_email`.
pub fn read_adult_email(pointer: &str, text: &str) -> Result<EmailRecipient, ApiError> {
    EmailRecipient::of_adult(text)
        .map_err(|_| ApiError::field(pointer, "malformed_email", "is not an e-mail address"))
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_short_name_fits_into_an_address() {
        for good in ["maple", "maple-2", "ps-118-q"] {
            assert!(slug(good).is_ok(), "{good}");
        }
        let long = "m".repeat(41);
        for bad in [
            "ab", "Maple", "maple-", "-maple", "ma--ple", "ma ple", "äpfel", &long,
        ] {
            assert!(slug(bad).is_err(), "{bad}");
        }
    }
}
