//! The rows about learners, their work and what is made of it.

use super::{
    Ending::{InStages, NotPersonal},
    RetentionAction::{Purge, ReduceToCompletion, Summarize},
    RetentionState::{CarriedOut, NoSuchData},
    RetentionTrigger::{
        AcademicSessionEnd, AccountEnd, LastEnrollmentEnd, LastFamilySignIn, LastSignIn, Recorded,
        SchoolYearEnd, WithdrawalOrAccountEnd,
    },
    RetentionWarned, ScheduleRow, Stage, Warning,
};
use crate::{
    category::Category::{
        AgeEvidence, Assessment, AttitudinalAnswer, CheckAnswer, Credential, Demographics,
        Enrollment, LoginIdentifier, Name, Profile, Progress, SurveyAnswer, Work,
    },
    retention::{
        rule::RetentionRule,
        span::Span::{self, Days, Months},
    },
};

/// COPPA's rule that data of a child has a time of deletion, and is never kept without end.
const COPPA: &str = "16 CFR 312.10";

/// With the account, at once.
const WITH_THE_ACCOUNT: Stage = Stage {
    from: AccountEnd,
    after: Span::NONE,
    floor: Span::NONE,
    ceiling: Span::NONE,
    action: Purge,
};

const fn before(warned: RetentionWarned, days_before: u16) -> Warning {
    Warning {
        warned,
        days_before,
    }
}

/// [`RetentionRule::R01`].
pub(super) const R01: ScheduleRow = ScheduleRow::of(
    RetentionRule::R01,
    "Account of a student at a school, in no class any more",
    &[Name, LoginIdentifier, Credential, Enrollment, AgeEvidence],
    "A summer and a change of schools pass before the student is in a class again",
    InStages(&[Stage {
        from: LastEnrollmentEnd,
        after: Months(12),
        floor: Months(3),
        ceiling: Months(12),
        action: Purge,
    }]),
    CarriedOut,
)
.warned(&[
    before(RetentionWarned::School, 60),
    before(RetentionWarned::School, 30),
])
.by_law(COPPA);

/// [`RetentionRule::R02`].
pub(super) const R02: ScheduleRow = ScheduleRow::of(
    RetentionRule::R02,
    "Account of a child at home that is not used",
    &[Name, LoginIdentifier, Credential, Enrollment, AgeEvidence],
    "A family comes back to a course after a pause",
    InStages(&[Stage {
        from: LastFamilySignIn,
        after: Months(12),
        floor: Months(3),
        ceiling: Months(12),
        action: Purge,
    }]),
    CarriedOut,
)
.warned(&[
    before(RetentionWarned::Parent, 30),
    before(RetentionWarned::Parent, 7),
])
.by_law(COPPA);

/// [`RetentionRule::R03`].
pub(super) const R03: ScheduleRow = ScheduleRow::of(
    RetentionRule::R03,
    "Account of a teen, an adult or a teacher that is not used",
    &[Name, LoginIdentifier, Credential, Enrollment, AgeEvidence],
    "People come back after a year without a class; a teacher's classes pass to the school",
    InStages(&[Stage {
        from: LastSignIn,
        after: Months(24),
        floor: Months(6),
        ceiling: Months(24),
        action: Purge,
    }]),
    CarriedOut,
)
.warned(&[
    before(RetentionWarned::Adult, 60),
    before(RetentionWarned::Adult, 30),
    before(RetentionWarned::Learner, 60),
    before(RetentionWarned::Learner, 30),
]);

/// [`RetentionRule::R04`].
pub(super) const R04: ScheduleRow = ScheduleRow::of(
    RetentionRule::R04,
    "Profile, preferences and optional features",
    &[Profile],
    "The chosen feature works, for as long as it is chosen",
    InStages(&[Stage {
        from: WithdrawalOrAccountEnd,
        after: Days(1),
        floor: Span::NONE,
        ceiling: Days(1),
        action: Purge,
    }]),
    CarriedOut,
)
.by_law(COPPA);

/// [`RetentionRule::R05`].
pub(super) const R05: ScheduleRow = ScheduleRow::of(
    RetentionRule::R05,
    "Progress, and answers to checks for understanding",
    &[Progress, CheckAnswer],
    "A learner goes on where they stopped, and a teacher sees how it went",
    InStages(&[
        Stage {
            from: Recorded,
            after: Months(24),
            floor: Months(6),
            ceiling: Months(24),
            action: Summarize,
        },
        Stage {
            from: AcademicSessionEnd,
            after: Months(36),
            floor: Months(12),
            ceiling: Months(36),
            action: ReduceToCompletion,
        },
        WITH_THE_ACCOUNT,
    ]),
    CarriedOut,
)
.by_law(COPPA);

/// [`RetentionRule::R06`].
pub(super) const R06: ScheduleRow = ScheduleRow::of(
    RetentionRule::R06,
    "Grades, results and feedback",
    &[Assessment],
    "The school keeps its record of achievement, and exports it before it ends here",
    InStages(&[
        Stage {
            from: AcademicSessionEnd,
            after: Months(60),
            floor: Months(12),
            ceiling: Months(60),
            action: Purge,
        },
        WITH_THE_ACCOUNT,
    ]),
    CarriedOut,
)
.warned(&[before(RetentionWarned::School, 60)])
.by_law(COPPA);

/// [`RetentionRule::R07`].
pub(super) const R07: ScheduleRow = ScheduleRow::of(
    RetentionRule::R07,
    "Submitted and saved code",
    &[Work],
    "It is the learner's own work, to go on with and to take along",
    InStages(&[
        Stage {
            from: AcademicSessionEnd,
            after: Months(60),
            floor: Months(12),
            ceiling: Months(60),
            action: Purge,
        },
        WITH_THE_ACCOUNT,
    ]),
    CarriedOut,
)
.warned(&[before(RetentionWarned::Learner, 60)])
.by_law(COPPA);

/// [`RetentionRule::R08`].
pub(super) const R08: ScheduleRow = ScheduleRow::of(
    RetentionRule::R08,
    "Answers to surveys and to prompts about attitudes",
    &[SurveyAnswer, AttitudinalAnswer],
    "A learner and the teacher look back at what was said a year before",
    InStages(&[Stage {
        from: AcademicSessionEnd,
        after: Months(12),
        floor: Span::NONE,
        ceiling: Months(12),
        action: Purge,
    }]),
    CarriedOut,
)
.by_law(COPPA);

/// [`RetentionRule::R09`].
pub(super) const R09: ScheduleRow = ScheduleRow::of(
    RetentionRule::R09,
    "Demographics",
    &[Demographics],
    "A school reports by group for one year, and asks again for the next",
    InStages(&[Stage {
        from: SchoolYearEnd,
        after: Span::NONE,
        floor: Span::NONE,
        ceiling: Span::NONE,
        action: Purge,
    }]),
    NoSuchData,
)
.by_law(COPPA);

/// [`RetentionRule::R10`].
pub(super) const R10: ScheduleRow = ScheduleRow::of(
    RetentionRule::R10,
    "De-identified releases and their ledger",
    &[],
    "A new release is compared with all before, so that no two of them give anybody away",
    NotPersonal,
    CarriedOut,
);
