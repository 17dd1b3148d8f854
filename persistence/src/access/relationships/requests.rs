//! Facts about requests: who may ask about a person's data, and who decides about what was asked.

use diesel::prelude::*;
use domain::{
    access::{DataSubject, PersonOfDistrict, Relationship, StudentOfDistrict},
    accounts::credentials::PersonKind,
    ids::{PLATFORM, RightsRequestId, SchoolId, UserId},
    rights::RequestDecider,
    staff::role::StaffRole,
};

use super::{
    of_person, of_person_of_district, of_student_of_district, roles_of, standing_at,
    students::parent_of_tenant,
};
use crate::{
    access::Actor,
    database::Tx,
    error::DbError,
    guardians, rights,
    schema::{request_inbox, rights_requests, users},
};

/// How the actor stands to a person whose data a request is about: themself, the parent, or one who
/// teaches or administers the student. To what is being erased nobody stands in any relationship.
///
/// # Errors
/// If the database fails.
pub(in crate::access) fn of_data_subject(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    named: DataSubject,
) -> Result<Vec<Relationship>, DbError> {
    let DataSubject { person } = named;
    if person == actor.user() {
        return of_person(tx, actor, person);
    }
    if rights::is_hidden(tx, person)? {
        return Ok(Vec::new());
    }
    if !is_student(tx, person)? {
        return of_person_of_district(tx, actor, PersonOfDistrict { person });
    }
    of_student_of_district(tx, actor, StudentOfDistrict { student: person })
}

/// How the actor stands to a request: as who made it, and then in no other way; or as who decides about
/// it. So nobody decides about their own.
///
/// # Errors
/// If the database fails.
pub(in crate::access) fn of_request(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    request: RightsRequestId,
) -> Result<Vec<Relationship>, DbError> {
    type Row = (UserId, UserId, RequestDecider, Option<SchoolId>);
    let found: Option<Row> = rights_requests::table
        .find((tx.tenant(), request))
        .select((
            rights_requests::requester_id,
            rights_requests::subject_id,
            rights_requests::decider,
            rights_requests::school_id,
        ))
        .first(tx.conn())
        .optional()?;
    match found {
        Some((requester, ..)) if requester == actor.user() => of_person(tx, actor, requester),
        // What another parent asks for is not theirs to know, whatever office they hold.
        Some((_, subject, RequestDecider::School, _))
            if guardians::was_guardian(tx, actor.user(), subject)? =>
        {
            Ok(Vec::new())
        }
        Some((_, _, RequestDecider::School, school)) => {
            let roles = roles_of(tx, actor)?;
            let mut held = match school {
                Some(school) => standing_at(&roles, school),
                None => roles
                    .iter()
                    .filter_map(|(role, _)| role.relationship())
                    .collect(),
            };
            held.retain(|held| match held {
                Relationship::SchoolAdmin => school.is_some(),
                Relationship::DistrictAdmin => true,
                _ => false,
            });
            Ok(held)
        }
        Some((_, _, RequestDecider::Parent, _)) => parent_of_tenant(tx, actor),
        Some((_, _, RequestDecider::Operator, _)) | None => of_inbox(tx, actor, request),
    }
}

/// How an operator of the platform stands to a request that operators decide about.
fn of_inbox(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    request: RightsRequestId,
) -> Result<Vec<Relationship>, DbError> {
    if tx.organization() != PLATFORM {
        return Ok(Vec::new());
    }
    let waits: i64 = request_inbox::table
        .find((tx.tenant(), request))
        .count()
        .get_result(tx.conn())?;
    if waits == 0 {
        return Ok(Vec::new());
    }
    let roles = roles_of(tx, actor)?;
    let operates = roles
        .iter()
        .any(|(role, _)| *role == StaffRole::PlatformOperator);
    Ok(operates
        .then_some(Relationship::PlatformOperator)
        .into_iter()
        .collect())
}

fn is_student(tx: &mut Tx<'_>, person: UserId) -> Result<bool, DbError> {
    let kind: Option<PersonKind> = users::table
        .find((tx.tenant(), person))
        .select(users::kind)
        .first(tx.conn())
        .optional()?;
    Ok(kind == Some(PersonKind::Student))
}
