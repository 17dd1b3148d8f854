//! `POST /v1/schools/{school_id}/staff-invitation-batches`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    accounts::credentials::AccountStatus,
    ids::{SchoolId, UserId},
    mail::Language,
    staff::role::SchoolRole,
};
use persistence::staff::{self, BatchOutcome, Delivery, Invited, NewStaff};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::invite_to_school::InviteSchoolStaffRequest;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    organizations::checks::read_adult_email,
    problem::{ApiError, FieldError},
};

domain::text_enum! {
    /// How invitations reach the people.
    pub enum DeliveryMethod {
        /// The tokens are in the answer, once, to be printed and handed out.
        Sheet = "sheet",
        /// Each is mailed to the address of the row, and is not in the answer.
        Mail = "mail",
    }
}

domain::text_enum! {
    /// How one invitation of several ended.
    pub enum RowOutcome {
        /// The person has the role.
        Invited = "invited",
        /// The person has the role, and the invitation is on its way by mail.
        Mailed = "mailed",
        /// The person had the role before.
        AlreadyHeld = "already_held",
        /// The account with this address is closed, or has to be invited by the district.
        NotAvailable = "not_available",
    }
}

/// Members of staff to invite.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteManyRequest {
    /// How the invitations reach the people.
    pub delivery: DeliveryMethod,
    /// The language of the messages; without one, English.
    pub language: Option<Language>,
    /// The people.
    #[validate(length(min = 1, max = 200), nested)]
    #[schema(min_items = 1, max_items = 200)]
    pub staff: Vec<InviteSchoolStaffRequest>,
}

impl Checked for InviteManyRequest {}

/// How the invitation of one row ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitedRowView {
    /// How it ended.
    pub outcome: RowOutcome,
    /// The person, if they have the role now.
    pub user_id: Option<UserId>,
    /// The status of the account, if they have the role now.
    pub status: Option<AccountStatus>,
    /// The token of the invitation, for the sheet, shown once; `null` if the account is open, or the
    /// invitation was mailed or comes from the district.
    #[schema(
        max_length = 256,
        pattern = r"^[A-Za-z0-9._~-]+$",
        example = "hpi_AZlrPHoAcACAAAAAAAAAAQ"
    )]
    pub invitation_token: Option<String>,
}

/// How the invitations ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitedRowsView {
    /// One for each row of the request, in its order.
    #[schema(max_items = 200)]
    pub rows: Vec<InvitedRowView>,
}

/// Invite many members of staff to a school
///
/// Up to 200 people in one request, each as with a single invitation: on a sheet to print and hand out, or
/// by mail. What becomes of one row does not keep the others from being invited. A request with a row that
/// is malformed, or with an address twice, is refused as a whole: all rows with an address twice are named,
/// and of addresses that are none the first.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school")),
    request_body = InviteManyRequest,
    responses((status = OK, description = "How each invitation ended", body = InvitedRowsView)),
)]
#[post("/v1/schools/{school_id}/staff-invitation-batches")]
pub async fn invite_many_school_staff(
    caller: Caller,
    school: Path<SchoolId>,
    once: IdempotencyKey,
    body: Body<InviteManyRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let once = once.with(&body);
    let people = read(&body.staff)?;
    let delivery = match body.delivery {
        DeliveryMethod::Sheet => Delivery::Sheet,
        DeliveryMethod::Mail => Delivery::Mail(body.language.unwrap_or(Language::English)),
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                let outcomes = staff::many_to_school(tx, &permit, &people, delivery)?;
                let rows: Vec<InvitedRowView> = outcomes.into_iter().map(row).collect();
                let invited: Vec<UserId> = rows.iter().filter_map(|row| row.user_id).collect();
                let answer = Answer::ok(&InvitedRowsView { rows })?;
                Ok(answer.with_secrets_of(actor.organization(), invited))
            })
        })
        .await
}

fn read(rows: &[InviteSchoolStaffRequest]) -> Result<Vec<(NewStaff, SchoolRole)>, ApiError> {
    let mut people: Vec<(NewStaff, SchoolRole)> = Vec::with_capacity(rows.len());
    let mut errors = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let pointer = format!("/staff/{index}/email");
        let email = read_adult_email(&pointer, &row.email)?;
        if people.iter().any(|(person, _)| person.email == email) {
            errors.push(FieldError::new(pointer, "duplicate", "is given twice"));
        }
        let new = NewStaff {
            email,
            given_name: row.given_name.clone().into(),
            family_name: row.family_name.clone().into(),
            display_name: row.display_name.clone().into(),
        };
        people.push((new, row.role));
    }
    if errors.is_empty() {
        Ok(people)
    } else {
        Err(ApiError::fields(errors))
    }
}

fn row(outcome: BatchOutcome) -> InvitedRowView {
    let without_person = |outcome| InvitedRowView {
        outcome,
        user_id: None,
        status: None,
        invitation_token: None,
    };
    let with_person = |outcome, invited: Invited| InvitedRowView {
        outcome,
        user_id: Some(invited.person),
        status: Some(invited.status),
        invitation_token: invited.secret.map(|secret| secret.reveal().to_string()),
    };
    match outcome {
        BatchOutcome::Invited(invited) => with_person(RowOutcome::Invited, invited),
        BatchOutcome::Mailed(invited) => with_person(RowOutcome::Mailed, invited),
        BatchOutcome::AlreadyHeld => without_person(RowOutcome::AlreadyHeld),
        BatchOutcome::NotAvailable => without_person(RowOutcome::NotAvailable),
    }
}
