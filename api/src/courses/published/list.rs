//! `GET /v1/published-courses`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use domain::{
    courses::owner::CourseOwner,
    ids::{CourseId, UserId},
    text::CourseSlug,
};
use persistence::courses::published::{self, PublishedCourse};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::Hallpass,
    caller::Caller,
    courses::view::CourseVersionView,
    http::{Answer, CountedPage},
    problem::ApiError,
};

/// A course that can be assigned to a class.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublishedCourseView {
    /// Its id.
    pub id: CourseId,
    /// Whose it is. A course of the catalogue is read under `/v1/courses`, one of the district under
    /// `/v1/published-courses`.
    pub owner: CourseOwner,
    /// The colleague who wrote it; `null` for the catalogue.
    pub author_id: Option<UserId>,
    /// Its name in URLs.
    #[schema(value_type = CourseSlug)]
    pub slug: String,
    /// Its newest published version, which is assigned.
    pub version: CourseVersionView,
}

impl From<PublishedCourse> for PublishedCourseView {
    fn from(listed: PublishedCourse) -> Self {
        Self {
            id: listed.course.id,
            owner: listed.owner,
            author_id: listed.course.author_id,
            slug: listed.course.slug,
            version: listed.version.into(),
        }
    }
}

names_query! {
    /// Which published courses are wanted.
    PublishedCoursesQuery {
        /// Only courses of the catalogue, or only those of the district.
        owner: CourseOwner,
    }
}

/// List the courses that can be assigned
///
/// The published courses of the catalogue and of the caller's district in one list, from A to Z by title.
/// A search looks in titles and summaries.
#[utoipa::path(
    tag = "courses",
    params(PublishedCoursesQuery),
    responses((
        status = OK,
        description = "A page of courses",
        body = CountedPage<PublishedCourseView>,
    )),
)]
#[get("/v1/published-courses")]
pub async fn list_published_courses(
    caller: Caller,
    query: Query<PublishedCoursesQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let wanted = query.wanted(&request, &hallpass)?;
    let owner = query.owner;
    hallpass
        .names(&caller, wanted, move |tx, actor, names| {
            let permit = tx.permit(actor, actor.organization())?;
            let found = published::list(tx, &permit, owner, names)?;
            Ok(found.map(PublishedCourseView::from))
        })
        .await
}
