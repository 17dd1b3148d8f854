//! Events that the log keeps from a reader who is of a student's family.

use diesel::prelude::*;
use domain::{access::ActionKind, ids::UserId};
use uuid::Uuid;

use crate::{
    database::Tx,
    error::DbError,
    schema::{emergencies, guardianships, legal_processes, record_disclosures},
    sql_types::BindUuid,
};

/// What is done with requests for a record, of which an order may forbid to tell the family, and with
/// emergencies, whose recipients may protect somebody from them.
pub(super) const APART: [ActionKind; 4] = [
    ActionKind::RecordDisclosures,
    ActionKind::ReadLegalProcess,
    ActionKind::ManageLegalProcess,
    ActionKind::ManageEmergencies,
];

/// What a reader who is or was a guardian does not read about.
pub(super) struct KeptApart {
    /// The students of whom no such action is shown.
    pub(super) students: Vec<BindUuid>,
    /// Their legal processes, emergencies and entries of the record of disclosures.
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
    let mut things: Vec<Uuid> = Vec::new();
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
