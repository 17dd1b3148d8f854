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
        (K::Portability | K::Restrict | K::RestrictPart | K::Object, ..) => {
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
        (RequestContext::School, K::Restrict | K::RestrictPart) if !is_teacher => {
            Ok(by(RequestDecider::School, NOTHING))
        }
        _ => Err(AskRefused::NotOfTheSchool),
    }
}

#[cfg(test)]
mod tests;
