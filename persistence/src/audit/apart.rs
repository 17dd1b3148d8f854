//! Events that the log keeps from a reader who is of a student's family.

use diesel::prelude::*;
use domain::{
    access::ActionKind,
    ids::{GuardianLimitId, LegalHoldId, UserId},
};
use uuid::Uuid;

use crate::{
    database::Tx,
    error::DbError,
    guardians::{Merges, OnePerson},
    schema::{
        emergencies, guardian_limits, guardianships, legal_holds, legal_processes,
        record_disclosures,
    },
    sql_types::BindUuid,
};

/// What the family of a student is not told of: what is done with requests for a record and held for a matter,
/// of which an order may forbid to tell them; emergencies, whose recipients may protect somebody from them; and
/// what the school decides about guardians.
pub(crate) const APART: [ActionKind; 7] = [
    ActionKind::ManageGuardians,
    ActionKind::ManageHolds,
    ActionKind::RecordDisclosures,
    ActionKind::ReadDisclosures,
    ActionKind::ReadLegalProcess,
    ActionKind::ManageLegalProcess,
    ActionKind::ManageEmergencies,
];

/// What a reader who is or was a guardian does not read about.
pub(super) struct KeptApart {
    /// The students of whom no such action is shown.
    pub(super) students: Vec<BindUuid>,
    /// Their legal processes, holds, emergencies and entries of the record of disclosures, and what limits
    /// their guardians.
    pub(super) things: Vec<BindUuid>,
}

/// What is kept from a reader; `None` from one who is and was nobody's guardian.
///
/// # Errors
/// If the database fails.
pub(super) fn kept_apart_from(
    tx: &mut Tx<'_>,
    reader: UserId,
) -> Result<Option<KeptApart>, DbError> {
    let students: Vec<UserId> = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(reader))
        .select(guardianships::student_id)
        .distinct()
        .load(tx.conn())?;
    if students.is_empty() {
        return Ok(None);
    }
    let students = OnePerson::of(tx, &students, Merges::InForce)?.all(&students);
    let mut things = limits_and_holds(tx, &students)?;
    macro_rules! things_of {
        ($($table:ident: $id:ty),+ $(,)?) => {$(
            let found: Vec<$id> = $table::table
                .filter($table::organization_id.eq(tx.tenant()))
                .filter($table::student_id.eq_any(&students))
                .select($table::id)
                .load(tx.conn())?;
            things.extend(found.into_iter().map(|id| id.uuid()));
        )+};
    }
    things_of!(
        legal_processes: domain::ids::LegalProcessId,
        emergencies: domain::ids::EmergencyId,
        record_disclosures: domain::ids::RecordDisclosureId,
    );
    Ok(Some(KeptApart {
        students: students.iter().map(|id| BindUuid(id.uuid())).collect(),
        things: things.into_iter().map(BindUuid).collect(),
    }))
}

/// What limits the guardians of some students, and the holds of them.
fn limits_and_holds(tx: &mut Tx<'_>, students: &[UserId]) -> Result<Vec<Uuid>, DbError> {
    let limits: Vec<GuardianLimitId> = guardian_limits::table
        .inner_join(
            guardianships::table.on(guardianships::organization_id
                .eq(guardian_limits::organization_id)
                .and(guardianships::id.eq(guardian_limits::guardianship_id))),
        )
        .filter(guardian_limits::organization_id.eq(tx.tenant()))
        .filter(guardianships::student_id.eq_any(students))
        .select(guardian_limits::id)
        .load(tx.conn())?;
    let holds: Vec<LegalHoldId> = legal_holds::table
        .filter(legal_holds::organization_id.eq(tx.tenant()))
        .filter(legal_holds::subject_id.assume_not_null().eq_any(students))
        .select(legal_holds::id)
        .load(tx.conn())?;
    let limits = limits.into_iter().map(GuardianLimitId::uuid);
    Ok(limits
        .chain(holds.into_iter().map(LegalHoldId::uuid))
        .collect())
}
