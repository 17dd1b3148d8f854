//! A course as its author sees it.

use chrono::{DateTime, Utc};
use domain::ids::{CourseId, CourseVersionId};
use domain::text::CourseSlug;
use persistence::courses::author::{AuthoredCourse, Draft};
use serde::Serialize;
use utoipa::ToSchema;

use crate::courses::{course_form::CourseForm, view::CourseVersionView};

/// A course as its author sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuthoredCourseView {
    /// Its id.
    pub id: CourseId,
    /// Its name in URLs.
    #[schema(value_type = CourseSlug)]
    pub slug: String,
    /// Its draft; `null` if the newest version is published and nothing was written since.
    pub draft: Option<DraftView>,
    /// Its published versions, newest first.
    #[schema(max_items = 1000)]
    pub versions: Vec<CourseVersionView>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When its draft was last written or published.
    pub updated_at: DateTime<Utc>,
}

/// A version that is being written.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftView {
    /// The id that the version will have.
    pub id: CourseVersionId,
    /// The number that the version will have.
    #[schema(minimum = 1, maximum = 2_147_483_647, format = "int32", example = 2)]
    pub number: i32,
    /// What it holds so far.
    pub course: CourseForm,
}

impl From<AuthoredCourse> for AuthoredCourseView {
    fn from(authored: AuthoredCourse) -> Self {
        Self {
            id: authored.course.id,
            slug: authored.course.slug,
            draft: authored.draft.map(Into::into),
            versions: authored.published.into_iter().map(Into::into).collect(),
            created_at: authored.course.created_at,
            updated_at: authored.course.updated_at,
        }
    }
}

impl From<Draft> for DraftView {
    fn from(draft: Draft) -> Self {
        Self {
            id: draft.version.id,
            number: draft.version.number,
            course: draft.content.into(),
        }
    }
}
