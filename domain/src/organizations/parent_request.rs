//! What a parent of a school's student may ask for, and when it is done (SCH-07).
//!
//! The school keeps its students' records, so that a request goes to the school first. It cannot wait
//! for ever: what a verified parent asks for a child is done on a day, unless the school says before
//! that it must keep a record that it owns.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc, Weekday};

use crate::parameters::choices::{
    NOT_ENROLLED_FOR, PARENT_DELETION, PARENT_LOCK_WORKING_DAYS, REQUESTER_VERIFICATION,
    SCHOOL_REVIEW,
};

crate::text_enum! {
    /// What is asked for.
    pub enum ParentRequestKind {
        /// To see or correct what is kept.
        Review = "review",
        /// To close the account.
        Deactivate = "deactivate",
        /// To delete what is kept.
        Delete = "delete",
        /// To let nothing more be collected.
        NoFurtherSubmissions = "no_further_submissions",
    }
}

crate::text_enum! {
    /// Who asks, as the school knows them.
    pub enum Requester {
        /// A parent whose identity and relationship the school has verified.
        VerifiedParent = "verified_parent",
        /// The student, who is 18 or older.
        AdultStudent = "adult_student",
        /// A person who says that they are a parent.
        Unverified = "unverified",
    }
}

crate::text_enum! {
    /// How old the student is, by the records of the school. Unknown is a child (G-06).
    pub enum StudentAge {
        /// Below 13.
        Child = "child",
        /// 13 to 17.
        Teen = "teen",
        /// 18 or older.
        Adult = "adult",
    }
}

crate::text_enum! {
    /// Where a request stands.
    pub enum ParentRequestState {
        /// Who asks has to prove who they are, once, in time.
        AwaitingVerification = "awaiting_verification",
        /// The school decides, until what was asked is done anyway.
        ForwardedToSchool = "forwarded_to_school",
        /// It is the school's own to answer.
        WithSchool = "with_school",
        /// It was done.
        Done = "done",
        /// The school must keep a record that it owns.
        KeptBySchool = "kept_by_school",
        /// Nobody proved who they are.
        Closed = "closed",
    }
}

crate::text_enum! {
    /// What the school answers.
    pub enum SchoolAnswer {
        /// Who asks is verified.
        Verified = "verified",
        /// It is done now.
        CarryOut = "carry_out",
        /// The school must keep a record that it owns.
        KeepRecord = "keep_record",
    }
}

/// What a request depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParentRequestFacts {
    /// What is asked for.
    pub kind: ParentRequestKind,
    /// Who asks.
    pub requester: Requester,
    /// How old the student is, if that is known.
    pub student_age: Option<StudentAge>,
    /// Since when the student has not been enrolled in the district, where a document shows it.
    pub not_enrolled_since: Option<NaiveDate>,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// Where it stands.
    pub state: ParentRequestState,
    /// When something is done by itself.
    pub acts_at: Option<DateTime<Utc>>,
}

/// Who may not ask for this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestRefused {
    /// The rights of an adult student are the student's own.
    #[error("the student is an adult, whose rights are their own")]
    RightsAreTheStudents,
    /// The answer does not fit where the request stands.
    #[error("the request does not await this answer")]
    NotAwaited,
    /// The student left the district long ago: the school cannot keep it (Cal. B&P Code 22584).
    #[error("the student left the district, and the deletion must be done")]
    MustDelete,
}

