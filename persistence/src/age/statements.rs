//! Stating how old a student is: what becomes of evidence beside what is held (AGE-04).

use std::cmp::Ordering;

use diesel::prelude::*;
use domain::{
    access::action::RecordAgeEvidence,
    age::{
        conflict::{AgeClaim, AgeReview, AgeSource, Kept, StatementState, merge_age_evidence},
        evidence::DobEvidence,
    },
    audit::Changed,
    category::Category,
    ids::{AgeStatementId, GroundId, UserId},
};

use super::{
    correction, ground, milestones,
    person::{EVIDENCE, PersonAge, of_person},
};
use crate::{
    access::Permit, accounts::keys_of::subject_key, audit, database::Tx, error::DbError,
    schema::age_statements, sql_types::bind_instant,
};

/// No agreement or consent covers evidence of age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no agreement or consent covers evidence of age")]
pub struct NotAuthorized;

/// What a person says of a student's age.
#[derive(Clone, Copy, Debug)]
pub enum Stated {
    /// A year or a month of birth.
    Born(DobEvidence),
    /// So many years are completed on the day on which it is said.
    Completed(u8),
}

/// What is stated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewStatement {
    /// On whose word.
    pub(crate) source: AgeSource,
    /// What.
    pub(crate) evidence: DobEvidence,
    /// By whom; `None` of a device.
    pub(crate) by: Option<UserId>,
}

/// States how old the permitted student is, on the word of the person who acts.
///
/// # Errors
/// If the database or the cipher fails. The inner error is why nothing was taken.
pub fn record<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, RecordAgeEvidence>,
    stated: Stated,
) -> Result<Result<(), NotAuthorized>, DbError> {
    let student = permit.subject().student;
    let Some(age) = of_person(tx, student)? else {
        return Ok(Ok(()));
    };
    let evidence = match stated {
        Stated::Born(evidence) => evidence,
        Stated::Completed(years) => DobEvidence::AgeOn {
            years,
            on: age.day.today,
        },
    };
    let source = AgeSource::of(permit.relationship())
        .ok_or(DbError::Corrupt("who may state an age has a word"))?;
    let new = NewStatement {
        source,
        evidence,
        by: Some(permit.actor().user()),
    };
    match state(tx, student, new)? {
        Err(refusal) => Ok(Err(refusal)),
        Ok(changed) => audit::changed(tx, permit, changed).map(Ok),
    }
}

/// Takes evidence of a student's age, and does what follows from it.
///
/// Evidence that makes a student younger is taken whatever covers it: it may be actual knowledge of a
/// child. Any other needs an agreement or a consent that covers evidence of age.
pub(crate) fn state(
    tx: &mut Tx<'_>,
    person: UserId,
    new: NewStatement,
) -> Result<Result<Changed, NotAuthorized>, DbError> {
    let changed = Changed::of(person);
    let Some(age) = of_person(tx, person)? else {
        return Ok(Ok(changed));
    };
    let (source, evidence) = age.known.current;
    let current = age.day.claim(source, evidence);
    let incoming = age.day.claim(new.source, new.evidence);
    let covered = ground::covering(tx, person, age.context, &[Category::AgeEvidence])?;
    if covered.is_none() && incoming.band >= current.band {
        return Ok(Err(NotAuthorized));
    }
    let merged = merge_age_evidence(&current, &incoming);
    let id: AgeStatementId = tx.new_id();
    let changed = match (merged.kept, merged.review) {
        (Kept::Current, AgeReview::NotNeeded) => return Ok(Ok(changed)),
        (Kept::Current, AgeReview::Open) => {
            let earlier = contested_by(&age, &incoming);
            if earlier.is_some_and(|(_, claim)| incoming.contradicts(&claim) != Ordering::Less) {
                return Ok(Ok(changed));
            }
            let mut changed = changed.and(Changed::created(id));
            if let Some((earlier, _)) = earlier {
                delete(tx, earlier)?;
                changed = changed.and(Changed::ended(earlier));
            }
            insert(tx, (id, person), new, StatementState::Contested, covered)?;
            changed
        }
        (Kept::Incoming, review) => {
            let replaced = give_way(tx, &age, &incoming, review)?;
            insert(tx, (id, person), new, StatementState::Current, covered)?;
            changed.and(Changed::created(id)).and(replaced)
        }
    };
    follow(tx, person)?;
    Ok(Ok(changed))
}

/// What waits for a decision of the same word and the same band. Of two the younger waits.
fn contested_by(age: &PersonAge, incoming: &AgeClaim) -> Option<(AgeStatementId, AgeClaim)> {
    let contested = age.held.iter();
    let contested = contested.filter(|held| held.state == StatementState::Contested);
    let mut claims = contested.map(|held| (held.id, age.day.claim(held.source, held.evidence)));
    claims.find(|(_, claim)| (claim.source, claim.band) == (incoming.source, incoming.band))
}

/// Makes room for evidence that takes the place of what is kept: that is deleted, or contested where
/// someone must look at both. Contested evidence that makes nobody younger says nothing any more.
fn give_way(
    tx: &mut Tx<'_>,
    age: &PersonAge,
    incoming: &AgeClaim,
    review: AgeReview,
) -> Result<Changed, DbError> {
    let mut changed = Changed::nothing();
    for held in &age.held {
        let claim = age.day.claim(held.source, held.evidence);
        match (held.state, review) {
            (StatementState::Current, AgeReview::Open) => {
                set_state(tx, held.id, StatementState::Contested)?;
                changed = changed.and(Changed::of(held.id));
            }
            (StatementState::Contested, _) if claim.contradicts(incoming) == Ordering::Less => {}
            (StatementState::Current, AgeReview::NotNeeded) | (StatementState::Contested, _) => {
                delete(tx, held.id)?;
                changed = changed.and(Changed::ended(held.id));
            }
        }
    }
    Ok(changed)
}

/// Does what follows from a change of the evidence: milestones that are yet to come are taken back,
/// the next one is written down, and what was collected is judged anew (AGE-16).
pub(super) fn follow(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    let Some(age) = of_person(tx, person)? else {
        return Ok(());
    };
    milestones::resettle(tx, person, &age)?;
    correction::check(tx, person, &age)
}

fn insert(
    tx: &mut Tx<'_>,
    (id, person): (AgeStatementId, UserId),
    new: NewStatement,
    state: StatementState,
    ground: Option<GroundId>,
) -> Result<(), DbError> {
    let text = new
        .evidence
        .written()
        .ok_or(DbError::Corrupt("evidence that is stated is written down"))?;
    let key = subject_key(tx, person)?;
    let sealed = key.seal(tx.mint(), EVIDENCE, id.uuid(), text.as_bytes())?;
    let row = (
        age_statements::organization_id.eq(tx.tenant()),
        age_statements::id.eq(id),
        age_statements::user_id.eq(person),
        age_statements::source.eq(new.source),
        age_statements::evidence.eq(sealed),
        age_statements::state.eq(state),
        age_statements::stated_by.eq(new.by),
        age_statements::collected_under.eq(ground),
        age_statements::stated_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(age_statements::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

pub(super) fn set_state(
    tx: &mut Tx<'_>,
    id: AgeStatementId,
    state: StatementState,
) -> Result<(), DbError> {
    diesel::update(age_statements::table.find((tx.tenant(), id)))
        .set(age_statements::state.eq(state))
        .execute(tx.conn())?;
    Ok(())
}

pub(super) fn delete(tx: &mut Tx<'_>, id: AgeStatementId) -> Result<(), DbError> {
    diesel::delete(age_statements::table.find((tx.tenant(), id))).execute(tx.conn())?;
    Ok(())
}
