//! The end of a student's account, and of everything that is held about the student.

use diesel::prelude::*;
use domain::{
    accounts::credentials::AccountStatus,
    ids::{ClassId, UserId},
};

use super::credentials;
use crate::{
    classes::students::end_places,
    database::Tx,
    error::DbError,
    schema::{
        account_merges, activity_states, age_statements, age_transitions, credentials as secrets,
        enrollments, export_parts, exports, feedback, idempotency_keys, known_devices,
        known_networks, learner_progress, lesson_states, progress_events, refresh_tokens,
        saved_work, school_enrollments, sessions, subject_keys, users,
    },
    sql_types::bind_instant,
};

/// Ends the sessions of a student's account, if there is one, and what it attends or is to attend; it
/// opens no more, and no roster opens it.
///
/// # Errors
/// If the database fails.
pub(crate) fn lock_student(tx: &mut Tx<'_>, student: UserId) -> Result<(), DbError> {
    let now = tx.now();
    credentials::end_sessions(tx, student)?;
    diesel::update(users::table.find((tx.tenant(), student)))
        .set((
            users::status.eq(AccountStatus::Disabled),
            users::locked_at.eq(Some(bind_instant(now))),
            users::updated_at.eq(bind_instant(now)),
        ))
        .execute(tx.conn())?;
    let attended: Vec<ClassId> = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(student))
        .filter(not_over!(enrollments, bind_instant(now)))
        .select(enrollments::class_id)
        .distinct()
        .load(tx.conn())?;
    for class in attended {
        end_places(tx, class, student, now)?;
    }
    Ok(())
}

/// Deletes everything that is held about a student, and the key under which it was sealed. What was
/// agreed to and the log stay, by ids.
///
/// # Errors
/// If the database fails.
pub(crate) fn delete_student(tx: &mut Tx<'_>, student: UserId) -> Result<(), DbError> {
    macro_rules! delete_of {
        ($($table:ident by $column:ident),+ $(,)?) => { $(
            let rows = $table::table
                .filter($table::organization_id.eq(tx.tenant()))
                .filter($table::$column.eq(student));
            diesel::delete(rows).execute(tx.conn())?;
        )+ };
    }
    let held: Vec<domain::ids::SessionId> = sessions::table
        .filter(sessions::organization_id.eq(tx.tenant()))
        .filter(sessions::user_id.eq(student))
        .select(sessions::id)
        .load(tx.conn())?;
    let tokens = refresh_tokens::table
        .filter(refresh_tokens::organization_id.eq(tx.tenant()))
        .filter(refresh_tokens::session_id.eq_any(held));
    diesel::delete(tokens).execute(tx.conn())?;
    let copies: Vec<domain::ids::ExportId> = exports::table
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(
            exports::subject_id
                .eq(student)
                .or(exports::asked_by.eq(student)),
        )
        .select(exports::id)
        .load(tx.conn())?;
    let parts = export_parts::table
        .filter(export_parts::organization_id.eq(tx.tenant()))
        .filter(export_parts::export_id.eq_any(copies));
    diesel::delete(parts).execute(tx.conn())?;
    delete_of!(
        exports by subject_id,
        exports by asked_by,
        age_statements by user_id,
        age_transitions by user_id,
        idempotency_keys by principal_id,
        account_merges by kept_id,
        account_merges by merged_id,
        feedback by learner_id,
        saved_work by learner_id,
        activity_states by learner_id,
        lesson_states by learner_id,
        learner_progress by learner_id,
        progress_events by learner_id,
        known_devices by user_id,
        known_networks by user_id,
        sessions by user_id,
        secrets by user_id,
        enrollments by user_id,
        school_enrollments by user_id,
    );
    diesel::delete(users::table.find((tx.tenant(), student))).execute(tx.conn())?;
    diesel::delete(subject_keys::table.find((tx.tenant(), student))).execute(tx.conn())?;
    Ok(())
}
