//! What stands against an erasure, as far as rows say so.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    ids::{PLATFORM, SchoolId, UserId},
    organizations::parent_request::{ParentRequestKind, ParentRequestState},
    rights::{RightsRequestKind, erasure::ErasureBlocker, request::RightsRequestState},
    staff::role::StaffRole,
};

use crate::{
    database::Tx,
    error::DbError,
    holds::is_held,
    schema::{parent_requests, rights_requests, staff_roles, users},
    sql_types::bind_instant,
    staff::roles,
};

/// People of whom a statement asks at once.
const AT_ONCE: usize = 500;

/// Why the account of an adult cannot be spared yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Nobody else administers the school, the district or the platform.
    LastAdministrator,
    /// The household has accounts of children.
    Children,
}

/// What stands against the erasure of a person's data: an inspection or a correction that is open, and a
/// hold.
pub(crate) fn blockers(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<BTreeSet<ErasureBlocker>, DbError> {
    let mut blockers = BTreeSet::new();
    if !inspected(tx, &[person])?.is_empty() {
        blockers.insert(ErasureBlocker::OpenInspection);
    }
    if is_held(tx, person)? {
        blockers.insert(ErasureBlocker::LegalHold);
    }
    Ok(blockers)
}

/// Those of these people of whose data an inspection or a correction is open (34 CFR 99.10(e)).
pub(crate) fn inspected(tx: &mut Tx<'_>, people: &[UserId]) -> Result<BTreeSet<UserId>, DbError> {
    let kinds = [
        RightsRequestKind::Access,
        RightsRequestKind::Portability,
        RightsRequestKind::Correct,
    ];
    let mut found = BTreeSet::new();
    for some in people.chunks(AT_ONCE) {
        let requested: Vec<UserId> = rights_requests::table
            .filter(rights_requests::organization_id.eq(tx.tenant()))
            .filter(rights_requests::subject_id.eq_any(some))
            .filter(rights_requests::kind.eq_any(kinds))
            .filter(rights_requests::state.eq_any([
                RightsRequestState::Received,
                RightsRequestState::Acknowledged,
                RightsRequestState::Paused,
                RightsRequestState::Granted,
            ]))
            .select(rights_requests::subject_id)
            .load(tx.conn())?;
        let reviewed: Vec<UserId> = parent_requests::table
            .filter(parent_requests::organization_id.eq(tx.tenant()))
            .filter(parent_requests::student_id.eq_any(some))
            .filter(parent_requests::kind.eq(ParentRequestKind::Review))
            .filter(parent_requests::state.eq(ParentRequestState::WithSchool))
            .select(parent_requests::student_id)
            .load(tx.conn())?;
        found.extend(requested);
        found.extend(reviewed);
    }
    Ok(found)
}

/// Why the account of an adult cannot be spared yet; `None` of a student.
pub(crate) fn obstacle(tx: &mut Tx<'_>, person: UserId) -> Result<Option<Obstacle>, DbError> {
    for (role, school) in roles::held(tx, person)? {
        if role.is_office() && !has_others_in(tx, person, role, school)? {
            return Ok(Some(Obstacle::LastAdministrator));
        }
        if role == StaffRole::Parent && children(tx)? > 0 {
            return Ok(Some(Obstacle::Children));
        }
    }
    Ok(None)
}

/// Whether others hold an office, or one above it.
fn has_others_in(
    tx: &mut Tx<'_>,
    person: UserId,
    role: StaffRole,
    school: Option<SchoolId>,
) -> Result<bool, DbError> {
    let now = bind_instant(tx.now());
    let above = if tx.organization() == PLATFORM {
        StaffRole::PlatformOperator
    } else {
        StaffRole::DistrictAdmin
    };
    let held: Vec<(StaffRole, Option<SchoolId>)> = staff_roles::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(staff_roles::organization_id)
                .and(users::id.eq(staff_roles::user_id))),
        )
        .filter(staff_roles::organization_id.eq(tx.tenant()))
        .filter(staff_roles::user_id.ne(person))
        .filter(users::status.eq(AccountStatus::Active))
        .filter(staff_roles::role.eq_any([role, above]))
        .filter(in_force!(staff_roles, now))
        .select((staff_roles::role, staff_roles::school_id))
        .load(tx.conn())?;
    Ok(held
        .into_iter()
        .any(|other| other.0 == above || other == (role, school)))
}

fn children(tx: &mut Tx<'_>) -> Result<i64, DbError> {
    Ok(users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::kind.eq(PersonKind::Student))
        .count()
        .get_result(tx.conn())?)
}
