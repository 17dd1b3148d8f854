//! Removing a student who was created by mistake, with everything that is held about them.

use diesel::prelude::*;
use domain::{
    access::{ClassMember, action::RemoveStudent},
    audit::Changed,
    backups::erased::ErasureCause,
    classes::removal::{Held, RemovalFacts, RemovalRefusal, may_remove},
    ids::{ClassId, SchoolId, UserId},
    rights::erasure::ErasureBlocker,
};

use crate::{
    access::Permit,
    accounts::erasure,
    audit,
    database::Tx,
    error::DbError,
    rights,
    schema::{
        account_merges, activity_states, classes, course_completions, enrollments, feedback,
        lesson_states, progress_events, saved_work, school_enrollments, users,
    },
};

/// Removes the permitted student: the account, the place in the class, and the key under which the names
/// are sealed. The audit log keeps the id.
///
/// # Errors
/// If the database fails. The inner error is why nothing was removed.
pub fn remove<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, RemoveStudent>,
) -> Result<Result<(), RemovalRefusal>, DbError> {
    let ClassMember { class, student } = permit.subject();
    let facts = RemovalFacts {
        work: work(tx, student)?,
        other_places: other_places(tx, class, student)?,
        roster: roster(tx, student)?,
        blocked_by: blocker(tx, student)?,
    };
    if let Err(refusal) = may_remove(facts) {
        return Ok(Err(refusal));
    }
    audit::changed(tx, permit, Changed::ended(student))?;
    erasure::delete_student(tx, student, ErasureCause::OpenedByMistake)?;
    Ok(Ok(()))
}

/// What stands against the end of the student's data. Why it is sought is told nobody.
fn blocker(tx: &mut Tx<'_>, student: UserId) -> Result<Option<ErasureBlocker>, DbError> {
    if rights::is_sought(tx, student)? {
        return Ok(Some(ErasureBlocker::LegalHold));
    }
    Ok(rights::blockers(tx, student)?.first().copied())
}

fn held(rows: i64) -> Held {
    if rows > 0 {
        Held::Something
    } else {
        Held::Nothing
    }
}

fn work(tx: &mut Tx<'_>, student: UserId) -> Result<Held, DbError> {
    macro_rules! rows_of {
        ($($table:ident),+ $(,)?) => {{
            let mut rows: i64 = 0;
            $(
                let of_student = $table::table
                    .filter($table::organization_id.eq(tx.tenant()))
                    .filter($table::learner_id.eq(student));
                rows += of_student.count().get_result::<i64>(tx.conn())?;
            )+
            rows
        }};
    }
    Ok(held(rows_of!(
        progress_events,
        activity_states,
        lesson_states,
        course_completions,
        saved_work,
        feedback,
    )))
}

fn other_places(tx: &mut Tx<'_>, class: ClassId, student: UserId) -> Result<Held, DbError> {
    let in_classes: i64 = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(student))
        .filter(enrollments::class_id.ne(class))
        .count()
        .get_result(tx.conn())?;
    let school: SchoolId = classes::table
        .find((tx.tenant(), class))
        .select(classes::school_id)
        .first(tx.conn())?;
    let at_schools: i64 = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::user_id.eq(student))
        .filter(school_enrollments::school_id.ne(school))
        .count()
        .get_result(tx.conn())?;
    Ok(held(in_classes + at_schools))
}

fn roster(tx: &mut Tx<'_>, student: UserId) -> Result<Held, DbError> {
    let named: i64 = users::table
        .find((tx.tenant(), student))
        .filter(users::source_index.is_not_null())
        .count()
        .get_result(tx.conn())?;
    let is_side = account_merges::kept_id
        .eq(student)
        .or(account_merges::merged_id.eq(student));
    let merged: i64 = account_merges::table
        .filter(account_merges::organization_id.eq(tx.tenant()))
        .filter(is_side)
        .count()
        .get_result(tx.conn())?;
    Ok(held(named + merged))
}
