//! Refusing directory information of a student, and taking a refusal back.

use diesel::prelude::*;
use domain::{
    access::{Relationship, action::ChooseDirectory},
    age::eighteen::Majority,
    audit::{ChangeRole, Changed},
    directory::{DirectoryType, RefusalBy, RefusalManner, Rescinder, rescind_refusal},
    ids::{DirectoryRefusalId, UserId},
};

use super::refusals::{Refusal, RefusedType, in_force, refused_of, write};
use crate::{
    access::Permit, age, audit, database::Tx, error::DbError, guardians,
    schema::directory_refusals, sql_types::bind_instant,
};

/// What became of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChoiceOutcome {
    /// It holds: what is refused for the student now.
    Chosen(Vec<RefusedType>),
    /// Somebody else has to take it back.
    StaysRefused,
    /// The caller is of the student's family, and records no paper of it.
    OwnFamily,
}

/// Refuses types for the permitted student, from this instant on: by who holds the rights, or on paper by the
/// school.
///
/// # Errors
/// If the database fails.
pub fn refuse<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ChooseDirectory>,
    types: &[DirectoryType],
) -> Result<ChoiceOutcome, DbError> {
    let student = permit.subject().student;
    let Some(by) = capacity(tx, permit)? else {
        return Ok(ChoiceOutcome::OwnFamily);
    };
    let manner = match by {
        Rescinder::EligibleStudent | Rescinder::Guardian => RefusalManner::Account,
        Rescinder::School => RefusalManner::Paper,
    };
    let written = write(tx, student, types, (manner, permit.actor().user()))?;
    let changed = Changed::each(ChangeRole::Created, written).referring_to([student]);
    audit::changed(tx, permit, changed)?;
    Ok(ChoiceOutcome::Chosen(refused_of(tx, student)?))
}

/// Takes back refusals of types for the permitted student, as far as they are the caller's to take back. Those
/// of another parent stay.
///
/// # Errors
/// If the database fails.
pub fn rescind<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ChooseDirectory>,
    types: &[DirectoryType],
) -> Result<ChoiceOutcome, DbError> {
    let student = permit.subject().student;
    let Some(by) = capacity(tx, permit)? else {
        return Ok(ChoiceOutcome::OwnFamily);
    };
    let family = guardians::family(tx, student)?;
    let standing = in_force(tx, student)?;
    let wanted = standing
        .into_iter()
        .filter(|refusal| types.contains(&refusal.directory_type));
    let (mut rescinded, mut stays): (Vec<DirectoryRefusalId>, bool) = (Vec::new(), false);
    for refusal in wanted {
        let of = whose(tx, permit, &refusal)?;
        if rescind_refusal(by, of, family).is_ok() {
            end(tx, refusal.id, permit.actor().user())?;
            rescinded.push(refusal.id);
        } else {
            stays = true;
        }
    }
    if rescinded.is_empty() && stays {
        return Ok(ChoiceOutcome::StaysRefused);
    }
    let changed = Changed::each(ChangeRole::Ended, rescinded).referring_to([student]);
    audit::changed(tx, permit, changed)?;
    Ok(ChoiceOutcome::Chosen(refused_of(tx, student)?))
}

fn end(tx: &mut Tx<'_>, refusal: DirectoryRefusalId, by: UserId) -> Result<(), DbError> {
    diesel::update(directory_refusals::table.find((tx.tenant(), refusal)))
        .set((
            directory_refusals::rescinded_by.eq(Some(by)),
            directory_refusals::rescinded_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// As whom the caller chooses; `None` for an administrator who is or was a guardian of the student without the
/// rights of one: no office helps a parent.
fn capacity<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ChooseDirectory>,
) -> Result<Option<Rescinder>, DbError> {
    let (person, student) = (permit.actor().user(), permit.subject().student);
    Ok(match permit.relationship() {
        Relationship::EligibleStudent => Some(Rescinder::EligibleStudent),
        Relationship::Guardian => Some(Rescinder::Guardian),
        _ if guardians::was_guardian(tx, person, student)? => None,
        _ => Some(Rescinder::School),
    })
}

/// Whose a refusal is, as the caller sees it.
fn whose<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ChooseDirectory>,
    refusal: &Refusal,
) -> Result<RefusalBy, DbError> {
    if refusal.manner == RefusalManner::Paper {
        return Ok(RefusalBy::Paper);
    }
    if refusal.refused_by == permit.actor().user() {
        return Ok(RefusalBy::Themself);
    }
    let student = permit.subject().student;
    let holds = if refusal.refused_by == student {
        age::majority(tx, student)? == Majority::Adult
    } else {
        guardians::holds_rights(tx, refusal.refused_by, student)?
    };
    Ok(if holds {
        RefusalBy::AnotherHolder
    } else {
        RefusalBy::FormerHolder
    })
}
