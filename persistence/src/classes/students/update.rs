//! Correcting a student's name or grade level.

use diesel::prelude::*;
use domain::{
    access::action::UpdateStudent, audit::Changed, classes::grade_level::GradeLevel, ids::UserId,
};

use crate::{
    access::Permit,
    accounts::{
        keys_of::subject_key,
        people::{self, DISPLAY_NAME, FAMILY_NAME, GIVEN_NAME},
    },
    audit,
    database::Tx,
    error::DbError,
    schema::users,
    sql_types::bind_instant,
};

/// What a student's profile is to be after a change.
#[derive(Clone)]
pub struct StudentChanges {
    /// Given name.
    pub given_name: String,
    /// Family name; may be empty.
    pub family_name: String,
    /// The display name of the student.
    pub display_name: String,
    /// Grade level.
    pub grade_level: Option<GradeLevel>,
}

/// Changes the profile of the permitted student.
///
/// # Errors
/// If the database fails.
pub fn update<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, UpdateStudent>,
    changes: &StudentChanges,
) -> Result<(), DbError> {
    let student = permit.subject().student;
    write_profile(tx, student, changes)?;
    audit::changed(tx, permit, Changed::of(student))
}

/// Writes what a student's profile is to be. What a roster said of it before stays known, so that a
/// correction stands until the roster says something else.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn write_profile(
    tx: &mut Tx<'_>,
    student: UserId,
    changes: &StudentChanges,
) -> Result<(), DbError> {
    let subject = subject_key(tx, student)?;
    let names = people::name_index(tx, &changes.given_name, &changes.family_name)?;
    let mint = tx.mint();
    let seal = |place, text: &str| subject.seal(mint, place, student.uuid(), text.as_bytes());
    diesel::update(users::table.find((tx.tenant(), student)))
        .set((
            users::given_name.eq(seal(GIVEN_NAME, &changes.given_name)?),
            users::family_name.eq(seal(FAMILY_NAME, &changes.family_name)?),
            users::display_name.eq(seal(DISPLAY_NAME, &changes.display_name)?),
            users::name_index.eq(names),
            users::grade_level.eq(changes.grade_level),
            users::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}
