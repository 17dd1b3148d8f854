//! The end of contacts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    age::{
        eighteen::Majority,
        transitions::{Milestone, TransitionStage},
    },
    classes::interval::Interval,
    guardians::{
        GuardianEvidence, GuardianshipState,
        contact::{ContactEnd, Return, may_return, without_roster},
    },
    ids::{GuardianContactId, GuardianshipId, PairingCodeId, UserId},
};
use uuid::Uuid;

use super::{super::standing::limits_of, forget::forget, redeem::address_of, row};
use crate::{
    age,
    bulk::ROWS_PER_STATEMENT,
    database::Tx,
    error::DbError,
    mail,
    schema::{age_transitions, guardian_contacts, guardianships, pairing_codes},
    sql_types::{BindInstant, BindUuid, bind_instant},
};

/// What ends with a contact.
type Row = (
    GuardianContactId,
    UserId,
    Option<PairingCodeId>,
    Option<GuardianshipId>,
);

/// A guardianship that an invitation led to.
pub(super) struct Led {
    pub(super) guardian: UserId,
    student: UserId,
    state: GuardianshipState,
    evidence: Option<GuardianEvidence>,
}

/// Ends contacts that are not over: what was sent or printed for them opens nothing any more, and a
/// guardianship that rests on the roster alone is a claim again. Names and address are forgotten, unless
/// something stands against the end of the student's data.
///
/// # Errors
/// If the database fails.
pub(crate) fn end(tx: &mut Tx<'_>, contacts: &[Uuid], why: ContactEnd) -> Result<(), DbError> {
    for some in contacts.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<Row> = guardian_contacts::table
            .filter(guardian_contacts::organization_id.eq(tx.tenant()))
            .filter(guardian_contacts::id.eq_any(some.iter().map(|id| BindUuid(*id))))
            .filter(guardian_contacts::ended_at.is_null())
            .select((
                guardian_contacts::id,
                guardian_contacts::student_id,
                guardian_contacts::pairing_code_id,
                guardian_contacts::guardianship_id,
            ))
            .load(tx.conn())?;
        end_rows(tx, &rows, why)?;
    }
    Ok(())
}

fn end_rows(tx: &mut Tx<'_>, rows: &[Row], why: ContactEnd) -> Result<(), DbError> {
    let codes: Vec<PairingCodeId> = rows.iter().filter_map(|row| row.2).collect();
    close_codes(tx, &codes)?;
    let contacts: Vec<Uuid> = rows.iter().map(|row| row.0.uuid()).collect();
    mail::withdraw(tx, &contacts)?;
    let led = led_to(tx, rows.iter().filter_map(|row| row.3))?;
    let mut barred = Vec::new();
    for (contact, _, _, guardianship) in rows {
        let led = guardianship.and_then(|id| Some((id, led.get(&id)?)));
        let limits = match led {
            Some((id, led)) => {
                take_ground(tx, id, led)?;
                limits_of(tx, led.guardian, led.student)?
            }
            None => Vec::new(),
        };
        if bars(why, led.map(|(_, led)| led), &limits, tx.now()) {
            barred.push(contact.uuid());
        }
    }
    let now = bind_instant(tx.now());
    let over = (
        guardian_contacts::ended_at.eq(now),
        guardian_contacts::end_reason.eq(why),
    );
    set_all!(tx, guardian_contacts, contacts, over);
    set_all!(
        tx,
        guardian_contacts,
        barred,
        guardian_contacts::barred_at.eq(now)
    );
    forget(tx, &contacts)
}

pub(super) fn bars(
    why: ContactEnd,
    led: Option<&Led>,
    limits: &[Interval],
    now: DateTime<Utc>,
) -> bool {
    may_return(why, led.map(|led| led.state), limits, now) == Return::Barred
}

/// Takes back codes that nobody has used.
pub(super) fn close_codes(tx: &mut Tx<'_>, codes: &[PairingCodeId]) -> Result<(), DbError> {
    let open = pairing_codes::table
        .filter(pairing_codes::organization_id.eq(tx.tenant()))
        .filter(pairing_codes::id.eq_any(codes))
        .filter(pairing_codes::redeemed_at.is_null())
        .filter(pairing_codes::revoked_at.is_null());
    diesel::update(open)
        .set(pairing_codes::revoked_at.eq(bind_instant(tx.now())))
        .execute(tx.conn())?;
    Ok(())
}

