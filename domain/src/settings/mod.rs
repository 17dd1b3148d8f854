//! What people set about their accounts: the registry of settings (RTS-05), the rule by which one is
//! changed, and changes that wait.
//!
//! A setting is here because a flow asks it, or because it is held off for everybody and a family is to
//! read so. To add one: its key here, its row in [`registry`], its texts in [`texts`], and the flow that
//! asks for its value.

pub mod change;
pub mod registry;
pub mod say;
pub mod texts;
pub mod value;
pub mod waiting;

use crate::{age::band::AgeBand, text_enum::TextEnum as _};

crate::text_enum! {
    /// A setting.
    pub enum SettingKey {
        /// Whether the next lesson is suggested by one's own progress (P5).
        NextLessonSuggestions = "next_lesson_suggestions",
        /// Whether what a learner writes is kept before it is handed in.
        SavedDrafts = "saved_drafts",
        /// Whether an adult gets a message when a change of a setting waits for them.
        SettingChangeMessages = "setting_change_messages",
        /// In which language messages to an adult are written.
        MessageLanguage = "message_language",
        /// Whether other users see anything of a learner beyond their class.
        SharingWithOthers = "sharing_with_others",
        /// Whether the place of a device is taken.
        Geolocation = "geolocation",
        /// Whether a profile of a learner is made beyond the next lesson.
        LearnerProfiling = "learner_profiling",
        /// Whether advertising is shown.
        Advertising = "advertising",
        /// Whether data goes to third parties for purposes of their own.
        ThirdPartyDisclosure = "third_party_disclosure",
    }
}

crate::text_enum! {
    /// A value of a setting.
    pub enum SettingValue {
        /// Switched off.
        Off = "off",
        /// Switched on.
        On = "on",
        /// English.
        English = "en",
        /// Spanish.
        Spanish = "es",
    }
}

crate::text_enum! {
    /// What kind of values a setting has.
    pub enum SettingKind {
        /// `off` or `on`.
        Switch = "switch",
        /// A language.
        Language = "language",
    }
}

crate::text_enum! {
    /// Whose settings they are, as far as the registry tells people apart.
    pub enum SettingHolder {
        /// A student below the age of COPPA, or of an unknown age.
        Child = "child",
        /// A student at home who is no child, and below the age at which one consents alone there.
        TeenBelowDca = "teen_below_dca",
        /// A student who consents alone, and is no adult.
        Teen = "teen",
        /// A student who is an adult.
        AdultStudent = "adult_student",
        /// An adult with an account of their own: staff, a parent, a guardian, an operator.
        Adult = "adult",
    }
}

crate::text_enum! {
    /// Who changes a setting.
    pub enum SettingActor {
        /// The person whose setting it is.
        Oneself = "oneself",
        /// A parent at home, or a guardian who holds the rights over a student's record.
        Parent = "parent",
        /// An administrator of the student's school.
        School = "school",
    }
}

impl SettingKind {
    /// The values of the kind, the most private first.
    pub const fn values(self) -> &'static [SettingValue] {
        match self {
            Self::Switch => &[SettingValue::Off, SettingValue::On],
            Self::Language => &[SettingValue::English, SettingValue::Spanish],
        }
    }
}

impl SettingKey {
    /// The kind of its values.
    pub const fn kind(self) -> SettingKind {
        match self {
            Self::MessageLanguage => SettingKind::Language,
            Self::NextLessonSuggestions
            | Self::SavedDrafts
            | Self::SettingChangeMessages
            | Self::SharingWithOthers
            | Self::Geolocation
            | Self::LearnerProfiling
            | Self::Advertising
            | Self::ThirdPartyDisclosure => SettingKind::Switch,
        }
    }
}

impl SettingHolder {
    /// The student of a band, as far as the evidence proves it.
    pub const fn of_band(band: AgeBand) -> Self {
        match band {
            AgeBand::Child => Self::Child,
            AgeBand::TeenBelowDca => Self::TeenBelowDca,
            AgeBand::Teen => Self::Teen,
            AgeBand::Adult => Self::AdultStudent,
        }
    }

    /// Whether what lowers the privacy of such a person waits for somebody else.
    pub const fn asks_others(self) -> bool {
        matches!(self, Self::Child | Self::TeenBelowDca)
    }

    /// Whether others may have a say in the settings.
    pub const fn is_minor(self) -> bool {
        matches!(self, Self::Child | Self::TeenBelowDca | Self::Teen)
    }
}

/// The settings that such a person has, in the order of the registry.
pub fn settings_of(holder: SettingHolder) -> impl Iterator<Item = SettingKey> {
    let all = SettingKey::ALL.iter().copied();
    all.filter(move |setting| registry::bounds(*setting, holder).is_some())
}
