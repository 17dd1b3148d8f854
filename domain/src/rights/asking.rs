//! Who may ask for a minor, and who decides about it (RTS-03).

use super::{RequestAuthority, RequestContext, RequestDecider, RightsRequestKind};
use crate::{age::band::AgeBand, countries::Country, rights::regimes::is_in_eea};

/// Whose law says how far a young person decides alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompetenceLaw {
    /// The parent's right over a school's record overrides what the young person says (34 CFR 99.4).
    UnitedStates,
    /// The right is the child's, by understanding.
    UnitedKingdom,
    /// The right is the young person's who is competent (GDPR Recital 38).
    Europe,
}

impl CompetenceLaw {
    /// That of a country; that of the United States where no country is known, for every school of
    /// Hallpass counts as one there (§0.6).
    pub fn of(country: Option<Country>) -> Self {
        match country {
            Some(country) if country.code() == "GB" => Self::UnitedKingdom,
            Some(country) if is_in_eea(country) => Self::Europe,
            Some(_) | None => Self::UnitedStates,
        }
    }
}

/// What takes a parent's rights away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParentBlock {
    /// A court order or another binding document that revokes these rights specifically.
    CourtOrder,
    /// A mark that protects the child.
    Safeguarding,
}

/// What decides whether a person may ask.
#[derive(Clone, Copy, Debug)]
pub struct AskFacts {
    /// What they ask for.
    pub kind: RightsRequestKind,
    /// In which capacity.
    pub authority: RequestAuthority,
    /// Whose data it is.
    pub context: RequestContext,
    /// How old the person is whose data it is.
    pub band: AgeBand,
    /// Whose law counts.
    pub law: CompetenceLaw,
    /// What takes the parent's rights away, if anything does.
    pub block: Option<ParentBlock>,
}

/// What has to happen beside the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskCondition {
    /// The young person is told before anything is shown.
    TellSubjectFirst,
    /// Free text is shown only if the young person agrees.
    FreeTextWithAgreement,
    /// The young person may object, and that decides.
    SubjectMayObject,
    /// A contested record goes the way of an amendment (FER-14).
    AmendmentIfDisputed,
}

/// A person may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MayAsk {
    /// Who decides.
    pub decider: RequestDecider,
    /// What has to happen beside the answer.
    pub conditions: &'static [AskCondition],
}

/// Why a person may not ask for this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskRefused {
    /// A court order or a mark that protects the child stands against it; the school looks at it.
    #[error("the rights of this parent are revoked")]
    ParentBlocked,
    /// The rights of an adult are their own.
    #[error("the rights of an adult are their own")]
    RightsPassed,
    /// The young person decides about this alone.
    #[error("the young person decides about this alone")]
    YoungPersonDecides,
    /// A student at school asks a teacher, who asks for them.
    #[error("a student asks a teacher for this")]
    AskTeacher,
    /// The right is the person's own and not that of the school.
    #[error("the right is the person's own")]
    NotOfTheSchool,
}

const NOTHING: &[AskCondition] = &[];

/// Whether a person may ask for this, and who decides.
///
/// # Errors
/// [`AskRefused`].
pub fn who_may_ask(facts: AskFacts) -> Result<MayAsk, AskRefused> {
    match facts.authority {
        RequestAuthority::Oneself => oneself(facts),
        RequestAuthority::VerifiedParent => parent(facts),
        RequestAuthority::Teacher | RequestAuthority::School | RequestAuthority::District => {
            school(facts)
        }
    }
}

fn by(decider: RequestDecider, conditions: &'static [AskCondition]) -> MayAsk {
    MayAsk {
        decider,
        conditions,
    }
}

fn oneself(facts: AskFacts) -> Result<MayAsk, AskRefused> {
    use RightsRequestKind as K;
    let looks = matches!(facts.kind, K::Access | K::Portability);
    match (facts.context, facts.band) {
        (RequestContext::Home, AgeBand::Child) if !looks => Ok(by(RequestDecider::Parent, NOTHING)),
        (RequestContext::OwnAccount | RequestContext::Home, _) => {
            Ok(by(RequestDecider::Operator, NOTHING))
        }
        (RequestContext::School, AgeBand::Adult) => Ok(by(RequestDecider::School, NOTHING)),
        // A child views; a young person may take it along too. The rest is asked for by a teacher.
        (RequestContext::School, AgeBand::Child) if facts.kind == K::Access => {
            Ok(by(RequestDecider::School, NOTHING))
        }
        (RequestContext::School, AgeBand::TeenBelowDca | AgeBand::Teen) if looks => {
            Ok(by(RequestDecider::School, NOTHING))
        }
        (RequestContext::School, AgeBand::Child | AgeBand::TeenBelowDca | AgeBand::Teen) => {
            Err(AskRefused::AskTeacher)
        }
    }
}

