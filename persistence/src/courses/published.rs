//! The published courses that a class can be given: those of the catalogue and those of the district.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    access::action::{ListCourses, ReadPublishedCourse},
    courses::{owner::CourseOwner, version::VersionState},
    ids::{CourseId, LessonId, OrganizationId, PLATFORM},
};
use uuid::Uuid;

use super::{
    CourseOutline, CourseRecord, LessonRecord, VersionRecord, lesson::lesson_of, outline::units_of,
};
use crate::{
    access::Permit,
    database::Tx,
    error::DbError,
    paging::{Named, NamesRequest, NamesSlice},
    schema::{course_versions, courses},
};

/// A course with its newest published version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedCourse {
    /// Whose it is.
    pub owner: CourseOwner,
    /// The course.
    pub course: CourseRecord,
    /// Its newest published version.
    pub version: VersionRecord,
}

impl Named for PublishedCourse {
    fn id(&self) -> Uuid {
        self.course.id.uuid()
    }

    fn name(&self) -> &str {
        &self.version.title
    }

    fn names(&self) -> Vec<&str> {
        vec![&self.version.title, &self.version.summary]
    }
}

/// The published courses of the catalogue and of the permitted organization, or only those of one owner.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListCourses>,
    owner: Option<CourseOwner>,
    names: &NamesRequest,
) -> Result<NamesSlice<PublishedCourse>, DbError> {
    let of_owner = |owner: CourseOwner| match owner {
        CourseOwner::Catalogue => PLATFORM,
        CourseOwner::District => permit.subject(),
    };
    let owners: Vec<OrganizationId> = match owner {
        Some(owner) => vec![of_owner(owner)],
        None => vec![PLATFORM, permit.subject()],
    };
    let rows: Vec<(OrganizationId, CourseRecord, VersionRecord)> = course_versions::table
        .inner_join(
            courses::table.on(courses::organization_id
                .eq(course_versions::organization_id)
                .and(courses::id.eq(course_versions::course_id))),
        )
        .filter(course_versions::organization_id.eq_any(owners))
        .filter(course_versions::state.eq(VersionState::Published))
        .order(course_versions::number)
        .select((
            course_versions::organization_id,
            CourseRecord::as_select(),
            VersionRecord::as_select(),
        ))
        .load(tx.conn())?;
    let mut newest: HashMap<CourseId, PublishedCourse> = HashMap::new();
    for (organization, course, version) in rows {
        let owner = if organization == PLATFORM {
            CourseOwner::Catalogue
        } else {
            CourseOwner::District
        };
        let listed = PublishedCourse {
            owner,
            course,
            version,
        };
        newest.insert(listed.course.id, listed);
    }
    let mut missing = None;
    if let Some(after) = names.page.after
        && !newest.contains_key(&CourseId::from_uuid(after))
    {
        missing = title_of(tx, CourseId::from_uuid(after))?;
    }
    names.cut(newest.into_values().collect(), |_| Ok(missing))
}

/// The title of the newest version of a course that has left the list.
pub(crate) fn title_of(tx: &mut Tx<'_>, course: CourseId) -> Result<Option<String>, DbError> {
    Ok(course_versions::table
        .filter(course_versions::organization_id.eq_any([tx.tenant(), PLATFORM]))
        .filter(course_versions::course_id.eq(course))
        .order(course_versions::number.desc())
        .select(course_versions::title)
        .first(tx.conn())
        .optional()?)
}

/// The permitted course of a colleague: its slug and author, and the outline of its newest published
/// version; `None` if none is published.
///
/// # Errors
/// If the database fails.
pub fn show<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadPublishedCourse>,
) -> Result<Option<(CourseRecord, CourseOutline)>, DbError> {
    let owner = tx.organization();
    let found = newest(tx, permit.subject())?;
    let Some((course, version)) = found else {
        return Ok(None);
    };
    let units = units_of(tx, owner, version.id)?;
    let outline = CourseOutline {
        owner,
        version,
        units,
    };
    Ok(Some((course, outline)))
}

/// A lesson of the newest published version of the permitted course.
///
/// # Errors
/// If the database fails.
pub fn lesson<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadPublishedCourse>,
    lesson: LessonId,
) -> Result<Option<LessonRecord>, DbError> {
    let owner = tx.organization();
    match newest(tx, permit.subject())? {
        None => Ok(None),
        Some((_, version)) => lesson_of(tx, owner, version.id, lesson),
    }
}

fn newest(
    tx: &mut Tx<'_>,
    course: CourseId,
) -> Result<Option<(CourseRecord, VersionRecord)>, DbError> {
    Ok(course_versions::table
        .inner_join(
            courses::table.on(courses::organization_id
                .eq(course_versions::organization_id)
                .and(courses::id.eq(course_versions::course_id))),
        )
        .filter(course_versions::organization_id.eq(tx.tenant()))
        .filter(course_versions::course_id.eq(course))
        .filter(course_versions::state.eq(VersionState::Published))
        .order(course_versions::number.desc())
        .select((CourseRecord::as_select(), VersionRecord::as_select()))
        .first(tx.conn())
        .optional()?)
}
