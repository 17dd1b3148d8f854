//! The students whom a school has, and those whom it had and no other school has now.

use diesel::{dsl::not, prelude::*};
use domain::{
    access::action::ListSchoolStudents,
    accounts::credentials::AccountStatus,
    audit::Shown,
    classes::{grade_level::GradeLevel, placement::SchoolTie},
    ids::UserId,
};

use crate::{
    access::Permit,
    accounts::people::DISPLAY_NAME,
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    paging::{PageRequest, Slice},
    schema::{classes, enrollments, subject_keys, users},
    sql_types::bind_instant,
};

/// A student, as far as it takes to place them in a class.
#[derive(Clone, PartialEq, Eq)]
pub struct SchoolStudent {
    /// Their id.
    pub id: UserId,
    /// The display name.
    pub display_name: String,
    /// Their grade level.
    pub grade_level: Option<GradeLevel>,
    /// Whether they are in an open class of the school.
    pub tie: SchoolTie,
}

/// Students who are in a class of the permitted school, and those who were and are in no other
/// school's class (`domain::classes::placement`), in the order of their accounts. Closed accounts
/// are left out.
///
/// # Errors
/// If the database fails.
pub fn of_school<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListSchoolStudents>,
    page: PageRequest,
) -> Result<Slice<SchoolStudent>, DbError> {
    type Row = (UserId, Sealed, Option<GradeLevel>, Sealed);
    let (tenant, now, school) = (tx.tenant(), bind_instant(tx.now()), permit.subject());
    let memberships = || {
        enrollments::table
            .inner_join(
                classes::table.on(classes::organization_id
                    .eq(enrollments::organization_id)
                    .and(classes::id.eq(enrollments::class_id))),
            )
            .filter(enrollments::organization_id.eq(tenant))
            .select(enrollments::user_id)
    };
    let present = || {
        memberships()
            .filter(in_force!(enrollments, now))
            .filter(open_class!(now))
    };
    let known = memberships()
        .filter(enrollments::begins_at.le(now))
        .filter(classes::school_id.eq(school));
    let here = || present().filter(classes::school_id.eq(school));
    let elsewhere = present().filter(classes::school_id.ne(school));
    let rows: Vec<Row> = users::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tenant))
        .filter(users::status.ne(AccountStatus::Disabled))
        .filter(users::id.eq_any(known))
        .filter(
            users::id
                .eq_any(here())
                .or(not(users::id.eq_any(elsewhere))),
        )
        .filter(users::id.gt(page.after_id()))
        .order(users::id)
        .limit(page.limit_plus_one())
        .select((
            users::id,
            users::display_name,
            users::grade_level,
            subject_keys::wrapped,
        ))
        .load(tx.conn())?;
    let slice = page.into_page(rows, |row| row.0.uuid());
    let listed = slice.rows.iter().map(|(id, ..)| *id);
    let at_present: Vec<UserId> = here()
        .filter(enrollments::user_id.eq_any(listed))
        .load(tx.conn())?;
    let keys = tx.organization_key()?;
    let open = |(id, display_name, grade_level, wrapped): Row| -> Result<SchoolStudent, DbError> {
        let subject = keys.open_subject(id, &wrapped)?;
        Ok(SchoolStudent {
            id,
            display_name: subject.open_text(DISPLAY_NAME, id.uuid(), &display_name)?,
            grade_level,
            tie: if at_present.contains(&id) {
                SchoolTie::Present
            } else {
                SchoolTie::Past
            },
        })
    };
    let students = slice.try_map(open)?;
    audit::disclosed(
        tx,
        permit,
        Shown::each(students.rows.iter().map(|student| student.id)),
    )?;
    Ok(students)
}
