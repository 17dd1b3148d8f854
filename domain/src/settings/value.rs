//! Which value a setting has at an instant.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    SettingActor, SettingHolder, SettingKey, SettingValue,
    registry::{SettingBounds, bounds},
};
use crate::{
    accounts::context::AccountContext,
    age::thirteen_at_home::{AfterThirteen, Need, OwnAnswer, turning_13_at_home},
    parameters::choices::{TRANSITION_BANNER, TRANSITION_GRACE},
};

/// A value that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenValue {
    /// The value.
    pub value: SettingValue,
    /// Who chose it, or approved it.
    pub chosen_by: SettingActor,
    /// When.
    pub chosen_at: DateTime<Utc>,
}

/// Of whom the value is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueFacts {
    /// Whose setting it is.
    pub holder: SettingHolder,
    /// On whose behalf the account exists.
    pub context: AccountContext,
    /// How long the student has consented alone, if they do and it is known since when.
    pub since_own_consent: Option<TimeDelta>,
}

/// The value of a setting; `None` if such a person does not have it. What was chosen counts up to the
/// ceiling. What a parent at home chose for a child ends some days after the child is none any more,
/// unless the young person chooses it themselves (AGE-12). What lowers privacy and was chosen alone, by
/// somebody who was taken for older, does not count while they are a child.
pub fn value_of(
    setting: SettingKey,
    facts: &ValueFacts,
    chosen: Option<ChosenValue>,
) -> Option<SettingValue> {
    let bounds = bounds(setting, facts.holder)?;
    let Some(chosen) = chosen.filter(|chosen| still_counts(facts, bounds, chosen)) else {
        return Some(bounds.default);
    };
    Some(match bounds.ceiling {
        Some(ceiling) => chosen.value.min(ceiling),
        None => chosen.value,
    })
}

fn still_counts(facts: &ValueFacts, bounds: SettingBounds, chosen: &ChosenValue) -> bool {
    let alone = chosen.chosen_by == SettingActor::Oneself && facts.holder.asks_others();
    if alone && chosen.value > bounds.default {
        return false;
    }
    !parents_word_is_over(facts, chosen)
}

/// Whether what a parent at home chose does not count any more, because the child is none any more for long
/// enough and has not chosen it (AGE-12).
pub fn parents_word_is_over(facts: &ValueFacts, chosen: &ChosenValue) -> bool {
    let by_parent_at_home = chosen.chosen_by == SettingActor::Parent
        && facts.context != AccountContext::SchoolManaged
        && matches!(
            facts.holder,
            SettingHolder::Teen | SettingHolder::AdultStudent
        );
    if !by_parent_at_home || chosen.value == SettingValue::Off {
        return false;
    }
    // Of whom it is not known since when they are no child, the parent's word is over.
    let Some(since) = facts.since_own_consent else {
        return true;
    };
    let (grace, banner) = (TRANSITION_GRACE.default, TRANSITION_BANNER.default);
    let goes_on = turning_13_at_home(Need::Optional, OwnAnswer::Silence, since, grace, banner);
    goes_on != AfterThirteen::ParentsConsent
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUGGESTIONS: SettingKey = SettingKey::NextLessonSuggestions;

    fn chosen(value: SettingValue, chosen_by: SettingActor) -> ChosenValue {
        ChosenValue {
            value,
            chosen_by,
            chosen_at: DateTime::UNIX_EPOCH,
        }
    }

    fn of(holder: SettingHolder, context: AccountContext, days: Option<i64>) -> ValueFacts {
        ValueFacts {
            holder,
            context,
            since_own_consent: days.map(TimeDelta::days),
        }
    }

    #[test]
    fn rts_05_what_was_not_chosen_is_at_its_default() {
        let child = of(SettingHolder::Child, AccountContext::SchoolManaged, None);
        assert_eq!(value_of(SUGGESTIONS, &child, None), Some(SettingValue::Off));
        let drafts = value_of(SettingKey::SavedDrafts, &child, None);
        assert_eq!(drafts, Some(SettingValue::On));
        assert_eq!(value_of(SettingKey::MessageLanguage, &child, None), None);
        let on = Some(chosen(SettingValue::On, SettingActor::School));
        assert_eq!(value_of(SUGGESTIONS, &child, on), Some(SettingValue::On));
    }

    #[test]
    fn rts_05_a_value_above_the_ceiling_does_not_count() {
        let child = of(SettingHolder::Child, AccountContext::SchoolManaged, None);
        let on = Some(chosen(SettingValue::On, SettingActor::Oneself));
        let value = value_of(SettingKey::Advertising, &child, on);
        assert_eq!(value, Some(SettingValue::Off));
    }

    #[test]
    fn age_04_what_a_supposed_teen_chose_alone_does_not_count_of_a_child() {
        use SettingValue::{Off, On};
        for context in [AccountContext::SchoolManaged, AccountContext::HomeManaged] {
            for (holder, expected) in [
                (SettingHolder::Child, Off),
                (SettingHolder::TeenBelowDca, Off),
                (SettingHolder::Teen, On),
                (SettingHolder::AdultStudent, On),
            ] {
                let facts = of(holder, context, None);
                let alone = value_of(SUGGESTIONS, &facts, Some(chosen(On, SettingActor::Oneself)));
                assert_eq!(alone, Some(expected), "{holder:?} {context:?}");
                let off = Some(chosen(Off, SettingActor::Oneself));
                assert_eq!(value_of(SettingKey::SavedDrafts, &facts, off), Some(Off));
            }
            let child = of(SettingHolder::Child, context, None);
            for by in [SettingActor::Parent, SettingActor::School] {
                let approved = value_of(SUGGESTIONS, &child, Some(chosen(On, by)));
                assert_eq!(approved, Some(On), "{by:?}");
            }
        }
    }

    #[test]
    fn age_12_what_a_parent_chose_ends_thirty_days_after_the_birthday() {
        use SettingValue::{Off, On};
        let (home, school) = (AccountContext::HomeManaged, AccountContext::SchoolManaged);
        let teen = SettingHolder::Teen;
        for (facts, by, expected) in [
            (
                of(SettingHolder::Child, home, None),
                SettingActor::Parent,
                On,
            ),
            (
                of(SettingHolder::TeenBelowDca, home, Some(90)),
                SettingActor::Parent,
                On,
            ),
            (of(teen, home, Some(0)), SettingActor::Parent, On),
            (of(teen, home, Some(29)), SettingActor::Parent, On),
            (of(teen, home, Some(30)), SettingActor::Parent, Off),
            (of(teen, home, None), SettingActor::Parent, Off),
            (of(teen, home, Some(30)), SettingActor::Oneself, On),
            (of(teen, school, Some(30)), SettingActor::Parent, On),
            (
                of(SettingHolder::AdultStudent, home, Some(1900)),
                SettingActor::Parent,
                Off,
            ),
        ] {
            let value = value_of(SUGGESTIONS, &facts, Some(chosen(On, by)));
            assert_eq!(value, Some(expected), "{facts:?} {by:?}");
            assert_eq!(
                value_of(SUGGESTIONS, &facts, Some(chosen(Off, by))),
                Some(Off)
            );
        }
    }
}
