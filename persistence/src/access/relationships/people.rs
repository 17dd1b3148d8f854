//! Facts about who a person of the district is to the one who asks.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{PersonOfDistrict, Relationship, StudentOfDistrict},
    accounts::credentials::PersonKind,
    age::eighteen::Majority,
    classes::{class_role::ClassRole, interval::Interval, placement::SchoolTie},
    ids::{ClassId, SchoolId, UserId},
    people::PersonTies,
};

use super::{
    roles_of,
    students::{as_guardian, parent_of_tenant, without_parents_of_adults},
    works_at,
};
use crate::{
    access::Actor,
    age,
    database::Tx,
    error::DbError,
    rights,
    schema::{
        classes, enrollments, invitations, school_enrollments, staff_roles, teaching_assignments,
        users,
    },
    sql_types::bind_instant,
};

/// How the actor stands to a person of their district.
///
/// # Errors
/// If the database fails.
pub(in crate::access) fn of_person_of_district(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    named: PersonOfDistrict,
) -> Result<Vec<Relationship>, DbError> {
    let known = known_people(tx, actor, &[named.person])?;
    let held = known.into_iter().next();
    Ok(held.map(|(_, held)| held).unwrap_or_default())
}

/// How the actor stands to a student of their tenant: as those who teach them, as an office over their
/// school, as parent or guardian, or as the student.
///
/// # Errors
/// If the database fails.
pub(in crate::access) fn of_student_of_district(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    named: StudentOfDistrict,
) -> Result<Vec<Relationship>, DbError> {
    let kind: Option<PersonKind> = users::table
        .find((tx.tenant(), named.student))
        .select(users::kind)
        .first(tx.conn())
        .optional()?;
    if kind != Some(PersonKind::Student) {
        return Ok(Vec::new());
    }
    let student = named.student;
    if student == actor.user() {
        return Ok(vec![match age::majority(tx, student)? {
            Majority::Adult => Relationship::EligibleStudent,
            Majority::Minor => Relationship::StudentThemself,
        }]);
    }
    if rights::is_hidden(tx, student)? {
        return Ok(Vec::new());
    }
    // As a parent first: the rights of a parent who works at the school are those of a parent.
    let mut held = Vec::from_iter(as_guardian(tx, actor, student)?);
    held.extend(of_person_of_district(
        tx,
        actor,
        PersonOfDistrict { person: student },
    )?);
    held.extend(parent_of_tenant(tx, actor)?);
    without_parents_of_adults(tx, student, &mut held)?;
    Ok(held)
}

/// Those of several people whom the actor knows, with how they stand to each.
///
/// # Errors
/// If the database fails.
pub(crate) fn known_people(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    asked: &[UserId],
) -> Result<Vec<(UserId, Vec<Relationship>)>, DbError> {
    let people: Vec<(UserId, PersonKind)> = users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq_any(asked))
        .order(users::id)
        .select((users::id, users::kind))
        .load(tx.conn())?;
    let roles = roles_of(tx, actor)?;
    if people.is_empty() || roles.is_empty() {
        return Ok(Vec::new());
    }
    let mut ties = ties(tx, actor, &people)?;
    let known = people.into_iter().map(|(person, _)| {
        let held = ties.remove(&person).unwrap_or_default();
        (person, held.relationships(&roles))
    });
    let known: Vec<_> = known.filter(|(_, held)| !held.is_empty()).collect();
    let hidden = rights::hidden(tx)?;
    let is_shown = |(person, _): &(UserId, Vec<Relationship>)| !hidden.contains(person);
    Ok(known.into_iter().filter(is_shown).collect())
}

type Span = (DateTime<Utc>, Option<DateTime<Utc>>);

