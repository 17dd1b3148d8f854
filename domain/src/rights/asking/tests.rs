//! Every cell of the table, at home and at school, in three places.

use super::*;
use crate::text_enum::TextEnum as _;

const LAWS: [CompetenceLaw; 3] = [
    CompetenceLaw::UnitedStates,
    CompetenceLaw::UnitedKingdom,
    CompetenceLaw::Europe,
];

fn facts(
    authority: RequestAuthority,
    context: RequestContext,
    band: AgeBand,
    law: CompetenceLaw,
) -> AskFacts {
    AskFacts {
        kind: RightsRequestKind::Access,
        authority,
        context,
        band,
        law,
        block: None,
    }
}

/// Of each kind the first letter of who decides, or of why not: access, portability, correct, erase,
/// erase part, restrict, restrict part, object. `S`chool, `P`arent, `O`perator; `t`eacher is asked, `y`oung person
/// decides, `a`dult, `n`ot of the school, `b`locked.
fn row(facts: AskFacts) -> String {
    let cell = |kind: &RightsRequestKind| match who_may_ask(AskFacts {
        kind: *kind,
        ..facts
    }) {
        Ok(may) => match may.decider {
            RequestDecider::School => 'S',
            RequestDecider::Parent => 'P',
            RequestDecider::Operator => 'O',
        },
        Err(AskRefused::AskTeacher) => 't',
        Err(AskRefused::YoungPersonDecides) => 'y',
        Err(AskRefused::RightsPassed) => 'a',
        Err(AskRefused::NotOfTheSchool) => 'n',
        Err(AskRefused::ParentBlocked) => 'b',
    };
    RightsRequestKind::ALL.iter().map(cell).collect()
}

#[test]
fn rts_03_six_rows_at_home_and_at_school_in_three_places() {
    use AgeBand as B;
    use RequestAuthority::{Oneself, VerifiedParent};
    for law in LAWS {
        for (who, band, home, school) in [
            (VerifiedParent, B::Child, "OOOOOOOO", "SSSSSSSS"),
            (Oneself, B::Child, "OOPPPPPP", "Sttttttt"),
            (VerifiedParent, B::TeenBelowDca, "OOOOOOOO", "SSSSSyyy"),
            (Oneself, B::TeenBelowDca, "OOOOOOOO", "SStttttt"),
            (Oneself, B::Teen, "OOOOOOOO", "SStttttt"),
            (VerifiedParent, B::Teen, "OyOOOyyy", "SSSSSyyy"),
            (VerifiedParent, B::Adult, "aaaaaaaa", "aaaaaaaa"),
            (Oneself, B::Adult, "OOOOOOOO", "SSSSSSSS"),
        ] {
            let at = |context| row(facts(who, context, band, law));
            assert_eq!(at(RequestContext::Home), home, "{who:?} {band:?} {law:?}");
            assert_eq!(
                at(RequestContext::School),
                school,
                "{who:?} {band:?} {law:?}"
            );
        }
    }
}

#[test]
fn rts_03_a_teenager_is_told_first_and_in_europe_and_britain_may_object() {
    use AskCondition as C;
    for law in LAWS {
        let home = facts(
            RequestAuthority::VerifiedParent,
            RequestContext::Home,
            AgeBand::Teen,
            law,
        );
        let at_home = who_may_ask(home).unwrap().conditions;
        assert!(at_home.contains(&C::TellSubjectFirst));
        assert!(at_home.contains(&C::FreeTextWithAgreement));
        let objects = law != CompetenceLaw::UnitedStates;
        assert_eq!(at_home.contains(&C::SubjectMayObject), objects);
        let school = AskFacts {
            context: RequestContext::School,
            ..home
        };
        let at_school = who_may_ask(school).unwrap().conditions;
        assert_eq!(at_school.contains(&C::SubjectMayObject), objects);
        let correct = AskFacts {
            kind: RightsRequestKind::Correct,
            ..school
        };
        let conditions = who_may_ask(correct).unwrap().conditions;
        assert!(conditions.contains(&C::AmendmentIfDisputed));
    }
}

#[test]
fn rts_03_a_court_order_overrides_whatever_a_parent_may_ask() {
    for band in AgeBand::ALL {
        for context in RequestContext::ALL {
            for law in LAWS {
                for block in [ParentBlock::CourtOrder, ParentBlock::Safeguarding] {
                    let blocked = AskFacts {
                        block: Some(block),
                        ..facts(RequestAuthority::VerifiedParent, *context, *band, law)
                    };
                    assert_eq!(row(blocked), "bbbbbbbb");
                    let own = AskFacts {
                        authority: RequestAuthority::Oneself,
                        ..blocked
                    };
                    assert!(!row(own).contains('b'));
                }
            }
        }
    }
}

#[test]
fn rts_03_staff_ask_for_deletion_and_correction_of_a_schools_students_alone() {
    for band in AgeBand::ALL {
        let of = |authority, context| {
            row(facts(
                authority,
                context,
                *band,
                CompetenceLaw::UnitedStates,
            ))
        };
        assert_eq!(
            of(RequestAuthority::Teacher, RequestContext::School),
            "nnSSSnnn"
        );
        for authority in [RequestAuthority::School, RequestAuthority::District] {
            assert_eq!(of(authority, RequestContext::School), "nnSSSSSn");
            assert_eq!(of(authority, RequestContext::Home), "nnnnnnnn");
            assert_eq!(of(authority, RequestContext::OwnAccount), "nnnnnnnn");
        }
    }
}

#[test]
fn rts_03_to_be_older_never_widens_what_a_parent_may_ask() {
    for context in [RequestContext::Home, RequestContext::School] {
        for law in LAWS {
            for kind in RightsRequestKind::ALL {
                let mut open = true;
                for band in AgeBand::ALL {
                    let asked = AskFacts {
                        kind: *kind,
                        ..facts(RequestAuthority::VerifiedParent, context, *band, law)
                    };
                    let allowed = who_may_ask(asked).is_ok();
                    assert!(open || !allowed, "{kind:?} {band:?} {context:?}");
                    open = allowed;
                }
            }
        }
    }
}

#[test]
fn rts_03_an_adult_asks_about_their_own_account_whatever_it_is() {
    let own = facts(
        RequestAuthority::Oneself,
        RequestContext::OwnAccount,
        AgeBand::Adult,
        CompetenceLaw::UnitedStates,
    );
    assert_eq!(row(own), "OOOOOOOO");
}
