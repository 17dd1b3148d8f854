//! Whether two releases together give somebody away: a group that lost one student says what that student
//! did (FER-18, step 6).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::{ReleaseForm, SMALLEST_GROUP};
use crate::ids::SchoolId;

/// How long a measure is not released again: whoever compares two tables of the same group sees what those
/// did who changed between them.
const BETWEEN_RELEASES: TimeDelta = TimeDelta::days(28);

/// A release of the same measure that was made before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierRelease {
    /// When.
    pub released_at: DateTime<Utc>,
    /// What it said of its groups.
    pub form: ReleaseForm,
    /// How many students of each school were there at one of the two times and not at the other. Who is not
    /// known any more counts as one who left.
    pub differing: BTreeMap<SchoolId, u32>,
}

impl EarlierRelease {
    /// The schools of which the two tables together would tell what few students did.
    fn alike(&self) -> impl Iterator<Item = (SchoolId, u32)> + '_ {
        let alike = self.differing.iter();
        let alike = alike.filter(|(_, differing)| is_few(**differing));
        alike.map(|(school, differing)| (*school, *differing))
    }
}

fn is_few(students: u32) -> bool {
    (1..SMALLEST_GROUP).contains(&students)
}

/// The schools of which nothing is told, because an earlier release told of nearly the same students.
pub fn untold(earlier: &[EarlierRelease]) -> BTreeSet<SchoolId> {
    earlier
        .iter()
        .flat_map(|release| release.alike().map(|(school, _)| school))
        .collect()
}

/// Why nothing is released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseRefused {
    /// There are too few students.
    #[error("there are too few students")]
    TooFew,
    /// The measure was released less than 28 days ago.
    #[error("the measure was released less than 28 days ago")]
    TooSoon,
    /// A group of before differs by too few students.
    #[error("a group of an earlier release differs by too few students")]
    TooSimilar,
    /// The measure is released in the other form.
    #[error("the measure is released in the other form")]
    OtherForm,
}

/// Whether a measure may be released of so many students, beside what was released before.
///
/// # Errors
/// [`ReleaseRefused`].
pub fn may_release(
    students: u32,
    form: ReleaseForm,
    earlier: &[EarlierRelease],
    now: DateTime<Utc>,
) -> Result<(), ReleaseRefused> {
    if students < SMALLEST_GROUP {
        return Err(ReleaseRefused::TooFew);
    }
    if earlier.iter().any(|release| release.form != form) {
        return Err(ReleaseRefused::OtherForm);
    }
    // What is not told of single schools follows of them together from the total.
    let is_alike = |release: &EarlierRelease| {
        is_few(release.differing.values().sum())
            || is_few(release.alike().map(|(_, few)| few).sum())
    };
    if earlier.iter().any(is_alike) {
        return Err(ReleaseRefused::TooSimilar);
    }
    let is_recent = |release: &EarlierRelease| now < release.released_at + BETWEEN_RELEASES;
    if earlier.iter().any(is_recent) {
        return Err(ReleaseRefused::TooSoon);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-28T09:00:00Z".parse().unwrap()
    }

    fn school(number: u128) -> SchoolId {
        SchoolId::from_uuid(uuid::Uuid::from_u128(number))
    }

    fn before(days: i64, differing: u32) -> EarlierRelease {
        EarlierRelease {
            released_at: now() - TimeDelta::days(days),
            form: ReleaseForm::Counts,
            differing: [(school(1), differing), (school(2), 0)].into(),
        }
    }

    #[test]
    fn fer_18_of_a_school_where_few_came_or_left_nothing_is_told() {
        let mut release = before(60, 1);
        release.differing.insert(school(2), 12);
        release.differing.insert(school(3), 40);
        assert_eq!(
            untold(std::slice::from_ref(&release)),
            BTreeSet::from([school(1)])
        );
        // That one student would follow from the total of all schools.
        let may = |release: &EarlierRelease| {
            let earlier = std::slice::from_ref(release);
            may_release(100, ReleaseForm::Counts, earlier, now())
        };
        assert_eq!(may(&release), Err(ReleaseRefused::TooSimilar));
        release.differing.insert(school(2), 9);
        assert_eq!(may(&release), Ok(()));
    }

    #[test]
    fn fer_18_two_releases_that_differ_by_one_student_are_not_both_made() {
        let may =
            |differing| may_release(100, ReleaseForm::Counts, &[before(60, differing)], now());
        assert_eq!(may(0), Ok(()));
        assert_eq!(may(1), Err(ReleaseRefused::TooSimilar));
        assert_eq!(may(9), Err(ReleaseRefused::TooSimilar));
        assert_eq!(may(10), Ok(()));
        let two = [before(90, 1), before(60, 40)];
        assert_eq!(
            may_release(100, ReleaseForm::Counts, &two, now()),
            Err(ReleaseRefused::TooSimilar)
        );
    }

    #[test]
    fn fer_18_a_measure_is_released_once_in_28_days_and_in_one_form() {
        let may = |release| may_release(100, ReleaseForm::Counts, &[release], now());
        assert_eq!(may(before(27, 0)), Err(ReleaseRefused::TooSoon));
        assert_eq!(may(before(28, 0)), Ok(()));
        assert_eq!(
            may_release(100, ReleaseForm::Shares, &[before(60, 0)], now()),
            Err(ReleaseRefused::OtherForm)
        );
    }

    #[test]
    fn fer_18_of_nine_students_nothing_is_released() {
        let may = |students| may_release(students, ReleaseForm::Counts, &[], now());
        assert_eq!(may(9), Err(ReleaseRefused::TooFew));
        assert_eq!(may(10), Ok(()));
    }
}
