//! Lists of classes.

use diesel::prelude::*;
use domain::{
    access::{
        Permit,
        action::{ListOwnClasses, ListSchoolClasses},
    },
    accounts::credentials::PersonKind,
};

use super::Class;
use crate::{
    database::Tx,
    error::DbError,
    paging::{PageAfter, Slice},
    schema::{classes, enrollments, teaching_assignments, users},
    sql_types::{Named, at, key},
};

/// The classes of the permitted school, archived ones included, oldest first.
///
/// # Errors
/// If the database fails.
pub fn of_school(
    tx: &mut Tx<'_>,
    permit: &Permit<ListSchoolClasses>,
    page: PageAfter,
) -> Result<Slice<Class>, DbError> {
    let rows = classes::table
        .filter(classes::organization_id.eq(tx.tenant()))
        .filter(classes::school_id.eq(key(permit.subject())))
        .filter(classes::id.gt(page.floor()))
        .order(classes::id)
        .limit(page.probe())
        .select(Class::as_select())
        .load(tx.conn())?;
    Ok(page.slice(rows))
}

/// The classes of one person.
#[derive(Debug)]
pub struct OwnClasses {
    /// The classes.
    pub page: Slice<Class>,
    /// Whether the person teaches them or attends them.
    pub person: PersonKind,
}

/// The open classes that the permitted person teaches or attends at this instant, oldest first.
///
/// # Errors
/// If the database fails.
pub fn of_person(
    tx: &mut Tx<'_>,
    permit: &Permit<ListOwnClasses>,
    page: PageAfter,
) -> Result<OwnClasses, DbError> {
    let (tenant, now, person) = (tx.tenant(), at(tx.now()), key(permit.subject()));
    let taught = teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tenant))
        .filter(teaching_assignments::user_id.eq(person))
        .filter(teaching_assignments::begins_at.le(now))
        .filter(
            teaching_assignments::ends_at
                .is_null()
                .or(teaching_assignments::ends_at.gt(now)),
        )
        .select(teaching_assignments::class_id);
    let attended = enrollments::table
        .filter(enrollments::organization_id.eq(tenant))
        .filter(enrollments::user_id.eq(person))
        .filter(enrollments::begins_at.le(now))
        .filter(
            enrollments::ends_at
                .is_null()
                .or(enrollments::ends_at.gt(now)),
        )
        .select(enrollments::class_id);
    let rows = classes::table
        .filter(classes::organization_id.eq(tenant))
        .filter(classes::id.eq_any(taught).or(classes::id.eq_any(attended)))
        .filter(classes::access_ends_at.gt(now))
        .filter(classes::archived_at.is_null())
        .filter(classes::id.gt(page.floor()))
        .order(classes::id)
        .limit(page.probe())
        .select(Class::as_select())
        .load(tx.conn())?;
    let kind: Named<PersonKind> = users::table
        .find((tenant, person))
        .select(users::kind)
        .first(tx.conn())?;
    Ok(OwnClasses {
        page: page.slice(rows),
        person: kind.0,
    })
}
