//! Which text of a version a client wants.

use domain::{mail::Language, policies::version::PolicyAudience};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which text is wanted.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PolicyTextQuery {
    /// For whom; staff if absent.
    #[param(inline)]
    pub audience: Option<PolicyAudience>,
    /// In which language; English if absent.
    #[param(inline)]
    pub language: Option<Language>,
}

impl PolicyTextQuery {
    /// For whom.
    pub fn audience(self) -> PolicyAudience {
        self.audience.unwrap_or(PolicyAudience::Staff)
    }

    /// In which language.
    pub fn language(self) -> Language {
        self.language.unwrap_or(Language::English)
    }
}
