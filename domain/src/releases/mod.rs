//! De-identified releases: tables about students in which nobody can be found, also not from several of
//! them together (FER-18; 34 CFR 99.31(b)(1)).

mod crossings;
mod differencing;
mod shares;
mod suppression;

pub use differencing::{EarlierRelease, ReleaseRefused, may_release, untold};
pub use shares::{GroupSize, Share, share};
pub use suppression::{Outcomes, PublishedCell, PublishedLine, PublishedTable, publish};

/// The fewest students that a number of a release may stand for. States choose 5 to 30, most of them 10
/// (NCES); never fewer than ten here.
pub const SMALLEST_GROUP: u32 = 10;

crate::text_enum! {
    /// How far students of a course have come, from least to most.
    pub enum CourseOutcome {
        /// They have done nothing in it.
        NotStarted = "not_started",
        /// They have completed fewer than half of its activities.
        Begun = "begun",
        /// They have completed half of its activities or more.
        HalfDone = "half_done",
        /// They have completed every activity.
        Completed = "completed",
    }
}

/// Whether it harms a student that it is known of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    /// It does: that nobody or that everybody is in this column says something about each of them.
    Sensitive,
    /// It does not.
    Ordinary,
}

impl CourseOutcome {
    /// Where a student stands who has completed so many activities of a course that has so many, and has
    /// been in so many of them.
    pub const fn of(seen: usize, completed: usize, activities: usize) -> Self {
        if seen == 0 {
            Self::NotStarted
        } else if completed >= activities {
            Self::Completed
        } else if completed.saturating_mul(2) >= activities {
            Self::HalfDone
        } else {
            Self::Begun
        }
    }

    /// Whether it harms a student that it is known of them.
    pub const fn sensitivity(self) -> Sensitivity {
        match self {
            Self::NotStarted | Self::Begun => Sensitivity::Sensitive,
            Self::HalfDone | Self::Completed => Sensitivity::Ordinary,
        }
    }
}

crate::text_enum! {
    /// What a release says of a group. Never both: a share and the number that it is of give the count away.
    pub enum ReleaseForm {
        /// How many students.
        Counts = "counts",
        /// Which share of the students, rounded, and the size of the group as a range.
        Shares = "shares",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_student_is_in_one_column_of_a_release() {
        let cases = [
            ((0, 0, 8), CourseOutcome::NotStarted),
            ((1, 0, 8), CourseOutcome::Begun),
            ((8, 3, 8), CourseOutcome::Begun),
            ((8, 4, 8), CourseOutcome::HalfDone),
            ((8, 7, 8), CourseOutcome::HalfDone),
            ((8, 8, 8), CourseOutcome::Completed),
            ((3, 3, 3), CourseOutcome::Completed),
        ];
        for ((seen, completed, activities), expected) in cases {
            assert_eq!(CourseOutcome::of(seen, completed, activities), expected);
        }
    }
}
