//! For whom a course is written: a span of grade levels.

use super::violation::{Check, Report, ViolationCode};
use crate::classes::grade_level::GradeLevel;

/// A span of grade levels, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GradeBand {
    /// The lowest grade level.
    pub from: GradeLevel,
    /// The highest grade level; the same as `from` for a single one.
    pub to: GradeLevel,
}

impl GradeBand {
    /// Whether the band reaches over this grade level. `Other` is in no band.
    pub fn includes(self, level: GradeLevel) -> bool {
        level != GradeLevel::Other && self.from <= level && level <= self.to
    }
}

impl Check for GradeBand {
    fn check(&self, report: &mut Report) {
        if self.from == GradeLevel::Other {
            report.field("from", |report| report.add(ViolationCode::OutOfRange));
        }
        if self.to == GradeLevel::Other {
            report.field("to", |report| report.add(ViolationCode::OutOfRange));
        }
        if self.from > self.to {
            report.add(ViolationCode::OrderReversed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::GradeBand;
    use crate::{
        classes::grade_level::GradeLevel::{Fifth, Fourth, Kindergarten, Other, Sixth, Third},
        courses::{Valid, ViolationCode},
    };

    #[test]
    fn a_band_reaches_from_its_lowest_to_its_highest_grade() {
        let band = GradeBand {
            from: Third,
            to: Fifth,
        };
        for (level, inside) in [
            (Kindergarten, false),
            (Third, true),
            (Fourth, true),
            (Fifth, true),
            (Sixth, false),
            (Other, false),
        ] {
            assert_eq!(band.includes(level), inside, "{level:?}");
        }
    }

    #[test]
    fn a_band_runs_upwards_between_levels_that_have_an_order() {
        assert!(
            Valid::check(GradeBand {
                from: Third,
                to: Third
            })
            .is_ok()
        );

        let reversed = Valid::check(GradeBand {
            from: Fifth,
            to: Third,
        })
        .unwrap_err();
        assert_eq!(reversed.pairs(), [("", ViolationCode::OrderReversed)]);

        let open = Valid::check(GradeBand {
            from: Third,
            to: Other,
        })
        .unwrap_err();
        assert_eq!(open.pairs(), [("/to", ViolationCode::OutOfRange)]);
    }
}
