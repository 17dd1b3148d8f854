//! Evidence that means the same band.

use super::*;

fn stated(source: AgeSource, band: AgeBand, text: &str) -> AgeClaim {
    AgeClaim {
        source,
        evidence: DobEvidence::read(text).unwrap(),
        band,
    }
}

#[test]
fn age_04_within_a_band_the_dates_of_birth_decide_which_evidence_is_kept() {
    use AgeBand::{Adult, Child, Teen};
    use AgeReview::{NotNeeded, Open};
    use AgeSource::{
        ParentVerified as Parent, PlatformSignal as Device, SchoolRoster as Roster,
        TeacherStatement as Teacher,
    };
    use Kept::{Current, Incoming};
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
        // What has a date in common contradicts nothing: it is kept if it makes nobody younger.
        (
            Child,
            (Parent, "2015"),
            (Parent, "2015-03"),
            (Incoming, NotNeeded),
        ),
        (
            Child,
            (Parent, "2015-03"),
            (Parent, "2015"),
            (Current, NotNeeded),
        ),
        (
            Child,
            (Parent, "2015"),
            (Parent, "2015-12"),
            (Current, NotNeeded),
        ),
        (
            Child,
            (Roster, "2015"),
            (Teacher, "2015-03"),
            (Current, NotNeeded),
        ),
        (
            Child,
            (Teacher, "2015-03"),
            (Roster, "2015"),
            (Incoming, NotNeeded),
        ),
        (
            Child,
            (Teacher, "11@2026-09-21"),
            (Teacher, "11@2026-11-21"),
            (Current, NotNeeded),
        ),
        // Who has completed the years of an adult has completed so many or more.
        (
            Adult,
            (Roster, "2004-03"),
            (Roster, "18@2026-11-21"),
            (Current, NotNeeded),
        ),
        (
            Adult,
            (Roster, "18@2024-11-21"),
            (Roster, "18@2026-11-21"),
            (Current, NotNeeded),
        ),
        (
            Adult,
            (Teacher, "18@2026-11-21"),
            (Roster, "18@2026-11-21"),
            (Incoming, NotNeeded),
        ),
        // A bracket is coarser than any date.
        (
            Child,
            (Device, "0@2026-11-21"),
            (Parent, "2015-03"),
            (Incoming, NotNeeded),
        ),
        (
            Child,
            (Device, "0@2026-11-21"),
            (Teacher, "2015-03"),
            (Incoming, NotNeeded),
        ),
        (
            Child,
            (Teacher, "2015-03"),
            (Device, "0@2026-11-21"),
            (Current, NotNeeded),
        ),
        (
            Child,
            (Device, "0@2026-11-21"),
            (Device, "0@2026-11-22"),
            (Current, NotNeeded),
        ),
        (
            Teen,
            (Roster, "2010-01"),
            (Device, "13@2026-11-21"),
            (Current, NotNeeded),
        ),
    ] {
        let claims = (
            stated(current.0, band, current.1),
            stated(incoming.0, band, incoming.1),
        );
        let merged = merge_age_evidence(&claims.0, &claims.1);
        assert_eq!((merged.kept, merged.review), expected, "{claims:?}");
        assert_eq!(merged.applied, band, "{claims:?}");
    }
}

#[test]
fn age_04_a_date_takes_the_place_of_a_grade_on_a_word_of_as_much_weight() {
    let grade = |source| AgeClaim {
        evidence: DobEvidence::Grade(GradeLevel::Third),
        ..claim(source, AgeBand::Child)
    };
    for (keeps_grade, says, kept) in [
        (
            AgeSource::TeacherStatement,
            AgeSource::TeacherStatement,
            Kept::Incoming,
        ),
        (
            AgeSource::TeacherStatement,
            AgeSource::SchoolRoster,
            Kept::Incoming,
        ),
        (
            AgeSource::SchoolRoster,
            AgeSource::SchoolRoster,
            Kept::Incoming,
        ),
        (
            AgeSource::SchoolRoster,
            AgeSource::TeacherStatement,
            Kept::Current,
        ),
    ] {
        let month = stated(says, AgeBand::Child, "2018-03");
        let merged = merge_age_evidence(&grade(keeps_grade), &month);
        assert_eq!(merged.kept, kept, "{keeps_grade:?} {says:?}");
    }
}
