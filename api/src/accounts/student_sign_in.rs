//! `POST /v1/auth/class-sign-in`

use actix_web::{post, web::Data};
use domain::{
    accounts::{sessions::StudentDevice, usernames::Username},
    classes::codes::ClassCode,
    text::{TypedCode, TypedUsername},
};
use persistence::accounts::sign_in::{Claim, NO_CLASS_CODE};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    secret_text::SecretText,
    signing_in,
    tokens_view::TokensView,
    typed::{DeviceToken, Typed},
    visitor::Visitor,
};
use crate::{
    app::Hallpass,
    http::{Answer, Body, Checked},
    problem::ApiError,
};

/// The credentials of a student.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "class_code": "7KQ2-M9XD",
    "username": "ada07",
    "passphrase": "maple river kite",
    "device": "shared"
}))]
pub struct ClassSignInRequest {
    /// The sign-in code of an open class that they are in. Case, spaces and hyphens do not matter.
    #[validate(custom(function = crate::http::text))]
    pub class_code: TypedCode,
    /// Their username.
    #[validate(custom(function = crate::http::text))]
    pub username: TypedUsername,
    /// Their passphrase. Case and what stands between the words do not matter.
    #[schema(value_type = String, min_length = 1, max_length = 512, format = "password")]
    pub passphrase: Typed,
    /// Whose device it is; `shared` if absent.
    pub device: Option<StudentDevice>,
    /// What this device was told at its last sign-in, of whatever account.
    pub device_token: Option<DeviceToken>,
}

impl Checked for ClassSignInRequest {}

/// Sign in as a student
///
/// Signs a student in with the code of an open class that the student is enrolled in. The answer
/// does not say which of the three values is wrong. After five consecutive failures further tries
/// have to wait for a period that grows with each failure; after ten, the account opens only on
/// devices on which it was signed in to before, until it is signed in to there or a teacher issues a
/// new passphrase. Devices are told by `device_token`, which a shared device keeps for all who use
/// it.
#[utoipa::path(
    tag = "accounts",
    params(
        (
            "X-Hallpass-Refresh" = inline(Option<String>),
            Header,
            description = "`cookie`: the refresh token is in the cookie `__Host-hallpass_refresh`, \
                and not in bodies. For pages of the server's own origin",
            max_length = 6,
            pattern = "^cookie$",
            example = "cookie",
        ),
    ),
    request_body = ClassSignInRequest,
    responses((status = OK, description = "Signed in", body = TokensView)),
)]
#[post("/v1/auth/class-sign-in")]
pub async fn class_sign_in(
    visitor: Visitor,
    body: Body<ClassSignInRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let device = body.device.map_or(StudentDevice::Shared, |device| device);
    // What cannot be a code or a username is one that no one has: it is answered like those.
    let code = ClassCode::parse(body.class_code.as_str());
    let class_code = code.as_ref().map_or(NO_CLASS_CODE, ClassCode::as_str);
    let typed = body.username.as_str();
    let username =
        Username::parse(typed).map_or_else(|_| typed.to_owned(), |name| name.as_str().to_owned());
    let claim = Claim::Student {
        class_code: class_code.to_owned(),
        username,
        session: device.session(),
        device: body.device_token.as_ref().and_then(DeviceToken::read),
    };
    let passphrase = SecretText::passphrase(&body.passphrase);
    signing_in::sign_in(&hallpass, visitor, claim, passphrase).await
}
