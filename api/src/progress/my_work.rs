//! `GET /v1/me/activities/{activity_id}/work`

use actix_web::{
    get,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{access::action::ReadOwnProgress, ids::ActivityId};
use persistence::progress::{self, SavedWork};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// What one has saved in an activity and not handed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedWorkView {
    /// The activity.
    pub activity_id: ActivityId,
    /// Code or an answer; `null` if nothing is saved.
    #[schema(
        max_length = 16384,
        pattern = r"^[\s\S]*$",
        example = "print(\"Warm\")"
    )]
    pub text: Option<String>,
    /// When it was saved.
    pub updated_at: Option<DateTime<Utc>>,
}

impl From<SavedWork> for SavedWorkView {
    fn from(work: SavedWork) -> Self {
        let (text, updated_at) = work.saved.unzip();
        Self {
            activity_id: work.activity,
            text: text.map(|text| text.as_str().to_owned()),
            updated_at,
        }
    }
}

/// Get my saved work
///
/// What the caller saved in an activity and has not handed in, to go on with it at another device.
/// Only they see it. The answer's `ETag` is required to save the next version.
#[utoipa::path(
    tag = "progress",
    params(("activity_id" = Uuid, Path, description = "The activity")),
    responses((status = OK, description = "The saved work", body = SavedWorkView)),
)]
#[get("/v1/me/activities/{activity_id}/work")]
pub async fn show_my_work(
    caller: Caller,
    activity: Path<ActivityId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let activity = *activity;
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ReadOwnProgress>(actor, actor.user())?;
            let found = progress::saved_work(tx, &permit, &course_indexes, activity)?;
            Answer::ok(&SavedWorkView::from(found.ok_or(ApiError::NOT_FOUND)?))
        })
        .await
}
