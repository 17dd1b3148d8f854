//! How much an erasure is to be planned of.

use domain::rights::erasure::ErasureScope;
use serde::Deserialize;
use utoipa::IntoParams;

/// How much is to be erased.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ErasurePlanQuery {
    /// The account, or the learning history alone; the account if absent.
    #[param(inline)]
    pub scope: Option<ErasureScope>,
}
