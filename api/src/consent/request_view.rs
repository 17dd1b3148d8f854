//! A question to a parent, as they see it.

use chrono::{DateTime, Utc};
use domain::{
    consent::{method::ConsentMethod, request::RequestState},
    ids::{ConsentId, ConsentRequestId, UserId},
    text::GivenName,
};
use persistence::consent::ConsentRequest;
use serde::Serialize;
use utoipa::ToSchema;

/// A question to a parent.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentRequestView {
    /// Its id.
    pub id: ConsentRequestId,
    /// The child: the id of the account, once it is opened.
    pub child_id: UserId,
    /// The child's name; `null` once it is deleted.
    #[schema(value_type = Option<GivenName>)]
    pub child_name: Option<String>,
    /// By which method it is answered.
    pub method: ConsentMethod,
    /// The consent that it is to renew; `null` for a child who has no account.
    pub renews: Option<ConsentId>,
    /// Where it stands.
    pub state: RequestState,
    /// The version of the policy that it asks about.
    #[schema(
        max_length = 20,
        pattern = r"^[0-9]+\.[0-9]+\.[0-9]+$",
        example = "1.0.0"
    )]
    pub policy_version: String,
    /// The version of the notice.
    #[schema(
        max_length = 20,
        pattern = r"^[0-9]+\.[0-9]+\.[0-9]+$",
        example = "1.0.0"
    )]
    pub notice_version: String,
    /// When it was asked.
    pub requested_at: DateTime<Utc>,
    /// Until when an answer counts, and the child's name is kept.
    pub lapses_at: DateTime<Utc>,
    /// When the parent agreed; `null` if they did not.
    pub given_at: Option<DateTime<Utc>>,
}

impl From<ConsentRequest> for ConsentRequestView {
    fn from(request: ConsentRequest) -> Self {
        Self {
            id: request.id,
            child_id: request.child,
            child_name: request.child_name,
            method: request.method,
            renews: request.renews,
            state: request.state,
            policy_version: request.policy_version,
            notice_version: request.notice_version,
            requested_at: request.requested_at,
            lapses_at: request.lapses_at,
            given_at: request.given_at,
        }
    }
}
