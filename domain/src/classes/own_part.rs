//! What a member of staff does to their own part in a class (FER-04, FER-05).

use chrono::{DateTime, Utc};

/// A part that has an end is for as long as somebody else gave it: a substitute does not lengthen their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the part is the caller's own, and ends by then at the latest")]
pub struct LongerOwnPart;

/// Whether a person who teaches gives their own part this end, in place of the one that it has.
///
/// # Errors
/// [`LongerOwnPart`].
pub fn may_end_own_part(
    current: Option<DateTime<Utc>>,
    wanted: Option<DateTime<Utc>>,
) -> Result<(), LongerOwnPart> {
    match (current, wanted) {
        (None, _) => Ok(()),
        (Some(current), Some(wanted)) if wanted <= current => Ok(()),
        (Some(_), _) => Err(LongerOwnPart),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fer_05_nobody_lengthens_their_own_part() {
        let day = |day: i64| DateTime::from_timestamp(day * 86_400, 0);
        for (current, wanted, expected) in [
            (None, None, Ok(())),
            (None, day(9), Ok(())),
            (day(5), day(4), Ok(())),
            (day(5), day(5), Ok(())),
            (day(5), day(6), Err(LongerOwnPart)),
            (day(5), None, Err(LongerOwnPart)),
        ] {
            let found = may_end_own_part(current, wanted);
            assert_eq!(found, expected, "{current:?} {wanted:?}");
        }
    }
}
