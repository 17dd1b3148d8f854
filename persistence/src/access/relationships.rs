//! How people stand to what they ask about, at this instant: the only reads that need no permit.
//!
//! Everything is read from current rows, never from a token (FER-03). Intervals are half-open
//! (G-05): at the instant of an end the relationship is gone. What these functions return are
//! relationships, never data; a subject that does not exist has none.

mod authors;
mod copies;
mod membership;
mod parts_of_class;
mod people;
mod requests;
mod students;
mod support;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{DistrictStaffMember, Platform, Relationship, StaffMember},
    accounts::credentials::PersonKind,
    classes::{association::ClassSpan, class_role::ClassRole},
    ids::{ClassId, OrganizationId, SchoolId, UserId},
    staff::role::StaffRole,
};

use super::actor::Actor;
use crate::{
    database::Tx,
    error::DbError,
    guardians,
    schema::{classes, enrollments, schools, teaching_assignments, users},
    sql_types::bind_instant,
    staff::roles,
};

pub(super) use authors::of_course;
pub(super) use copies::of_student_copy;
pub(crate) use membership::membership;
pub(super) use parts_of_class::{of_assignment, of_join_code};
pub(crate) use people::known_people;
pub(super) use people::{of_person_of_district, of_student_of_district};
pub(super) use requests::{of_data_subject, of_request};
pub(crate) use students::ties_to_school;
pub(super) use students::{of_member, of_newcomer, of_record};
pub(super) use support::of_support_grant;

/// How the actor stands to an organization: the roles that they hold anywhere in it.
///
/// # Errors
/// If the database fails.
pub(super) fn of_organization(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    organization: OrganizationId,
) -> Result<Vec<Relationship>, DbError> {
    let roles = roles_of(tx, actor)?;
    let here = organization == actor.organization();
    let mut held: Vec<Relationship> = roles
        .iter()
        .filter(|(role, _)| here || *role == StaffRole::PlatformOperator)
        .filter_map(|(role, _)| role.relationship())
        .collect();
    if held.is_empty() && here {
        if is_student(tx, actor)? {
            held.push(Relationship::Student);
        } else if guardians::guards_anybody(tx, actor.user())? {
            held.push(Relationship::Guardian);
        }
    }
    Ok(held)
}

/// How the actor stands to the platform: by the roles that they hold in their own organization.
///
/// # Errors
/// If the database fails.
pub(super) fn of_platform(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    _: Platform,
) -> Result<Vec<Relationship>, DbError> {
    of_organization(tx, actor, actor.organization())
}

/// How the actor stands to a school of their organization.
///
/// # Errors
/// If the database fails.
pub(super) fn of_school(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    school: SchoolId,
) -> Result<Vec<Relationship>, DbError> {
    let exists: Option<SchoolId> = schools::table
        .find((tx.tenant(), school))
        .select(schools::id)
        .first(tx.conn())
        .optional()?;
    let held = match exists {
        None => Vec::new(),
        Some(_) => standing_at(&roles_of(tx, actor)?, school),
    };
    Ok(held)
}

/// How the actor stands to a member of the staff of a school of their organization. A person
/// without a role there is no member of it.
///
/// # Errors
/// If the database fails.
pub(super) fn of_staff_member(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    member: StaffMember,
) -> Result<Vec<Relationship>, DbError> {
    let works_there = works_at(&roles::standing(tx, member.person)?, member.school);
    let held = if works_there {
        standing_at(&roles_of(tx, actor)?, member.school)
    } else {
        Vec::new()
    };
    Ok(held)
}

/// How the actor stands to a person as one of the staff of their organization: by the roles that
/// the actor holds anywhere in it. A person without a role, in force or to come, is none of the
/// staff.
///
/// # Errors
/// If the database fails.
pub(super) fn of_colleague(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    colleague: DistrictStaffMember,
) -> Result<Vec<Relationship>, DbError> {
    let held = if roles::held(tx, colleague.person)?.is_empty() {
        Vec::new()
    } else {
        roles_of(tx, actor)?
            .iter()
            .filter_map(|(role, _)| role.relationship())
            .collect()
    };
    Ok(held)
}

/// How the actor stands to a class: by their part in it, or by their office over its school.
///
/// # Errors
/// If the database fails.
pub(super) fn of_class(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    class: ClassId,
) -> Result<Vec<Relationship>, DbError> {
    let mut held = Vec::new();
    if let Some(found) = ClassRow::find(tx, actor, class)? {
        held = staff_in(tx, actor, &found)?;
        if held.is_empty() && found.span.is_open(tx.now()) && is_enrolled(tx, actor.user(), class)?
        {
            held.push(Relationship::Student);
        }
    }
    Ok(held)
}

