//! In which language a model notice is wanted.

use domain::mail::Language;
use serde::Deserialize;
use utoipa::IntoParams;

/// In which language.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ModelNoticeQuery {
    /// In which language; English if absent.
    #[param(inline)]
    pub language: Option<Language>,
}
