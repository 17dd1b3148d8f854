//! The rows of courses and of their versions.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    classes::grade_level::GradeLevel,
    courses::{
        grade_band::GradeBand,
        outline::CourseDetails,
        version::{DraftVersion, Version},
    },
    ids::{CourseId, CourseVersionId, UserId},
};

use crate::{
    connection::MultiBackend,
    error::DbError,
    schema::{course_versions, courses},
};

/// A course, apart from what its versions hold.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = courses, check_for_backend(MultiBackend))]
pub struct CourseRecord {
    /// Its id.
    pub id: CourseId,
    /// Who wrote it; no one for the bundled catalogue and after the author's erasure.
    pub author_id: Option<UserId>,
    /// Its name in addresses, the only one of its owner.
    pub slug: String,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When its draft was last written or published.
    pub updated_at: DateTime<Utc>,
}

/// A version of a course, apart from its units.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = course_versions, check_for_backend(MultiBackend))]
pub struct VersionRecord {
    /// Its id.
    pub id: CourseVersionId,
    /// The course.
    pub course_id: CourseId,
    /// Its number in the course, from 1.
    pub number: i32,
    /// Title.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// The language it is written in: a BCP 47 tag.
    pub language: String,
    /// The lowest grade level that it is written for.
    pub grade_from: GradeLevel,
    /// The highest grade level that it is written for.
    pub grade_to: GradeLevel,
    /// When it was published; a draft was not.
    pub published_at: Option<DateTime<Utc>>,
}

impl VersionRecord {
    /// Where the version stands.
    ///
    /// # Errors
    /// [`DbError::Corrupt`] if its number is none.
    pub fn version(&self) -> Result<Version, DbError> {
        let number = u32::try_from(self.number)
            .map_err(|_| DbError::Corrupt("versions are numbered from 1"))?;
        Ok(Version::restore(self.id, number, self.published_at))
    }

    /// What the catalogue shows of the version, under the slug of its course.
    pub fn details(&self, slug: String) -> CourseDetails {
        CourseDetails {
            slug,
            title: self.title.clone(),
            summary: self.summary.clone(),
            language: self.language.clone(),
            grade_band: GradeBand {
                from: self.grade_from,
                to: self.grade_to,
            },
        }
    }
}

/// The number of a version as its column holds it.
///
/// # Errors
/// [`DbError::Corrupt`] if it is beyond the column.
pub(super) fn number(draft: &DraftVersion) -> Result<i32, DbError> {
    i32::try_from(draft.number()).map_err(|_| DbError::Corrupt("a version's number has 31 bits"))
}

/// A place in a list as its column holds it, counted from 1.
///
/// # Errors
/// [`DbError::Corrupt`] if it is beyond the column.
pub(super) fn place(index: usize) -> Result<i32, DbError> {
    i32::try_from(index)
        .ok()
        .and_then(|index| index.checked_add(1))
        .ok_or(DbError::Corrupt("a place in a course has 31 bits"))
}
