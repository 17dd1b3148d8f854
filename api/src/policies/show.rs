//! `GET /v1/policies/{version}`

use actix_web::{
    get,
    web::{Data, Path, Query},
};
use domain::{mail::Language, policies::version::PolicyAudience};
use serde::Serialize;
use utoipa::ToSchema;

use super::{text_query::PolicyTextQuery, version_view::PolicyVersionView};
use crate::{app::Hallpass, http::Answer, problem::ApiError};

/// A version of the privacy policy with its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyText {
    /// The version.
    pub version: PolicyVersionView,
    /// For whom the text is.
    pub audience: PolicyAudience,
    /// In which language.
    pub language: Language,
    /// The text in Markdown.
    #[schema(
        max_length = 100_000,
        pattern = r"^[^\x00]*$",
        example = "# Privacy policy\n\nThis policy is for teachers, administrators, parents and schools."
    )]
    pub text: String,
}

/// Get a version of the privacy policy
///
/// One version and its text, for an audience and in a language; the one for learners is in words that
/// a child understands. Past versions stay readable. Public.
#[utoipa::path(
    tag = "policies",
    params(
        ("version" = String, Path, description = "The number of the version", max_length = 17, pattern = r"^[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}$", example = "1.0.0"),
        PolicyTextQuery,
    ),
    responses((status = OK, description = "The version and its text", body = PolicyText)),
)]
#[get("/v1/policies/{version}")]
pub async fn show_policy_version(
    version: Path<String>,
    query: Query<PolicyTextQuery>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let now = hallpass.now();
    let policies = hallpass.policies();
    let published = policies.find(&version, now).ok_or(ApiError::NOT_FOUND)?;
    let (audience, language) = (query.audience(), query.language());
    let view = PolicyText {
        version: PolicyVersionView::of(published, policies.in_force(now), now),
        audience,
        language,
        text: published.text(audience, language),
    };
    Ok(Answer::ok(&view)?.public())
}
