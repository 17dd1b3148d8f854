//! The classes of a student, for those who teach them and those who administer their schools.

use diesel::prelude::*;
use domain::{
    access::action::ListStudentClasses,
    audit::Shown,
    ids::{ClassId, SchoolId},
    staff::role::StaffRole,
};

use crate::{
    access::{Permit, relationships::roles_of},
    audit,
    classes::{Class, title_of},
    database::Tx,
    error::DbError,
    paging::{NamesRequest, NamesSlice},
    schema::{classes, enrollments, teaching_assignments},
    sql_types::bind_instant,
};

/// The open classes that the permitted student attends at this instant: to those who teach, the ones in
/// which they do; to an administrator of a school those of the school; to one of the district all.
///
/// # Errors
/// If the database fails.
pub fn classes_of<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListStudentClasses>,
    names: &NamesRequest,
) -> Result<NamesSlice<Class>, DbError> {
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let student = permit.subject().student;
    let attended = enrollments::table
        .filter(enrollments::organization_id.eq(tenant))
        .filter(enrollments::user_id.eq(student))
        .filter(in_force!(enrollments, now))
        .select(enrollments::class_id);
    let mut rows: Vec<Class> = classes::table
        .filter(classes::organization_id.eq(tenant))
        .filter(classes::id.eq_any(attended))
        .filter(open_class!(now))
        .select(Class::as_select())
        .load(tx.conn())?;
    let taught: Vec<ClassId> = teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tenant))
        .filter(teaching_assignments::user_id.eq(permit.actor().user()))
        .filter(in_force!(teaching_assignments, now))
        .select(teaching_assignments::class_id)
        .load(tx.conn())?;
    let roles = roles_of(tx, permit.actor())?;
    let administers = |school: SchoolId| {
        let is_office = |(role, at): &(StaffRole, Option<SchoolId>)| match role {
            StaffRole::DistrictAdmin => true,
            StaffRole::SchoolAdmin => *at == Some(school),
            _ => false,
        };
        roles.iter().any(is_office)
    };
    let works_at = |school| roles.iter().any(|(_, at)| *at == Some(school));
    rows.retain(|class| {
        administers(class.school_id) || (taught.contains(&class.id) && works_at(class.school_id))
    });
    let page = names.cut(rows, |id| title_of(tx, id))?;
    audit::disclosed(tx, permit, Shown::each([student]))?;
    Ok(page)
}
