//! The end of what is known about a student's guardians.

use diesel::prelude::*;
use domain::{
    guardians::{GuardianshipEnd, GuardianshipState},
    ids::{GuardianshipId, UserId},
};

use super::{contacts, decide::close_account_of};
use crate::{
    database::Tx,
    error::DbError,
    schema::{guardian_limits, guardianships, pairing_codes},
    sql_types::bind_instant,
};

/// Deletes the guardianships of a student, and what hangs on them. A guardian who has no other, and no
/// role, signs in no more.
///
/// # Errors
/// If the database fails.
pub(crate) fn forget_student(tx: &mut Tx<'_>, student: UserId) -> Result<(), DbError> {
    contacts::forget_student(tx, student)?;
    let held: Vec<(GuardianshipId, UserId)> = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::student_id.eq(student))
        .select((guardianships::id, guardianships::guardian_id))
        .load(tx.conn())?;
    let (ids, guardians): (Vec<_>, Vec<_>) = held.into_iter().unzip();
    let limits = guardian_limits::table
        .filter(guardian_limits::organization_id.eq(tx.tenant()))
        .filter(guardian_limits::guardianship_id.eq_any(ids));
    diesel::delete(limits).execute(tx.conn())?;
    let of_student = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::student_id.eq(student));
    diesel::delete(of_student).execute(tx.conn())?;
    let codes = pairing_codes::table
        .filter(pairing_codes::organization_id.eq(tx.tenant()))
        .filter(pairing_codes::student_id.eq(student));
    diesel::delete(codes).execute(tx.conn())?;
    for guardian in guardians {
        close_account_of(tx, guardian)?;
    }
    Ok(())
}

/// Ends the guardianships of an adult whose account is erased. What students' records need of them stays,
/// by ids; what is contested stays undecided, so that an erasure settles nothing.
///
/// # Errors
/// If the database fails.
pub(crate) fn end_of_guardian(tx: &mut Tx<'_>, guardian: UserId) -> Result<(), DbError> {
    contacts::end_of_guardian(tx, guardian)?;
    let disputed = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(guardian))
        .filter(guardianships::state.eq(GuardianshipState::Disputed));
    diesel::update(disputed)
        .set((
            guardianships::state.eq(GuardianshipState::Ended),
            guardianships::end_reason.eq(GuardianshipEnd::Undecided),
            guardianships::ended_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    let open = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(guardian))
        .filter(guardianships::ended_at.is_null());
    diesel::update(open)
        .set((
            guardianships::state.eq(GuardianshipState::Ended),
            guardianships::end_reason.eq(GuardianshipEnd::GivenUp),
            guardianships::ended_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}
