//! The students who are at a school, and whom no list may have.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, prelude::*};
use domain::{
    accounts::credentials::AccountStatus,
    age::eighteen::Majority,
    category::Category,
    classes::grade_level::GradeLevel,
    ids::{SchoolId, UserId},
    rights::restriction::RestrictedPart,
};

use crate::{
    age, amendments,
    database::Tx,
    error::DbError,
    guardians,
    keys::Sealed,
    paging::PageRequest,
    rights,
    schema::{classes, enrollments, school_enrollments, subject_keys, users},
    sql_types::bind_instant,
};

/// A student who is at a school.
#[derive(Queryable)]
pub(super) struct Present {
    pub(super) id: UserId,
    pub(super) display_name: Sealed,
    pub(super) grade_level: Option<GradeLevel>,
    pub(super) begins_at: DateTime<Utc>,
    pub(super) wrapped: Sealed,
}

/// The students of the tenant whose data is restricted or ends.
pub(super) fn closed(tx: &mut Tx<'_>) -> Result<HashSet<UserId>, DbError> {
    let mut closed = rights::hidden(tx)?;
    closed.extend(rights::restricted(tx, RestrictedPart::Everything)?);
    Ok(closed)
}

/// What a list tells of a student: the name, the grade level, and that they are at the school.
const TOLD: [Category; 2] = [Category::Name, Category::Enrollment];

/// Those of some students who are minors, and of whom it is contested who speaks for them; and those of whom what a
/// list tells is contested: it has no place for what was said against it (FER-14).
pub(super) fn contested(tx: &mut Tx<'_>, students: &[UserId]) -> Result<HashSet<UserId>, DbError> {
    let mut contested = guardians::contested_students(tx, students)?;
    for student in students {
        if contested.contains(student) && age::majority(tx, *student)? == Majority::Adult {
            contested.remove(student);
        }
    }
    contested.extend(amendments::contested_parts_of(tx, students, &TOLD)?);
    Ok(contested)
}

/// The students whom a roster enrols at a school at this instant, or who are in an open class of it: a
/// batch of them. Closed, locked and suspended accounts are left out.
pub(super) fn present(
    tx: &mut Tx<'_>,
    school: SchoolId,
    batch: PageRequest,
) -> Result<Vec<Present>, DbError> {
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let in_class = enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tenant))
        .filter(enrollments::user_id.eq(school_enrollments::user_id))
        .filter(classes::school_id.eq(school))
        // Who is in a sandbox stands under the class itself, and is at no school by that (SCH-04).
        .filter(enrollments::collected_under.ne(enrollments::class_id))
        .filter(in_force!(enrollments, now))
        .filter(open_class!(now))
        .select(enrollments::user_id);
    Ok(school_enrollments::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(school_enrollments::organization_id)
                .and(users::id.eq(school_enrollments::user_id))),
        )
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(school_enrollments::organization_id)
                .and(subject_keys::subject_id.eq(school_enrollments::user_id))),
        )
        .filter(school_enrollments::organization_id.eq(tenant))
        .filter(school_enrollments::school_id.eq(school))
        .filter(school_enrollments::begins_at.le(now))
        .filter(in_force!(school_enrollments, now).or(exists(in_class)))
        .filter(users::status.ne(AccountStatus::Disabled))
        .filter(users::suspended_at.is_null())
        .filter(users::locked_at.is_null())
        .filter(users::id.gt(batch.after_id()))
        .order(users::id)
        .limit(i64::from(batch.limit))
        .select((
            users::id,
            users::display_name,
            users::grade_level,
            school_enrollments::begins_at,
            subject_keys::wrapped,
        ))
        .load(tx.conn())?)
}
