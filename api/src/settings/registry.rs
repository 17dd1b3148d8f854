//! `GET /v1/settings`

use actix_web::{get, web::Query};
use domain::{
    accounts::context::AccountContext,
    mail::Language,
    organizations::purpose::Purpose,
    settings::{
        SettingHolder, SettingKey, SettingKind, SettingValue,
        change::GuardianPresence,
        registry::{SettingRule, bounds},
        say::who_changes,
        texts::texts_of,
    },
    text_enum::TextEnum as _,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{language_query::SettingTextQuery, view::WhoChangesView};
use crate::{http::Answer, problem::ApiError};

/// The registry of settings.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingRegistryView {
    /// All settings.
    #[schema(max_items = 50)]
    pub settings: Vec<RegisteredSettingView>,
}

/// A setting of the registry.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisteredSettingView {
    /// The setting.
    pub setting: SettingKey,
    /// What it is called.
    #[schema(max_length = 60, pattern = "^[^\\r\\n]+$", example = "Drafts are kept")]
    pub title: &'static str,
    /// What it does, and why it stands as it does.
    #[schema(
        max_length = 400,
        pattern = "^[^\\r\\n]+$",
        example = "In which language messages to you are written."
    )]
    pub text: &'static str,
    /// The kind of its values.
    pub kind: SettingKind,
    /// The purpose that it switches; `null` of what no purpose is for, and nobody switches on.
    pub purpose: Option<Purpose>,
    /// The rule because of which it stands so.
    pub rule: SettingRule,
    /// Within what it stands for those who have it, and who changes it.
    #[schema(max_items = 20)]
    pub held_by: Vec<SettingBoundsView>,
}

/// Within what a setting stands for a kind of person.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingBoundsView {
    /// Whose setting it is.
    pub holder: SettingHolder,
    /// On whose behalf the account exists.
    pub context: AccountContext,
    /// The value if nothing was chosen.
    pub default: SettingValue,
    /// The least private value that can be chosen; `null` where values are no more or less private than one
    /// another.
    pub ceiling: Option<SettingValue>,
    /// Who changes it; nobody if it is empty. Of a student of a school who has no guardian, the school
    /// decides what is said here to wait for a parent.
    #[schema(max_items = 3)]
    pub changed_by: Vec<WhoChangesView>,
}

/// List all settings
///
/// The registry: for every setting what it does and why, its default and its ceiling for each kind of
/// person, and who changes it. Everybody under 18 has the same defaults. Public.
#[utoipa::path(
    tag = "settings",
    params(SettingTextQuery),
    responses((status = OK, description = "The registry", body = SettingRegistryView)),
)]
#[get("/v1/settings")]
pub async fn list_settings(query: Query<SettingTextQuery>) -> Result<Answer, ApiError> {
    let language = query.into_inner().language();
    let settings = SettingKey::ALL.iter();
    let view = SettingRegistryView {
        settings: settings
            .map(|setting| registered(*setting, language))
            .collect(),
    };
    Ok(Answer::ok(&view)?.published())
}

fn registered(setting: SettingKey, language: Language) -> RegisteredSettingView {
    let texts = texts_of(setting, language);
    let held_by = SettingHolder::ALL
        .iter()
        .flat_map(|holder| contexts(*holder).iter().map(|context| (*holder, *context)))
        .filter_map(|(holder, context)| held_by(setting, holder, context));
    RegisteredSettingView {
        setting,
        title: texts.title,
        text: texts.text,
        kind: setting.kind(),
        purpose: setting.purpose(),
        rule: setting.rule(),
        held_by: held_by.collect(),
    }
}

/// The contexts in which there is such a person.
const fn contexts(holder: SettingHolder) -> &'static [AccountContext] {
    match holder {
        // At school the age of digital consent changes nothing.
        SettingHolder::TeenBelowDca => &[AccountContext::HomeManaged],
        SettingHolder::Child | SettingHolder::Teen | SettingHolder::AdultStudent => {
            &[AccountContext::SchoolManaged, AccountContext::HomeManaged]
        }
        SettingHolder::Adult => &[AccountContext::Staff, AccountContext::Parent],
    }
}

fn held_by(
    setting: SettingKey,
    holder: SettingHolder,
    context: AccountContext,
) -> Option<SettingBoundsView> {
    let bounds = bounds(setting, holder)?;
    let who = who_changes(setting, holder, context, GuardianPresence::Present);
    Some(SettingBoundsView {
        holder,
        context,
        default: bounds.default,
        ceiling: bounds.ceiling,
        changed_by: who.into_iter().map(Into::into).collect(),
    })
}
