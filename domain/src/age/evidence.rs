//! Evidence of a person's age, and the youngest date of birth that it allows (AGE-03).
//!
//! What is stored is the coarsest evidence that works. A learner is asked by the age gate only, and
//! never for a full date.

use chrono::{Datelike as _, Months, NaiveDate};

use super::birthday::{DobError, age_on};
use crate::classes::grade_level::GradeLevel;

/// Evidence of a person's age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DobEvidence {
    /// The date of birth.
    Date(NaiveDate),
    /// Year and month of birth, as the first day of the month.
    YearMonth(MonthOfBirth),
    /// The year of birth.
    Year(i32),
    /// The person had completed this many years on a day.
    AgeOn {
        /// The completed years.
        years: u8,
        /// The day.
        on: NaiveDate,
    },
    /// The grade level. Kindergarten to sixth grade speak for a child; no grade speaks against one.
    Grade(GradeLevel),
    /// Nothing is known.
    Unknown,
}

/// A month of a year in which a person was born.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthOfBirth(NaiveDate);

impl MonthOfBirth {
    /// The month, if the calendar has it.
    pub fn new(year: i32, month: u32) -> Result<Self, DobError> {
        NaiveDate::from_ymd_opt(year, month, 1)
            .map(Self)
            .ok_or(DobError::NoSuchDay)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Its first day.
    pub const fn first_day(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    pub fn last_day(self) -> Option<NaiveDate> {
        self.0.checked_add_months(Months::new(1))?.pred_opt()
    }
}

impl DobEvidence {
    /// How evidence is written down: `2013`, `2013-11`, `2013-11-21`, or `18@2026-11-21` for who has
    /// completed 18 years on that day. A grade level stands in the student's profile, and nothing is
    /// not written.
    pub fn written(self) -> Option<String> {
        match self {
            Self::Date(date) => Some(date.to_string()),
            Self::YearMonth(month) => Some(month.first_day().format("%Y-%m").to_string()),
            Self::Year(year) => Some(format!("{year:04}")),
            Self::AgeOn { years, on } => Some(format!("{years}@{on}")),
            Self::Grade(_) | Self::Unknown => None,
        }
    }

    /// Reads what [`Self::written`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        if let Some((years, on)) = text.split_once('@') {
            return Some(Self::AgeOn {
                years: years.parse().ok()?,
                on: on.parse().ok()?,
            });
        }
        match text.len() {
            4 => text.parse().ok().map(Self::Year),
            7 => {
                let (year, month) = text.split_once('-')?;
                let month = MonthOfBirth::new(year.parse().ok()?, month.parse().ok()?);
                month.ok().map(Self::YearMonth)
            }
            _ => text.parse().ok().map(Self::Date),
        }
    }
}

/// The latest day on which the person may have been born, if the evidence sets one (AGE-03).
pub fn youngest_possible_dob(evidence: DobEvidence) -> Option<NaiveDate> {
    match evidence {
        DobEvidence::Date(date) => Some(date),
        DobEvidence::YearMonth(month) => month.last_day(),
        DobEvidence::Year(year) => NaiveDate::from_ymd_opt(year, 12, 31),
        // Clamped to 28 February: who is born on a 29th completes the year on 1 March only (AGE-01).
        DobEvidence::AgeOn { years, on } => {
            on.checked_sub_months(Months::new(u32::from(years) * 12))
        }
        DobEvidence::Grade(_) | DobEvidence::Unknown => None,
    }
}

/// The earliest day on which the person may have been born, if the evidence sets one: who has completed so
/// many years on a day has not completed one more.
pub fn oldest_possible_dob(evidence: DobEvidence) -> Option<NaiveDate> {
    match evidence {
        DobEvidence::Date(date) => Some(date),
        DobEvidence::YearMonth(month) => Some(month.first_day()),
        DobEvidence::Year(year) => NaiveDate::from_ymd_opt(year, 1, 1),
        DobEvidence::AgeOn { years, on } => on
            .checked_sub_months(Months::new((u32::from(years) + 1) * 12))?
            .succ_opt(),
        DobEvidence::Grade(_) | DobEvidence::Unknown => None,
    }
}

/// The age for which a person counts on a day: the youngest that the evidence allows, or nothing
/// where it allows every age or none.
pub fn youngest_age(evidence: DobEvidence, today: NaiveDate, highest: u8) -> Option<u8> {
    youngest_possible_dob(evidence).and_then(|dob| {
        match age_on(dob, today, highest) {
            Ok(age) => Some(age),
            // A month or year of birth that is not over yet.
            Err(DobError::Future) => Some(0),
            Err(DobError::TooLongAgo | DobError::NoSuchDay) => None,
        }
    })
}

