//! `GET /v1/courses`

use actix_web::{
    get,
    web::{Data, ReqData},
};
use domain::ids::{CourseId, PLATFORM};
use domain::text::CourseSlug;
use persistence::courses::{ListedCourse, catalogue};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::Hallpass,
    courses::{catalogue_cache::Title, view::CourseVersionView},
    http::{Answer, Page, PageQuery, PageWanted, RequestId},
    origin::Origin,
    problem::ApiError,
};

/// A course of the catalogue.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseSummaryView {
    /// Its id.
    pub id: CourseId,
    /// Its name in URLs.
    #[schema(value_type = CourseSlug)]
    pub slug: String,
    /// Its newest published version.
    pub version: Option<CourseVersionView>,
}

impl From<ListedCourse> for CourseSummaryView {
    fn from(listed: ListedCourse) -> Self {
        Self {
            id: listed.course.id,
            slug: listed.course.slug,
            version: listed.published.map(Into::into),
        }
    }
}

/// List the courses of the catalogue
///
/// Public: needs no account, sets no cookie and stores nothing about the client.
#[utoipa::path(
    tag = "courses",
    params(PageQuery),
    responses((status = OK, description = "A page of courses", body = Page<CourseSummaryView>)),
)]
#[get("/v1/courses")]
pub async fn list_courses(
    wanted: PageWanted,
    id: ReqData<RequestId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let page = wanted.page;
    let title = Title::List {
        after: page.after,
        limit: page.limit,
    };
    let now = hallpass.now();
    if let Some(kept) = hallpass.catalogue_cache().find(title, now) {
        return Ok(kept);
    }
    let found = hallpass
        .read_in(PLATFORM, Origin::api(id.0, None), move |tx| {
            Ok(catalogue::list(tx, page)?)
        })
        .await?;
    let answer = hallpass
        .cursors()
        .answer(&wanted, found.map(CourseSummaryView::from))?
        .public();
    Ok(hallpass.catalogue_cache().keep(title, now, answer))
}
