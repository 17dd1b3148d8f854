//! `POST /v1/consents/{consent_id}/account`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::action::OpenChildAccount,
    accounts::usernames::Username,
    ids::{ConsentId, UserId},
    text::{GivenName, TypedUsername, YearOrMonth},
};
use persistence::households::{self, NewChild, OpenRefusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    age::born,
    app::Hallpass,
    caller::Caller,
    classes::students::secrets,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason, FieldError, ProblemKind},
};

/// A child's account that is to be opened.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "given_name": "Robin", "born": "2015-03" }))]
pub struct OpenChildAccountRequest {
    /// The child's first name, or another by which the child is called.
    #[validate(custom(function = crate::http::text))]
    pub given_name: GivenName,
    /// The name with which the child signs in; made from the first name if absent.
    #[validate(custom(function = crate::http::text))]
    pub username: Option<TypedUsername>,
    /// The year or month of birth. Not required: without it the child counts as a child.
    #[validate(custom(function = crate::http::text))]
    pub born: Option<YearOrMonth>,
}

impl Checked for OpenChildAccountRequest {}

/// What a child signs in with, shown once.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChildCredentialView {
    /// The child.
    pub child_id: UserId,
    /// The code of the home.
    #[schema(max_length = 9, pattern = "^[A-Z0-9-]+$", example = "7KQ2-M9XD")]
    pub sign_in_code: String,
    /// The username.
    #[schema(max_length = 30, pattern = "^[a-z0-9._-]+$", example = "robin3")]
    pub username: String,
    /// The passphrase, which is shown this once.
    #[schema(
        max_length = 64,
        pattern = "^[a-z]+( [a-z]+)*$",
        example = "maple river kite"
    )]
    pub passphrase: String,
}

/// Open the account of a child
///
/// Opens the account of the child for whom the consent is active. The child signs in under
/// `/v1/auth/class-sign-in` with the code of the home. A new passphrase is issued as a teacher does,
/// in the class of the home. Available to the parent of a household.
#[utoipa::path(
    tag = "households",
    params(("consent_id" = Uuid, Path, description = "The consent")),
    request_body = OpenChildAccountRequest,
    responses(
        (status = CREATED, description = "What the child signs in with", body = ChildCredentialView),
        (status = CONFLICT, description = "The child has an account, or the username is taken"),
    ),
)]
#[post("/v1/consents/{consent_id}/account")]
pub async fn open_child_account(
    caller: Caller,
    consent: Path<ConsentId>,
    once: IdempotencyKey,
    body: Body<OpenChildAccountRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let consent = *consent;
    let once = once.with(&body);
    let username = body.username.as_ref().map(read_username).transpose()?;
    let born = body.born.as_ref();
    let born = born.map(|born| born::read("/born", born, hallpass.now()));
    let born = born.transpose()?;
    let asked = once.clone();
    let answered = hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<OpenChildAccount>(actor, actor.organization())?;
            asked.answered(tx, &permit)
        })
        .await?;
    if let Some(answer) = answered {
        return Ok(answer);
    }
    let secret = secrets::make(&hallpass, &caller, 1).await?.pop();
    let secret = secret.ok_or(ApiError::Internal("one secret"))?;
    let passphrase = secret.passphrase.as_str().to_owned();
    let new = NewChild {
        given_name: body.given_name.clone().into(),
        username,
        born,
        passphrase_hash: secret.hash,
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            once.run(tx, &permit, |tx| {
                let opened = households::open_account(tx, &permit, consent, &new)?;
                let opened = opened.map_err(refused)?;
                let view = ChildCredentialView {
                    child_id: opened.child,
                    sign_in_code: opened.sign_in_code,
                    username: opened.username,
                    passphrase: passphrase.clone(),
                };
                let answer = Answer::created("/v1/household".to_owned(), &view)?;
                Ok(answer.with_secrets_of(actor.organization(), [opened.child]))
            })
        })
        .await
}

fn read_username(typed: &TypedUsername) -> Result<Username, ApiError> {
    Username::parse(typed.as_str()).map_err(|_| {
        ApiError::fields(vec![FieldError::new(
            "/username",
            "malformed_username",
            "must be letters and digits, with . _ or - between them",
        )])
    })
}

fn refused(refusal: OpenRefusal) -> ApiError {
    match refusal {
        OpenRefusal::NeedsConsent => ApiError::NOT_FOUND,
        OpenRefusal::AlreadyOpen => ApiError::Conflict(ConflictReason::ChildHasAccount),
        OpenRefusal::UsernameTaken => ApiError::Fields {
            kind: ProblemKind::AlreadyExists,
            errors: vec![FieldError::new("/username", "taken", "is already taken")],
        },
    }
}
