//! Courses with their versions, a page at a time.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::ids::{CourseId, OrganizationId, UserId};

use super::{CourseRecord, VersionRecord};
use crate::{database::Tx, error::DbError, paging::Slice, schema::course_versions};

/// A course in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCourse {
    /// The course.
    pub course: CourseRecord,
    /// Its newest published version.
    pub published: Option<VersionRecord>,
    /// Its draft, if the person who asks may know of it.
    pub draft: Option<VersionRecord>,
}

/// Whose drafts are listed.
#[derive(Clone, Copy)]
pub(super) enum Drafts {
    /// No author\'s.
    Hidden,
    /// Those of this author.
    Of(UserId),
}

/// Puts their versions to the courses of a page.
pub(super) fn with_versions(
    tx: &mut Tx<'_>,
    owner: OrganizationId,
    page: Slice<CourseRecord>,
    drafts: Drafts,
) -> Result<Slice<ListedCourse>, DbError> {
    let ids: Vec<CourseId> = page.rows.iter().map(|course| course.id).collect();
    let versions: Vec<VersionRecord> = course_versions::table
        .filter(course_versions::organization_id.eq(owner))
        .filter(course_versions::course_id.eq_any(ids))
        .order(course_versions::number)
        .select(VersionRecord::as_select())
        .load(tx.conn())?;
    let mut published: HashMap<CourseId, VersionRecord> = HashMap::new();
    let mut draft: HashMap<CourseId, VersionRecord> = HashMap::new();
    for version in versions {
        let known = match version.published_at {
            Some(_) => &mut published,
            None => &mut draft,
        };
        known.insert(version.course_id, version);
    }
    Ok(page.map(|course| {
        let mine = matches!(drafts, Drafts::Of(author) if course.author_id == Some(author));
        ListedCourse {
            published: published.remove(&course.id),
            draft: draft.remove(&course.id).filter(|_| mine),
            course,
        }
    }))
}
