//! `GET /v1/meta/version`

use actix_web::{get, web::Data};
use domain::access::{Platform, action::ReadVersion};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// The version of this release.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What runs here.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionView<'a> {
    /// The version of the release.
    #[schema(
        min_length = 5,
        max_length = 64,
        pattern = r"^[0-9]+\.[0-9]+\.[0-9]+",
        example = "0.1.0"
    )]
    pub version: &'a str,
    /// A digest of the configuration without its secrets: instances that are configured alike show
    /// the same.
    #[schema(
        min_length = 16,
        max_length = 16,
        pattern = "^[0-9a-f]{16}$",
        example = "9f86d081884c7d65"
    )]
    pub configuration: &'a str,
}

impl<'a> VersionView<'a> {
    /// What runs.
    pub fn of(hallpass: &'a Hallpass) -> Self {
        Self {
            version: VERSION,
            configuration: &hallpass.service().configuration,
        }
    }
}

/// Get the version
///
/// The release that answers, and a digest of its configuration. Available to operators of the
/// platform.
#[utoipa::path(
    tag = "meta",
    responses((status = OK, description = "The version", body = VersionView)),
)]
#[get("/v1/meta/version")]
pub async fn show_version(caller: Caller, hallpass: Data<Hallpass>) -> Result<Answer, ApiError> {
    hallpass
        .read(&caller, |tx, actor| {
            let permitted = tx.permit::<ReadVersion>(actor, Platform).map(drop);
            permitted.map_err(ApiError::from)
        })
        .await?;
    Answer::ok(&VersionView::of(&hallpass))
}
