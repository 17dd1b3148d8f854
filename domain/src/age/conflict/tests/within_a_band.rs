//! Evidence that means the same band.

use AgeBand::{Adult, Child, Teen};
use AgeReview::{NotNeeded, Open};
use AgeSource::{
    ParentVerified as Parent, PlatformSignal as Device, SchoolRoster as Roster,
    TeacherStatement as Teacher,
};
use Kept::{Current, Incoming};

use super::*;

type Says = (AgeSource, &'static str);

fn stated((source, text): Says, band: AgeBand) -> AgeClaim {
    AgeClaim {
        source,
        evidence: DobEvidence::read(text).unwrap(),
        band,
    }
}

fn assert_merged(band: AgeBand, current: Says, incoming: Says, expected: (Kept, AgeReview)) {
    let merged = merge_age_evidence(&stated(current, band), &stated(incoming, band));
    let found = (merged.kept, merged.review, merged.applied);
    assert_eq!(
        found,
        (expected.0, expected.1, band),
        "{current:?} {incoming:?}"
    );
}

#[test]
fn age_04_within_a_band_the_dates_of_birth_decide_as_bands_do() {
    for (band, current, incoming, expected) in [
        // Younger and older, of as much authority.
        (
            Child,
            (Parent, "2013-12"),
            (Parent, "2019-12"),
            (Incoming, NotNeeded),
        ),
        (
            Child,
            (Parent, "2013-12"),
            (Parent, "6@2026-11-21"),
            (Incoming, NotNeeded),
        ),
        (
            Child,
            (Parent, "2019-12"),
            (Parent, "2014-02"),
            (Incoming, NotNeeded),
        ),
        (
            Teen,
            (Teacher, "2009"),
            (Roster, "2011-03"),
            (Incoming, NotNeeded),
        ),
        // Of less.
        (
            Teen,
            (Roster, "2009"),
            (Teacher, "2011-03"),
            (Current, Open),
        ),
        (
            Teen,
            (Roster, "2011-03"),
            (Teacher, "2009"),
            (Current, NotNeeded),
        ),
        // Two records.
        (Child, (Roster, "2016"), (Parent, "2018"), (Incoming, Open)),
        (Child, (Roster, "2018"), (Parent, "2016"), (Current, Open)),
    ] {
        assert_merged(band, current, incoming, expected);
    }
}

#[test]
fn age_04_what_has_a_date_in_common_contradicts_nothing_and_replaces_what_is_of_less_use() {
    for (band, current, incoming, kept) in [
        (Child, (Parent, "2015"), (Parent, "2015-03"), Incoming),
        (Child, (Parent, "2015-03"), (Parent, "2015"), Current),
        (Child, (Parent, "2015"), (Parent, "2015-12"), Current),
        (Child, (Roster, "2015"), (Teacher, "2015-03"), Current),
        (Child, (Teacher, "2015-03"), (Roster, "2015"), Incoming),
        (
            Child,
            (Teacher, "11@2026-09-21"),
            (Teacher, "11@2026-11-21"),
            Current,
        ),
        // Who has completed the years of an adult has completed so many or more.
        (
            Adult,
            (Roster, "2004-03"),
            (Roster, "18@2026-11-21"),
            Current,
        ),
        (
            Adult,
            (Roster, "18@2024-11-21"),
            (Roster, "18@2026-11-21"),
            Current,
        ),
        (
            Adult,
            (Teacher, "18@2026-11-21"),
            (Roster, "18@2026-11-21"),
            Incoming,
        ),
    ] {
        assert_merged(band, current, incoming, (kept, NotNeeded));
    }
}

#[test]
fn age_17_a_bracket_is_coarser_than_any_date_of_its_band() {
    for (band, current, incoming, kept) in [
        (
            Child,
            (Device, "0@2026-11-21"),
            (Parent, "2015-03"),
            Incoming,
        ),
        (
            Child,
            (Device, "0@2026-11-21"),
            (Teacher, "2015-03"),
            Incoming,
        ),
        (
            Child,
            (Teacher, "2015-03"),
            (Device, "0@2026-11-21"),
            Current,
        ),
        (
            Child,
            (Device, "0@2026-11-21"),
            (Device, "0@2026-11-22"),
            Current,
        ),
        (
            Teen,
            (Roster, "2010-01"),
            (Device, "13@2026-11-21"),
            Current,
        ),
    ] {
        assert_merged(band, current, incoming, (kept, NotNeeded));
    }
}

#[test]
fn age_04_a_date_takes_the_place_of_a_grade_on_a_word_of_as_much_weight() {
    let grade = |source| AgeClaim {
        evidence: DobEvidence::Grade(GradeLevel::Third),
        ..claim(source, Child)
    };
    for (keeps_grade, says, kept) in [
        (Teacher, Teacher, Incoming),
        (Teacher, Roster, Incoming),
        (Roster, Roster, Incoming),
        (Roster, Teacher, Current),
    ] {
        let month = stated((says, "2018-03"), Child);
        let merged = merge_age_evidence(&grade(keeps_grade), &month);
        assert_eq!(merged.kept, kept, "{keeps_grade:?} {says:?}");
    }
}
