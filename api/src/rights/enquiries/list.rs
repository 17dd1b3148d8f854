//! `GET /v1/privacy/enquiries`

use actix_web::{get, web::Data};
use chrono::{DateTime, Utc};
use domain::{
    access::Platform,
    ids::PrivacyEnquiryId,
    rights::enquiry::{EnquirySubject, EnquiryTopic},
    text::EmailAddress,
};
use persistence::rights::{self, Enquiry};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// A question about privacy, as operators see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PrivacyEnquiryView {
    /// Its id.
    pub id: PrivacyEnquiryId,
    /// Its number.
    #[schema(
        max_length = 17,
        pattern = "^PE(-[B-DF-HJ-NP-TV-XZ]{4}){3}$",
        example = "PE-BCDF-GHJK-LMNP"
    )]
    pub ticket: String,
    /// What the visitor wants to know.
    pub topic: EnquiryTopic,
    /// About whom.
    pub about: EnquirySubject,
    /// The address to which the answer goes.
    #[schema(value_type = EmailAddress)]
    pub reply_to: String,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// By when it is to be answered.
    pub answer_by: DateTime<Utc>,
    /// When it was answered; `null` if it is yet to be.
    pub closed_at: Option<DateTime<Utc>>,
}

impl From<Enquiry> for PrivacyEnquiryView {
    fn from(enquiry: Enquiry) -> Self {
        Self {
            id: enquiry.id,
            ticket: enquiry.filed.ticket,
            topic: enquiry.topic,
            about: enquiry.about,
            reply_to: enquiry.reply_to,
            received_at: enquiry.filed.received_at,
            answer_by: enquiry.filed.answer_by,
            closed_at: enquiry.closed_at,
        }
    }
}

/// List questions about privacy
///
/// The questions of visitors without an account, the oldest first. They are deleted a year after they were
/// answered. Available to operators of the platform.
#[utoipa::path(
    tag = "rights",
    params(PageQuery),
    responses((status = OK, description = "A page of questions", body = Page<PrivacyEnquiryView>)),
)]
#[get("/v1/privacy/enquiries")]
pub async fn list_privacy_enquiries(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, Platform)?;
            Ok(rights::enquiries(tx, &permit, page)?.map(PrivacyEnquiryView::from))
        })
        .await
}
