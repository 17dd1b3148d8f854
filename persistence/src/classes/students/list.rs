//! The students of a class.

use diesel::prelude::*;
use domain::{
    access::{Membership, action::ListStudents},
    audit::Shown,
    classes::grade_level::GradeLevel,
    rights::restriction::RestrictedPart,
};
use uuid::Uuid;

use super::profile::{COLUMNS, Row, Student, open};
use crate::{
    access::{Permit, withheld_from},
    accounts::people,
    audit,
    classes::read::find,
    database::Tx,
    error::DbError,
    paging::{Named, NamesRequest, NamesSlice},
    schema::{enrollments, subject_keys, users},
    sql_types::bind_instant,
};

/// The students who are in the permitted class at this instant, or were when it ended, with their names,
/// in one query; those of one grade level if one is named.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListStudents>,
    grade_level: Option<GradeLevel>,
    names: &NamesRequest,
) -> Result<NamesSlice<Student>, DbError> {
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let membership = match find(tx, permit.subject())?.map(|class| class.span()) {
        Some(span) if !span.is_open(tx.now()) => Membership::Ended(span.ends_at()),
        _ => Membership::Present,
    };
    let present = enrollments::table
        .filter(enrollments::organization_id.eq(tenant))
        .filter(enrollments::class_id.eq(permit.subject()))
        .filter(in_force!(enrollments, now))
        .select(enrollments::user_id);
    let query = users::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tenant))
        .filter(users::id.eq_any(present))
        .select(COLUMNS);
    let mut rows: Vec<Row> = on_connection!(tx.conn(), |conn| query.load(conn))?;
    let withheld = withheld_from(tx, permit.relationship(), RestrictedPart::Everything)?;
    rows.retain(|row| !withheld.contains(&row.0));
    let keys = tx.organization_key()?;
    let students = rows
        .into_iter()
        .map(|row| open(&keys, permit.relationship(), membership, row))
        .filter(|student| match (grade_level, student) {
            (Some(wanted), Ok(student)) => student.grade_level == Some(wanted),
            _ => true,
        })
        .collect::<Result<Vec<Student>, DbError>>()?;
    let students = names.cut(students, |id| people::display_name_of(tx, id))?;
    audit::disclosed(
        tx,
        permit,
        Shown::each(students.rows().iter().map(|student| student.id)),
    )?;
    Ok(students)
}

impl Named for Student {
    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    fn name(&self) -> &str {
        &self.display_name
    }

    fn names(&self) -> Vec<&str> {
        let full = self.full_name.as_ref();
        let full = full.map(|name| [name.given_name.as_str(), name.family_name.as_str()]);
        let seen = [self.display_name.as_str()];
        seen.into_iter()
            .chain(self.username.as_deref())
            .chain(full.into_iter().flatten())
            .collect()
    }
}