/// What a grade level says of the age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GradeSpeaks {
    /// For a child: kindergarten to sixth grade, and before.
    ForAChild,
    /// For nothing: no grade proves that a person has reached an age.
    ForNothing,
}

/// What a grade level says of the age (AGE-04).
pub fn grade_speaks(grade: GradeLevel) -> GradeSpeaks {
    match grade {
        GradeLevel::Prekindergarten
        | GradeLevel::Kindergarten
        | GradeLevel::First
        | GradeLevel::Second
        | GradeLevel::Third
        | GradeLevel::Fourth
        | GradeLevel::Fifth
        | GradeLevel::Sixth => GradeSpeaks::ForAChild,
        GradeLevel::Seventh
        | GradeLevel::Eighth
        | GradeLevel::Ninth
        | GradeLevel::Tenth
        | GradeLevel::Eleventh
        | GradeLevel::Twelfth
        | GradeLevel::Other => GradeSpeaks::ForNothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn age_03_evidence_counts_for_the_youngest_person_that_it_allows() {
        let age_on = |years, on| DobEvidence::AgeOn {
            years,
            on: date(on),
        };
        for (evidence, dob) in [
            (DobEvidence::Date(date("2013-05-04")), Some("2013-05-04")),
            (
                DobEvidence::YearMonth(MonthOfBirth::new(2012, 2).unwrap()),
                Some("2012-02-29"),
            ),
            (
                DobEvidence::YearMonth(MonthOfBirth::new(2013, 12).unwrap()),
                Some("2013-12-31"),
            ),
            (DobEvidence::Year(2013), Some("2013-12-31")),
            (age_on(13, "2026-11-21"), Some("2013-11-21")),
            (age_on(13, "2025-02-28"), Some("2012-02-28")),
            (age_on(13, "2024-02-29"), Some("2011-02-28")),
            (age_on(13, "2025-03-01"), Some("2012-03-01")),
            (DobEvidence::Grade(GradeLevel::Third), None),
            (DobEvidence::Grade(GradeLevel::Twelfth), None),
            (DobEvidence::Unknown, None),
        ] {
            let expected = dob.map(date);
            assert_eq!(youngest_possible_dob(evidence), expected, "{evidence:?}");
        }
    }

    #[test]
    fn age_03_evidence_sets_the_oldest_person_that_it_allows() {
        for (text, dob) in [
            ("2013-05-04", "2013-05-04"),
            ("2012-02", "2012-02-01"),
            ("2013", "2013-01-01"),
            ("12@2026-11-21", "2013-11-22"),
            // Born on 29 February: thirteen on the first of March.
            ("12@2025-02-28", "2012-02-29"),
            ("12@2025-03-01", "2012-03-02"),
            ("12@2024-02-29", "2011-03-01"),
        ] {
            let evidence = DobEvidence::read(text).unwrap();
            let oldest = oldest_possible_dob(evidence);
            assert_eq!(oldest, Some(date(dob)), "{text}");
            if let DobEvidence::AgeOn { years, on } = evidence {
                let of = |dob| youngest_age(DobEvidence::Date(dob), on, 120);
                let older = oldest.and_then(|dob| dob.pred_opt());
                let ages = (oldest.and_then(of), older.and_then(of));
                assert_eq!(ages, (Some(years), Some(years + 1)), "{text}");
            }
        }
        assert_eq!(oldest_possible_dob(DobEvidence::Unknown), None);
    }

    #[test]
    fn age_03_an_age_on_a_day_is_that_of_the_youngest_who_has_completed_it() {
        for on in ["2024-02-28", "2024-02-29", "2024-03-01", "2025-02-28"] {
            let on = date(on);
            let evidence = DobEvidence::AgeOn { years: 13, on };
            assert_eq!(youngest_age(evidence, on, 120), Some(13));
            let younger = youngest_possible_dob(evidence).unwrap().succ_opt().unwrap();
            assert_eq!(youngest_age(DobEvidence::Date(younger), on, 120), Some(12));
        }
    }

    #[test]
    fn age_03_evidence_reads_back_as_it_was_written() {
        for text in ["2013", "2013-11", "2013-11-21", "18@2026-11-21"] {
            let read = DobEvidence::read(text).unwrap();
            assert_eq!(read.written().as_deref(), Some(text));
        }
        for text in ["", "13", "2013-13", "2013-1", "x@2026-11-21", "2013-11-31"] {
            assert_eq!(DobEvidence::read(text), None, "{text}");
        }
    }

    #[test]
    fn age_03_there_is_no_thirteenth_month() {
        assert_eq!(MonthOfBirth::new(2013, 13), Err(DobError::NoSuchDay));
        assert_eq!(MonthOfBirth::new(2013, 0), Err(DobError::NoSuchDay));
    }
}
