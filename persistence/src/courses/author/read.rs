//! Reading a course as its author.

use diesel::prelude::*;
use domain::{
    access::{
        Action,
        action::{PublishCourse, ReadCourse, UpdateCourse},
    },
    courses::outline::Course,
    ids::CourseId,
};

use super::versions_of;
use crate::{
    access::Permit,
    courses::{CourseRecord, VersionRecord, lesson::written_units},
    database::Tx,
    error::DbError,
    schema::courses,
};

/// A course as its author sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthoredCourse {
    /// The course.
    pub course: CourseRecord,
    /// Its draft, if one is begun.
    pub draft: Option<Draft>,
    /// Its published versions, newest first.
    pub published: Vec<VersionRecord>,
}

/// A version that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The version.
    pub version: VersionRecord,
    /// What it holds so far.
    pub content: Course,
}

/// A right to open a course as its author.
pub trait OpensCourse: Action<Subject = CourseId> {}

impl OpensCourse for ReadCourse {}
impl OpensCourse for UpdateCourse {}
impl OpensCourse for PublishCourse {}

/// Reads the permitted course, with what its draft holds.
///
/// # Errors
/// If the database fails.
pub fn read<'t, A: OpensCourse>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
) -> Result<Option<AuthoredCourse>, DbError> {
    let course: Option<CourseRecord> = courses::table
        .find((tx.tenant(), permit.subject()))
        .select(CourseRecord::as_select())
        .first(tx.conn())
        .optional()?;
    let Some(course) = course else {
        return Ok(None);
    };
    let (drafts, published): (Vec<_>, Vec<_>) = versions_of(tx, course.id)?
        .into_iter()
        .partition(|version| version.published_at.is_none());
    let draft = match drafts.into_iter().next() {
        None => None,
        Some(version) => Some(Draft {
            content: Course {
                details: version.details(course.slug.clone()),
                units: written_units(tx, version.id)?,
            },
            version,
        }),
    };
    Ok(Some(AuthoredCourse {
        course,
        draft,
        published,
    }))
}
