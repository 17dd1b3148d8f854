//! The end of a school's authorization for one student (SCH-06).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Relationship, action::RevokeStudent},
    audit::Changed,
    backups::erased::ErasureCause,
    classes::placement::{SchoolTie, may_place},
    ids::{AuthorityEndId, SchoolId, UserId},
    organizations::{authority_end::AuthorityEndReason, school_exit::purge_begins_at},
    parameters::choices::STUDENT_REVOKED_PURGE,
    worker::JobKind,
};

use crate::{
    access::{Permit, relationships::ties_to_school},
    accounts::erasure,
    audit,
    database::Tx,
    error::DbError,
    organizations::destruction::{self, Destroyed, Sign},
    rights::{BLOCKED_FOR, is_blocked},
    schema::{authority_ends, users},
    sql_types::bind_instant,
    worker::{self, Task},
};

/// An authorization that was revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// Its id.
    pub id: AuthorityEndId,
    /// The student.
    pub student: UserId,
    /// When it was revoked.
    pub revoked_at: DateTime<Utc>,
    /// When what is held of the student is deleted.
    pub purge_at: DateTime<Utc>,
}

/// How a student stands to a school that is to end what is held of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StudentOfSchool {
    /// In it, or in it last, and at no other school.
    Alone,
    /// Of it, and at another school too, whose work the account holds as well.
    ElsewhereToo,
    /// Not of it.
    No,
}

impl StudentOfSchool {
    /// Whether a person in this relationship to the school may end the whole account.
    pub(super) fn is_within_reach(self, relationship: Relationship) -> bool {
        match self {
            Self::Alone => true,
            Self::ElsewhereToo => relationship == Relationship::DistrictAdmin,
            Self::No => false,
        }
    }
}

/// Reads how a student stands to a school.
pub(crate) fn student_of_school(
    tx: &mut Tx<'_>,
    student: UserId,
    school: SchoolId,
) -> Result<StudentOfSchool, DbError> {
    let ties = ties_to_school(tx, student, school)?;
    Ok(
        match (may_place(Relationship::SchoolAdmin, ties), ties.elsewhere) {
            (false, _) => StudentOfSchool::No,
            (true, SchoolTie::Present) => StudentOfSchool::ElsewhereToo,
            (true, SchoolTie::None | SchoolTie::Past) => StudentOfSchool::Alone,
        },
    )
}

/// What became of a revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevokeOutcome {
    /// It is revoked.
    Revoked(Revocation),
    /// The student is at another school too, and the district decides.
    BeyondReach,
    /// The student is not of the school.
    NoSuchStudent,
}

/// Revokes the authorization of the permitted school for a student: the account is locked at once, and
/// what is held is deleted in time.
///
/// # Errors
/// If the database fails.
pub fn revoke<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, RevokeStudent>,
    student: UserId,
) -> Result<RevokeOutcome, DbError> {
    let school = permit.subject();
    match student_of_school(tx, student, school)? {
        StudentOfSchool::No => return Ok(RevokeOutcome::NoSuchStudent),
        of if !of.is_within_reach(permit.relationship()) => return Ok(RevokeOutcome::BeyondReach),
        StudentOfSchool::Alone | StudentOfSchool::ElsewhereToo => {}
    }
    erasure::lock_student(tx, student)?;
    let now = tx.now();
    let revocation = Revocation {
        id: tx.new_id(),
        student,
        revoked_at: now,
        purge_at: purge_begins_at(now, STUDENT_REVOKED_PURGE.default),
    };
    let row = (
        authority_ends::organization_id.eq(tx.tenant()),
        authority_ends::id.eq(revocation.id),
        authority_ends::school_id.eq(school),
        authority_ends::student_id.eq(Some(student)),
        authority_ends::reason.eq(AuthorityEndReason::StudentRevoked),
        authority_ends::ended_by.eq(Some(permit.actor().user())),
        authority_ends::ended_at.eq(bind_instant(now)),
        authority_ends::purge_at.eq(bind_instant(revocation.purge_at)),
    );
    diesel::insert_into(authority_ends::table)
        .values(row)
        .execute(tx.conn())?;
    let id = revocation.id.uuid();
    worker::schedule(tx, JobKind::PurgeStudent, id, revocation.purge_at)?;
    let changed = Changed::created(revocation.id).and(Changed::ended(student));
    audit::changed(tx, permit, changed)?;
    Ok(RevokeOutcome::Revoked(revocation))
}

/// Deletes what is held of a student whose authorization was revoked, and issues a certificate of it. A
/// hold or an open inspection lets it wait, locked.
///
/// # Errors
/// If the database fails, or no key signs.
pub fn purge_student<'t>(tx: &mut Tx<'t>, task: Task<'t>, sign: Sign<'_>) -> Result<(), DbError> {
    let id: AuthorityEndId = task.subject();
    let (school, student): (SchoolId, Option<UserId>) = authority_ends::table
        .find((tx.tenant(), id))
        .select((authority_ends::school_id, authority_ends::student_id))
        .first(tx.conn())?;
    let Some(student) = student else {
        return worker::complete(tx, task, Changed::nothing());
    };
    if is_blocked(tx, student)? {
        worker::schedule(tx, JobKind::PurgeStudent, id.uuid(), tx.now() + BLOCKED_FOR)?;
        return worker::complete(tx, task, Changed::nothing());
    }
    let held: i64 = users::table
        .find((tx.tenant(), student))
        .count()
        .get_result(tx.conn())?;
    let mut destroyed = Destroyed::default();
    if held > 0 {
        destroyed.count_account(tx, student)?;
    }
    erasure::delete_student(tx, student, ErasureCause::AuthorizationRevoked)?;
    diesel::update(authority_ends::table.find((tx.tenant(), id)))
        .set((
            authority_ends::purged_at.eq(Some(bind_instant(tx.now()))),
            authority_ends::students_purged.eq(i32::try_from(held).unwrap_or(0)),
        ))
        .execute(tx.conn())?;
    destruction::note(tx, (id, school), destroyed)?;
    destruction::issue(tx, id, 0, sign)?;
    worker::complete(tx, task, Changed::of(id).and(Changed::ended(student)))
}
