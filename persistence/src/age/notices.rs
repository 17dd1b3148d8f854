//! Messages about a student's age, to the adults who answer for the student: the parent at home, the
//! teachers of record at school. A student gets none (COM-01).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    classes::class_role::ClassRole, ids::UserId, mail::MessageKind,
    rights::restriction::RestrictedPart,
};

use super::person::PersonAge;
use crate::{
    accounts::{keys_of::subject_key, people::DISPLAY_NAME},
    database::Tx,
    error::DbError,
    keys::Sealed,
    mail::{self, AdultRecipient, NewMessage},
    rights,
    schema::{classes, enrollments, teaching_assignments, users},
    settings,
    sql_types::bind_instant,
};

/// Writes a message of a kind about a student, and what happens on which day.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    student: UserId,
    age: &PersonAge,
    kind: MessageKind,
    until: DateTime<Utc>,
) -> Result<(), DbError> {
    let adults = match &age.household {
        Some(household) => vec![household.parent],
        // What is restricted is told to nobody who works with it (RTS-02).
        None if rights::is_restricted(tx, student, RestrictedPart::Everything)? => return Ok(()),
        None => teachers_of_record(tx, student)?,
    };
    let sealed: Sealed = users::table
        .find((tx.tenant(), student))
        .select(users::display_name)
        .first(tx.conn())?;
    let name = subject_key(tx, student)?.open_text(DISPLAY_NAME, student.uuid(), &sealed)?;
    let day = age.day_at(until).today;
    for adult in adults {
        let Some(recipient) = AdultRecipient::of_account(tx, adult)? else {
            continue;
        };
        let message = NewMessage {
            kind,
            language: settings::language_of(tx, adult)?,
            content: [
                ("student".to_owned(), name.clone()),
                ("day".to_owned(), day.to_string()),
            ]
            .into(),
            about: None,
            expires_at: until,
        };
        mail::post(tx, &recipient, &message)?;
    }
    Ok(())
}

/// Who teaches the student now as teacher of record.
fn teachers_of_record(tx: &mut Tx<'_>, student: UserId) -> Result<Vec<UserId>, DbError> {
    let now = bind_instant(tx.now());
    let mut teachers: Vec<UserId> = teaching_assignments::table
        .inner_join(
            enrollments::table.on(enrollments::organization_id
                .eq(teaching_assignments::organization_id)
                .and(enrollments::class_id.eq(teaching_assignments::class_id))),
        )
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(teaching_assignments::organization_id)
                .and(classes::id.eq(teaching_assignments::class_id))),
        )
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::role.eq(ClassRole::TeacherOfRecord))
        .filter(in_force!(teaching_assignments, now))
        .filter(enrollments::user_id.eq(student))
        .filter(in_force!(enrollments, now))
        .filter(open_class!(now))
        .select(teaching_assignments::user_id)
        .load(tx.conn())?;
    teachers.sort_unstable();
    teachers.dedup();
    Ok(teachers)
}
