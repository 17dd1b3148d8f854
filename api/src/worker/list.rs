//! `GET /v1/jobs`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use domain::access::Platform;
use persistence::worker;

use super::{jobs_query::JobsQuery, view::JobView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page},
    problem::ApiError,
};

/// List jobs
///
/// The work that the service does by itself, of all organizations, newest first: what is waiting,
/// what hindered it and what was given up. Says nothing about anybody. Available to operators of the
/// platform.
#[utoipa::path(
    tag = "jobs",
    params(JobsQuery),
    responses((status = OK, description = "A page of jobs", body = Page<JobView>)),
)]
#[get("/v1/jobs")]
pub async fn list_jobs(
    caller: Caller,
    query: Query<JobsQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let jobs = query.wanted();
    let wanted = hallpass
        .cursors()
        .read_filtered(&request, &query.page(), &query.filters())?;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, Platform)?;
            Ok(worker::list(tx, &permit, jobs, page)?.map(JobView::from))
        })
        .await
}
