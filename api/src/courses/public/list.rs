//! `GET /v1/courses`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query, ReqData},
};
use domain::ids::PLATFORM;
use persistence::courses::{ListedCourse, catalogue};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    app::Hallpass,
    courses::{catalogue_cache::Title, view::CourseVersionView},
    http::{Answer, Page, PageQuery, RequestId},
    openapi::Example,
    problem::ApiError,
};

/// A course of the catalogue.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = CourseSummaryView::example)]
pub struct CourseSummaryView {
    /// Its id.
    pub id: Uuid,
    /// Its name in addresses.
    #[schema(
        max_length = 60,
        pattern = "^[a-z0-9]+(-[a-z0-9]+)*$",
        example = "first-steps-in-code"
    )]
    pub slug: String,
    /// Its newest published version.
    pub version: Option<CourseVersionView>,
}

impl From<ListedCourse> for CourseSummaryView {
    fn from(listed: ListedCourse) -> Self {
        Self {
            id: listed.course.id.uuid(),
            slug: listed.course.slug,
            version: listed.published.map(Into::into),
        }
    }
}

impl Example for CourseSummaryView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000020"),
            slug: "robots-on-stage".to_owned(),
            version: Some(CourseVersionView::example()),
        }
    }
}

/// List the courses of the catalogue
///
/// Open to everybody: it takes no account, sets no cookie and keeps no trace of who asked.
#[utoipa::path(
    tag = "courses",
    params(PageQuery),
    responses((status = OK, description = "A page of courses", body = Page<CourseSummaryView>)),
)]
#[get("/v1/courses")]
pub async fn list_courses(
    query: Query<PageQuery>,
    request: HttpRequest,
    id: ReqData<RequestId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let wanted = hallpass.cursors().read(&request, &query)?;
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
        .read_in(PLATFORM, id.0, move |tx| Ok(catalogue::list(tx, page)?))
        .await?;
    let answer = hallpass
        .cursors()
        .answer(&wanted, found, CourseSummaryView::from)?
        .public();
    Ok(hallpass.catalogue_cache().keep(title, now, answer))
}
