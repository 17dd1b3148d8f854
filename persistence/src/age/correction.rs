//! A corrected age, and data that should not have been collected (AGE-16): the account is suspended at
//! once, and what is held is deleted when the time is over, unless a ground has appeared.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    age::correction::{Correction, correction},
    audit::Changed,
    backups::erased::ErasureCause,
    ids::UserId,
    mail::MessageKind,
    organizations::authorization::CATEGORIES_OF_A_STUDENT,
    parameters::choices::VPC_REASONABLE_TIME,
    worker::JobKind,
};

use super::{
    ground, notices,
    person::{PersonAge, of_person},
};
use crate::{
    accounts::erasure,
    consent,
    database::Tx,
    error::DbError,
    rights,
    schema::users,
    sql_types::{BindInstant, bind_instant},
    worker::{self, Task},
};

/// Judges anew what was collected of a student whose evidence of age has changed.
pub(super) fn check(tx: &mut Tx<'_>, person: UserId, age: &PersonAge) -> Result<(), DbError> {
    let youngest = age.known.band(&age.day_at(age.created_at)).band;
    let coverage = ground::coverage(tx, person, age)?;
    let time = VPC_REASONABLE_TIME.default;
    match correction(youngest, coverage, age.context, tx.now(), time) {
        Correction::Nothing if age.suspended_at.is_none() => Ok(()),
        Correction::Nothing => set(tx, person, None),
        Correction::InadvertentCollection { .. } if age.suspended_at.is_some() => Ok(()),
        Correction::InadvertentCollection {
            suspended_at,
            purged_at,
            ..
        } => {
            set(tx, person, Some(suspended_at))?;
            worker::schedule(tx, JobKind::SettleSuspension, person.uuid(), purged_at)?;
            notices::tell(tx, person, age, MessageKind::AccountSuspended, purged_at)
        }
    }
}

/// Whether the account of a person is suspended.
pub(crate) fn is_suspended(tx: &mut Tx<'_>, person: UserId) -> Result<bool, DbError> {
    let suspended: i64 = users::table
        .find((tx.tenant(), person))
        .filter(users::suspended_at.is_not_null())
        .count()
        .get_result(tx.conn())?;
    Ok(suspended > 0)
}

/// Ends the suspension of a student for whom a ground has appeared, or deletes everything that is held
/// of the student when the time is over.
///
/// # Errors
/// If the database fails.
pub fn settle<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    let person: UserId = task.subject();
    let Some(age) = of_person(tx, person)? else {
        return worker::complete(tx, task, Changed::nothing());
    };
    let Some(suspended_at) = age.suspended_at else {
        return worker::complete(tx, task, Changed::nothing());
    };
    let ground = ground::covering(tx, person, age.context, &CATEGORIES_OF_A_STUDENT)?;
    let changed = if ground.is_some() {
        set(tx, person, None)?;
        Changed::of(person)
    } else if tx.now() >= suspended_at + VPC_REASONABLE_TIME.default
        && (rights::is_blocked(tx, person)? || consent::is_given(tx, person)?)
    {
        let next = tx.now() + rights::BLOCKED_FOR;
        worker::schedule(tx, JobKind::SettleSuspension, person.uuid(), next)?;
        Changed::nothing()
    } else if tx.now() >= suspended_at + VPC_REASONABLE_TIME.default {
        consent::end_for_erased(tx, person)?;
        erasure::delete_student(tx, person, ErasureCause::AgeCorrected)?;
        Changed::ended(person)
    } else {
        Changed::nothing()
    };
    worker::complete(tx, task, changed)
}

/// Writes down that every suspended student of the tenant is looked at when a new ground begins.
pub(crate) fn settle_all(tx: &mut Tx<'_>, begins_at: DateTime<Utc>) -> Result<(), DbError> {
    let suspended: Vec<UserId> = users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::suspended_at.is_not_null())
        .select(users::id)
        .load(tx.conn())?;
    let due_at = begins_at.max(tx.now());
    for person in suspended {
        worker::schedule(tx, JobKind::SettleSuspension, person.uuid(), due_at)?;
    }
    Ok(())
}

fn set(
    tx: &mut Tx<'_>,
    person: UserId,
    suspended_at: Option<DateTime<Utc>>,
) -> Result<(), DbError> {
    let suspended_at: Option<BindInstant> = suspended_at.map(bind_instant);
    diesel::update(users::table.find((tx.tenant(), person)))
        .set((
            users::suspended_at.eq(suspended_at),
            users::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}
