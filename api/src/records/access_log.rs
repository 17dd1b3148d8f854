//! `GET /v1/students/{student_id}/access-log`

use actix_web::{
    get,
    web::{Data, Path, Query},
};
use chrono::NaiveDate;
use domain::{access::StudentOfDistrict, ids::UserId};
use persistence::records;
use serde::Serialize;
use utoipa::ToSchema;

use super::{access_log_query::AccessLogQuery, view::RecordAccessView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::Answer,
    problem::{ApiError, ProblemKind},
};

/// Who looked at a student's record.
#[derive(Serialize, ToSchema)]
pub struct AccessLogView {
    /// The last of the days.
    pub until: NaiveDate,
    /// How many days.
    #[schema(minimum = 1, maximum = 31)]
    pub days: u8,
    /// What was done on them, the newest day first.
    #[schema(max_items = 100_000)]
    pub accesses: Vec<RecordAccessView>,
}

/// Get who looked at a student's record
///
/// By day: which person, in which role, did what, and how often. Members of staff are named as students
/// see them; parents are not. Requests for the record have a list of their own. What the student did is not in it. To read this is in it, from then
/// on. For parents and guardians, adult students, and administrators.
#[utoipa::path(
    tag = "records",
    params(("student_id" = Uuid, Path, description = "The student"), AccessLogQuery),
    responses((status = OK, description = "The accesses", body = AccessLogView)),
)]
#[get("/v1/students/{student_id}/access-log")]
pub async fn show_access_log(
    caller: Caller,
    student: Path<UserId>,
    query: Query<AccessLogQuery>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    let until = query.until.unwrap_or_else(|| hallpass.now().date_naive());
    let days = query.days.unwrap_or(7);
    if !(1..=31).contains(&days) {
        return Err(ProblemKind::InvalidParameter.into());
    }
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            let accesses = records::access_log(tx, &permit, (until, days))?;
            Answer::ok(&AccessLogView {
                until,
                days,
                accesses: accesses.into_iter().map(Into::into).collect(),
            })
        })
        .await
}