fn parent(facts: AskFacts) -> Result<MayAsk, AskRefused> {
    if facts.block.is_some() {
        return Err(AskRefused::ParentBlocked);
    }
    let decider = match facts.context {
        RequestContext::School => RequestDecider::School,
        RequestContext::Home => RequestDecider::Operator,
        RequestContext::OwnAccount => return Err(AskRefused::RightsPassed),
    };
    match (facts.band, facts.context) {
        (AgeBand::Adult, _) => Err(AskRefused::RightsPassed),
        (AgeBand::Child, _) | (AgeBand::TeenBelowDca, RequestContext::Home) => {
            Ok(by(decider, amendment(facts)))
        }
        (AgeBand::TeenBelowDca | AgeBand::Teen, _) => parent_of_teen(facts, decider),
    }
}

fn amendment(facts: AskFacts) -> &'static [AskCondition] {
    match (facts.kind, facts.context) {
        (RightsRequestKind::Correct, RequestContext::School) => {
            &[AskCondition::AmendmentIfDisputed]
        }
        _ => NOTHING,
    }
}

/// From 13 to 17 a parent reviews and corrects, and may ask for a deletion.
fn parent_of_teen(facts: AskFacts, decider: RequestDecider) -> Result<MayAsk, AskRefused> {
    use AskCondition::{
        AmendmentIfDisputed, FreeTextWithAgreement, SubjectMayObject, TellSubjectFirst,
    };
    use CompetenceLaw as L;
    use RequestContext as C;
    use RightsRequestKind as K;
    let conditions: &[AskCondition] = match (facts.kind, facts.context, facts.law) {
        (K::Erase | K::ErasePart, _, L::UnitedStates)
        | (K::Access | K::Portability, C::School, L::UnitedStates) => NOTHING,
        (K::Erase | K::ErasePart, _, L::UnitedKingdom | L::Europe)
        | (K::Access | K::Portability, C::School, L::UnitedKingdom | L::Europe) => {
            &[SubjectMayObject]
        }
        (K::Correct, C::School, L::UnitedStates) => &[AmendmentIfDisputed],
        (K::Correct, C::School, L::UnitedKingdom | L::Europe) => {
            &[AmendmentIfDisputed, SubjectMayObject]
        }
        (K::Access | K::Correct, _, L::UnitedStates) => &[TellSubjectFirst, FreeTextWithAgreement],
        (K::Access | K::Correct, _, L::UnitedKingdom | L::Europe) => {
            &[TellSubjectFirst, FreeTextWithAgreement, SubjectMayObject]
        }
        (K::Portability | K::Restrict | K::Object, ..) => {
            return Err(AskRefused::YoungPersonDecides);
        }
    };
    Ok(by(decider, conditions))
}

/// A teacher and a school correct and delete what is held of their students; what a person gets of
/// their own data is that person's.
fn school(facts: AskFacts) -> Result<MayAsk, AskRefused> {
    use RightsRequestKind as K;
    let is_teacher = facts.authority == RequestAuthority::Teacher;
    match (facts.context, facts.kind) {
        (RequestContext::School, K::Correct | K::Erase | K::ErasePart) => {
            Ok(by(RequestDecider::School, NOTHING))
        }
        (RequestContext::School, K::Restrict) if !is_teacher => {
            Ok(by(RequestDecider::School, NOTHING))
        }
        _ => Err(AskRefused::NotOfTheSchool),
    }
}

#[cfg(test)]
mod tests {
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
    /// erase part, restrict, object. `S`chool, `P`arent, `O`perator; `t`eacher is asked, `y`oung person
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
                (VerifiedParent, B::Child, "OOOOOOO", "SSSSSSS"),
                (Oneself, B::Child, "OOPPPPP", "Stttttt"),
                (VerifiedParent, B::TeenBelowDca, "OOOOOOO", "SSSSSyy"),
                (Oneself, B::TeenBelowDca, "OOOOOOO", "SSttttt"),
                (Oneself, B::Teen, "OOOOOOO", "SSttttt"),
                (VerifiedParent, B::Teen, "OyOOOyy", "SSSSSyy"),
                (VerifiedParent, B::Adult, "aaaaaaa", "aaaaaaa"),
                (Oneself, B::Adult, "OOOOOOO", "SSSSSSS"),
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
                        assert_eq!(row(blocked), "bbbbbbb");
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
                "nnSSSnn"
            );
            for authority in [RequestAuthority::School, RequestAuthority::District] {
                assert_eq!(of(authority, RequestContext::School), "nnSSSSn");
                assert_eq!(of(authority, RequestContext::Home), "nnnnnnn");
                assert_eq!(of(authority, RequestContext::OwnAccount), "nnnnnnn");
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
        assert_eq!(row(own), "OOOOOOO");
    }
}
