//! A sandbox that becomes an ordinary class, under the agreement that the school has by now (SCH-04).

use diesel::prelude::*;
use domain::{
    access::action::LeaveSandbox,
    audit::{ChangeRole, Changed},
    classes::kind::ClassKind,
    ids::{ClassId, GroundId, UserId},
    organizations::authorization::{MissingCondition, Placement, StaffVerification},
};

use crate::{
    access::Permit,
    audit,
    classes::{
        Class,
        read::find,
        students::{attestation_in_force, end_places, enroll, link_attestation},
    },
    database::Tx,
    error::DbError,
    organizations::agreements,
    schema::{classes, enrollments},
    sql_types::bind_instant,
};

/// What became of the wish to leave the sandbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeaveSandboxOutcome {
    /// The class is an ordinary one from now on.
    Left(Class),
    /// It is none already.
    NotASandbox,
    /// The class is over.
    ClassOver,
    /// The school does not authorize it (SCH-02): the condition that lacks.
    NotAuthorized(MissingCondition),
    /// The actor has not confirmed for this class and its session what is to be confirmed (SCH-03).
    AttestationRequired,
}

/// Makes the permitted class an ordinary one. What its students do from this instant on is collected
/// under the agreement; what was collected before keeps its ground.
///
/// # Errors
/// If the database fails.
pub fn leave<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, LeaveSandbox>,
) -> Result<LeaveSandboxOutcome, DbError> {
    let (class, now) = (permit.subject(), tx.now());
    let Some(found) = find(tx, class)?.filter(|class| class.span().is_open(now)) else {
        return Ok(LeaveSandboxOutcome::ClassOver);
    };
    if found.kind != ClassKind::Sandbox {
        return Ok(LeaveSandboxOutcome::NotASandbox);
    }
    let by = StaffVerification::by(permit.relationship());
    let authorization =
        agreements::authorization(tx, found.school_id, Placement::AddedByStaff(by))?;
    let agreement = match authorization {
        Ok(agreement) => agreement,
        Err(condition) => return Ok(LeaveSandboxOutcome::NotAuthorized(condition)),
    };
    let attested = attestation_in_force(tx, class, permit.actor().user())?;
    let Some(attestation) = attested else {
        return Ok(LeaveSandboxOutcome::AttestationRequired);
    };
    let students = present(tx, class)?;
    for student in &students {
        end_places(tx, class, *student, now)?;
        enroll(tx, class, *student, agreement.into())?;
    }
    link_attestation(tx, attestation, &students)?;
    diesel::update(classes::table.find((tx.tenant(), class)))
        .set((
            classes::kind.eq(ClassKind::Ordinary),
            classes::updated_at.eq(bind_instant(now)),
        ))
        .execute(tx.conn())?;
    let changed = Changed::of(class)
        .and(Changed::each(ChangeRole::Changed, students))
        .referring_to([attestation]);
    audit::changed(tx, permit, changed)?;
    let left = find(tx, class)?.ok_or(DbError::Corrupt("a class is not deleted"))?;
    Ok(LeaveSandboxOutcome::Left(left))
}

/// The students who are in the sandbox at this instant.
fn present(tx: &mut Tx<'_>, class: ClassId) -> Result<Vec<UserId>, DbError> {
    Ok(enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::class_id.eq(class))
        .filter(enrollments::collected_under.eq(GroundId::of_sandbox(class)))
        .filter(in_force!(enrollments, bind_instant(tx.now())))
        .order(enrollments::user_id)
        .select(enrollments::user_id)
        .distinct()
        .load(tx.conn())?)
}
