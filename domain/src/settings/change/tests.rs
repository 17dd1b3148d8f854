use chrono::TimeDelta;

use super::*;
use crate::text_enum::TextEnum as _;
use SettingActor::{Oneself, Parent, School};
use SettingHolder::{Adult, AdultStudent, Child, Teen, TeenBelowDca};
use SettingValue::{English, Off, On, Spanish};

mod drafts;

fn now() -> DateTime<Utc> {
    "2026-11-28T09:00:00Z".parse().unwrap()
}

/// A child at school, with a guardian, asks for suggestions.
fn asked() -> ChangeFacts {
    ChangeFacts {
        setting: SettingKey::NextLessonSuggestions,
        holder: Child,
        context: AccountContext::SchoolManaged,
        by: Oneself,
        before: Off,
        after: On,
        guardian: GuardianPresence::Present,
        ground: PurposeGround::Covered,
        other_parent: OtherParent::Silent,
        asked_in_vain_at: None,
        now: now(),
    }
}

const AT_SCHOOL: AccountContext = AccountContext::SchoolManaged;
const AT_HOME: AccountContext = AccountContext::HomeManaged;

#[test]
fn rts_05_a_minor_lowers_privacy_by_band_and_regime() {
    use ChangeRefused::{NotBySchool, OnesOwn};
    use ChangeVerdict::{AtOnce, Waits};
    for (holder, context, oneself, parent, school) in [
        (
            Child,
            AT_SCHOOL,
            Ok(Waits(Parent)),
            Ok(AtOnce),
            Err(NotBySchool),
        ),
        (
            TeenBelowDca,
            AT_SCHOOL,
            Ok(Waits(Parent)),
            Ok(AtOnce),
            Err(NotBySchool),
        ),
        (Teen, AT_SCHOOL, Ok(AtOnce), Err(OnesOwn), Err(NotBySchool)),
        (
            AdultStudent,
            AT_SCHOOL,
            Ok(AtOnce),
            Err(OnesOwn),
            Err(OnesOwn),
        ),
        (Child, AT_HOME, Ok(Waits(Parent)), Ok(AtOnce), Err(OnesOwn)),
        (
            TeenBelowDca,
            AT_HOME,
            Ok(Waits(Parent)),
            Err(OnesOwn),
            Err(OnesOwn),
        ),
        (Teen, AT_HOME, Ok(AtOnce), Err(OnesOwn), Err(OnesOwn)),
        (
            AdultStudent,
            AT_HOME,
            Ok(AtOnce),
            Err(OnesOwn),
            Err(OnesOwn),
        ),
    ] {
        for (by, expected) in [(Oneself, oneself), (Parent, parent), (School, school)] {
            let facts = ChangeFacts {
                holder,
                context,
                by,
                ..asked()
            };
            assert_eq!(
                change_setting(&facts),
                expected,
                "{holder:?} {context:?} {by:?}"
            );
        }
    }
}

#[test]
fn rts_05_more_privacy_is_at_once_by_whoever_may() {
    use ChangeRefused::OnesOwn;
    for (holder, context, parent, school) in [
        (Child, AT_SCHOOL, Ok(()), Ok(())),
        (Teen, AT_SCHOOL, Ok(()), Ok(())),
        (AdultStudent, AT_SCHOOL, Err(OnesOwn), Err(OnesOwn)),
        (Child, AT_HOME, Ok(()), Err(OnesOwn)),
        (TeenBelowDca, AT_HOME, Err(OnesOwn), Err(OnesOwn)),
        (Teen, AT_HOME, Err(OnesOwn), Err(OnesOwn)),
    ] {
        for (by, expected) in [(Oneself, Ok(())), (Parent, parent), (School, school)] {
            let facts = ChangeFacts {
                holder,
                context,
                by,
                before: On,
                after: Off,
                // What stands against less privacy does not stand against more.
                ground: PurposeGround::Missing,
                other_parent: OtherParent::Objected,
                asked_in_vain_at: Some(now()),
                ..asked()
            };
            let expected = expected.map(|()| ChangeVerdict::AtOnce);
            assert_eq!(
                change_setting(&facts),
                expected,
                "{holder:?} {context:?} {by:?}"
            );
        }
    }
}

