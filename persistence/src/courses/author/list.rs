//! Listing the courses of a district.

use diesel::prelude::*;
use domain::{access::action::ListCourses, courses::version::VersionState};

use crate::{
    access::Permit,
    courses::{
        CourseRecord, ListedCourse,
        list::{Drafts, with_versions},
    },
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{course_versions, courses},
};

/// The courses of the permitted organization that are published, and the actor's own, oldest first.
/// No one sees another's draft.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListCourses>,
    page: PageRequest,
) -> Result<Slice<ListedCourse>, DbError> {
    let actor = permit.actor().user();
    let published = course_versions::table
        .filter(course_versions::organization_id.eq(tx.tenant()))
        .filter(course_versions::state.eq(VersionState::Published))
        .select(course_versions::course_id);
    let rows: Vec<CourseRecord> = courses::table
        .filter(courses::organization_id.eq(tx.tenant()))
        .filter(
            courses::id
                .eq_any(published)
                .or(courses::author_id.assume_not_null().eq(actor)),
        )
        .filter(courses::id.gt(page.after_id()))
        .order(courses::id)
        .limit(page.limit_plus_one())
        .select(CourseRecord::as_select())
        .load(tx.conn())?;
    let owner = tx.organization();
    with_versions(
        tx,
        owner,
        page.into_page(rows, |course| course.id.uuid()),
        Drafts::Of(actor),
    )
}
