//! In which language a client wants the texts of settings.

use domain::mail::Language;
use serde::Deserialize;
use utoipa::IntoParams;

/// In which language the texts are.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SettingTextQuery {
    /// In which language; English if absent.
    #[param(inline)]
    pub language: Option<Language>,
}

impl SettingTextQuery {
    /// In which language.
    pub fn language(self) -> Language {
        self.language.unwrap_or(Language::English)
    }
}
