//! `GET /v1/me/policies`

use actix_web::{get, web::Data};
use chrono::{DateTime, Utc};
use domain::{
    ids::PolicyAcceptanceId,
    mail::Language,
    policies::{acceptance::AcceptanceMethod, gate::PolicyGate},
};
use persistence::policies::{self, Acceptance};
use serde::Serialize;
use utoipa::ToSchema;

use super::version_view::PolicyVersionView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

domain::text_enum! {
    /// What the caller may do by what they accepted.
    pub enum PolicyPermission {
        /// Everything that their role permits.
        Everything = "everything",
        /// Everything until `accept_by`, and then to read.
        UntilReminderEnds = "until_reminder_ends",
        /// To read, to end access and consents, and to accept.
        ReadOnly = "read_only",
    }
}

/// How the caller stands to the privacy policy.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyPolicies {
    /// What the caller may do.
    pub permission: PolicyPermission,
    /// Until when the caller has to accept to change things further; `null` if nothing is to be accepted.
    pub accept_by: Option<DateTime<Utc>>,
    /// The version to accept; `null` if nothing is to be accepted.
    pub to_accept: Option<PolicyVersionView>,
    /// What the caller accepted, the newest first.
    #[schema(max_items = 100)]
    pub accepted: Vec<PolicyAcceptanceView>,
}

/// That a person accepted a version.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyAcceptanceView {
    /// Its id.
    pub id: PolicyAcceptanceId,
    /// The number of the version.
    #[schema(
        max_length = 17,
        pattern = r"^[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}$",
        example = "1.0.0"
    )]
    pub version: String,
    /// The language of the text that was shown.
    pub language: Language,
    /// How it was accepted.
    pub method: AcceptanceMethod,
    /// When.
    pub accepted_at: DateTime<Utc>,
}

impl From<Acceptance> for PolicyAcceptanceView {
    fn from(row: Acceptance) -> Self {
        Self {
            id: row.id,
            version: row.version,
            language: row.language,
            method: row.method,
            accepted_at: row.accepted_at,
        }
    }
}

/// Show which policy I have accepted
///
/// Which version of the privacy policy the caller has yet to accept, until when, what they may do
/// meanwhile, and what they accepted before. Nothing is asked of students, for whom the school or a
/// parent accepts, nor of operators.
#[utoipa::path(
    tag = "policies",
    responses((status = OK, description = "How the caller stands to the policy", body = MyPolicies)),
)]
#[get("/v1/me/policies")]
pub async fn show_my_policies(
    caller: Caller,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let published = hallpass.policies();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            let now = tx.now();
            let standing = actor.policies();
            let in_force = published.in_force(now);
            let missing = standing.missing;
            let view = MyPolicies {
                permission: match standing.gate {
                    PolicyGate::Ok | PolicyGate::OldPurposesOnly => PolicyPermission::Everything,
                    PolicyGate::Remind => PolicyPermission::UntilReminderEnds,
                    PolicyGate::ReadOnly => PolicyPermission::ReadOnly,
                },
                accept_by: missing.map(|missing| missing.accept_by),
                to_accept: in_force
                    .filter(|_| missing.is_some())
                    .map(|version| PolicyVersionView::of(version, in_force, now)),
                accepted: policies::list(tx, &permit)?
                    .into_iter()
                    .map(PolicyAcceptanceView::from)
                    .collect(),
            };
            Answer::ok(&view)
        })
        .await
}