/// Where a request stands that is filed, or whose requester is verified, at an instant.
pub fn begin(facts: &ParentRequestFacts, now: DateTime<Utc>) -> Result<Course, RequestRefused> {
    let adult = facts.student_age == Some(StudentAge::Adult);
    match facts.requester {
        Requester::Unverified => {
            return Ok(Course {
                state: ParentRequestState::AwaitingVerification,
                acts_at: Some(facts.filed_at + REQUESTER_VERIFICATION.default),
            });
        }
        Requester::VerifiedParent if adult => return Err(RequestRefused::RightsAreTheStudents),
        Requester::AdultStudent if !adult => return Err(RequestRefused::RightsAreTheStudents),
        Requester::VerifiedParent | Requester::AdultStudent => {}
    }
    let forwarded = |acts_at| Course {
        state: ParentRequestState::ForwardedToSchool,
        acts_at: Some(acts_at),
    };
    Ok(match facts.kind {
        ParentRequestKind::Review => Course {
            state: ParentRequestState::WithSchool,
            acts_at: Some(now + SCHOOL_REVIEW.default),
        },
        ParentRequestKind::Deactivate => {
            forwarded(working_days_later(now, PARENT_LOCK_WORKING_DAYS.default))
        }
        ParentRequestKind::NoFurtherSubmissions => forwarded(now),
        ParentRequestKind::Delete if must_delete(facts, now) => forwarded(now),
        ParentRequestKind::Delete => match facts.student_age {
            // What was collected from a child is deleted unless the school objects.
            Some(StudentAge::Child) | None => forwarded(now + PARENT_DELETION.default),
            Some(StudentAge::Teen | StudentAge::Adult) => Course {
                state: ParentRequestState::WithSchool,
                acts_at: Some(now + SCHOOL_REVIEW.default),
            },
        },
    })
}

/// Where a request stands after the school answered it.
pub fn answer(
    facts: &ParentRequestFacts,
    state: ParentRequestState,
    said: SchoolAnswer,
    now: DateTime<Utc>,
) -> Result<Course, RequestRefused> {
    use ParentRequestState as S;
    let decided = |state| {
        Ok(Course {
            state,
            acts_at: None,
        })
    };
    match (state, said) {
        (S::AwaitingVerification, SchoolAnswer::Verified) => begin(
            &ParentRequestFacts {
                requester: Requester::VerifiedParent,
                ..*facts
            },
            now,
        ),
        (S::ForwardedToSchool | S::WithSchool, SchoolAnswer::CarryOut) => decided(S::Done),
        (S::ForwardedToSchool | S::WithSchool, SchoolAnswer::KeepRecord) => match facts.kind {
            ParentRequestKind::Delete if must_delete(facts, now) => Err(RequestRefused::MustDelete),
            ParentRequestKind::Delete | ParentRequestKind::Review => decided(S::KeptBySchool),
            // Closing an account keeps its records.
            ParentRequestKind::Deactivate | ParentRequestKind::NoFurtherSubmissions => {
                Err(RequestRefused::NotAwaited)
            }
        },
        _ => Err(RequestRefused::NotAwaited),
    }
}

/// Where a request stands when its time has come without an answer; `None` if that changes nothing.
pub fn on_time(state: ParentRequestState) -> Option<ParentRequestState> {
    match state {
        ParentRequestState::AwaitingVerification => Some(ParentRequestState::Closed),
        ParentRequestState::ForwardedToSchool => Some(ParentRequestState::Done),
        ParentRequestState::WithSchool
        | ParentRequestState::Done
        | ParentRequestState::KeptBySchool
        | ParentRequestState::Closed => None,
    }
}

/// Whether the student has not been enrolled in the district for so long that a deletion must be done
/// (Cal. B&P Code 22584 as amended by AB 801).
fn must_delete(facts: &ParentRequestFacts, now: DateTime<Utc>) -> bool {
    facts.not_enrolled_since.is_some_and(|since| {
        now.date_naive().signed_duration_since(since) >= NOT_ENROLLED_FOR.default
    })
}

