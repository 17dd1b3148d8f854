//! `GET /v1/meta/limits`

use actix_web::{get, web::Data};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::Hallpass,
    http::{Answer, LARGE_BODY_BYTES, MOST_ROWS},
    problem::ApiError,
};

/// What this instance allows.
#[derive(Debug, Serialize, ToSchema)]
pub struct LimitsView {
    /// Requests of one signed-in caller in a minute. A request counts once more for every 64 KiB of
    /// its body.
    #[schema(minimum = 1, maximum = 60_000, example = 600)]
    pub requests_per_minute_per_caller: u32,
    /// Requests from one network (/24 of IPv4, /48 of IPv6) in a minute.
    #[schema(minimum = 1, maximum = 60_000, example = 12_000)]
    pub requests_per_minute_per_address: u32,
    /// Attempts to sign in from one network in a minute.
    #[schema(minimum = 1, maximum = 60_000, example = 600)]
    pub sign_ins_per_minute_per_address: u32,
    /// Join codes tried from one network in a minute.
    #[schema(minimum = 1, maximum = 60_000, example = 120)]
    pub join_codes_per_minute_per_address: u32,
    /// Bytes of a JSON body at most.
    #[schema(minimum = 1024, maximum = 16_777_216)]
    pub body_bytes: usize,
    /// Bytes of a batch of events or of a course's draft at most.
    #[schema(minimum = 4_194_304, maximum = 16_777_216)]
    pub large_body_bytes: usize,
    /// Bytes of an uploaded file at most.
    #[schema(minimum = 1024, maximum = 1_073_741_824)]
    pub upload_bytes: usize,
    /// Rows of a page at most.
    #[schema(minimum = 1, maximum = 200)]
    pub page_rows: u16,
}

/// Get the limits
///
/// The budgets behind the `RateLimit` header fields, and the largest accepted sizes.
#[utoipa::path(
    tag = "meta",
    responses((status = OK, description = "The limits", body = LimitsView)),
)]
#[get("/v1/meta/limits")]
pub async fn show_limits(hallpass: Data<Hallpass>) -> Result<Answer, ApiError> {
    let limits = hallpass.service().limits;
    let view = LimitsView {
        requests_per_minute_per_caller: limits.requests_per_caller,
        requests_per_minute_per_address: limits.requests_per_address,
        sign_ins_per_minute_per_address: limits.sign_ins_per_address,
        join_codes_per_minute_per_address: limits.join_codes_per_address,
        body_bytes: hallpass.max_body_bytes(),
        large_body_bytes: hallpass.max_body_bytes().max(LARGE_BODY_BYTES),
        upload_bytes: hallpass.max_upload_bytes(),
        page_rows: MOST_ROWS,
    };
    Ok(Answer::ok(&view)?.public())
}
