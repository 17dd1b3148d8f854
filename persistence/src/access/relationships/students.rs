//! Facts about a student and those who teach or administer a class that the student is in, was in,
//! or is to be placed in.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{ClassMember, EnrollmentCandidate, Membership, Relationship, StudentRecord},
    accounts::credentials::{AccountStatus, PersonKind},
    classes::{
        association::{ClassSpan, association},
        class_role::ClassRole,
        interval::Interval,
        placement::{NewcomerFacts, SchoolTie, may_place},
    },
    ids::{ClassId, SchoolId, UserId},
    staff::role::StaffRole,
};

use super::{ClassRow, membership::membership, reaches_every_class, roles_of, staff_in};
use crate::{
    access::Actor,
    age,
    database::Tx,
    error::DbError,
    guardians, rights,
    schema::{classes, enrollments, school_enrollments, teaching_assignments, users},
    sql_types::bind_instant,
};

/// How the actor stands to a student who is in an open class at this instant (FER-05). To one who
/// was in it, no one has a relationship any more, administrators included.
///
/// # Errors
/// If the database fails.
pub(in crate::access) fn of_member(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    member: ClassMember,
) -> Result<Vec<Relationship>, DbError> {
    let mut held = Vec::new();
    if let Some(found) = ClassRow::find(tx, actor, member.class)?
        && let Some(Membership::Present) = membership(tx, member, found.span)?
    {
        held = staff_in(tx, actor, &found)?;
        without_parents_of_adults(tx, member.student, &mut held)?;
        if held.is_empty() {
            held.extend(as_guardian(tx, actor, member.student)?);
        }
    }
    Ok(held)
}

/// That the actor has the rights of a parent over the record of a student at school. Through a class it is
/// asked of nobody who reaches the student as staff: they read the record as a parent by its own address.
pub(super) fn as_guardian(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    student: UserId,
) -> Result<Option<Relationship>, DbError> {
    let may_be = actor.person() == PersonKind::Adult;
    let is = may_be
        && guardians::holds_rights(tx, actor.user(), student)?
        && !rights::is_hidden(tx, student)?;
    Ok(is.then_some(Relationship::Guardian))
}

/// The actor as the parent of the household that the tenant is.
pub(super) fn parent_of_tenant(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
) -> Result<Vec<Relationship>, DbError> {
    let roles = roles_of(tx, actor)?;
    let is_parent = roles.iter().any(|(role, _)| *role == StaffRole::Parent);
    Ok(is_parent
        .then_some(Relationship::Parent)
        .into_iter()
        .collect())
}

/// Leaves out the parent of a student who is an adult (AGE-14).
pub(super) fn without_parents_of_adults(
    tx: &mut Tx<'_>,
    student: UserId,
    held: &mut Vec<Relationship>,
) -> Result<(), DbError> {
    if held.contains(&Relationship::Parent)
        && age::withheld_from(tx, Relationship::Parent)?.contains(&student)
    {
        held.retain(|relationship| *relationship != Relationship::Parent);
    }
    Ok(())
}

/// How the actor stands to what a class keeps about a student. Those who teach reach it only while
/// the student is in the class (FER-05); administrators also afterwards, and then no further than
/// the membership went (FER-03).
///
/// # Errors
/// If the database fails.
pub(in crate::access) fn of_record(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    member: ClassMember,
) -> Result<(StudentRecord, Vec<Relationship>), DbError> {
    let ClassMember { class, student } = member;
    let record = |membership| StudentRecord {
        class,
        student,
        membership,
    };
    let never = record(Membership::Ended(DateTime::<Utc>::MIN_UTC));
    let Some(found) = ClassRow::find(tx, actor, class)? else {
        return Ok((never, Vec::new()));
    };
    let Some(membership) = membership(tx, member, found.span)? else {
        return Ok((never, Vec::new()));
    };
    let mut held = staff_in(tx, actor, &found)?;
    without_parents_of_adults(tx, student, &mut held)?;
    if membership != Membership::Present {
        held.retain(|relationship| reaches_every_class(*relationship));
        if !held.is_empty() && rights::is_hidden(tx, student)? {
            held.clear();
        }
    }
    if held.is_empty() {
        held.extend(as_guardian(tx, actor, student)?);
    }
    Ok((record(membership), held))
}

