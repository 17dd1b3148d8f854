//! Numbers that a law or Hallpass may change: each holds from a day on, with its source (G-03).
//!
//! A rule takes the value it needs as an argument. The caller asks for the row of the day and
//! keeps its name and `effective_from` with the decision, so that it can be explained later.
//! A new number is a new row in `later`; an old row is never edited.

pub mod ages;
pub mod choices;
pub mod clocks;

use chrono::{Days, NaiveDate, TimeDelta};

/// One value of a parameter, from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<T> {
    /// The value, in the unit its type names.
    pub value: T,
    /// The first day on which it is in force.
    pub effective_from: NaiveDate,
    /// The law, or the rule of Hallpass, that sets it.
    pub citation: &'static str,
}

/// A named number and its rows. It has at least one, so that there is an answer for every day.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<T: 'static> {
    /// The name that rules §0.3 gives it.
    pub name: &'static str,
    /// The row that holds first, and on the days before it.
    first: Row<T>,
    /// Rows that came after it, the earliest first.
    later: &'static [Row<T>],
}

impl<T: Copy> Parameter<T> {
    /// The row that holds on a day: the latest that has begun.
    pub fn at(&self, date: NaiveDate) -> Row<T> {
        self.later
            .iter()
            .rev()
            .find(|row| row.effective_from <= date)
            .copied()
            .unwrap_or(self.first)
    }
}

/// How long after its last academic session a class still associates students and teachers.
pub const CLASS_ASSOC_TAIL: Parameter<Days> = Parameter {
    name: "CLASS_ASSOC_TAIL",
    first: Row {
        value: Days::new(30),
        effective_from: BEGINNING,
        citation: "FER-05",
    },
    later: &[],
};

/// How long after it happened a progress event may still arrive.
pub const PROGRESS_LATE_ARRIVAL: Parameter<TimeDelta> = Parameter {
    name: "PROGRESS_LATE_ARRIVAL",
    first: Row {
        value: TimeDelta::days(30),
        effective_from: BEGINNING,
        citation: "rule of Hallpass: as long as CLASS_ASSOC_TAIL, so that a device that was offline is \
                   heard while the class lasts",
    },
    later: &[],
};

/// How wrong the clock of a learner's device may be.
pub const PROGRESS_CLOCK_SKEW: Parameter<TimeDelta> = Parameter {
    name: "PROGRESS_CLOCK_SKEW",
    first: Row {
        value: TimeDelta::minutes(5),
        effective_from: BEGINNING,
        citation: "rule of Hallpass: a few minutes, the leeway that RFC 7519 §4.1.4 \
                   gives clocks",
    },
    later: &[],
};

/// Bytes that are kept of a learner's events of one day (UTC).
pub const PROGRESS_DAY_BYTES: Parameter<u32> = Parameter {
    name: "PROGRESS_DAY_BYTES",
    first: Row {
        value: 8 << 20,
        effective_from: BEGINNING,
        citation: "rule of Hallpass: more than a learner makes who tries 4 KiB of code every half \
                   minute for eight hours, and than two full batches of a device that was offline",
    },
    later: &[],
};

/// Every parameter's row on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// [`CLASS_ASSOC_TAIL`].
    pub class_assoc_tail: Row<Days>,
    /// [`PROGRESS_LATE_ARRIVAL`].
    pub progress_late_arrival: Row<TimeDelta>,
    /// [`PROGRESS_CLOCK_SKEW`].
    pub progress_clock_skew: Row<TimeDelta>,
    /// [`PROGRESS_DAY_BYTES`].
    pub progress_day_bytes: Row<u32>,
}

impl Parameters {
    /// The rows that hold on a day.
    pub fn at(date: NaiveDate) -> Self {
        Self {
            class_assoc_tail: CLASS_ASSOC_TAIL.at(date),
            progress_late_arrival: PROGRESS_LATE_ARRIVAL.at(date),
            progress_clock_skew: PROGRESS_CLOCK_SKEW.at(date),
            progress_day_bytes: PROGRESS_DAY_BYTES.at(date),
        }
    }
}

/// The day from which the rules of Hallpass hold: before any data of Hallpass.
const BEGINNING: NaiveDate = day(2020, 1, 1);

/// A day of the calendar. An impossible one fails the build, because every use is a constant.
const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => panic!("no such day"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAISED: Parameter<u8> = Parameter {
        name: "RAISED",
        first: Row {
            value: 13,
            effective_from: day(2000, 4, 21),
            citation: "old law",
        },
        later: &[
            Row {
                value: 14,
                effective_from: day(2030, 1, 1),
                citation: "new law",
            },
            Row {
                value: 15,
                effective_from: day(2035, 1, 1),
                citation: "newer law",
            },
        ],
    };

    #[test]
    fn a_new_value_holds_from_its_day_on_and_not_a_day_earlier() {
        let on = |year, month, date| RAISED.at(day(year, month, date));
        assert_eq!(on(1990, 1, 1).value, 13);
        assert_eq!(on(2029, 12, 31).citation, "old law");
        assert_eq!(on(2030, 1, 1).citation, "new law");
        assert_eq!(on(2034, 12, 31).value, 14);
        assert_eq!(on(2035, 1, 1).value, 15);
    }

    #[test]
    fn the_parameters_of_2026_are_those_of_the_rules() {
        let today = Parameters::at(day(2026, 9, 1));
        assert_eq!(today.class_assoc_tail.value, Days::new(30));
        assert_eq!(today.progress_late_arrival.value, TimeDelta::days(30));
        assert_eq!(today.progress_clock_skew.value, TimeDelta::minutes(5));
        assert_eq!(today.progress_day_bytes.value, 8 << 20);
    }
}
