//! Settings and their changes as clients see them.

use chrono::{DateTime, Utc};
use domain::{
    ids::{SettingChangeId, UserId},
    mail::Language,
    organizations::purpose::Purpose,
    settings::{
        SettingActor, SettingKey, SettingKind, SettingValue,
        change::ChangeRefused,
        registry::SettingRule,
        say::{SettingSay, WhoChanges},
        texts::texts_of,
        waiting::SettingChangeState,
    },
};
use persistence::settings::{ChangeOutcome, OwnSetting, SettingChange};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Answer,
    problem::{ApiError, ConflictReason, ProblemKind},
};

/// A setting of a person, with what it does and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingView {
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
    /// Its value.
    pub value: SettingValue,
    /// The value if nothing was chosen.
    pub default: SettingValue,
    /// The least private value that can be chosen; `null` where values are no more or less private than one
    /// another. A setting whose ceiling is `off` is off for everybody.
    pub ceiling: Option<SettingValue>,
    /// The purpose that it switches; `null` of what no purpose is for, and nobody switches on.
    pub purpose: Option<Purpose>,
    /// The rule because of which it stands so.
    pub rule: SettingRule,
    /// Who changes it; nobody if it is empty.
    #[schema(max_items = 3)]
    pub changed_by: Vec<WhoChangesView>,
    /// The change of it that waits; `null` if none does.
    pub waiting: Option<SettingChangeView>,
}

impl SettingView {
    /// A setting, in the words of a language.
    pub fn of(own: OwnSetting, language: Language) -> Self {
        let texts = texts_of(own.setting, language);
        Self {
            setting: own.setting,
            title: texts.title,
            text: texts.text,
            kind: own.setting.kind(),
            value: own.value,
            default: own.bounds.default,
            ceiling: own.bounds.ceiling,
            purpose: own.setting.purpose(),
            rule: own.setting.rule(),
            changed_by: own.who.into_iter().map(Into::into).collect(),
            waiting: own.waiting.map(Into::into),
        }
    }
}

/// The settings of a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingsView {
    /// The settings, in the order of the registry.
    #[schema(max_items = 50)]
    pub settings: Vec<SettingView>,
}

impl SettingsView {
    /// Settings, in the words of a language.
    pub fn of(settings: Vec<OwnSetting>, language: Language) -> Self {
        let settings = settings.into_iter();
        Self {
            settings: settings
                .map(|setting| SettingView::of(setting, language))
                .collect(),
        }
    }
}

/// What a person does about a setting.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhoChangesView {
    /// Who.
    pub actor: SettingActor,
    /// Towards more privacy, or from one language to another.
    pub more_private: SettingSay,
    /// Towards less privacy.
    pub less_private: SettingSay,
}

impl From<WhoChanges> for WhoChangesView {
    fn from(who: WhoChanges) -> Self {
        Self {
            actor: who.actor,
            more_private: who.more_private,
            less_private: who.less_private,
        }
    }
}

/// A change of a setting: made, or asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingChangeView {
    /// Its id.
    pub id: SettingChangeId,
    /// Whose setting it is.
    pub person_id: UserId,
    /// The setting.
    pub setting: SettingKey,
    /// Its value before.
    pub before: SettingValue,
    /// Its value after.
    pub after: SettingValue,
    /// In which capacity it was made or asked for.
    pub asked_as: SettingActor,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Where it stands.
    pub state: SettingChangeState,
    /// Who decides or decided; `null` of one that was made at once.
    pub decider: Option<SettingActor>,
    /// From when on no answer is a no; `null` of one that was made at once.
    pub lapses_at: Option<DateTime<Utc>>,
    /// When it was made, decided, or ended otherwise; `null` while it waits.
    pub ended_at: Option<DateTime<Utc>>,
}

impl From<SettingChange> for SettingChangeView {
    fn from(change: SettingChange) -> Self {
        Self {
            id: change.id,
            person_id: change.person,
            setting: change.setting,
            before: change.before,
            after: change.after,
            asked_as: change.asked_as,
            asked_at: change.asked_at,
            state: change.state,
            decider: change.decider,
            lapses_at: change.lapses_at,
            ended_at: change.ended_at,
        }
    }
}

/// What became of a change, as an answer.
///
/// # Errors
/// Why it is not made.
pub(super) fn answer(outcome: ChangeOutcome, location: String) -> Result<Answer, ApiError> {
    let conflict = match outcome {
        ChangeOutcome::Made(change) => {
            return Answer::created(location, &SettingChangeView::from(change));
        }
        ChangeOutcome::NoSuchAccount => return Err(ApiError::NOT_FOUND),
        ChangeOutcome::AcceptFirst => {
            return Err(ApiError::Plain(ProblemKind::PolicyNotAccepted));
        }
        ChangeOutcome::Unchanged => ConflictReason::SettingUnchanged,
        ChangeOutcome::WaitsAlready => ConflictReason::SettingChangeWaits,
        ChangeOutcome::OwnFamily => ConflictReason::SettingOfFamily,
        ChangeOutcome::Refused(refused) => return Err(why(refused)),
    };
    Err(ApiError::Conflict(conflict))
}

fn why(refused: ChangeRefused) -> ApiError {
    ApiError::Conflict(match refused {
        ChangeRefused::NoSuchValue => {
            return ApiError::field("/value", "unknown_value", "is no value of this setting");
        }
        ChangeRefused::NotOfPerson => ConflictReason::SettingNotOfPerson,
        ChangeRefused::AboveCeiling(_) => ConflictReason::SettingAboveCeiling,
        ChangeRefused::OnesOwn => ConflictReason::SettingOnesOwn,
        ChangeRefused::NotBySchool => ConflictReason::SettingNotBySchool,
        ChangeRefused::PurposeNotCovered => ConflictReason::SettingNotCovered,
        ChangeRefused::OtherParentObjected => ConflictReason::OtherParentObjected,
        ChangeRefused::AskedLately => ConflictReason::SettingAskedLately,
    })
}
