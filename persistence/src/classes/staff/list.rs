//! Lists of those who teach a class.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::{ListClassStaff, ReadTeacherNames},
    audit::Shown,
    classes::class_role::ClassRole,
    ids::{ClassId, TeachingAssignmentId, UserId},
};

use super::StaffMember;
use crate::{
    access::Permit,
    accounts::people::DISPLAY_NAME,
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    paging::{PageRequest, Slice},
    schema::{subject_keys, teaching_assignments, users},
    sql_types::bind_instant,
};

/// A teacher as a student sees one: a display name and nothing else.
#[derive(Clone, PartialEq, Eq)]
pub struct TeacherName {
    assignment: TeachingAssignmentId,
    /// The display name of the teacher.
    pub display_name: String,
}

/// Those who teach the permitted class at this instant, in the order of their appointment.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListClassStaff>,
    page: PageRequest,
) -> Result<Slice<StaffMember>, DbError> {
    let staff = at_work(tx, permit.subject(), None, page)?;
    audit::disclosed(
        tx,
        permit,
        Shown::each(staff.rows.iter().map(|member| member.person)),
    )?;
    Ok(staff)
}

/// The display names of those who teach the permitted class at this instant.
///
/// # Errors
/// If the database fails.
pub fn names<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadTeacherNames>,
    page: PageRequest,
) -> Result<Slice<TeacherName>, DbError> {
    let staff = at_work(tx, permit.subject(), None, page)?;
    audit::disclosed(
        tx,
        permit,
        Shown::each(staff.rows.iter().map(|member| member.person)),
    )?;
    Ok(staff.map(|member| TeacherName {
        assignment: member.assignment,
        display_name: member.display_name,
    }))
}

/// The display names of those who teach a class at this instant, for a record that names it.
pub(crate) fn teachers_of(tx: &mut Tx<'_>, class: ClassId) -> Result<Vec<String>, DbError> {
    let page = PageRequest {
        after: None,
        limit: 50,
    };
    let staff = at_work(tx, class, None, page)?;
    Ok(staff.rows.into_iter().map(|one| one.display_name).collect())
}

type Row = (
    TeachingAssignmentId,
    UserId,
    ClassRole,
    DateTime<Utc>,
    Option<DateTime<Utc>>,
    Sealed,
    Sealed,
);

/// Those who teach a class at this instant; or whose work this is, if they do.
pub(super) fn at_work(
    tx: &mut Tx<'_>,
    class: ClassId,
    only: Option<TeachingAssignmentId>,
    page: PageRequest,
) -> Result<Slice<StaffMember>, DbError> {
    let now = bind_instant(tx.now());
    let mut wanted = teaching_assignments::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(teaching_assignments::organization_id)
                .and(users::id.eq(teaching_assignments::user_id))),
        )
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(teaching_assignments::organization_id)
                .and(subject_keys::subject_id.eq(teaching_assignments::user_id))),
        )
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::class_id.eq(class))
        .filter(in_force!(teaching_assignments, now))
        .filter(teaching_assignments::id.gt(page.after_id()))
        .order(teaching_assignments::id)
        .limit(page.limit_plus_one())
        .select((
            teaching_assignments::id,
            teaching_assignments::user_id,
            teaching_assignments::role,
            teaching_assignments::begins_at,
            teaching_assignments::ends_at,
            users::display_name,
            subject_keys::wrapped,
        ))
        .into_boxed();
    if let Some(only) = only {
        wanted = wanted.filter(teaching_assignments::id.eq(only));
    }
    let rows: Vec<Row> = wanted.load(tx.conn())?;
    let slice = page.into_page(rows, |row| row.0.uuid());
    let keys = tx.organization_key()?;
    let open = |(assignment, person, role, begins_at, ends_at, display_name, wrapped): Row| {
        let subject = keys.open_subject(person, &wrapped)?;
        Ok(StaffMember {
            assignment,
            person,
            display_name: subject.open_text(DISPLAY_NAME, person.uuid(), &display_name)?,
            role,
            begins_at,
            ends_at,
        })
    };
    slice.try_map(open)
}
