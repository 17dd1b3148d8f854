use super::*;

#[test]
fn fer_04_drafts_are_switched_by_the_learner_and_of_a_child_by_a_parent() {
    use ChangeRefused::OnesOwn;
    for (holder, context, parent) in [
        (Child, AT_SCHOOL, Ok(())),
        (Child, AT_HOME, Ok(())),
        (TeenBelowDca, AT_SCHOOL, Ok(())),
        (TeenBelowDca, AT_HOME, Err(OnesOwn)),
        (Teen, AT_SCHOOL, Err(OnesOwn)),
        (Teen, AT_HOME, Err(OnesOwn)),
        (AdultStudent, AT_SCHOOL, Err(OnesOwn)),
        (AdultStudent, AT_HOME, Err(OnesOwn)),
    ] {
        for (by, expected) in [(Oneself, Ok(())), (Parent, parent), (School, Err(OnesOwn))] {
            let facts = ChangeFacts {
                setting: SettingKey::SavedDrafts,
                holder,
                context,
                by,
                before: On,
                after: Off,
                ..asked()
            };
            let expected = expected.map(|()| ChangeVerdict::AtOnce);
            let changed = change_setting(&facts);
            assert_eq!(changed, expected, "{holder:?} {context:?} {by:?}");
            let on = ChangeFacts {
                before: Off,
                after: On,
                ..facts
            };
            let may_touch = change_setting(&on) != Err(OnesOwn);
            assert_eq!(may_touch, expected.is_ok(), "{holder:?} {context:?} {by:?}");
        }
    }
}
