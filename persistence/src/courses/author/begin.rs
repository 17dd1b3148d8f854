//! Beginning a course.

use domain::{
    access::action::CreateCourse,
    audit::Changed,
    courses::{Valid, outline::CourseDetails, version::DraftVersion},
    ids::CourseId,
};

use super::{SlugTaken, holder_of};
use crate::{
    access::Permit,
    audit,
    courses::{
        rows::number,
        write::{NewVersion, insert_course, insert_version},
    },
    database::Tx,
    error::DbError,
};

/// Begins a course of the permitted organization, whose author is the actor, with an empty draft.
///
/// # Errors
/// If the database fails. The inner error is the rule's refusal.
pub fn begin<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CreateCourse>,
    details: &Valid<CourseDetails>,
) -> Result<Result<CourseId, SlugTaken>, DbError> {
    let details = details.get();
    if holder_of(tx, &details.slug)?.is_some() {
        return Ok(Err(SlugTaken));
    }
    let course = tx.new_id();
    let draft = DraftVersion::first(tx.new_id());
    insert_course(tx, course, Some(permit.actor().user()), &details.slug)?;
    let new = NewVersion {
        course,
        id: draft.id(),
        number: number(&draft)?,
        published_at: None,
    };
    insert_version(tx, new, details)?;
    audit::changed(
        tx,
        permit,
        Changed::created(course).and(Changed::created(draft.id())),
    )?;
    Ok(Ok(course))
}
