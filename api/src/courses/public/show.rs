//! `GET /v1/courses/{course_id}`

use actix_web::{
    get,
    web::{Data, Path, ReqData},
};
use domain::ids::{CourseId, PLATFORM};
use domain::text::CourseSlug;
use persistence::courses::{CourseOutline, CourseRecord, catalogue};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::Hallpass,
    courses::{
        catalogue_cache::Title,
        view::{CourseVersionView, UnitView},
    },
    http::{Answer, RequestId},
    origin::Origin,
    problem::ApiError,
};

/// A course of the catalogue with the outline of its newest version.
#[derive(Debug, Serialize, ToSchema)]
pub struct CourseView {
    /// Its id.
    pub id: CourseId,
    /// Its name in URLs.
    #[schema(value_type = CourseSlug)]
    pub slug: String,
    /// Its newest published version.
    pub version: CourseVersionView,
    /// The units of that version, in order.
    #[schema(max_items = 30)]
    pub units: Vec<UnitView>,
}

impl From<(CourseRecord, CourseOutline)> for CourseView {
    fn from((course, outline): (CourseRecord, CourseOutline)) -> Self {
        Self {
            id: course.id,
            slug: course.slug,
            version: outline.version.into(),
            units: outline.units.into_iter().map(Into::into).collect(),
        }
    }
}

/// Get a course of the catalogue
///
/// The units and lessons of its newest published version. Public.
#[utoipa::path(
    tag = "courses",
    params(("course_id" = Uuid, Path, description = "The course")),
    responses((status = OK, description = "The course", body = CourseView)),
)]
#[get("/v1/courses/{course_id}")]
pub async fn show_course(
    course: Path<CourseId>,
    id: ReqData<RequestId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let course = *course;
    let title = Title::Course(course);
    let now = hallpass.now();
    if let Some(kept) = hallpass.catalogue_cache().find(title, now) {
        return Ok(kept);
    }
    let answer = hallpass
        .read_in(PLATFORM, Origin::api(id.0, None), move |tx| {
            let found = catalogue::show(tx, course)?.ok_or(ApiError::NOT_FOUND)?;
            Ok(Answer::ok(&CourseView::from(found))?.public())
        })
        .await?;
    Ok(hallpass.catalogue_cache().keep(title, now, answer))
}
