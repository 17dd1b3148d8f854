//! `GET /v1/schools/{school_id}/model-notice`

use actix_web::{
    get,
    web::{Data, Path, Query},
};
use domain::{annual_notices::NoticePart, ids::SchoolId, mail::Language};
use persistence::annual_notices::facts_for_model;
use serde::Serialize;
use utoipa::ToSchema;

use super::{model_query::ModelNoticeQuery, model_text::render};
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// A text of an annual notice for a school, to be adapted by it.
#[derive(Serialize, ToSchema)]
pub struct ModelNoticeView {
    /// In which language.
    pub language: Language,
    /// What it tells of.
    #[schema(max_items = 6)]
    pub parts: Vec<NoticePart>,
    /// The whole text, with an empty line between paragraphs.
    #[schema(
        min_length = 1,
        max_length = 20_000,
        pattern = r"^[\s\S]+$",
        example = "Notice of rights over education records at Maple Elementary, under the Family Educational \
                   Rights and Privacy Act (FERPA)."
    )]
    pub text: String,
}

/// Get a model of the annual notice of a school
///
/// Has every part of the law (34 CFR 99.7) and that records go to a school of transfer, with what the school
/// designates as directory information. The school adapts it to what it does, and gives it to families itself:
/// Hallpass sends it to nobody.
#[utoipa::path(
    tag = "schools",
    params(("school_id" = Uuid, Path, description = "The school"), ModelNoticeQuery),
    responses((status = OK, description = "The text", body = ModelNoticeView)),
)]
#[get("/v1/schools/{school_id}/model-notice")]
pub async fn show_model_notice(
    caller: Caller,
    school: Path<SchoolId>,
    query: Query<ModelNoticeQuery>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let language = query.language.unwrap_or(Language::English);
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            let facts = facts_for_model(tx, &permit)?;
            let text = render(language, &facts);
            Answer::ok(&ModelNoticeView {
                language,
                parts: text.parts,
                text: text.text,
            })
        })
        .await
}
