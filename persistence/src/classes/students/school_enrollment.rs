//! Whose students people are or were: a row for each school that a roster enrols a student at, or in a
//! class of which they ever were. What a class ties is told by the enrollments in classes; a row that
//! no roster gave is over from its beginning and ties nothing by itself.

use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use domain::ids::{ClassId, SchoolId, UserId};
use uuid::Uuid;

use crate::{
    bulk::ROWS_PER_STATEMENT,
    database::Tx,
    error::DbError,
    schema::{classes, enrollments, school_enrollments},
    sql_types::{BindUuid, bind_instant},
};

/// Notes that a student is in a class of a school.
///
/// # Errors
/// If the database fails.
pub(crate) fn note(tx: &mut Tx<'_>, class: ClassId, student: UserId) -> Result<(), DbError> {
    let school: SchoolId = classes::table
        .find((tx.tenant(), class))
        .select(classes::school_id)
        .first(tx.conn())?;
    let known: i64 = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::school_id.eq(school))
        .filter(school_enrollments::user_id.eq(student))
        .count()
        .get_result(tx.conn())?;
    if known > 0 {
        return Ok(());
    }
    let id: Uuid = tx.mint().id(tx.now());
    let row = (
        school_enrollments::organization_id.eq(tx.tenant()),
        school_enrollments::id.eq(BindUuid(id)),
        school_enrollments::school_id.eq(school),
        school_enrollments::user_id.eq(student),
        school_enrollments::begins_at.eq(bind_instant(tx.now())),
        school_enrollments::ends_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(school_enrollments::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Notes the same of everybody who is in one of these classes, after it moved to another school.
///
/// # Errors
/// If the database fails.
pub(crate) fn note_all(tx: &mut Tx<'_>, of_classes: &[Uuid]) -> Result<(), DbError> {
    let mut missing: Vec<(ClassId, UserId)> = Vec::new();
    for of_classes in of_classes.chunks(ROWS_PER_STATEMENT) {
        let noted = school_enrollments::table
            .filter(school_enrollments::organization_id.eq(enrollments::organization_id))
            .filter(school_enrollments::school_id.eq(classes::school_id))
            .filter(school_enrollments::user_id.eq(enrollments::user_id));
        let found: Vec<(ClassId, UserId)> = enrollments::table
            .inner_join(
                classes::table.on(classes::organization_id
                    .eq(enrollments::organization_id)
                    .and(classes::id.eq(enrollments::class_id))),
            )
            .filter(enrollments::organization_id.eq(tx.tenant()))
            .filter(enrollments::class_id.eq_any(of_classes.iter().map(|id| BindUuid(*id))))
            .filter(not_over!(enrollments, bind_instant(tx.now())))
            .filter(not(exists(noted)))
            .select((enrollments::class_id, enrollments::user_id))
            .load(tx.conn())?;
        missing.extend(found);
    }
    for (class, student) in missing {
        note(tx, class, student)?;
    }
    Ok(())
}
