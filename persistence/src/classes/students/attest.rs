//! What is confirmed before students are created in a class, and for which of them (SCH-03).

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    access::action::AttestStudents,
    audit::Changed,
    ids::{AcademicSessionId, AttestationId, ClassId, SchoolId, UserId},
    organizations::attestation::{Attestation, STATEMENT_VERSION, expires_at},
};

use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    organizations::academic_sessions::zone_of,
    schema::{academic_sessions, attestations, attested_students, classes},
    sql_types::bind_instant,
};

/// What was confirmed for a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedAttestation {
    /// Its id.
    pub id: AttestationId,
    /// What counts of it.
    pub attestation: Attestation,
    /// When it was confirmed.
    pub attested_at: DateTime<Utc>,
}

/// Records that the actor confirmed the statements of the present version for the permitted class,
/// until the end of its academic session.
///
/// # Errors
/// If the database fails.
pub fn attest<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AttestStudents>,
    text_digest: [u8; 32],
) -> Result<RecordedAttestation, DbError> {
    let class = permit.subject();
    let (school, session): (SchoolId, Option<AcademicSessionId>) = classes::table
        .find((tx.tenant(), class))
        .select((classes::school_id, classes::academic_session_id))
        .first(tx.conn())?;
    let session_ends_on: Option<NaiveDate> = match session {
        None => None,
        Some(session) => academic_sessions::table
            .find((tx.tenant(), session))
            .select(academic_sessions::ends_on)
            .first(tx.conn())
            .optional()?,
    };
    let zone = zone_of(tx, school)?;
    let recorded = RecordedAttestation {
        id: tx.new_id(),
        attestation: Attestation {
            statement_version: STATEMENT_VERSION,
            expires_at: expires_at(session_ends_on, tx.now(), zone),
        },
        attested_at: tx.now(),
    };
    let row = (
        attestations::organization_id.eq(tx.tenant()),
        attestations::id.eq(recorded.id),
        attestations::class_id.eq(class),
        attestations::attested_by.eq(permit.actor().user()),
        attestations::statement_version.eq(i32::from(STATEMENT_VERSION)),
        attestations::text_digest.eq(text_digest.to_vec()),
        attestations::attested_at.eq(bind_instant(tx.now())),
        attestations::expires_at.eq(bind_instant(recorded.attestation.expires_at)),
    );
    diesel::insert_into(attestations::table)
        .values(row)
        .execute(tx.conn())?;
    audit::changed(tx, permit, Changed::created(recorded.id))?;
    Ok(recorded)
}

/// The latest attestation of a person for a class under which students may be created now.
pub(in crate::classes) fn in_force(
    tx: &mut Tx<'_>,
    class: ClassId,
    person: UserId,
) -> Result<Option<AttestationId>, DbError> {
    let latest: Option<(AttestationId, i32, DateTime<Utc>)> = attestations::table
        .filter(attestations::organization_id.eq(tx.tenant()))
        .filter(attestations::class_id.eq(class))
        .filter(attestations::attested_by.eq(person))
        .order(attestations::id.desc())
        .select((
            attestations::id,
            attestations::statement_version,
            attestations::expires_at,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((id, version, expires_at)) = latest else {
        return Ok(None);
    };
    let attestation = Attestation {
        statement_version: u16::try_from(version)
            .map_err(|_| DbError::Corrupt("versions of statements are few"))?,
        expires_at,
    };
    Ok(attestation.holds(tx.now()).then_some(id))
}

/// Notes for which students something was confirmed.
pub(in crate::classes) fn link(
    tx: &mut Tx<'_>,
    attestation: AttestationId,
    students: &[UserId],
) -> Result<(), DbError> {
    for student in students {
        let row = (
            attested_students::organization_id.eq(tx.tenant()),
            attested_students::attestation_id.eq(attestation),
            attested_students::student_id.eq(*student),
        );
        diesel::insert_into(attested_students::table)
            .values(row)
            .execute(tx.conn())?;
    }
    Ok(())
}
