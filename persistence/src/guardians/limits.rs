//! What takes a guardian's rights away for a time. The guardian is not told.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ManageGuardians,
    audit::Changed,
    guardians::{contact::may_keep, limit::LimitBasis},
    ids::{GuardianLimitId, GuardianshipId, UserId},
};

use super::contacts::keeper::keeper;
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    schema::{guardian_limits, guardianships},
    sql_types::bind_instant,
};

/// A limit of a guardian's rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuardianLimit {
    /// Its id.
    pub id: GuardianLimitId,
    /// On what it rests.
    pub basis: LimitBasis,
    /// From when on it holds.
    pub begins_at: DateTime<Utc>,
    /// When it ends, if that is known.
    pub ends_at: Option<DateTime<Utc>>,
}

/// A limit that is to be recorded. It holds from this instant on.
#[derive(Clone, Copy, Debug)]
pub struct NewLimit {
    /// On what it rests.
    pub basis: LimitBasis,
    /// When it ends, if that is known.
    pub ends_at: Option<DateTime<Utc>>,
}

/// How recording a limit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitOutcome {
    /// It holds.
    Limited(GuardianLimit),
    /// Its end is over.
    EndIsPast,
    /// The caller is of the student's family.
    Own,
    /// The permitted student has no such guardianship.
    NoSuchGuardianship,
}

/// Limits the rights of a guardian of the permitted student, from this instant on.
///
/// # Errors
/// If the database fails.
pub fn limit<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageGuardians>,
    guardianship: GuardianshipId,
    new: NewLimit,
) -> Result<LimitOutcome, DbError> {
    let guardian: Option<UserId> = guardianships::table
        .find((tx.tenant(), guardianship))
        .filter(guardianships::student_id.eq(permit.subject().student))
        .select(guardianships::guardian_id)
        .first(tx.conn())
        .optional()?;
    let Some(guardian) = guardian else {
        return Ok(LimitOutcome::NoSuchGuardianship);
    };
    if !is_another(tx, permit)? {
        return Ok(LimitOutcome::Own);
    }
    if new.ends_at.is_some_and(|ends_at| ends_at <= tx.now()) {
        return Ok(LimitOutcome::EndIsPast);
    }
    let limit = GuardianLimit {
        id: tx.new_id(),
        basis: new.basis,
        begins_at: tx.now(),
        ends_at: new.ends_at,
    };
    let row = (
        guardian_limits::organization_id.eq(tx.tenant()),
        guardian_limits::id.eq(limit.id),
        guardian_limits::guardianship_id.eq(guardianship),
        guardian_limits::basis.eq(limit.basis),
        guardian_limits::begins_at.eq(bind_instant(limit.begins_at)),
        guardian_limits::ends_at.eq(limit.ends_at.map(bind_instant)),
        guardian_limits::recorded_by.eq(permit.actor().user()),
        guardian_limits::recorded_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(guardian_limits::table)
        .values(row)
        .execute(tx.conn())?;
    let changed = Changed::created(limit.id)
        .referring_to([guardianship])
        .referring_to([guardian]);
    audit::changed(tx, permit, changed)?;
    Ok(LimitOutcome::Limited(limit))
}

/// Whether the actor is an administrator who is not of the family of the permitted student.
fn is_another<'t>(tx: &mut Tx<'t>, permit: &Permit<'t, ManageGuardians>) -> Result<bool, DbError> {
    let keeper = keeper(tx, permit.actor().user(), permit.subject().student)?;
    Ok(may_keep(keeper).is_ok())
}

/// Lifts a limit of a guardian of the permitted student at this instant; `false` if there is none in force
/// or to come, and for who is of the student's family.
///
/// # Errors
/// If the database fails.
pub fn lift<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageGuardians>,
    (guardianship, limit): (GuardianshipId, GuardianLimitId),
) -> Result<bool, DbError> {
    if !is_another(tx, permit)? {
        return Ok(false);
    }
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let of_student = guardianships::table
        .filter(guardianships::organization_id.eq(tenant))
        .filter(guardianships::id.eq(guardianship))
        .filter(guardianships::student_id.eq(permit.subject().student))
        .select(guardianships::id);
    let standing = guardian_limits::table
        .filter(guardian_limits::organization_id.eq(tenant))
        .filter(guardian_limits::id.eq(limit))
        .filter(guardian_limits::guardianship_id.eq_any(of_student))
        .filter(not_over!(guardian_limits, now));
    let lifted = diesel::update(standing)
        .set(guardian_limits::ends_at.eq(now))
        .execute(tx.conn())?;
    if lifted > 0 {
        let changed = Changed::ended(limit).referring_to([guardianship]);
        audit::changed(tx, permit, changed)?;
    }
    Ok(lifted > 0)
}

/// The limits of several guardianships, in the order of their beginning.
pub(super) fn of_guardianships(
    tx: &mut Tx<'_>,
    guardianships: &[GuardianshipId],
) -> Result<HashMap<GuardianshipId, Vec<GuardianLimit>>, DbError> {
    type Row = (
        GuardianshipId,
        GuardianLimitId,
        LimitBasis,
        DateTime<Utc>,
        Option<DateTime<Utc>>,
    );
    let rows: Vec<Row> = guardian_limits::table
        .filter(guardian_limits::organization_id.eq(tx.tenant()))
        .filter(guardian_limits::guardianship_id.eq_any(guardianships))
        .order(guardian_limits::id)
        .select((
            guardian_limits::guardianship_id,
            guardian_limits::id,
            guardian_limits::basis,
            guardian_limits::begins_at,
            guardian_limits::ends_at,
        ))
        .load(tx.conn())?;
    let mut limits: HashMap<GuardianshipId, Vec<GuardianLimit>> = HashMap::new();
    for (guardianship, id, basis, begins_at, ends_at) in rows {
        limits.entry(guardianship).or_default().push(GuardianLimit {
            id,
            basis,
            begins_at,
            ends_at,
        });
    }
    Ok(limits)
}
