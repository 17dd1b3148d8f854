//! The registry: default and ceiling of each setting, for each kind of person who has it (RTS-05).

use super::{SettingHolder, SettingKey, SettingValue, settings_of};
use crate::{age::band::AgeBand, organizations::purpose::Purpose};

/// Within what a setting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingBounds {
    /// The value if nothing was chosen.
    pub default: SettingValue,
    /// The least private value that can be chosen; `None` where the values are no more or less private
    /// than one another.
    pub ceiling: Option<SettingValue>,
}

crate::text_enum! {
    /// The rule because of which a setting stands as it does.
    pub enum SettingRule {
        /// Private by default, for everybody under 18, everywhere (UK Children's Code 3, 7, 9, 10, 12).
        Rts05 = "RTS-05",
        /// No advertising, no sale, no profiles (Cal. B&P 22584(b)).
        Com06 = "COM-06",
        /// No disclosure for purposes of others (16 CFR 312.5(a)(2)).
        Vpc04 = "VPC-04",
        /// What adults are told and how (COM-02).
        Com02 = "COM-02",
    }
}

impl SettingKey {
    /// The rule because of which it stands as it does.
    pub const fn rule(self) -> SettingRule {
        match self {
            Self::NextLessonSuggestions
            | Self::SavedDrafts
            | Self::SharingWithOthers
            | Self::Geolocation
            | Self::LearnerProfiling => SettingRule::Rts05,
            Self::Advertising => SettingRule::Com06,
            Self::ThirdPartyDisclosure => SettingRule::Vpc04,
            Self::SettingChangeMessages | Self::MessageLanguage => SettingRule::Com02,
        }
    }

    /// The purpose that it switches (rules §5.2); `None` of what no purpose is for.
    pub const fn purpose(self) -> Option<Purpose> {
        match self {
            Self::NextLessonSuggestions => Some(Purpose::BasicPersonalization),
            Self::SavedDrafts => Some(Purpose::Learning),
            Self::SettingChangeMessages | Self::MessageLanguage => Some(Purpose::ServiceNotice),
            Self::SharingWithOthers
            | Self::Geolocation
            | Self::LearnerProfiling
            | Self::Advertising
            | Self::ThirdPartyDisclosure => None,
        }
    }

    /// Whether it stands as it does for everybody, and nobody changes it.
    pub const fn is_fixed(self) -> bool {
        self.purpose().is_none()
    }
}

/// Within what a setting of such a person stands; `None` if they do not have it.
pub fn bounds(setting: SettingKey, holder: SettingHolder) -> Option<SettingBounds> {
    use SettingValue::{English, Off, On};
    let switch = |default, ceiling| SettingBounds {
        default,
        ceiling: Some(ceiling),
    };
    let is_adult = holder == SettingHolder::Adult;
    match setting {
        SettingKey::NextLessonSuggestions if is_adult => None,
        SettingKey::NextLessonSuggestions => Some(switch(Off, On)),
        // Without drafts a lesson cannot be gone on with: they serve the lesson (P2), and nobody but the
        // learner opens them.
        SettingKey::SavedDrafts => Some(switch(On, On)),
        SettingKey::SettingChangeMessages if is_adult => Some(switch(On, On)),
        SettingKey::MessageLanguage if is_adult => Some(SettingBounds {
            default: English,
            ceiling: None,
        }),
        // No message goes to a student (COM-01).
        SettingKey::SettingChangeMessages | SettingKey::MessageLanguage => None,
        SettingKey::SharingWithOthers
        | SettingKey::Geolocation
        | SettingKey::LearnerProfiling
        | SettingKey::Advertising
        | SettingKey::ThirdPartyDisclosure => Some(switch(Off, Off)),
    }
}

/// The defaults of a person under 18: the same for every band, wherever they live (RTS-05); `None` for an
/// adult.
pub fn minor_defaults(band: AgeBand) -> Option<Vec<(SettingKey, SettingValue)>> {
    let holder = SettingHolder::of_band(band);
    holder.is_minor().then(|| {
        settings_of(holder)
            .filter_map(|setting| Some((setting, bounds(setting, holder)?.default)))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    #[test]
    fn rts_05_every_minor_has_the_same_defaults() {
        let child = minor_defaults(AgeBand::Child).unwrap();
        assert_eq!(
            child,
            [
                (SettingKey::NextLessonSuggestions, SettingValue::Off),
                (SettingKey::SavedDrafts, SettingValue::On),
                (SettingKey::SharingWithOthers, SettingValue::Off),
                (SettingKey::Geolocation, SettingValue::Off),
                (SettingKey::LearnerProfiling, SettingValue::Off),
                (SettingKey::Advertising, SettingValue::Off),
                (SettingKey::ThirdPartyDisclosure, SettingValue::Off),
            ]
        );
        for band in [AgeBand::TeenBelowDca, AgeBand::Teen] {
            assert_eq!(minor_defaults(band), Some(child.clone()), "{band:?}");
        }
        assert_eq!(minor_defaults(AgeBand::Adult), None);
    }

    #[test]
    fn rts_05_what_is_fixed_is_off_for_everybody_and_stays_so() {
        for setting in SettingKey::ALL.iter().filter(|setting| setting.is_fixed()) {
            for holder in SettingHolder::ALL {
                let off = SettingBounds {
                    default: SettingValue::Off,
                    ceiling: Some(SettingValue::Off),
                };
                assert_eq!(bounds(*setting, *holder), Some(off), "{setting:?}");
            }
        }
    }

    #[test]
    fn rts_05_no_default_is_less_private_than_its_ceiling_allows() {
        for setting in SettingKey::ALL {
            for holder in SettingHolder::ALL {
                let Some(bounds) = bounds(*setting, *holder) else {
                    continue;
                };
                let values = setting.kind().values();
                assert!(values.contains(&bounds.default));
                assert!(
                    bounds
                        .ceiling
                        .is_none_or(|ceiling| bounds.default <= ceiling)
                );
            }
        }
    }

    #[test]
    fn com_01_a_student_has_no_setting_about_messages() {
        for band in AgeBand::ALL {
            let holder = SettingHolder::of_band(*band);
            assert!(settings_of(holder).all(|setting| setting.rule() != SettingRule::Com02));
        }
    }
}
