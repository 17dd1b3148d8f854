//! `POST /v1/privacy/enquiries`

use actix_web::{post, web::Data};
use chrono::{DateTime, Utc};
use domain::{
    ids::PLATFORM,
    rights::enquiry::{EnquirySubject, EnquiryTopic},
    text::EmailAddress,
};
use persistence::rights::{self, NewEnquiry};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    accounts::Visitor,
    app::Hallpass,
    http::{Answer, Body, Checked},
    organizations::checks::read_adult_email,
    problem::ApiError,
};

/// What a visitor asks. No text is taken: an operator answers by mail.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "topic": "erase",
    "about": "child",
    "reply_to": "ada.diaz@example.org"
}))]
pub struct FilePrivacyEnquiryRequest {
    /// What they want to know.
    pub topic: EnquiryTopic,
    /// About whom.
    pub about: EnquirySubject,
    /// The address of an adult, to which the answer goes.
    #[validate(custom(function = crate::http::text))]
    pub reply_to: EmailAddress,
}

impl Checked for FilePrivacyEnquiryRequest {}

/// A question that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct PrivacyEnquiryFiledView {
    /// Its number.
    #[schema(
        max_length = 17,
        pattern = "^PE(-[B-DF-HJ-NP-TV-XZ]{4}){3}$",
        example = "PE-BCDF-GHJK-LMNP"
    )]
    pub ticket: String,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// By when it is answered.
    pub answer_by: DateTime<Utc>,
}

/// Ask about privacy without an account
///
/// Takes a question about privacy from anybody, and gives its number. The answer is the same whether or not
/// anybody has an account. Not for children: the address is an adult's.
#[utoipa::path(
    tag = "rights",
    request_body = FilePrivacyEnquiryRequest,
    responses((status = OK, description = "The number of the question", body = PrivacyEnquiryFiledView)),
)]
#[post("/v1/privacy/enquiries")]
pub async fn file_privacy_enquiry(
    visitor: Visitor,
    body: Body<FilePrivacyEnquiryRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let new = NewEnquiry {
        topic: body.topic,
        about: body.about,
        reply_to: read_adult_email("/reply_to", &body.reply_to)?,
    };
    let filed = hallpass
        .write_in(PLATFORM, visitor, move |tx| {
            Ok(rights::file_enquiry(tx, &new)?)
        })
        .await?;
    Answer::ok(&PrivacyEnquiryFiledView {
        ticket: filed.ticket,
        received_at: filed.received_at,
        answer_by: filed.answer_by,
    })
}
