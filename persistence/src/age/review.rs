//! Contradictions between pieces of evidence (AGE-04): found by the school, and resolved by a person.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, prelude::*};
use domain::{
    access::action::{ListAgeReviews, ResolveAgeReview},
    age::conflict::{AgeSource, ReviewDecision, StatementState},
    audit::{Changed, Shown},
    ids::{AgeStatementId, ClassId, UserId},
    rights::restriction::RestrictedPart,
};

use super::{
    person::of_person,
    statements::{delete, follow, set_state},
};
use crate::{
    access::{Permit, withheld_from},
    audit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{age_statements, classes, enrollments},
    sql_types::bind_instant,
};

/// A contradiction that waits for a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeReview {
    /// The evidence that contradicts what is kept.
    pub id: AgeStatementId,
    /// The student.
    pub student: UserId,
    /// A class of the school in which the student is.
    pub class: ClassId,
    /// On whose word the evidence is.
    pub source: AgeSource,
    /// When it was stated.
    pub stated_at: DateTime<Utc>,
}

/// Why nothing was resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecisionRefusal {
    /// The student has no such evidence, or it is not contested.
    #[error("no such evidence is contested")]
    NotContested,
}

/// Resolves the contradiction of the permitted student: the contested evidence takes the place of what
/// was kept, or is deleted.
///
/// # Errors
/// If the database fails. The inner error is why nothing was resolved.
pub fn decide<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ResolveAgeReview>,
    statement: AgeStatementId,
    decision: ReviewDecision,
) -> Result<Result<(), DecisionRefusal>, DbError> {
    let student = permit.subject().student;
    let held = of_person(tx, student)?.map(|age| age.held);
    let held = held.unwrap_or_default();
    let is_contested = held
        .iter()
        .any(|held| held.id == statement && held.state == StatementState::Contested);
    if !is_contested {
        return Ok(Err(DecisionRefusal::NotContested));
    }
    let mut changed = Changed::of(student);
    match decision {
        ReviewDecision::Accept => {
            let kept = held
                .iter()
                .filter(|held| held.state == StatementState::Current);
            for kept in kept {
                delete(tx, kept.id)?;
                changed = changed.and(Changed::ended(kept.id));
            }
            set_state(tx, statement, StatementState::Current)?;
            changed = changed.and(Changed::of(statement));
        }
        ReviewDecision::Dismiss => {
            delete(tx, statement)?;
            changed = changed.and(Changed::ended(statement));
        }
    }
    follow(tx, student)?;
    audit::changed(tx, permit, changed)?;
    Ok(Ok(()))
}

/// A page of the contradictions about students who are in a class of the permitted school, the oldest
/// first.
///
/// # Errors
/// If the database fails.
pub fn reviews<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListAgeReviews>,
    page: PageRequest,
) -> Result<Slice<AgeReview>, DbError> {
    type Row = (AgeStatementId, UserId, AgeSource, DateTime<Utc>);
    let (tenant, school, now) = (tx.tenant(), permit.subject(), bind_instant(tx.now()));
    let withheld = withheld_from(tx, permit.relationship(), RestrictedPart::Everything)?;
    let seats = || {
        enrollments::table
            .inner_join(
                classes::table.on(classes::organization_id
                    .eq(enrollments::organization_id)
                    .and(classes::id.eq(enrollments::class_id))),
            )
            .filter(enrollments::organization_id.eq(tenant))
            .filter(in_force!(enrollments, now))
            .filter(open_class!(now))
            .filter(classes::school_id.eq(school))
    };
    let here = seats()
        .filter(enrollments::user_id.eq(age_statements::user_id))
        .select(enrollments::user_id);
    let rows: Vec<Row> = age_statements::table
        .filter(age_statements::organization_id.eq(tenant))
        .filter(age_statements::state.eq(StatementState::Contested))
        .filter(exists(here))
        .filter(age_statements::user_id.ne_all(withheld))
        .filter(age_statements::id.gt(page.after_id()))
        .order(age_statements::id)
        .limit(page.limit_plus_one())
        .select((
            age_statements::id,
            age_statements::user_id,
            age_statements::source,
            age_statements::stated_at,
        ))
        .load(tx.conn())?;
    let slice = page.into_page(rows, |row| row.0.uuid());
    let students = slice.rows.iter().map(|(_, student, ..)| *student);
    let found: Vec<(UserId, ClassId)> = seats()
        .filter(enrollments::user_id.eq_any(students))
        .select((enrollments::user_id, enrollments::class_id))
        .load(tx.conn())?;
    let class_of: BTreeMap<UserId, ClassId> = found.into_iter().collect();
    let reviews = slice.try_map(|(id, student, source, stated_at)| {
        let class = class_of.get(&student).copied();
        Ok::<_, DbError>(AgeReview {
            id,
            student,
            class: class.ok_or(DbError::Corrupt("who is here is in a class"))?,
            source,
            stated_at,
        })
    })?;
    let shown = reviews.rows.iter();
    audit::disclosed(tx, permit, Shown::each(shown.map(|review| review.student)))?;
    Ok(reviews)
}
