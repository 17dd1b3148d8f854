//! `GET /v1/rosters/merge-proposals`

use actix_web::{get, web::Data};
use persistence::rosters::merges;

use super::view::MergeProposalView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List accounts that may be merged
///
/// Accounts that a roster made under a new key for a person with the names of one who had left,
/// within 400 days. An import reports them as `perhaps_the_same_person`; once it is applied, they
/// are listed here until they are merged.
#[utoipa::path(
    tag = "rosters",
    params(PageQuery),
    responses((status = OK, description = "A page of proposals", body = Page<MergeProposalView>)),
)]
#[get("/v1/rosters/merge-proposals")]
pub async fn list_merge_proposals(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(merges::proposals(tx, &permit, page)?.map(MergeProposalView::from))
        })
        .await
}
