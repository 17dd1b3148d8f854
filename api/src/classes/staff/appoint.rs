//! `POST /v1/classes/{class_id}/staff`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    accounts::emails::EmailRecipient,
    classes::class_role::ClassRole,
    ids::{ClassId, UserId},
};
use persistence::classes::staff::{self, AppointOutcome, Appointee, NewAppointment};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::ClassStaffView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ProblemKind},
};

/// A person to add to the staff of a class.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "email": "chen@example.edu",
    "role": "co_teacher",
    "ends_at": "2026-12-18T08:00:00Z",
}))]
pub struct AppointClassStaffRequest {
    /// The person; or their e-mail address.
    pub user_id: Option<UserId>,
    /// The person's e-mail address; or their id.
    #[validate(length(max = 254))]
    #[schema(max_length = 254, format = "email", example = "chen@example.edu")]
    pub email: Option<String>,
    /// The part.
    pub role: ClassRole,
    /// When it ends. Required for co-teachers and teaching assistants.
    pub ends_at: Option<DateTime<Utc>>,
}

impl Checked for AppointClassStaffRequest {}

/// Add a member of staff to a class
///
/// The person must have a role at the school: teachers and administrators can get any role in the
/// class, teaching assistants only that of an assistant. Co-teachers and assistants require an end
/// date.
#[utoipa::path(
    tag = "class-staff",
    params(("class_id" = Uuid, Path, description = "The class")),
    request_body = AppointClassStaffRequest,
    responses((status = CREATED, description = "The staff assignment", body = ClassStaffView)),
)]
#[post("/v1/classes/{class_id}/staff")]
pub async fn appoint_class_staff(
    caller: Caller,
    class: Path<ClassId>,
    once: IdempotencyKey,
    body: Body<AppointClassStaffRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, class)?;
            once.run(tx, &permit, |tx| {
                let new = appointment(&body, tx.now())?;
                match staff::appoint(tx, &permit, &new)? {
                    AppointOutcome::Appointed(member) => Answer::created(
                        format!("/v1/classes/{class}/staff/{}", member.assignment),
                        &ClassStaffView::from(member),
                    ),
                    AppointOutcome::NotOfTheSchool => Err(not_of_the_school(&new.appointee)),
                    AppointOutcome::HasAPart => Err(ProblemKind::AlreadyExists.into()),
                }
            })
        })
        .await
}

fn appointment(
    body: &AppointClassStaffRequest,
    now: DateTime<Utc>,
) -> Result<NewAppointment, ApiError> {
    let appointee = match (body.user_id, &body.email) {
        (Some(person), None) => Appointee::Person(person),
        (None, Some(email)) => EmailRecipient::of_adult(email)
            .map(|email| Appointee::Email(email.as_str().to_owned()))
            .map_err(|_| ApiError::field("/email", "malformed", "is not an e-mail address"))?,
        (None, None) => {
            let message = "is required, unless `email` is given";
            return Err(ApiError::field("/user_id", "required", message));
        }
        (Some(_), Some(_)) => {
            let message = "must not be given together with `user_id`";
            return Err(ApiError::field("/email", "superfluous", message));
        }
    };
    let role = body.role;
    Ok(NewAppointment {
        appointee,
        role,
        ends_at: end_of(role, body.ends_at, now)?,
    })
}

/// The end of a part, if it can have this one.
pub(super) fn end_of(
    role: ClassRole,
    ends_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, ApiError> {
    match ends_at {
        None if role.needs_an_end() => {
            let message = "is required for this role";
            Err(ApiError::field("/ends_at", "required", message))
        }
        Some(ends_at) if ends_at <= now => {
            Err(ApiError::field("/ends_at", "past", "must be in the future"))
        }
        ends_at => Ok(ends_at),
    }
}

/// The same for a person who does not exist and for one of another school.
fn not_of_the_school(appointee: &Appointee) -> ApiError {
    let pointer = match appointee {
        Appointee::Person(_) => "/user_id",
        Appointee::Email(_) => "/email",
    };
    let message =
        "does not identify a person whose role at this school permits this role in the class";
    ApiError::field(pointer, "not_of_the_school", message)
}
