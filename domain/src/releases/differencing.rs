//! Whether two releases together give somebody away: a group that lost one student says what that student
//! did (FER-18, step 6).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::{ReleaseForm, SMALLEST_GROUP, crossings::Crossings};
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
    /// How many students were at the first of two places then and are at the second now; without a school, they
    /// were or are in no group.
    pub students: BTreeMap<(Option<SchoolId>, Option<SchoolId>), u32>,
    /// How many of then are not known any more. They left, it is not known from which school.
    pub forgotten: u32,
}

impl EarlierRelease {
    /// The schools that have or had students.
    fn schools(&self) -> BTreeSet<SchoolId> {
        let places = self.students.keys();
        places
            .flat_map(|(then, now)| [*then, *now])
            .flatten()
            .collect()
    }

    /// How many students were in a group at one of the two times, and not at the other.
    fn crossed(&self, is_in: impl Fn(Option<SchoolId>) -> bool) -> u32 {
        let students = self.students.iter();
        let crossed = students.filter(|((then, now), _)| is_in(*then) != is_in(*now));
        crossed
            .map(|(_, count)| *count)
            .fold(0, u32::saturating_add)
    }

    /// Whether the totals of all schools tell what few students did.
    fn is_alike(&self) -> bool {
        let crossed = self.crossed(|school| school.is_some());
        is_few(crossed.saturating_add(self.forgotten))
    }

    /// The schools of which the two tables together would tell what few students did.
    fn alike(&self) -> BTreeSet<SchoolId> {
        let schools = self.schools();
        if schools.len() == 1 {
            return if self.is_alike() {
                schools
            } else {
                BTreeSet::new()
            };
        }
        let may_be_few = |school: &SchoolId| {
            let crossed = self.crossed(|at| at == Some(*school));
            crossed < SMALLEST_GROUP && crossed.saturating_add(self.forgotten) > 0
        };
        schools.into_iter().filter(may_be_few).collect()
    }

    /// Whether the two tables tell of any schools together what few students did, where of some nothing is told.
    fn tells_of_few(&self, untold: &BTreeSet<SchoolId>) -> bool {
        let crossings = Crossings::new(&self.students, untold);
        self.is_alike() || crossings.are_few_somewhere(self.forgotten)
    }
}

fn is_few(students: u32) -> bool {
    (1..SMALLEST_GROUP).contains(&students)
}

/// The schools of which nothing is told, because an earlier release told of nearly the same students.
pub fn untold(earlier: &[EarlierRelease]) -> BTreeSet<SchoolId> {
    earlier.iter().flat_map(EarlierRelease::alike).collect()
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
    let untold = untold(earlier);
    if earlier.iter().any(|release| release.tells_of_few(&untold)) {
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

    /// A release of so many days ago, after which so many came to the first of two schools.
    fn before(days: i64, came: u32) -> EarlierRelease {
        let [one, two] = [1, 2].map(|number| Some(school(number)));
        EarlierRelease {
            released_at: now() - TimeDelta::days(days),
            form: ReleaseForm::Counts,
            students: [((one, one), 50), ((two, two), 50), ((None, one), came)].into(),
            forgotten: 0,
        }
    }

    fn may(earlier: &[EarlierRelease]) -> Result<(), ReleaseRefused> {
        may_release(100, ReleaseForm::Counts, earlier, now())
    }

    #[test]
    fn fer_18_of_a_school_where_few_came_or_left_nothing_is_told() {
        let mut release = before(60, 1);
        release.students.insert((None, Some(school(2))), 12);
        release.students.insert((Some(school(3)), None), 40);
        let alike = std::slice::from_ref(&release);
        assert_eq!(untold(alike), BTreeSet::from([school(1)]));
        // That one student would follow from the total of all schools.
        assert_eq!(may(alike), Err(ReleaseRefused::TooSimilar));
        release.students.insert((None, Some(school(2))), 9);
        assert_eq!(untold(std::slice::from_ref(&release)).len(), 2);
        assert_eq!(may(&[release]), Ok(()));
    }

    #[test]
    fn fer_18_who_changed_school_is_one_student_of_the_district_and_not_two() {
        let [one, two] = [1, 2].map(|number| Some(school(number)));
        for (moved, came, expected) in [
            (10, 0, Ok(())),
            (10, 1, Err(ReleaseRefused::TooSimilar)),
            (10, 9, Err(ReleaseRefused::TooSimilar)),
            (10, 10, Ok(())),
            (1, 10, Err(ReleaseRefused::TooSimilar)),
        ] {
            let mut release = before(60, came);
            release.students.insert((one, two), moved);
            assert_eq!(may(&[release]), expected, "{moved} {came}");
        }
    }

    #[test]
    fn fer_18_two_schools_together_tell_of_no_few_either() {
        let [one, two, three] = [1, 2, 3].map(|number| Some(school(number)));
        let mut release = before(60, 0);
        release.students.insert((one, two), 20);
        release.students.insert((two, three), 1);
        release.students.insert((None, three), 40);
        assert_eq!(untold(std::slice::from_ref(&release)), BTreeSet::new());
        assert_eq!(may(&[release]), Err(ReleaseRefused::TooSimilar));
    }

    #[test]
    fn fer_18_who_is_not_known_any_more_may_have_been_at_any_school() {
        let forgets = |came: u32, forgotten: u32| EarlierRelease {
            forgotten,
            ..before(60, came)
        };
        assert_eq!(may(&[forgets(40, 1)]), Err(ReleaseRefused::TooSimilar));
        let two = Some(school(2));
        let mut both = forgets(40, 1);
        both.students.insert((None, two), 40);
        assert_eq!(may(&[both]), Ok(()));
        // Where there is one school, they were there.
        let mut alone = forgets(9, 1);
        alone.students.remove(&(two, two));
        assert_eq!(may(&[alone]), Ok(()));
    }

    #[test]
    fn fer_18_two_releases_that_differ_by_one_student_are_not_both_made() {
        let differing = |students| may(&[before(60, students)]);
        assert_eq!(differing(0), Ok(()));
        assert_eq!(differing(1), Err(ReleaseRefused::TooSimilar));
        assert_eq!(differing(9), Err(ReleaseRefused::TooSimilar));
        assert_eq!(differing(10), Ok(()));
        let two = [before(90, 1), before(60, 40)];
        assert_eq!(may(&two), Err(ReleaseRefused::TooSimilar));
    }

    #[test]
    fn fer_18_a_measure_is_released_once_in_28_days_and_in_one_form() {
        assert_eq!(may(&[before(27, 0)]), Err(ReleaseRefused::TooSoon));
        assert_eq!(may(&[before(28, 0)]), Ok(()));
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
