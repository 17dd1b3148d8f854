//! The end of an account, and of everything that is held about the person.

use diesel::prelude::*;
use domain::{
    accounts::credentials::AccountStatus,
    backups::erased::ErasureCause,
    ids::{ClassId, UserId},
    worker::JobKind,
};

use super::{credentials, keys_of::destroy_key_of_marked, people};
use crate::{
    amendments,
    classes::students::end_places,
    consent,
    database::Tx,
    error::DbError,
    guardians,
    rights::suppressions,
    schema::{
        account_merges, activity_states, age_statements, age_transitions, course_completions,
        courses, credentials as secrets, directory_refusals, emergencies, enrollments,
        export_parts, exports, feedback, idempotency_keys, inspection_sessions, invitations, jobs,
        known_devices, known_networks, learner_progress, legal_processes, lesson_states, messages,
        progress_events, record_disclosures, record_warnings, refresh_tokens, release_members,
        retention_warnings, saved_work, school_enrollments, sessions, setting_changes,
        setting_values, staff_roles, users,
    },
    sql_types::{BindInstant, BindUuid, bind_instant},
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

/// Deletes the rows of a person from tables.
macro_rules! delete_of {
    ($tx:ident, $person:ident; $($table:ident by $column:ident),+ $(,)?) => { $(
        let rows = $table::table
            .filter($table::organization_id.eq($tx.tenant()))
            .filter($table::$column.eq($person));
        diesel::delete(rows).execute($tx.conn())?;
    )+ };
}

/// Deletes everything that is held about a student, and the key under which it was sealed. What was
/// agreed to and the log stay, by ids.
///
/// # Errors
/// If the database fails.
pub(crate) fn delete_student(
    tx: &mut Tx<'_>,
    student: UserId,
    cause: ErasureCause,
) -> Result<(), DbError> {
    let marks = suppressions::leave(tx, student, cause)?;
    guardians::forget_student(tx, student)?;
    delete_messages(tx, student)?;
    delete_tokens(tx, student)?;
    delete_copies(tx, student)?;
    amendments::forget_student(tx, student)?;
    delete_of!(tx, student;
        legal_processes by student_id,
        emergencies by student_id,
        directory_refusals by student_id,
        record_disclosures by student_id,
        release_members by user_id,
        inspection_sessions by student_id,
        exports by subject_id,
        exports by asked_by,
        age_statements by user_id,
        age_transitions by user_id,
        idempotency_keys by principal_id,
        account_merges by kept_id,
        account_merges by merged_id,
        retention_warnings by user_id,
        record_warnings by learner_id,
        course_completions by learner_id,
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
        setting_values by user_id,
        setting_changes by user_id,
    );
    diesel::delete(users::table.find((tx.tenant(), student))).execute(tx.conn())?;
    destroy_key_of_marked(tx, student, cause, &marks)
}

/// Deletes what a learner did and what was said of it (D6 to D8a, D7, D11). The account stays; the
/// learner's revision goes on, so that no client takes what it has for what is there.
///
/// # Errors
/// If the database fails.
pub(crate) fn delete_learning(tx: &mut Tx<'_>, learner: UserId) -> Result<(), DbError> {
    crate::exports::end_copies_about(tx, learner)?;
    amendments::forget_learning(tx, learner)?;
    delete_of!(tx, learner;
        record_warnings by learner_id,
        course_completions by learner_id,
        feedback by learner_id,
        saved_work by learner_id,
        activity_states by learner_id,
        lesson_states by learner_id,
        progress_events by learner_id,
        idempotency_keys by principal_id,
    );
    diesel::update(learner_progress::table.find((tx.tenant(), learner)))
        .set((
            learner_progress::revision.eq(learner_progress::revision + 1_i64),
            learner_progress::latest_hour.eq(None::<BindInstant>),
            learner_progress::latest_hour_seconds.eq(None::<i32>),
            learner_progress::day.eq(None::<BindInstant>),
            learner_progress::day_bytes.eq(None::<i32>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Deletes what is held about an adult, and the key under which it was sealed. What students' records
/// and classes need of their work stays under their id, with a name that is nobody's.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn anonymize_adult(
    tx: &mut Tx<'_>,
    adult: UserId,
    cause: ErasureCause,
) -> Result<(), DbError> {
    let marks = suppressions::leave(tx, adult, cause)?;
    guardians::end_of_guardian(tx, adult)?;
    consent::end_of_parent(tx, adult)?;
    delete_tokens(tx, adult)?;
    delete_messages(tx, adult)?;
    delete_copies(tx, adult)?;
    delete_of!(tx, adult;
        exports by subject_id,
        exports by asked_by,
        idempotency_keys by principal_id,
        account_merges by kept_id,
        account_merges by merged_id,
        retention_warnings by user_id,
        record_warnings by learner_id,
        course_completions by learner_id,
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
        invitations by user_id,
        staff_roles by user_id,
        setting_values by user_id,
        setting_changes by user_id,
    );
    let written = courses::table
        .filter(courses::organization_id.eq(tx.tenant()))
        .filter(courses::author_id.eq(adult));
    diesel::update(written)
        .set(courses::author_id.eq(None::<UserId>))
        .execute(tx.conn())?;
    destroy_key_of_marked(tx, adult, cause, &marks)?;
    people::make_nobody(tx, adult)
}

/// Deletes what copies of data hold that are about a person or that they asked for.
fn delete_copies(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    let copies: Vec<domain::ids::ExportId> = exports::table
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(
            exports::subject_id
                .eq(person)
                .or(exports::asked_by.eq(person)),
        )
        .select(exports::id)
        .load(tx.conn())?;
    let parts = export_parts::table
        .filter(export_parts::organization_id.eq(tx.tenant()))
        .filter(export_parts::export_id.eq_any(copies));
    diesel::delete(parts).execute(tx.conn())?;
    Ok(())
}

/// Deletes the refresh tokens of a person, which point at their sessions.
fn delete_tokens(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    let held: Vec<domain::ids::SessionId> = sessions::table
        .filter(sessions::organization_id.eq(tx.tenant()))
        .filter(sessions::user_id.eq(person))
        .select(sessions::id)
        .load(tx.conn())?;
    let tokens = refresh_tokens::table
        .filter(refresh_tokens::organization_id.eq(tx.tenant()))
        .filter(refresh_tokens::session_id.eq_any(held));
    diesel::delete(tokens).execute(tx.conn())?;
    Ok(())
}

/// Deletes the messages to a person, or about a student to their parents, and the work that is to send them.
fn delete_messages(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    let held: Vec<BindUuid> = messages::table
        .filter(messages::organization_id.eq(tx.tenant()))
        .filter(messages::person_id.eq(person))
        .select(messages::id)
        .load(tx.conn())?;
    let sending = jobs::table
        .filter(jobs::organization_id.eq(tx.tenant()))
        .filter(jobs::kind.eq(JobKind::SendMessage))
        .filter(jobs::subject_id.eq_any(held));
    diesel::delete(sending).execute(tx.conn())?;
    delete_of!(tx, person; messages by person_id);
    Ok(())
}