#[test]
fn rts_05_without_a_guardian_the_school_decides_and_at_home_nobody_else() {
    let alone = |context| ChangeFacts {
        context,
        guardian: GuardianPresence::Absent,
        ..asked()
    };
    let waits_for = |context| change_setting(&alone(context));
    assert_eq!(waits_for(AT_SCHOOL), Ok(ChangeVerdict::Waits(School)));
    assert_eq!(waits_for(AT_HOME), Ok(ChangeVerdict::Waits(Parent)));
}

#[test]
fn rts_05_above_the_ceiling_nobody_sets_anything() {
    for setting in SettingKey::ALL.iter().filter(|setting| setting.is_fixed()) {
        for holder in SettingHolder::ALL {
            for by in SettingActor::ALL {
                let facts = ChangeFacts {
                    setting: *setting,
                    holder: *holder,
                    by: *by,
                    ..asked()
                };
                assert_eq!(
                    change_setting(&facts),
                    Err(ChangeRefused::AboveCeiling(Off))
                );
            }
        }
    }
}

#[test]
fn rts_05_a_setting_is_of_those_who_have_it_and_has_its_values() {
    for (setting, holder, after, expected) in [
        (
            SettingKey::MessageLanguage,
            Child,
            Spanish,
            Err(ChangeRefused::NotOfPerson),
        ),
        (
            SettingKey::SettingChangeMessages,
            AdultStudent,
            Off,
            Err(ChangeRefused::NotOfPerson),
        ),
        (
            SettingKey::NextLessonSuggestions,
            Adult,
            On,
            Err(ChangeRefused::NotOfPerson),
        ),
        (
            SettingKey::MessageLanguage,
            Adult,
            On,
            Err(ChangeRefused::NoSuchValue),
        ),
        (
            SettingKey::MessageLanguage,
            Adult,
            Spanish,
            Ok(ChangeVerdict::AtOnce),
        ),
        (
            SettingKey::NextLessonSuggestions,
            Child,
            English,
            Err(ChangeRefused::NoSuchValue),
        ),
        (
            SettingKey::SavedDrafts,
            Adult,
            Off,
            Ok(ChangeVerdict::AtOnce),
        ),
    ] {
        let before = match setting {
            SettingKey::MessageLanguage => English,
            SettingKey::SavedDrafts | SettingKey::SettingChangeMessages => On,
            _ => Off,
        };
        let facts = ChangeFacts {
            setting,
            holder,
            before,
            after,
            ..asked()
        };
        assert_eq!(change_setting(&facts), expected, "{setting:?} {holder:?}");
    }
}

#[test]
fn vpc_01_nothing_is_switched_on_that_no_agreement_or_consent_covers() {
    for (holder, by) in [(Child, Oneself), (Child, Parent), (Teen, Oneself)] {
        let facts = ChangeFacts {
            holder,
            by,
            ground: PurposeGround::Missing,
            ..asked()
        };
        assert_eq!(
            change_setting(&facts),
            Err(ChangeRefused::PurposeNotCovered)
        );
    }
}

#[test]
fn vpc_11_what_one_parent_refused_another_does_not_switch_on() {
    let facts = ChangeFacts {
        by: Parent,
        other_parent: OtherParent::Objected,
        ..asked()
    };
    assert_eq!(
        change_setting(&facts),
        Err(ChangeRefused::OtherParentObjected)
    );
    let asks = ChangeFacts {
        by: Oneself,
        ..facts
    };
    assert_eq!(change_setting(&asks), Ok(ChangeVerdict::Waits(Parent)));
}

#[test]
fn rts_05_what_was_asked_in_vain_is_asked_again_after_a_week() {
    let after = |time: TimeDelta| {
        change_setting(&ChangeFacts {
            asked_in_vain_at: Some(now() - time),
            ..asked()
        })
    };
    let week = TimeDelta::days(7);
    assert_eq!(
        after(week - TimeDelta::seconds(1)),
        Err(ChangeRefused::AskedLately)
    );
    assert_eq!(after(week), Ok(ChangeVerdict::Waits(Parent)));
}

#[test]
fn rts_05_the_value_that_it_has_changes_nothing() {
    let same = |holder, by| {
        change_setting(&ChangeFacts {
            holder,
            by,
            after: Off,
            ..asked()
        })
    };
    assert_eq!(same(Child, Oneself), Ok(ChangeVerdict::Unchanged));
    assert_eq!(same(Child, Parent), Ok(ChangeVerdict::Unchanged));
    assert_eq!(same(AdultStudent, Parent), Err(ChangeRefused::OnesOwn));
}
