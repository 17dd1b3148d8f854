//! The students of a class.

use diesel::prelude::*;
use domain::{
    access::{Membership, action::ListStudents},
    audit::Shown,
};

use super::profile::{COLUMNS, Row, Student, open};
use crate::{
    access::Permit,
    age, audit,
    classes::read::find,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{enrollments, subject_keys, users},
    sql_types::bind_instant,
};

/// The students who are in the permitted class at this instant, or were when it ended, with their names,
/// in one query.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListStudents>,
    page: PageRequest,
) -> Result<Slice<Student>, DbError> {
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
        .filter(users::id.gt(page.after_id()))
        .order(users::id)
        .limit(page.limit_plus_one())
        .select(COLUMNS);
    let rows: Vec<Row> = on_connection!(tx.conn(), |conn| query.load(conn))?;
    let mut slice = page.into_page(rows, |row| row.0.uuid());
    let withheld = age::withheld_from(tx, permit.relationship())?;
    slice.rows.retain(|row| !withheld.contains(&row.0));
    let keys = tx.organization_key()?;
    let students = slice.try_map(|row| open(&keys, permit.relationship(), membership, row))?;
    audit::disclosed(
        tx,
        permit,
        Shown::each(students.rows.iter().map(|student| student.id)),
    )?;
    Ok(students)
}
