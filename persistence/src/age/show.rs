//! What is known of a student's age, as adults see it, and what it changes, as the student does.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    access::action::{ReadOwnAge, ReadStudentAge, RecordAgeEvidence, ResolveAgeReview},
    access::{Action, ClassMember},
    age::{
        band::BandOfPerson,
        conflict::{AgeSource, StatementState},
        transitions::{Milestone, TransitionStage},
    },
    audit::Shown,
    ids::{AgeStatementId, UserId},
    parameters::choices::VPC_REASONABLE_TIME,
};

use super::{milestones, person::of_person};
use crate::{access::Permit, audit, database::Tx, error::DbError};

/// A piece of evidence.
#[derive(Clone, Debug)]
pub struct AgeStatement {
    /// Its id.
    pub id: AgeStatementId,
    /// On whose word.
    pub source: AgeSource,
    /// What it says, as it is written down.
    pub evidence: String,
    /// Whether it counts alone.
    pub state: StatementState,
    /// When it was stated.
    pub stated_at: DateTime<Utc>,
}

/// A milestone that was announced or reached.
#[derive(Clone, Copy, Debug)]
pub struct ReachedMilestone {
    /// Which.
    pub milestone: Milestone,
    /// Whether it is ahead or reached.
    pub stage: TransitionStage,
    /// On which day it was announced or reached.
    pub on: NaiveDate,
}

/// What is known of a student's age.
#[derive(Clone, Debug)]
pub struct StudentAge {
    /// The student.
    pub student: UserId,
    /// The day by which it is judged.
    pub today: NaiveDate,
    /// The band, and how it is known.
    pub band: BandOfPerson,
    /// The evidence.
    pub statements: Vec<AgeStatement>,
    /// What was announced and reached.
    pub milestones: Vec<ReachedMilestone>,
    /// Since when the account is suspended (AGE-16).
    pub suspended_at: Option<DateTime<Utc>>,
    /// When everything is deleted unless a ground appears.
    pub deleted_at: Option<DateTime<Utc>>,
}

/// What a student's own age changes.
#[derive(Clone, Debug)]
pub struct OwnAge {
    /// The band, and how it is known.
    pub band: BandOfPerson,
    /// What was announced and reached.
    pub milestones: Vec<ReachedMilestone>,
}

/// Shows what is known of the permitted student's age; `None` if there is no such account any more.
///
/// # Errors
/// If the database or the cipher fails.
pub fn show<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadStudentAge>,
) -> Result<Option<StudentAge>, DbError> {
    let student = permit.subject().student;
    let shown = of_student(tx, student)?;
    audit::disclosed(tx, permit, Shown::each([student]))?;
    Ok(shown)
}

/// Actions that change what is known of a class member's age and show it after that.
pub trait ChangesAge: Action<Subject = ClassMember> {}

impl ChangesAge for RecordAgeEvidence {}
impl ChangesAge for ResolveAgeReview {}

/// Reads what is known of the permitted student's age after a change; `None` if there is no such
/// account any more.
///
/// # Errors
/// If the database or the cipher fails.
pub fn read<'t, A: ChangesAge>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
) -> Result<Option<StudentAge>, DbError> {
    of_student(tx, permit.subject().student)
}

fn of_student(tx: &mut Tx<'_>, student: UserId) -> Result<Option<StudentAge>, DbError> {
    let Some(age) = of_person(tx, student)? else {
        return Ok(None);
    };
    let statements = age.held.iter().filter_map(|held| {
        Some(AgeStatement {
            id: held.id,
            source: held.source,
            evidence: held.evidence.written()?,
            state: held.state,
            stated_at: held.stated_at,
        })
    });
    Ok(Some(StudentAge {
        student,
        today: age.day.today,
        band: age.known.band(&age.day),
        statements: statements.collect(),
        milestones: reached(tx, student)?,
        suspended_at: age.suspended_at,
        deleted_at: age.suspended_at.map(|at| at + VPC_REASONABLE_TIME.default),
    }))
}

/// Shows the permitted student what their age changes. The evidence is for the adults.
///
/// # Errors
/// If the database or the cipher fails.
pub fn own<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadOwnAge>,
) -> Result<Option<OwnAge>, DbError> {
    let student = permit.subject();
    let Some(age) = of_person(tx, student)? else {
        return Ok(None);
    };
    Ok(Some(OwnAge {
        band: age.known.band(&age.day),
        milestones: reached(tx, student)?,
    }))
}

fn reached(tx: &mut Tx<'_>, student: UserId) -> Result<Vec<ReachedMilestone>, DbError> {
    let noted = milestones::noted(tx, student)?;
    let reached = noted.into_iter().map(|(kind, on)| {
        let (stage, milestone) = kind.parts();
        ReachedMilestone {
            milestone,
            stage,
            on,
        }
    });
    Ok(reached.collect())
}
