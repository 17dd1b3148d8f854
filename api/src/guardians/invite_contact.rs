//! `POST /v1/students/{student_id}/guardian-contacts/{contact_id}/invite`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    access::StudentOfDistrict,
    guardians::contact::{ContactDelivery, InvitationRefused},
    ids::{GuardianContactId, PairingCodeId, UserId},
    mail::Language,
};
use persistence::guardians::{self, ContactInvitation, InviteOutcome, InvitedContact};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

domain::text_enum! {
    /// How an invitation reaches a contact.
    pub enum ContactDeliveryMethod {
        /// The code is in the answer, once, to be printed and handed out.
        Sheet = "sheet",
        /// The code is mailed to the address that the roster names, and is not in the answer.
        Mail = "mail",
    }
}

/// How a contact is invited.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "delivery": "mail", "language": "es" }))]
pub struct InviteGuardianContactRequest {
    /// How the invitation reaches the contact.
    pub delivery: ContactDeliveryMethod,
    /// The language of the message; without one, English.
    pub language: Option<Language>,
}

impl Checked for InviteGuardianContactRequest {}

/// An invitation of a contact.
#[derive(Serialize, ToSchema)]
pub struct ContactInvitationView {
    /// The id of its pairing code.
    pub pairing_code_id: PairingCodeId,
    /// The code, returned only once; `null` if it was mailed.
    #[schema(
        min_length = 68,
        max_length = 68,
        pattern = "^hpp_[A-Za-z0-9_-]{64}$",
        example = "hpp_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA"
    )]
    pub code: Option<String>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

impl From<InvitedContact> for ContactInvitationView {
    fn from(invited: InvitedContact) -> Self {
        Self {
            pairing_code_id: invited.code.id,
            expires_at: invited.code.expires_at,
            code: match invited.delivery {
                ContactDelivery::Sheet => Some(invited.code.reveal().to_string()),
                ContactDelivery::Mail => None,
            },
        }
    }
}

/// Invite a contact
///
/// Issues a pairing code for the person, good once, for 14 days; an earlier one of the contact is revoked.
/// By mail, a parent or legal guardian who registers with the address of the roster is verified by it, for
/// as long as the roster names them; with another address, and for a relative, it makes a claim. A printed
/// code always makes a claim, which waits for the school. Nobody of the student's family invites.
#[utoipa::path(
    tag = "guardians",
    params(
        ("student_id" = Uuid, Path, description = "The student"),
        ("contact_id" = Uuid, Path, description = "The contact"),
    ),
    request_body = InviteGuardianContactRequest,
    responses(
        (status = OK, description = "The invitation", body = ContactInvitationView),
        (status = CONFLICT, description = "The contact is a guardian, limited or without an address, the caller is of the family, or the student is an adult"),
    ),
)]
#[post("/v1/students/{student_id}/guardian-contacts/{contact_id}/invite")]
pub async fn invite_guardian_contact(
    caller: Caller,
    path: Path<(UserId, GuardianContactId)>,
    once: IdempotencyKey,
    body: Body<InviteGuardianContactRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (student, contact) = path.into_inner();
    let once = once.with(&body);
    let how = ContactInvitation {
        delivery: match body.delivery {
            ContactDeliveryMethod::Sheet => ContactDelivery::Sheet,
            ContactDeliveryMethod::Mail => ContactDelivery::Mail,
        },
        language: body.language.unwrap_or(Language::English),
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            once.run(tx, &permit, |tx| {
                match guardians::invite_contact(tx, &permit, contact, how)? {
                    InviteOutcome::Invited(invited) => {
                        let answer = Answer::ok(&ContactInvitationView::from(invited))?;
                        Ok(answer.with_secrets_of(actor.organization(), [student]))
                    }
                    InviteOutcome::Refused(refusal) => Err(refused(refusal)),
                    InviteOutcome::NoSuchContact => Err(ApiError::NOT_FOUND),
                }
            })
        })
        .await
}

fn refused(refusal: InvitationRefused) -> ApiError {
    ApiError::Conflict(match refusal {
        InvitationRefused::Own => ConflictReason::OwnGuardianship,
        InvitationRefused::StudentIsAdult => ConflictReason::StudentIsAdult,
        InvitationRefused::IsGuardian => ConflictReason::ContactIsGuardian,
        InvitationRefused::Limited => ConflictReason::GuardianLimited,
        InvitationRefused::NoAddress => ConflictReason::NoAddress,
    })
}
