//! Whose guardian one is.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ManageOwnGuardianships,
    audit::{Changed, Shown},
    guardians::{
        GuardianKind, GuardianshipEnd, GuardianshipState,
        decision::{Decider, DecisionRefused, GuardianshipDecision, LastGuardian},
    },
    ids::{GuardianshipId, UserId},
};

use super::{
    decide::{close_account_of, settle},
    standing::holds_rights,
};
use crate::{
    access::Permit,
    accounts::people::DISPLAY_NAME,
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    paging::{PageRequest, Slice},
    schema::{guardianships, subject_keys, users},
};

/// A guardianship as the guardian sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnGuardianship {
    /// Its id.
    pub id: GuardianshipId,
    /// The student.
    pub student: UserId,
    /// The student's display name, where the guardian has the rights of a parent at this instant.
    pub student_name: Option<String>,
    /// What the guardian is to the student.
    pub kind: GuardianKind,
    /// Where it stands, as the guardian is told: a claim, wherever they have no rights.
    pub state: GuardianshipState,
    /// Since when.
    pub claimed_at: DateTime<Utc>,
}

/// A page of the guardianships of the permitted person that are not over, in the order of their claims. Of a student over whose record they have
/// no rights there is no name: why, they are not told.
///
/// # Errors
/// If the database fails.
pub fn own<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageOwnGuardianships>,
    page: PageRequest,
) -> Result<Slice<OwnGuardianship>, DbError> {
    let mut guardianships = of(tx, permit.subject(), None)?;
    guardianships.retain(|own| Some(own.id.uuid()) > page.after);
    let found = page.into_page(guardianships, |own| own.id.uuid());
    let named = found.rows.iter().filter(|own| own.student_name.is_some());
    audit::disclosed(tx, permit, Shown::each(named.map(|own| own.student)))?;
    Ok(found)
}

pub(super) fn find_own(
    tx: &mut Tx<'_>,
    guardian: UserId,
    guardianship: GuardianshipId,
) -> Result<Option<OwnGuardianship>, DbError> {
    Ok(of(tx, guardian, Some(guardianship))?.into_iter().next())
}

fn of(
    tx: &mut Tx<'_>,
    guardian: UserId,
    only: Option<GuardianshipId>,
) -> Result<Vec<OwnGuardianship>, DbError> {
    type Row = (
        GuardianshipId,
        UserId,
        GuardianKind,
        GuardianshipState,
        DateTime<Utc>,
        (Sealed, Sealed),
    );
    let mut wanted = guardianships::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(guardianships::organization_id)
                .and(users::id.eq(guardianships::student_id))),
        )
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(guardianships::organization_id)
                .and(subject_keys::subject_id.eq(guardianships::student_id))),
        )
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(guardian))
        .filter(guardianships::ended_at.is_null())
        .order(guardianships::id)
        .select((
            guardianships::id,
            guardianships::student_id,
            guardianships::kind,
            guardianships::state,
            guardianships::claimed_at,
            (users::display_name, subject_keys::wrapped),
        ))
        .into_boxed();
    if let Some(only) = only {
        wanted = wanted.filter(guardianships::id.eq(only));
    }
    let rows: Vec<Row> = wanted.load(tx.conn())?;
    let mut own = Vec::new();
    for (id, student, kind, state, claimed_at, (name, wrapped)) in rows {
        let student_name = if holds_rights(tx, guardian, student)? {
            let key = tx.organization_key()?.open_subject(student, &wrapped)?;
            Some(key.open_text(DISPLAY_NAME, student.uuid(), &name)?)
        } else {
            None
        };
        let shown = match student_name {
            Some(_) => state,
            None => GuardianshipState::Claimed,
        };
        own.push(OwnGuardianship {
            id,
            student,
            student_name,
            kind,
            state: shown,
            claimed_at,
        });
    }
    Ok(own)
}

/// How giving up a guardianship ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GiveUpOutcome {
    /// It is over.
    GivenUp,
    /// It stays: the reason.
    Refused(DecisionRefused),
    /// There is no such guardianship of this person.
    NoSuchGuardianship,
}

/// Ends a guardianship of the permitted person at their own wish.
///
/// # Errors
/// If the database fails.
pub fn give_up<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageOwnGuardianships>,
    guardianship: GuardianshipId,
    last: LastGuardian,
) -> Result<GiveUpOutcome, DbError> {
    let guardian = permit.subject();
    let Some(found) = find_own(tx, guardian, guardianship)? else {
        return Ok(GiveUpOutcome::NoSuchGuardianship);
    };
    let decision = GuardianshipDecision::End(GuardianshipEnd::GivenUp, last);
    let about = (guardianship, found.student);
    if let Err(refused) = settle(tx, about, (guardian, Decider::Guardian), decision)? {
        return Ok(GiveUpOutcome::Refused(refused));
    }
    let changed = Changed::ended(guardianship).referring_to([found.student]);
    audit::changed(tx, permit, changed)?;
    close_account_of(tx, guardian)?;
    Ok(GiveUpOutcome::GivenUp)
}
