//! The rows about the service itself, and what is kept as proof.

use super::{
    Ending::{InStages, NotPersonal},
    RetentionAction::{Aggregate, Purge, TakeOffName, Truncate},
    RetentionState::{CarriedOut, NoSuchData, NotYetCarriedOut},
    RetentionTrigger::{
        AgreementEnd, Answered, AuthorDeletedAndUnassigned, Closed, DeletionAsked,
        EducationRecordEnd, NoticeSent, ProcessingEnd, Recorded, RelationshipEnd, TaxYearEnd,
    },
    RetentionWarned, ScheduleRow, Stage, Warning,
};
use crate::{
    category::Category::{
        AgeEvidence, Assessment, AuditTrail, AuthoredCourse, Authorization, CheckAnswer,
        Credential, Enrollment, LoginIdentifier, Name, ParentContact, Payment, Progress,
        SupportTicket, Technical, Usage, Work,
    },
    retention::{
        rule::RetentionRule,
        span::Span::{self, Days, Hours, Months},
    },
};

/// [`RetentionRule::R11`].
pub(super) const R11: ScheduleRow = ScheduleRow::of(
    RetentionRule::R11,
    "Failures to sign in, and other security events",
    &[AuditTrail, LoginIdentifier, Technical],
    "Guessing is slowed down, and an incident can be looked into",
    InStages(&[Stage {
        from: Recorded,
        after: Months(12),
        floor: Days(1),
        ceiling: Months(12),
        action: Purge,
    }]),
    NotYetCarriedOut,
);

/// [`RetentionRule::R12`].
pub(super) const R12: ScheduleRow = ScheduleRow::of(
    RetentionRule::R12,
    "Networks, devices and sessions",
    &[Technical],
    "A person signs in beside others, and ends a session that is not theirs",
    InStages(&[
        Stage {
            from: Recorded,
            after: Days(30),
            floor: Days(1),
            ceiling: Days(30),
            action: Truncate,
        },
        Stage {
            from: Recorded,
            after: Months(6),
            floor: Days(30),
            ceiling: Months(6),
            action: Purge,
        },
    ]),
    CarriedOut,
);

/// [`RetentionRule::R13`].
pub(super) const R13: ScheduleRow = ScheduleRow::of(
    RetentionRule::R13,
    "Usage that names a person",
    &[Usage],
    "A fault that one person met is understood",
    InStages(&[Stage {
        from: Recorded,
        after: Days(90),
        floor: Days(1),
        ceiling: Days(90),
        action: Aggregate,
    }]),
    NoSuchData,
);

/// [`RetentionRule::R14`].
pub(super) const R14: ScheduleRow = ScheduleRow::of(
    RetentionRule::R14,
    "Aggregates of ten people and more",
    &[],
    "The service is improved by what many did",
    NotPersonal,
    NoSuchData,
);

/// [`RetentionRule::R15`].
pub(super) const R15: ScheduleRow = ScheduleRow::of(
    RetentionRule::R15,
    "Requests for help",
    &[SupportTicket],
    "A question that comes back is answered from the one before",
    InStages(&[Stage {
        from: Closed,
        after: Months(12),
        floor: Months(1),
        ceiling: Months(12),
        action: Purge,
    }]),
    CarriedOut,
);

/// [`RetentionRule::R16`].
pub(super) const R16: ScheduleRow = ScheduleRow::of(
    RetentionRule::R16,
    "Consents, attestations, authorizations and acceptances of policies",
    &[Authorization, ParentContact],
    "It can be shown that data was collected lawfully, for as long as that may be disputed",
    InStages(&[Stage {
        from: RelationshipEnd,
        after: Months(36),
        floor: Months(36),
        ceiling: Months(84),
        action: Purge,
    }]),
    NotYetCarriedOut,
);

/// [`RetentionRule::R17`].
pub(super) const R17: ScheduleRow = ScheduleRow::of(
    RetentionRule::R17,
    "What is collected to ask a parent",
    &[ParentContact, Name],
    "A parent has time to answer",
    InStages(&[Stage {
        from: NoticeSent,
        after: Days(14),
        floor: Days(7),
        ceiling: Days(30),
        action: Purge,
    }]),
    CarriedOut,
)
.warned(&[Warning {
    warned: RetentionWarned::Parent,
    days_before: 7,
}])
.by_law("16 CFR 312.5(c)(1)");