/// How the actor stands to a person as a person: themself, or a stranger.
///
/// # Errors
/// None.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the relationships to other subjects are read"
)]
pub(super) fn of_person(
    _: &mut Tx<'_>,
    actor: Actor<'_>,
    person: UserId,
) -> Result<Vec<Relationship>, DbError> {
    Ok(match actor.person() {
        _ if actor.user() != person => Vec::new(),
        PersonKind::Student => vec![Relationship::StudentThemself],
        PersonKind::Adult => vec![Relationship::Themself],
    })
}

/// What the relationships ask about a class.
struct ClassRow {
    school: SchoolId,
    span: ClassSpan,
    /// The parts that the actor has in it.
    parts: Vec<ClassRole>,
}

impl ClassRow {
    fn find(tx: &mut Tx<'_>, actor: Actor<'_>, class: ClassId) -> Result<Option<Self>, DbError> {
        type Row = (
            SchoolId,
            (DateTime<Utc>, Option<DateTime<Utc>>),
            Option<ClassRole>,
        );
        let now = bind_instant(tx.now());
        let query = classes::table
            .left_join(
                teaching_assignments::table.on(teaching_assignments::organization_id
                    .eq(classes::organization_id)
                    .and(teaching_assignments::class_id.eq(classes::id))
                    .and(teaching_assignments::user_id.eq(actor.user()))
                    .and(in_force!(teaching_assignments, now))),
            )
            .filter(classes::organization_id.eq(tx.tenant()))
            .filter(classes::id.eq(class))
            .select((
                classes::school_id,
                (classes::access_ends_at, classes::archived_at),
                teaching_assignments::role.nullable(),
            ));
        let rows: Vec<Row> = on_connection!(tx.conn(), |conn| query.load(conn))?;
        let mut parts: Vec<ClassRole> = rows.iter().filter_map(|(_, _, part)| *part).collect();
        parts.sort_unstable();
        parts.dedup();
        let class = rows.into_iter().next();
        Ok(
            class.map(|(school, (access_ends_at, archived_at), _)| Self {
                school,
                span: ClassSpan {
                    access_ends_at,
                    archived_at,
                },
                parts,
            }),
        )
    }
}

/// How a member of staff stands to a class. Teaching in it takes a part in the class and a role at
/// its school, both in force.
fn staff_in(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    found: &ClassRow,
) -> Result<Vec<Relationship>, DbError> {
    let roles = roles_of(tx, actor)?;
    let mut held = Vec::new();
    if found.span.is_open(tx.now()) && works_at(&roles, found.school) {
        held.extend(found.parts.iter().copied().map(ClassRole::relationship));
    }
    held.extend(
        standing_at(&roles, found.school)
            .into_iter()
            .filter(|held| reaches_every_class(*held)),
    );
    Ok(held)
}

fn reaches_every_class(relationship: Relationship) -> bool {
    matches!(
        relationship,
        Relationship::SchoolAdmin | Relationship::DistrictAdmin | Relationship::Parent
    )
}

fn works_at(roles: &[(StaffRole, Option<SchoolId>)], school: SchoolId) -> bool {
    roles.iter().any(|(_, at)| *at == Some(school))
}

fn standing_at(roles: &[(StaffRole, Option<SchoolId>)], school: SchoolId) -> Vec<Relationship> {
    roles
        .iter()
        .filter(|(role, at)| *at == Some(school) || *role == StaffRole::DistrictAdmin)
        .filter_map(|(role, _)| role.relationship())
        .collect()
}

/// How a person stands to a school by the roles that they hold at this instant.
pub(crate) fn at_school(
    tx: &mut Tx<'_>,
    person: UserId,
    school: SchoolId,
) -> Result<Vec<Relationship>, DbError> {
    Ok(standing_at(&roles::standing(tx, person)?, school))
}

/// The roles that the actor holds at this instant, with the school of each.
pub(crate) fn roles_of(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
) -> Result<Vec<(StaffRole, Option<SchoolId>)>, DbError> {
    match tx.kept_roles(actor.user()) {
        Some(roles) => Ok(roles.to_vec()),
        None => roles::standing(tx, actor.user()),
    }
}

/// Whether the student is in the class at this instant.
pub(crate) fn is_enrolled(
    tx: &mut Tx<'_>,
    student: UserId,
    class: ClassId,
) -> Result<bool, DbError> {
    let now = bind_instant(tx.now());
    let query = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(student))
        .filter(enrollments::class_id.eq(class))
        .filter(in_force!(enrollments, now))
        .count();
    let count: i64 = on_connection!(tx.conn(), |conn| query.get_result(conn))?;
    Ok(count > 0)
}

fn is_student(tx: &mut Tx<'_>, actor: Actor<'_>) -> Result<bool, DbError> {
    let kind: Option<PersonKind> = users::table
        .find((tx.tenant(), actor.user()))
        .select(users::kind)
        .first(tx.conn())
        .optional()?;
    Ok(kind.is_some_and(|kind| kind == PersonKind::Student))
}
