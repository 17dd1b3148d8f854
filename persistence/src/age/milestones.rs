//! The ages that students reach (AGE-11): written down as work that is due at the midnight of the
//! place, noted once when it is done, and announced to the adult who answers for the student.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    accounts::context::AccountContext,
    age::eighteen::Majority,
    age::transitions::{
        Milestone, Transition, TransitionFacts, TransitionKind, TransitionStage, next_transition,
        transitions, upheld,
    },
    audit::Changed,
    ids::UserId,
    mail::MessageKind,
    parameters::choices::TRANSITION_NOTICE,
    worker::JobKind,
};

use super::{
    notices,
    person::{PersonAge, of_person},
};
use crate::{
    database::Tx,
    error::DbError,
    guardians,
    schema::age_transitions,
    settings,
    sql_types::bind_instant,
    worker::{self, Task},
};

/// Notes the ages that a student has reached by now, and those that are announced, each once and in the
/// order of their days, and writes the next one down.
///
/// # Errors
/// If the database fails.
pub fn reach<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    let person: UserId = task.subject();
    let Some(age) = of_person(tx, person)? else {
        return worker::complete(tx, task, Changed::nothing());
    };
    let fired = fired(tx, person)?;
    let facts = facts(&age, &fired);
    let due = transitions(&facts, NaiveDate::MIN, age.day.today, &age.day.parameters);
    for transition in &due {
        note(tx, person, *transition)?;
    }
    for transition in &due {
        announce(tx, person, &age, *transition, &due)?;
    }
    if super::majority(tx, person)? == Majority::Adult {
        guardians::end_contacts_of_adult(tx, person)?;
    }
    let closed = settings::close_outgrown(tx, person)?;
    write_next(tx, person, &age)?;
    worker::complete(tx, task, Changed::of(person).and(closed))
}

/// Takes back what a correction of the evidence refutes, dates what it upholds, and writes the next
/// milestone down.
pub(super) fn resettle(tx: &mut Tx<'_>, person: UserId, age: &PersonAge) -> Result<(), DbError> {
    let fired = fired(tx, person)?;
    let upheld = upheld(&facts(age, &fired), age.day.today, &age.day.parameters);
    for kind in fired {
        let (stage, milestone) = kind.parts();
        let row = age_transitions::table.find((tx.tenant(), person, milestone, stage));
        match upheld.iter().find(|transition| transition.kind == kind) {
            Some(transition) => diesel::update(row)
                .set(age_transitions::took_effect_on.eq(transition.on))
                .execute(tx.conn())?,
            None => diesel::delete(row).execute(tx.conn())?,
        };
    }
    write_next(tx, person, age)
}

/// Writes down as work what is due now, or what is due next.
fn write_next(tx: &mut Tx<'_>, person: UserId, age: &PersonAge) -> Result<(), DbError> {
    let fired = fired(tx, person)?;
    let facts = facts(age, &fired);
    let next = next_transition(&facts, NaiveDate::MIN, &age.day.parameters);
    let Some(next) = next else { return Ok(()) };
    let due_at = age.midnight(next.on).max(tx.now());
    worker::schedule(tx, JobKind::ReachAge, person.uuid(), due_at)
}

fn facts<'a>(age: &PersonAge, fired: &'a BTreeSet<TransitionKind>) -> TransitionFacts<'a> {
    TransitionFacts {
        dob: age.known.dob(),
        dca: age.day.dca,
        postsecondary_from: None,
        fired,
        announced_before: TRANSITION_NOTICE.default,
    }
}

/// What was noted of a student, with the day of each.
pub(super) fn noted(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<Vec<(TransitionKind, NaiveDate)>, DbError> {
    let rows: Vec<(TransitionStage, Milestone, NaiveDate)> = age_transitions::table
        .filter(age_transitions::organization_id.eq(tx.tenant()))
        .filter(age_transitions::user_id.eq(person))
        .order((age_transitions::took_effect_on, age_transitions::stage))
        .select((
            age_transitions::stage,
            age_transitions::milestone,
            age_transitions::took_effect_on,
        ))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(stage, milestone, on)| (TransitionKind::of(stage, milestone), on))
        .collect())
}

fn fired(tx: &mut Tx<'_>, person: UserId) -> Result<BTreeSet<TransitionKind>, DbError> {
    let noted = noted(tx, person)?;
    Ok(noted.into_iter().map(|(kind, _)| kind).collect())
}

fn note(tx: &mut Tx<'_>, person: UserId, transition: Transition) -> Result<(), DbError> {
    let (stage, milestone) = transition.kind.parts();
    let row = (
        age_transitions::organization_id.eq(tx.tenant()),
        age_transitions::user_id.eq(person),
        age_transitions::milestone.eq(milestone),
        age_transitions::stage.eq(stage),
        age_transitions::took_effect_on.eq(transition.on),
        age_transitions::fired_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(age_transitions::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Announces a milestone that is yet to come to the adult who answers for the student.
fn announce(
    tx: &mut Tx<'_>,
    person: UserId,
    age: &PersonAge,
    transition: Transition,
    due: &[Transition],
) -> Result<(), DbError> {
    let TransitionKind::Announced(milestone) = transition.kind else {
        return Ok(());
    };
    let reached = TransitionKind::Reached(milestone);
    if due.iter().any(|other| other.kind == reached) {
        return Ok(());
    }
    let on = transition.on + TRANSITION_NOTICE.default;
    let kind = match (age.context, milestone) {
        (AccountContext::HomeManaged, Milestone::Adult) => MessageKind::AdulthoodAhead,
        (AccountContext::HomeManaged, _) => MessageKind::OwnDecisionsAhead,
        _ => MessageKind::StudentAgeAhead,
    };
    notices::tell(tx, person, age, kind, age.midnight(on))
}