fn ties(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    asked: &[(UserId, PersonKind)],
) -> Result<HashMap<UserId, PersonTies>, DbError> {
    let now = tx.now();
    let people: Vec<UserId> = asked.iter().map(|(person, _)| *person).collect();
    let people = people.as_slice();
    let tie = |(from, to): Span| SchoolTie::by(Interval::new(from, to).ok(), now);
    let mut ties: HashMap<UserId, PersonTies> = HashMap::new();
    let students = asked
        .iter()
        .filter(|(_, kind)| *kind == PersonKind::Student);
    let invited = invited(tx, people)?;
    let nameless = nameless(tx, people)?;
    let known = students.map(|(person, _)| *person);
    for person in known.chain(invited).chain(nameless) {
        ties.entry(person).or_default().is_of_district = true;
    }
    let roles: Vec<(UserId, Option<SchoolId>, Span)> = staff_roles::table
        .filter(staff_roles::organization_id.eq(tx.tenant()))
        .filter(staff_roles::user_id.eq_any(people))
        .select((
            staff_roles::user_id,
            staff_roles::school_id,
            (staff_roles::begins_at, staff_roles::ends_at),
        ))
        .load(tx.conn())?;
    for (person, school, span) in roles {
        let of = ties.entry(person).or_default();
        of.is_of_district = true;
        of.works_at.extend(school.map(|school| (school, tie(span))));
    }
    let enrolled: Vec<(UserId, SchoolId, Span)> = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::user_id.eq_any(people))
        .select((
            school_enrollments::user_id,
            school_enrollments::school_id,
            (school_enrollments::begins_at, school_enrollments::ends_at),
        ))
        .load(tx.conn())?;
    for (person, school, span) in enrolled {
        let studies_at = &mut ties.entry(person).or_default().studies_at;
        studies_at.push((school, tie(span)));
    }
    let parts = parts_of(tx, actor)?;
    for (person, class, school) in attended(tx, people)? {
        let of = ties.entry(person).or_default();
        of.studies_at.push((school, SchoolTie::Present));
        let taught = parts.iter().filter(|(taught, _)| *taught == class);
        of.taught.extend(taught.map(|(_, part)| *part));
    }
    Ok(ties)
}

/// Those of several people to whom a role was offered.
fn invited(tx: &mut Tx<'_>, people: &[UserId]) -> Result<Vec<UserId>, DbError> {
    Ok(invitations::table
        .filter(invitations::organization_id.eq(tx.tenant()))
        .filter(invitations::user_id.eq_any(people))
        .select(invitations::user_id)
        .distinct()
        .load(tx.conn())?)
}

/// Those of several people of whom nothing is left but a row without a name: whoever they were, it tells
/// nothing of them.
fn nameless(tx: &mut Tx<'_>, people: &[UserId]) -> Result<Vec<UserId>, DbError> {
    Ok(users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq_any(people))
        .filter(users::erased_at.is_not_null())
        .select(users::id)
        .load(tx.conn())?)
}

/// The open classes that people attend at this instant.
fn attended(
    tx: &mut Tx<'_>,
    people: &[UserId],
) -> Result<Vec<(UserId, ClassId, SchoolId)>, DbError> {
    let now = bind_instant(tx.now());
    Ok(enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq_any(people))
        .filter(in_force!(enrollments, now))
        .filter(open_class!(now))
        .select((enrollments::user_id, classes::id, classes::school_id))
        .load(tx.conn())?)
}

/// The parts that the actor has in classes of schools at which they work.
fn parts_of(tx: &mut Tx<'_>, actor: Actor<'_>) -> Result<Vec<(ClassId, ClassRole)>, DbError> {
    let now = bind_instant(tx.now());
    let roles = roles_of(tx, actor)?;
    let rows: Vec<(ClassId, SchoolId, ClassRole)> = teaching_assignments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(teaching_assignments::organization_id)
                .and(classes::id.eq(teaching_assignments::class_id))),
        )
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::user_id.eq(actor.user()))
        .filter(in_force!(teaching_assignments, now))
        .select((classes::id, classes::school_id, teaching_assignments::role))
        .load(tx.conn())?;
    let parts = rows
        .into_iter()
        .filter(|(_, school, _)| works_at(&roles, *school));
    Ok(parts.map(|(class, _, part)| (class, part)).collect())
}
