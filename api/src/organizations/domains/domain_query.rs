//! Which domain a client asks about.

use domain::text::{EmailDomain, FieldText as _};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::problem::{ApiError, ProblemKind};

/// The domain of an e-mail address.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DomainQuery {
    /// The domain: what is behind the `@` of an address. Capitals do not count.
    #[param(
        min_length = 4,
        max_length = 253,
        pattern = "^[A-Za-z0-9.-]+$",
        example = "maple.example.edu"
    )]
    pub domain: String,
}

impl DomainQuery {
    /// The domain.
    ///
    /// # Errors
    /// If it is none.
    pub fn domain(&self) -> Result<EmailDomain, ApiError> {
        EmailDomain::parse(&self.domain.to_ascii_lowercase())
            .map_err(|_| ProblemKind::InvalidParameter.into())
    }
}
