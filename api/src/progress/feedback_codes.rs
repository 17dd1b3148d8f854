//! `GET /v1/feedback-codes`

use actix_web::get;
use domain::{progress::feedback::FeedbackCode, text_enum::TextEnum as _};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Answer, problem::ApiError};

/// All that a teacher can say of a piece of work.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeedbackCodesView {
    /// The codes.
    #[schema(max_items = 100)]
    pub codes: Vec<FeedbackCodeView>,
}

/// A code and its sentence.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeedbackCodeView {
    /// The code.
    pub code: FeedbackCode,
    /// The sentence in English.
    #[schema(max_length = 200, pattern = "^[^\\r\\n]+$", example = "Well done.")]
    pub en: &'static str,
    /// The sentence in Spanish.
    #[schema(max_length = 200, pattern = "^[^\\r\\n]+$", example = "¡Bien hecho!")]
    pub es: &'static str,
}

/// List the feedback codes
///
/// All that a teacher can say to a student about their work, with the sentence for each language.
/// Public.
#[utoipa::path(
    tag = "progress",
    responses((status = OK, description = "The codes", body = FeedbackCodesView)),
)]
#[get("/v1/feedback-codes")]
pub async fn list_feedback_codes() -> Result<Answer, ApiError> {
    let codes = FeedbackCode::ALL.iter().map(|code| FeedbackCodeView {
        code: *code,
        en: code.text().en,
        es: code.text().es,
    });
    let view = FeedbackCodesView {
        codes: codes.collect(),
    };
    Ok(Answer::ok(&view)?.public())
}
