//! Lists of classes.

use diesel::prelude::*;
use domain::{
    access::action::{ListOwnClasses, ListSchoolClasses},
    classes::class_role::ClassRole,
    ids::ClassId,
};

use super::Class;
use crate::{
    access::Permit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{classes, enrollments, teaching_assignments},
    sql_types::bind_instant,
};

/// The classes of the permitted school, archived ones included, oldest first.
///
/// # Errors
/// If the database fails.
pub fn of_school<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListSchoolClasses>,
    page: PageRequest,
) -> Result<Slice<Class>, DbError> {
    let rows = classes::table
        .filter(classes::organization_id.eq(tx.tenant()))
        .filter(classes::school_id.eq(permit.subject()))
        .filter(classes::id.gt(page.after_id()))
        .order(classes::id)
        .limit(page.limit_plus_one())
        .select(Class::as_select())
        .load(tx.conn())?;
    Ok(page.into_page(rows, |class| class.id.uuid()))
}

/// The part that a person has in a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnPart {
    /// They teach it.
    Teaches(ClassRole),
    /// They attend it.
    Attends,
}

/// A class of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnClass {
    /// The class.
    pub class: Class,
    /// The person's part in it.
    pub part: OwnPart,
}

/// The open classes that the permitted person teaches or attends at this instant, oldest first.
///
/// # Errors
/// If the database fails.
pub fn of_person<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListOwnClasses>,
    page: PageRequest,
) -> Result<Slice<OwnClass>, DbError> {
    let (tenant, now, person) = (tx.tenant(), bind_instant(tx.now()), permit.subject());
    let teaching = || {
        teaching_assignments::table
            .filter(teaching_assignments::organization_id.eq(tenant))
            .filter(teaching_assignments::user_id.eq(person))
            .filter(in_force!(teaching_assignments, now))
    };
    let attended = enrollments::table
        .filter(enrollments::organization_id.eq(tenant))
        .filter(enrollments::user_id.eq(person))
        .filter(in_force!(enrollments, now))
        .select(enrollments::class_id);
    let taught = teaching().select(teaching_assignments::class_id);
    let rows: Vec<Class> = classes::table
        .filter(classes::organization_id.eq(tenant))
        .filter(classes::id.eq_any(taught).or(classes::id.eq_any(attended)))
        .filter(open_class!(now))
        .filter(classes::id.gt(page.after_id()))
        .order(classes::id)
        .limit(page.limit_plus_one())
        .select(Class::as_select())
        .load(tx.conn())?;
    let mut parts: Vec<(ClassId, ClassRole)> = teaching()
        .select((teaching_assignments::class_id, teaching_assignments::role))
        .load(tx.conn())?;
    parts.sort_unstable_by_key(|(class, role)| (*class, *role));
    let slice = page.into_page(rows, |class| class.id.uuid());
    Ok(slice.map(|class| {
        let part = parts.iter().find(|(taught, _)| *taught == class.id);
        OwnClass {
            part: part.map_or(OwnPart::Attends, |(_, role)| OwnPart::Teaches(*role)),
            class,
        }
    }))
}