/// The instant that lies so many working days later.
fn working_days_later(from: DateTime<Utc>, days: u8) -> DateTime<Utc> {
    let mut instant = from;
    let mut left = days;
    while left > 0 {
        instant = instant
            .checked_add_days(Days::new(1))
            .unwrap_or(instant + TimeDelta::days(1));
        if !matches!(instant.weekday(), Weekday::Sat | Weekday::Sun) {
            left = left.saturating_sub(1);
        }
    }
    instant
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    /// A Friday.
    fn now() -> DateTime<Utc> {
        "2026-11-27T15:00:00Z".parse().unwrap()
    }

    fn facts(kind: ParentRequestKind) -> ParentRequestFacts {
        ParentRequestFacts {
            kind,
            requester: Requester::VerifiedParent,
            student_age: None,
            not_enrolled_since: None,
            filed_at: now(),
        }
    }

    fn forwarded(days: i64) -> Course {
        Course {
            state: ParentRequestState::ForwardedToSchool,
            acts_at: Some(now() + TimeDelta::days(days)),
        }
    }

    #[test]
    fn sch_07_each_request_of_a_verified_parent_has_its_clock() {
        let review = begin(&facts(ParentRequestKind::Review), now()).unwrap();
        assert_eq!(review.state, ParentRequestState::WithSchool);
        // Two working days from a Friday on.
        let deactivate = begin(&facts(ParentRequestKind::Deactivate), now());
        assert_eq!(deactivate, Ok(forwarded(4)));
        assert_eq!(
            begin(&facts(ParentRequestKind::Delete), now()),
            Ok(forwarded(10))
        );
        let no_more = begin(&facts(ParentRequestKind::NoFurtherSubmissions), now());
        assert_eq!(no_more, Ok(forwarded(0)));
    }

    #[test]
    fn sch_07_of_a_teenager_the_school_decides_and_of_an_adult_the_student_asks() {
        let mut facts = facts(ParentRequestKind::Delete);
        facts.student_age = Some(StudentAge::Teen);
        let course = begin(&facts, now()).unwrap();
        assert_eq!(course.state, ParentRequestState::WithSchool);
        facts.student_age = Some(StudentAge::Adult);
        let refused = Err(RequestRefused::RightsAreTheStudents);
        assert_eq!(begin(&facts, now()), refused);
        facts.requester = Requester::AdultStudent;
        assert!(begin(&facts, now()).is_ok());
        facts.student_age = Some(StudentAge::Teen);
        assert_eq!(begin(&facts, now()), refused);
    }

    #[test]
    fn sch_07_who_is_not_verified_is_asked_once_for_14_days_and_then_the_request_is_closed() {
        let unverified = ParentRequestFacts {
            requester: Requester::Unverified,
            ..facts(ParentRequestKind::Delete)
        };
        let course = begin(&unverified, now()).unwrap();
        assert_eq!(course.state, ParentRequestState::AwaitingVerification);
        assert_eq!(course.acts_at, Some(now() + TimeDelta::days(14)));
        assert_eq!(on_time(course.state), Some(ParentRequestState::Closed));
        let later = now() + TimeDelta::days(3);
        let verified = answer(&unverified, course.state, SchoolAnswer::Verified, later).unwrap();
        assert_eq!(verified.acts_at, Some(later + TimeDelta::days(10)));
        let carried_out = answer(&unverified, course.state, SchoolAnswer::CarryOut, later);
        assert_eq!(carried_out, Err(RequestRefused::NotAwaited));
    }

    #[test]
    fn sch_07_a_school_may_keep_a_record_that_it_owns_and_nothing_else() {
        let state = ParentRequestState::ForwardedToSchool;
        for kind in ParentRequestKind::ALL {
            let kept = answer(&facts(*kind), state, SchoolAnswer::KeepRecord, now());
            let expected = match kind {
                ParentRequestKind::Delete | ParentRequestKind::Review => {
                    Ok(ParentRequestState::KeptBySchool)
                }
                _ => Err(RequestRefused::NotAwaited),
            };
            assert_eq!(kept.map(|course| course.state), expected, "{kind:?}");
        }
    }

    #[test]
    fn sch_07_a_californian_student_who_left_60_days_ago_must_be_deleted() {
        let mut facts = facts(ParentRequestKind::Delete);
        let state = ParentRequestState::ForwardedToSchool;
        for (since, course, kept) in [
            ("2026-09-29", forwarded(10), true),
            ("2026-09-28", forwarded(0), false),
        ] {
            facts.not_enrolled_since = Some(since.parse().unwrap());
            assert_eq!(begin(&facts, now()), Ok(course), "{since}");
            let answered = answer(&facts, state, SchoolAnswer::KeepRecord, now());
            assert_eq!(answered.is_ok(), kept, "{since}");
        }
    }

    #[test]
    fn sch_07_what_is_decided_stays_decided() {
        for state in [
            ParentRequestState::Done,
            ParentRequestState::KeptBySchool,
            ParentRequestState::Closed,
        ] {
            assert_eq!(on_time(state), None);
            for said in SchoolAnswer::ALL {
                let answered = answer(&facts(ParentRequestKind::Delete), state, *said, now());
                assert_eq!(
                    answered,
                    Err(RequestRefused::NotAwaited),
                    "{state:?} {said:?}"
                );
            }
        }
    }
}
