use super::*;
use crate::classes::grade_level::GradeLevel;

mod within_a_band;

fn claim(source: AgeSource, band: AgeBand) -> AgeClaim {
    AgeClaim {
        source,
        evidence: DobEvidence::Year(2013),
        band,
    }
}

#[test]
fn age_04_six_cells_decide_which_evidence_is_kept_and_which_band_holds() {
    use AgeBand::{Child, Teen};
    use AgeSource::{SchoolRoster as Roster, SelfDeclared as Own, TeacherStatement as Teacher};
    let merge = |current, incoming| merge_age_evidence(&current, &incoming);
    let cells = [
        // Younger, of as much authority or more; and of less.
        (
            claim(Own, Teen),
            claim(Teacher, Child),
            Kept::Incoming,
            Child,
            AgeReview::NotNeeded,
            Recheck::Correction,
        ),
        (
            claim(Teacher, Teen),
            claim(Teacher, Child),
            Kept::Incoming,
            Child,
            AgeReview::NotNeeded,
            Recheck::Correction,
        ),
        (
            claim(Roster, Teen),
            claim(Own, Child),
            Kept::Current,
            Child,
            AgeReview::Open,
            Recheck::NotNeeded,
        ),
        // Older.
        (
            claim(Own, Child),
            claim(Roster, Teen),
            Kept::Incoming,
            Teen,
            AgeReview::NotNeeded,
            Recheck::Correction,
        ),
        (
            claim(Roster, Child),
            claim(Own, Teen),
            Kept::Current,
            Child,
            AgeReview::NotNeeded,
            Recheck::NotNeeded,
        ),
        // The same: a record is worth more.
        (
            claim(Own, Child),
            claim(Roster, Child),
            Kept::Incoming,
            Child,
            AgeReview::NotNeeded,
            Recheck::NotNeeded,
        ),
        (
            claim(Roster, Child),
            claim(Own, Child),
            Kept::Current,
            Child,
            AgeReview::NotNeeded,
            Recheck::NotNeeded,
        ),
    ];
    for (current, incoming, kept, applied, review, recheck) in cells {
        let expected = MergedAge {
            kept,
            applied,
            review,
            recheck,
        };
        assert_eq!(
            merge(current, incoming),
            expected,
            "{current:?} {incoming:?}"
        );
    }
}

#[test]
fn age_04_where_roster_and_parent_disagree_the_younger_band_holds_until_a_review() {
    let roster = claim(AgeSource::SchoolRoster, AgeBand::Child);
    let parent = claim(AgeSource::ParentVerified, AgeBand::Teen);
    for (current, incoming, kept) in [
        (roster, parent, Kept::Current),
        (parent, roster, Kept::Incoming),
    ] {
        let merged = merge_age_evidence(&current, &incoming);
        assert_eq!(merged.kept, kept);
        assert_eq!(merged.applied, AgeBand::Child);
        assert_eq!(merged.review, AgeReview::Open);
    }
}

#[test]
fn age_04_finer_evidence_of_the_same_band_replaces_only_what_says_nothing() {
    let unknown = AgeClaim {
        evidence: DobEvidence::Unknown,
        ..claim(AgeSource::SelfDeclared, AgeBand::Child)
    };
    let dated = claim(AgeSource::SchoolRoster, AgeBand::Child);
    assert_eq!(merge_age_evidence(&unknown, &dated).kept, Kept::Incoming);
    let grade = |grade| AgeClaim {
        evidence: DobEvidence::Grade(grade),
        ..dated
    };
    for (level, kept) in [
        (GradeLevel::Kindergarten, Kept::Incoming),
        (GradeLevel::Sixth, Kept::Incoming),
        (GradeLevel::Seventh, Kept::Current),
        (GradeLevel::Twelfth, Kept::Current),
    ] {
        let merged = merge_age_evidence(&unknown, &grade(level));
        assert_eq!((merged.kept, merged.applied), (kept, AgeBand::Child));
    }
}

#[test]
fn age_14_nobody_grows_up_by_their_own_word_a_devices_or_a_teachers() {
    use AgeBand::{Adult, Child, Teen, TeenBelowDca};
    use AgeSource::{ParentVerified, PlatformSignal, SchoolRoster, SelfDeclared, TeacherStatement};
    let all = [Child, TeenBelowDca, Teen, Adult];
    for (source, expected) in [
        (SelfDeclared, [Child; 4]),
        (PlatformSignal, [Child; 4]),
        (TeacherStatement, [Child, TeenBelowDca, Teen, Teen]),
        (ParentVerified, all),
        (SchoolRoster, all),
    ] {
        assert_eq!(all.map(|band| source.proves(band)), expected, "{source:?}");
    }
}
