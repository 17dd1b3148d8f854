//! Refusing directory information of a student, and taking a refusal back.

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    access::{Relationship, action::ChooseDirectory},
    age::eighteen::Majority,
    audit::{ChangeRole, Changed},
    directory::{DirectoryType, RefusalBy, RefusalManner, Rescinder, rescind_refusal},
    ids::{DirectoryRefusalId, UserId},
    organizations::time_zone::local_day,
};

use super::{
    choices::schools_of,
    refusals::{Refusal, RefusedType, in_force, refused_of, write},
};
use crate::{
    access::Permit, age, audit, database::Tx, error::DbError, guardians,
    organizations::academic_sessions::zone_of, schema::directory_refusals, sql_types::bind_instant,
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
    let accounts = guardians::accounts_of(tx, student)?;
    let standing = in_force(tx, student)?;
    let wanted = standing
        .into_iter()
        .filter(|refusal| types.contains(&refusal.directory_type));
    let (mut rescinded, mut stays): (Vec<DirectoryRefusalId>, bool) = (Vec::new(), false);
    for refusal in wanted {
        let of = whose(tx, permit, &accounts, &refusal)?;
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
        _ if is_of_family(tx, person, student)? => None,
        _ => Some(Rescinder::School),
    })
}

/// Whether a person is or was a guardian of any account of the student.
fn is_of_family(tx: &mut Tx<'_>, person: UserId, student: UserId) -> Result<bool, DbError> {
    for account in guardians::accounts_of(tx, student)? {
        if guardians::was_guardian(tx, person, account)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whose a refusal is, as the caller sees it. The accounts of one person are one: what was refused for any of
/// them, or by any of the student's own, is the same person's.
fn whose<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ChooseDirectory>,
    accounts: &[UserId],
    refusal: &Refusal,
) -> Result<RefusalBy, DbError> {
    if refusal.manner == RefusalManner::Paper {
        return paper(tx, accounts, refusal);
    }
    let caller = permit.actor().user();
    let is_students = accounts.contains(&refusal.refused_by);
    if refusal.refused_by == caller || (is_students && accounts.contains(&caller)) {
        return Ok(RefusalBy::Themself);
    }
    for account in accounts.iter().copied() {
        let holds = if is_students {
            age::majority(tx, account)? == Majority::Adult
        } else {
            guardians::holds_rights(tx, refusal.refused_by, account)?
        };
        if holds {
            return Ok(RefusalBy::AnotherHolder);
        }
    }
    Ok(RefusalBy::FormerHolder)
}

/// Whether paper is of the time before the birthday of a student who is an adult now. Where it may be, it is.
fn paper(tx: &mut Tx<'_>, accounts: &[UserId], refusal: &Refusal) -> Result<RefusalBy, DbError> {
    for account in accounts.iter().copied() {
        if age::majority(tx, account)? != Majority::Adult {
            continue;
        }
        let mut recorded_on = None;
        for (school, _) in schools_of(tx, account)? {
            let day = local_day(refusal.refused_at, zone_of(tx, school)?).earliest;
            recorded_on = Some(recorded_on.map_or(day, |other: NaiveDate| other.min(day)));
        }
        let recorded_on =
            recorded_on.unwrap_or_else(|| local_day(refusal.refused_at, None).earliest);
        if age::majority_on(tx, account, recorded_on)? == Majority::Minor {
            return Ok(RefusalBy::PaperBeforeEighteen);
        }
    }
    Ok(RefusalBy::Paper)
}