/// How the actor stands to a class for a student who is to be placed in it: as to the class, if
/// they may reach for this student.
///
/// # Errors
/// If the database fails.
pub(in crate::access) fn of_newcomer(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    newcomer: EnrollmentCandidate,
) -> Result<Vec<Relationship>, DbError> {
    let mut held = Vec::new();
    if let Some(found) = ClassRow::find(tx, actor, newcomer.class)?
        && has_account(tx, newcomer.student)?
    {
        held = staff_in(tx, actor, &found)?;
        let taught = taught(tx, actor.user())?;
        let ties = ties(tx, newcomer.student, found.school, &taught)?;
        held.retain(|relationship| may_place(*relationship, ties));
    }
    Ok(held)
}

/// Whether there is such a student, whose account is not closed.
fn has_account(tx: &mut Tx<'_>, student: UserId) -> Result<bool, DbError> {
    let count: i64 = users::table
        .find((tx.tenant(), student))
        .filter(users::kind.eq(PersonKind::Student))
        .filter(users::status.ne(AccountStatus::Disabled))
        .count()
        .get_result(tx.conn())?;
    Ok(count > 0)
}

/// What ties a student to a school and to others.
///
/// # Errors
/// If the database fails.
pub(crate) fn ties_to_school(
    tx: &mut Tx<'_>,
    student: UserId,
    school: SchoolId,
) -> Result<NewcomerFacts, DbError> {
    ties(tx, student, school, &[])
}

/// What ties a student to a school, to others, and to a person who taught so in this one.
fn ties(
    tx: &mut Tx<'_>,
    student: UserId,
    school: SchoolId,
    taught: &[(ClassId, Interval)],
) -> Result<NewcomerFacts, DbError> {
    type Row = (
        ClassId,
        SchoolId,
        (DateTime<Utc>, Option<DateTime<Utc>>),
        (DateTime<Utc>, Option<DateTime<Utc>>),
    );
    let now = tx.now();
    let rows: Vec<Row> = enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(student))
        .filter(enrollments::begins_at.le(bind_instant(now)))
        .select((
            classes::id,
            classes::school_id,
            (classes::access_ends_at, classes::archived_at),
            (enrollments::begins_at, enrollments::ends_at),
        ))
        .load(tx.conn())?;
    let mut ties = at_schools(tx, student, school)?;
    for (class, of_school, (access_ends_at, archived_at), (from, to)) in rows {
        let span = ClassSpan {
            access_ends_at,
            archived_at,
        };
        let Ok(enrolled) = Interval::new(from, to) else {
            continue;
        };
        let held = SchoolTie::by(span.lasting(enrolled), now);
        if of_school != school {
            ties.elsewhere = ties.elsewhere.max(held);
            continue;
        }
        ties.school = ties.school.max(held);
        for (_, teaching) in taught.iter().filter(|(taught, _)| *taught == class) {
            let together = association(span, enrolled, *teaching);
            ties.teacher = ties.teacher.max(SchoolTie::by(together, now));
        }
    }
    Ok(ties)
}

/// What a roster ties a student to a school, and to others.
fn at_schools(
    tx: &mut Tx<'_>,
    student: UserId,
    school: SchoolId,
) -> Result<NewcomerFacts, DbError> {
    let now = tx.now();
    let rows: Vec<(SchoolId, DateTime<Utc>, Option<DateTime<Utc>>)> = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::user_id.eq(student))
        .select((
            school_enrollments::school_id,
            school_enrollments::begins_at,
            school_enrollments::ends_at,
        ))
        .load(tx.conn())?;
    let mut ties = NewcomerFacts::default();
    for (at, from, to) in rows {
        let held = SchoolTie::by(Interval::new(from, to).ok(), now);
        let tie = if at == school {
            &mut ties.school
        } else {
            &mut ties.elsewhere
        };
        *tie = held.max(*tie);
    }
    Ok(ties)
}

/// When a person was teacher of record, of which classes.
fn taught(tx: &mut Tx<'_>, teacher: UserId) -> Result<Vec<(ClassId, Interval)>, DbError> {
    type Row = (ClassId, DateTime<Utc>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::user_id.eq(teacher))
        .filter(teaching_assignments::role.eq(ClassRole::TeacherOfRecord))
        .select((
            teaching_assignments::class_id,
            teaching_assignments::begins_at,
            teaching_assignments::ends_at,
        ))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .filter_map(|(class, from, to)| Some((class, Interval::new(from, to).ok()?)))
        .collect())
}