pub(super) fn led_to(
    tx: &mut Tx<'_>,
    ids: impl Iterator<Item = GuardianshipId>,
) -> Result<HashMap<GuardianshipId, Led>, DbError> {
    type Found = (
        GuardianshipId,
        UserId,
        UserId,
        GuardianshipState,
        Option<GuardianEvidence>,
    );
    let rows: Vec<Found> = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::id.eq_any(ids))
        .select((
            guardianships::id,
            guardianships::guardian_id,
            guardianships::student_id,
            guardianships::state,
            guardianships::evidence,
        ))
        .load(tx.conn())?;
    let led = rows
        .into_iter()
        .map(|(id, guardian, student, state, evidence)| {
            let led = Led {
                guardian,
                student,
                state,
                evidence,
            };
            (id, led)
        });
    Ok(led.collect())
}

/// Takes from a guardianship what rested on the roster.
pub(super) fn take_ground(tx: &mut Tx<'_>, id: GuardianshipId, led: &Led) -> Result<(), DbError> {
    let state = without_roster(led.state, led.evidence);
    if state != led.state {
        diesel::update(guardianships::table.find((tx.tenant(), id)))
            .set((
                guardianships::state.eq(state),
                guardianships::evidence.eq(None::<GuardianEvidence>),
                guardianships::decided_by.eq(None::<UserId>),
                guardianships::decided_at.eq(None::<BindInstant>),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Ends the contacts of a student who is an adult: the rights are the student's own (AGE-14).
///
/// # Errors
/// If the database fails.
pub(crate) fn end_of_adult(tx: &mut Tx<'_>, student: UserId) -> Result<(), DbError> {
    let open: Vec<GuardianContactId> = guardian_contacts::table
        .filter(guardian_contacts::organization_id.eq(tx.tenant()))
        .filter(guardian_contacts::student_id.eq(student))
        .filter(guardian_contacts::ended_at.is_null())
        .select(guardian_contacts::id)
        .load(tx.conn())?;
    let open: Vec<Uuid> = open.iter().map(|contact| contact.uuid()).collect();
    end(tx, &open, ContactEnd::StudentIsAdult)
}

/// Ends the contacts of those of these students who are adults.
///
/// # Errors
/// If the database fails.
pub(crate) fn end_of_adults_among(tx: &mut Tx<'_>, students: &[Uuid]) -> Result<(), DbError> {
    for some in students.chunks(ROWS_PER_STATEMENT) {
        // What somebody says of themselves is noted too, and takes nothing from parents.
        let noted: Vec<UserId> = age_transitions::table
            .filter(age_transitions::organization_id.eq(tx.tenant()))
            .filter(age_transitions::user_id.eq_any(some.iter().map(|id| BindUuid(*id))))
            .filter(age_transitions::milestone.eq(Milestone::Adult))
            .filter(age_transitions::stage.eq(TransitionStage::Reached))
            .select(age_transitions::user_id)
            .distinct()
            .load(tx.conn())?;
        for student in noted {
            if age::majority(tx, student)? == Majority::Adult {
                end_of_adult(tx, student)?;
            }
        }
    }
    Ok(())
}

/// Ends the contacts who are an adult whose account is erased, as far as that is known: those that led to a
/// guardianship of theirs, and those of the same students with their address. What a roster says of them is
/// erased too, and does not come back.
pub(in crate::guardians) fn end_of_guardian(
    tx: &mut Tx<'_>,
    guardian: UserId,
) -> Result<(), DbError> {
    let address = address_of(tx, guardian)?;
    let theirs: Vec<(GuardianshipId, UserId)> = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(guardian))
        .select((guardianships::id, guardianships::student_id))
        .load(tx.conn())?;
    let students: Vec<UserId> = theirs.iter().map(|(_, student)| *student).collect();
    let open: Vec<row::Row> = guardian_contacts::table
        .filter(guardian_contacts::organization_id.eq(tx.tenant()))
        .filter(guardian_contacts::student_id.eq_any(students))
        .filter(guardian_contacts::ended_at.is_null())
        .select(row::Row::as_select())
        .load(tx.conn())?;
    let mut ended = Vec::new();
    for contact in open {
        let is_led = theirs
            .iter()
            .any(|(id, _)| contact.guardianship_id == Some(*id));
        if is_led || (address.is_some() && contact.address(tx)? == address) {
            ended.push(contact.id.uuid());
        }
    }
    end(tx, &ended, ContactEnd::Erased)
}

/// Deletes the contacts of a student, marks included.
pub(in crate::guardians) fn forget_student(
    tx: &mut Tx<'_>,
    student: UserId,
) -> Result<(), DbError> {
    let all = guardian_contacts::table
        .filter(guardian_contacts::organization_id.eq(tx.tenant()))
        .filter(guardian_contacts::student_id.eq(student));
    diesel::delete(all).execute(tx.conn())?;
    Ok(())
}