/// [`RetentionRule::R18`].
pub(super) const R18: ScheduleRow = ScheduleRow::of(
    RetentionRule::R18,
    "Answer to the question for the age",
    &[AgeEvidence],
    "Going back and answering again does not change the answer",
    InStages(&[Stage {
        from: Answered,
        after: Hours(24),
        floor: Hours(12),
        ceiling: Days(7),
        action: Purge,
    }]),
    CarriedOut,
);

/// [`RetentionRule::R19`].
pub(super) const R19: ScheduleRow = ScheduleRow::of(
    RetentionRule::R19,
    "Record of disclosures",
    &[AuditTrail, Authorization],
    "Whoever reads the education record can see who else was given it",
    InStages(&[Stage {
        from: EducationRecordEnd,
        after: Span::NONE,
        floor: Span::NONE,
        ceiling: Span::NONE,
        action: Purge,
    }]),
    CarriedOut,
)
.by_law("34 CFR 99.32(a)(2)");

/// [`RetentionRule::R20`].
pub(super) const R20: ScheduleRow = ScheduleRow::of(
    RetentionRule::R20,
    "Invoices of adults",
    &[Payment],
    "Tax law asks for them",
    InStages(&[Stage {
        from: TaxYearEnd,
        after: Months(84),
        floor: Months(84),
        ceiling: Months(120),
        action: Purge,
    }]),
    NoSuchData,
);

/// [`RetentionRule::R21`].
pub(super) const R21: ScheduleRow = ScheduleRow::of(
    RetentionRule::R21,
    "Audit log",
    &[AuditTrail],
    "A breach, or a look that had no reason, is found and can be proved",
    InStages(&[Stage {
        from: Recorded,
        after: Months(36),
        floor: Months(36),
        ceiling: Months(84),
        action: Purge,
    }]),
    NotYetCarriedOut,
);

/// [`RetentionRule::R22`].
pub(super) const R22: ScheduleRow = ScheduleRow::of(
    RetentionRule::R22,
    "Account that was deleted and may still be restored",
    &[
        Name,
        LoginIdentifier,
        Credential,
        Enrollment,
        Progress,
        Work,
        CheckAnswer,
        Assessment,
    ],
    "A deletion by mistake is undone",
    InStages(&[Stage {
        from: DeletionAsked,
        after: Days(30),
        floor: Span::NONE,
        ceiling: Days(30),
        action: Purge,
    }]),
    CarriedOut,
);

/// [`RetentionRule::R23`].
pub(super) const R23: ScheduleRow = ScheduleRow::of(
    RetentionRule::R23,
    "Backups",
    &[
        Name,
        LoginIdentifier,
        Credential,
        Enrollment,
        Progress,
        Work,
        CheckAnswer,
        Assessment,
    ],
    "The service comes back after a loss",
    InStages(&[Stage {
        from: Recorded,
        after: Days(35),
        floor: Days(7),
        ceiling: Days(35),
        action: Purge,
    }]),
    CarriedOut,
);

/// [`RetentionRule::R24`].
pub(super) const R24: ScheduleRow = ScheduleRow::of(
    RetentionRule::R24,
    "Register of breaches, assessments, and agreements with schools",
    &[Authorization, AuditTrail],
    "Authorities and schools may ask for them later",
    InStages(&[
        Stage {
            from: Closed,
            after: Months(60),
            floor: Months(60),
            ceiling: Months(120),
            action: Purge,
        },
        Stage {
            from: ProcessingEnd,
            after: Months(36),
            floor: Months(36),
            ceiling: Months(120),
            action: Purge,
        },
        Stage {
            from: AgreementEnd,
            after: Months(36),
            floor: Months(36),
            ceiling: Months(84),
            action: Purge,
        },
    ]),
    NotYetCarriedOut,
);

/// [`RetentionRule::R25`].
pub(super) const R25: ScheduleRow = ScheduleRow::of(
    RetentionRule::R25,
    "Mark of a person who must not be registered again",
    &[LoginIdentifier, AuditTrail],
    "A roster or a sign-up does not bring an erased person back",
    InStages(&[Stage {
        from: DeletionAsked,
        after: Months(60),
        floor: Months(12),
        ceiling: Months(60),
        action: Purge,
    }]),
    CarriedOut,
);

/// [`RetentionRule::R26`].
pub(super) const R26: ScheduleRow = ScheduleRow::of(
    RetentionRule::R26,
    "Courses that teachers wrote",
    &[AuthoredCourse],
    "A class that works through the course can finish it",
    InStages(&[Stage {
        from: AuthorDeletedAndUnassigned,
        after: Span::NONE,
        floor: Span::NONE,
        ceiling: Span::NONE,
        action: TakeOffName,
    }]),
    CarriedOut,
);
