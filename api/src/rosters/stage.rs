//! `POST /v1/rosters/imports`

use actix_web::{
    post,
    web::{Data, Query},
};
use domain::access::action::StageRoster;

use super::{
    import::{self, Requester},
    stage_query::StageQuery,
    view::ImportView,
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey, OfferedZip},
    problem::ApiError,
};

/// Stage a roster import
///
/// Takes a `OneRoster` 1.1 or 1.2 bundle in bulk mode, as a zip archive. The bundle is read and
/// compared with the current data; nothing changes until the import is applied. A bundle that
/// cannot be used, or has more rows than the installation takes, is recorded as a refused import with
/// the reason. An import that is neither
/// applied nor discarded expires after seven days, and its bundle is deleted. At most four imports
/// may be staged at a time, with bundles of 256 MiB together; another is refused with 409
/// `too_many_staged_imports`.
#[utoipa::path(
    tag = "rosters",
    params(StageQuery),
    request_body(
        content(
            (String = "application/zip"),
            (String = "application/x-zip-compressed"),
            (String = "application/octet-stream"),
        ),
        description = "The archive",
    ),
    responses((status = CREATED, description = "The import", body = ImportView)),
)]
#[post("/v1/rosters/imports")]
pub async fn stage_roster_import(
    caller: Caller,
    once: IdempotencyKey,
    query: Query<StageQuery>,
    offered: OfferedZip,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let file_name = query.file_name()?;
    let requester = Requester::Api(caller);
    import::may_stage(&hallpass, requester).await?;
    let upload = offered.receive(caller.bearer().organization).await?;
    let once = once.with_digest(&upload.digest);
    let staged =
        import::read_and_compare(&hallpass, requester, upload, import::unwatched()).await?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<StageRoster>(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let import = staged.record(tx, actor, file_name.as_ref())?;
                let location = format!("/v1/rosters/imports/{}", import.id);
                Answer::created(location, &ImportView::try_from(import)?)
            })
        })
        .await
}
