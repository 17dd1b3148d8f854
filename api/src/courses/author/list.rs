//! `GET /v1/authored-courses`

use actix_web::{get, web::Data};
use domain::ids::CourseId;
use domain::text::CourseSlug;
use persistence::courses::{ListedCourse, author};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::Hallpass,
    caller::Caller,
    courses::view::CourseVersionView,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// A course of the organization.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuthoredCourseSummaryView {
    /// Its id.
    pub id: CourseId,
    /// Its name in URLs.
    #[schema(value_type = CourseSlug)]
    pub slug: String,
    /// Its newest published version, which can be assigned to classes.
    pub version: Option<CourseVersionView>,
    /// Its draft, if the caller is its author.
    pub draft: Option<CourseVersionView>,
}

impl From<ListedCourse> for AuthoredCourseSummaryView {
    fn from(listed: ListedCourse) -> Self {
        Self {
            id: listed.course.id,
            slug: listed.course.slug,
            version: listed.published.map(Into::into),
            draft: listed.draft.map(Into::into),
        }
    }
}

/// List authored courses
///
/// The published courses of the caller's organization and the caller's own drafts, oldest first.
#[utoipa::path(
    tag = "courses",
    params(PageQuery),
    responses((
        status = OK,
        description = "A page of courses",
        body = Page<AuthoredCourseSummaryView>,
    )),
)]
#[get("/v1/authored-courses")]
pub async fn list_authored_courses(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(author::list(tx, &permit, page)?.map(AuthoredCourseSummaryView::from))
        })
        .await
}
