//! What is known of a student's age, as clients see it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    age::{
        band::{AgeBand, Certainty},
        conflict::{AgeSource, StatementState},
        transitions::{Milestone, TransitionStage},
    },
    ids::{AgeStatementId, UserId},
};
use persistence::age::{AgeStatement, OwnAge, ReachedMilestone, StudentAge};
use serde::Serialize;
use utoipa::ToSchema;

/// A piece of evidence of a student's age.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgeStatementView {
    /// Its id.
    pub id: AgeStatementId,
    /// On whose word.
    pub source: AgeSource,
    /// The year, month or day of birth; or completed years, `@`, and the day on which they were.
    #[schema(
        max_length = 14,
        pattern = r"^([0-9]{4}(-[0-9]{2}){0,2}|[0-9]{1,3}@[0-9]{4}-[0-9]{2}-[0-9]{2})$",
        example = "2015-03"
    )]
    pub evidence: String,
    /// Whether it is kept, or contradicts what is kept. While it does, the younger of both counts.
    pub state: StatementState,
    /// When it was stated.
    pub stated_at: DateTime<Utc>,
}

/// An age that changes something, announced or reached.
#[derive(Debug, Serialize, ToSchema)]
pub struct MilestoneView {
    /// Which.
    pub milestone: Milestone,
    /// Whether it was announced or is reached.
    pub stage: TransitionStage,
    /// The day of it. It is announced 30 days before.
    #[schema(example = "2026-11-21")]
    pub took_effect_on: NaiveDate,
}

/// What is known of a student's age.
#[derive(Debug, Serialize, ToSchema)]
pub struct StudentAgeView {
    /// The student.
    pub student_id: UserId,
    /// The day at the student's place, by which ages are judged.
    #[schema(example = "2026-11-21")]
    pub today: NaiveDate,
    /// The band of the youngest age that the evidence allows.
    pub band: AgeBand,
    /// How it is known. A student of unknown age counts as a child.
    pub certainty: Certainty,
    /// The evidence, apart from the grade level.
    #[schema(max_items = 20)]
    pub statements: Vec<AgeStatementView>,
    /// What was announced and reached, in the order of the days.
    #[schema(max_items = 10)]
    pub milestones: Vec<MilestoneView>,
    /// Since when the account is suspended, because nothing covers what is held of a child.
    pub suspended_at: Option<DateTime<Utc>>,
    /// When everything that is held of the student is deleted, unless an agreement or a consent covers
    /// it by then.
    pub deleted_at: Option<DateTime<Utc>>,
}

/// What a student's own age changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnAgeView {
    /// The band of the youngest age that the evidence allows.
    pub band: AgeBand,
    /// How it is known.
    pub certainty: Certainty,
    /// What was announced and reached, in the order of the days.
    #[schema(max_items = 10)]
    pub milestones: Vec<MilestoneView>,
}

impl From<AgeStatement> for AgeStatementView {
    fn from(statement: AgeStatement) -> Self {
        Self {
            id: statement.id,
            source: statement.source,
            evidence: statement.evidence,
            state: statement.state,
            stated_at: statement.stated_at,
        }
    }
}

impl From<ReachedMilestone> for MilestoneView {
    fn from(reached: ReachedMilestone) -> Self {
        Self {
            milestone: reached.milestone,
            stage: reached.stage,
            took_effect_on: reached.on,
        }
    }
}

impl From<StudentAge> for StudentAgeView {
    fn from(age: StudentAge) -> Self {
        Self {
            student_id: age.student,
            today: age.today,
            band: age.band.band,
            certainty: age.band.certainty,
            statements: age.statements.into_iter().map(Into::into).collect(),
            milestones: age.milestones.into_iter().map(Into::into).collect(),
            suspended_at: age.suspended_at,
            deleted_at: age.deleted_at,
        }
    }
}

impl From<OwnAge> for OwnAgeView {
    fn from(age: OwnAge) -> Self {
        Self {
            band: age.band.band,
            certainty: age.band.certainty,
            milestones: age.milestones.into_iter().map(Into::into).collect(),
        }
    }
}
