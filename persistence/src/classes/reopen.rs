//! Opening an archived class again.

use diesel::prelude::*;
use domain::{
    access::action::ReopenClass,
    audit::Changed,
    classes::placement::{NewcomerFacts, SchoolTie},
    ids::UserId,
};

use super::{Class, read::find, students::end_places};
use crate::{
    access::Permit,
    access::relationships::ties_to_school,
    audit,
    database::Tx,
    error::DbError,
    schema::{classes, enrollments},
    sql_types::{BindInstant, bind_instant},
};

/// How the opening of a class ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReopenOutcome {
    /// It is open; from now on, or since before.
    Open(Class),
    /// Its term is over; it needs another first.
    TermOver,
    /// There is no such class.
    Unknown,
}

/// Opens the permitted class again, with those who were in it when it was archived.
///
/// # Errors
/// If the database fails.
pub fn reopen<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReopenClass>,
) -> Result<ReopenOutcome, DbError> {
    let (row, now) = ((tx.tenant(), permit.subject()), tx.now());
    let Some(class) = find(tx, permit.subject())? else {
        return Ok(ReopenOutcome::Unknown);
    };
    if class.access_ends_at <= now {
        return Ok(ReopenOutcome::TermOver);
    }
    let mut changed = Changed::nothing();
    if class.archived_at.is_some() {
        changed = Changed::of(permit.subject());
        release_departed(tx, &class)?;
        diesel::update(classes::table.find(row))
            .set((
                classes::archived_at.eq(None::<BindInstant>),
                classes::left_roster_at.eq(None::<BindInstant>),
                classes::updated_at.eq(bind_instant(now)),
            ))
            .execute(tx.conn())?;
    }
    audit::changed(tx, permit, changed)?;
    Ok(find(tx, permit.subject())?.map_or(ReopenOutcome::Unknown, ReopenOutcome::Open))
}

/// Before a class that is over becomes open again: ends the memberships of students who are in classes
/// of another school and in none of this one, as of the end of the class. What they did since is not
/// this school's to know (FER-03).
///
/// # Errors
/// If the database fails.
pub(super) fn release_departed(tx: &mut Tx<'_>, class: &Class) -> Result<(), DbError> {
    let (now, end) = (tx.now(), class.span().ends_at());
    let mut students: Vec<UserId> = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::class_id.eq(class.id))
        .filter(not_over!(enrollments, bind_instant(now)))
        .order(enrollments::user_id)
        .select(enrollments::user_id)
        .load(tx.conn())?;
    students.dedup();
    for student in students {
        if has_departed(ties_to_school(tx, student, class.school_id)?) {
            end_places(tx, class.id, student, end)?;
        }
    }
    Ok(())
}

fn has_departed(ties: NewcomerFacts) -> bool {
    ties.elsewhere == SchoolTie::Present && ties.school != SchoolTie::Present
}
