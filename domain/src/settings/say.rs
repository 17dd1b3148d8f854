//! Who changes a setting, read off the rule that decides.

use chrono::DateTime;

use super::{
    SettingActor, SettingHolder, SettingKey, SettingValue,
    change::{
        ChangeFacts, ChangeVerdict, GuardianPresence, OtherParent, PurposeGround, change_setting,
    },
    registry::bounds,
};
use crate::{accounts::context::AccountContext, text_enum::TextEnum as _};

crate::text_enum! {
    /// What the word of a person does.
    pub enum SettingSay {
        /// The setting is changed at once.
        AtOnce = "at_once",
        /// The change waits for a parent.
        WaitsForParent = "waits_for_parent",
        /// The change waits for the school.
        WaitsForSchool = "waits_for_school",
        /// Nothing.
        Nothing = "nothing",
    }
}

/// What a person does about a setting in each direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WhoChanges {
    /// Who.
    pub actor: SettingActor,
    /// Towards more privacy, or from one language to the other.
    pub more_private: SettingSay,
    /// Towards less privacy.
    pub less_private: SettingSay,
}

/// Who changes a setting of such a person, where the purpose is covered and no parent objects; nobody of
/// one that is fixed.
pub fn who_changes(
    setting: SettingKey,
    holder: SettingHolder,
    context: AccountContext,
    guardian: GuardianPresence,
) -> Vec<WhoChanges> {
    if setting.is_fixed() || bounds(setting, holder).is_none() {
        return Vec::new();
    }
    let [low, high] = match setting.kind().values() {
        [low, .., high] => [*low, *high],
        _ => [SettingValue::Off; 2],
    };
    let say = |by, before, after| {
        let facts = ChangeFacts {
            setting,
            holder,
            context,
            by,
            before,
            after,
            guardian,
            ground: PurposeGround::Covered,
            other_parent: OtherParent::Silent,
            asked_in_vain_at: None,
            now: DateTime::UNIX_EPOCH,
        };
        match change_setting(&facts) {
            Ok(ChangeVerdict::AtOnce | ChangeVerdict::Unchanged) => SettingSay::AtOnce,
            Ok(ChangeVerdict::Waits(SettingActor::School)) => SettingSay::WaitsForSchool,
            Ok(ChangeVerdict::Waits(_)) => SettingSay::WaitsForParent,
            Err(_) => SettingSay::Nothing,
        }
    };
    let of = |actor: &SettingActor| WhoChanges {
        actor: *actor,
        more_private: say(*actor, high, low),
        less_private: say(*actor, low, high),
    };
    let has_a_say = |who: &WhoChanges| {
        who.more_private != SettingSay::Nothing || who.less_private != SettingSay::Nothing
    };
    SettingActor::ALL.iter().map(of).filter(has_a_say).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(
        holder: SettingHolder,
        context: AccountContext,
        guardian: GuardianPresence,
    ) -> Vec<(SettingActor, SettingSay, SettingSay)> {
        who_changes(SettingKey::NextLessonSuggestions, holder, context, guardian)
            .into_iter()
            .map(|who| (who.actor, who.more_private, who.less_private))
            .collect()
    }

    #[test]
    fn rts_05_a_setting_says_who_changes_it() {
        use GuardianPresence::{Absent, Present};
        use SettingActor::{Oneself, Parent, School};
        use SettingSay::{AtOnce, Nothing, WaitsForParent, WaitsForSchool};
        let (school, home) = (AccountContext::SchoolManaged, AccountContext::HomeManaged);
        for (holder, context, guardian, expected) in [
            (
                SettingHolder::Child,
                school,
                Present,
                vec![
                    (Oneself, AtOnce, WaitsForParent),
                    (Parent, AtOnce, AtOnce),
                    (School, AtOnce, Nothing),
                ],
            ),
            (
                SettingHolder::Child,
                school,
                Absent,
                vec![
                    (Oneself, AtOnce, WaitsForSchool),
                    (Parent, AtOnce, AtOnce),
                    (School, AtOnce, Nothing),
                ],
            ),
            (
                SettingHolder::Teen,
                home,
                Present,
                vec![(Oneself, AtOnce, AtOnce)],
            ),
            (
                SettingHolder::AdultStudent,
                school,
                Absent,
                vec![(Oneself, AtOnce, AtOnce)],
            ),
            (SettingHolder::Adult, school, Absent, vec![]),
        ] {
            assert_eq!(who(holder, context, guardian), expected, "{holder:?}");
        }
    }

    #[test]
    fn rts_05_nobody_changes_what_is_fixed() {
        for setting in SettingKey::ALL.iter().filter(|setting| setting.is_fixed()) {
            for holder in SettingHolder::ALL {
                let context = AccountContext::SchoolManaged;
                let who = who_changes(*setting, *holder, context, GuardianPresence::Present);
                assert_eq!(who, [], "{setting:?}");
            }
        }
    }
}
