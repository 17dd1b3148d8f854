//! Whether a student's record may be disclosed outside of the school, and what is written down about it
//! (FER-07, FER-09).

use super::emergency::EmergencyCover;
pub use super::ground::{DisclosureGround, DisclosureStatement};
use crate::category::Category;

/// What somebody outside of the school asks for, and what the school states about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisclosureRequest {
    /// On which ground.
    pub ground: DisclosureGround,
    /// Records of which categories.
    pub categories: Vec<Category>,
    /// What the school states.
    pub statements: Vec<DisclosureStatement>,
    /// How the emergency that is named stands to it: its articulable and significant threat is written
    /// down (34 CFR 99.36).
    pub emergency: EmergencyCover,
    /// Whether it is what a legal process came to.
    pub process: ProcessRecorded,
}

/// Whether a disclosure is what a legal process came to, step by step (FER-13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessRecorded {
    /// It is.
    Yes,
    /// It is not: somebody states that there was one.
    No,
}

/// Why a record is not disclosed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DisclosureRefused {
    /// Hallpass discloses nothing on this ground.
    #[error("nothing is disclosed on this ground")]
    NoException,
    /// Records of this category may not be disclosed on this ground.
    #[error("records of this category may not be disclosed on this ground")]
    Category(Category),
    /// The school has not stated this.
    #[error("a statement lacks")]
    Lacks(DisclosureStatement),
    /// No threat is written down (34 CFR 99.32(a)(5)).
    #[error("no threat is written down")]
    NoThreat,
    /// The emergency is over.
    #[error("the emergency is over")]
    EmergencyOver,
    /// The emergency does not name the recipient.
    #[error("the emergency does not name the recipient")]
    RecipientNotNamed,
    /// No legal process came to it.
    #[error("no legal process came to it")]
    NoProcess,
}

crate::text_enum! {
    /// What became of a request for a student's record.
    pub enum DisclosureOutcome {
        /// The record may be disclosed, and the school does.
        Disclosed = "disclosed",
        /// It may not. The request is written down nevertheless.
        Refused = "refused",
    }
}

crate::text_enum! {
    /// Who may read what is written down about a request.
    pub enum DisclosureReader {
        /// Parents and the eligible student too (34 CFR 99.32(c)).
        RightsHolder = "rights_holder",
        /// The school only: an order forbids that anybody be told (34 CFR 99.32(d)(5)).
        School = "school",
    }
}

/// Whether a student's record may be disclosed (34 CFR 99.30, 99.31).
///
/// # Errors
/// The first reason against it.
pub fn disclose(request: &DisclosureRequest) -> Result<(), DisclosureRefused> {
    let needs = request
        .ground
        .needs()
        .ok_or(DisclosureRefused::NoException)?;
    let mut categories = request.categories.iter().copied();
    if let Some(category) = categories.find(|category| !request.ground.covers(*category)) {
        return Err(DisclosureRefused::Category(category));
    }
    let is_stated = |statement| request.statements.contains(&statement);
    let gagged = reader(request) == DisclosureReader::School;
    for statement in needs.iter().copied() {
        let is_waived = gagged
            && matches!(
                statement,
                DisclosureStatement::RightsHolderToldBefore | DisclosureStatement::WaitOver
            );
        if !is_waived && !is_stated(statement) {
            return Err(DisclosureRefused::Lacks(statement));
        }
    }
    match request.ground {
        DisclosureGround::Emergency => covered(request.emergency),
        DisclosureGround::LegalProcess if request.process == ProcessRecorded::No => {
            Err(DisclosureRefused::NoProcess)
        }
        _ => Ok(()),
    }
}

/// Whether an emergency covers a disclosure (FER-12).
fn covered(by: EmergencyCover) -> Result<(), DisclosureRefused> {
    match by {
        EmergencyCover::Covers => Ok(()),
        EmergencyCover::Missing => Err(DisclosureRefused::NoThreat),
        EmergencyCover::Over => Err(DisclosureRefused::EmergencyOver),
        EmergencyCover::RecipientNotNamed => Err(DisclosureRefused::RecipientNotNamed),
        EmergencyCover::CategoryNotNamed(category) => Err(DisclosureRefused::Category(category)),
    }
}

/// Who may read what is written down about a request. An order that nobody be told counts for a
/// compulsory process that was checked, and for nothing else.
pub fn reader(request: &DisclosureRequest) -> DisclosureReader {
    let is_stated = |statement| request.statements.contains(&statement);
    let gag = is_stated(DisclosureStatement::ProcessValidated)
        && request.statements.iter().any(|said| said.is_gag());
    match (request.ground, gag) {
        (DisclosureGround::LegalProcess, true) => DisclosureReader::School,
        _ => DisclosureReader::RightsHolder,
    }
}

/// Whether the law has a request recorded, whatever becomes of it (34 CFR 99.32(a)(1), (d)).
pub fn needs_9932(request: &DisclosureRequest) -> bool {
    request.ground.is_recorded_by_law() && reader(request) == DisclosureReader::RightsHolder
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;
    use DisclosureGround as G;
    use DisclosureStatement as S;

    fn request(ground: G, statements: &[S]) -> DisclosureRequest {
        DisclosureRequest {
            ground,
            categories: vec![Category::Name, Category::Progress],
            statements: statements.to_vec(),
            emergency: EmergencyCover::Missing,
            process: ProcessRecorded::Yes,
        }
    }

    fn complete(ground: G) -> DisclosureRequest {
        DisclosureRequest {
            emergency: EmergencyCover::Covers,
            ..request(ground, ground.needs().unwrap_or_default())
        }
    }

    #[test]
    fn fer_07_each_exception_holds_with_all_its_conditions_and_without_one_it_does_not() {
        for ground in G::ALL.iter().copied() {
            let Some(needs) = ground.needs() else {
                let refused = Err(DisclosureRefused::NoException);
                let all = request(ground, S::ALL);
                assert_eq!(disclose(&all), refused, "{ground:?}");
                continue;
            };
            assert_eq!(disclose(&complete(ground)), Ok(()), "{ground:?}");
            for lacking in needs.iter().copied() {
                let mut request = complete(ground);
                request.statements.retain(|statement| *statement != lacking);
                let refused = Err(DisclosureRefused::Lacks(lacking));
                assert_eq!(
                    disclose(&request),
                    refused,
                    "{ground:?} without {lacking:?}"
                );
            }
        }
    }

    #[test]
    fn fer_09_ten_grounds_are_recorded_or_not_as_the_law_has_it() {
        let recorded = G::ALL
            .iter()
            .map(|ground| (*ground, needs_9932(&complete(*ground))));
        let not: Vec<G> = recorded
            .filter(|(_, recorded)| !recorded)
            .map(|(ground, _)| ground)
            .collect();
        assert_eq!(G::ALL.len(), 10);
        assert_eq!(not, [G::WrittenConsent, G::DirectoryInformation]);
        for ground in G::ALL.iter().copied() {
            let denied = request(ground, &[]);
            let as_disclosed = needs_9932(&complete(ground));
            assert_eq!(needs_9932(&denied), as_disclosed, "denied, {ground:?}");
        }
    }

    #[test]
    fn fer_11_a_school_of_transfer_gets_no_answers_demographics_or_technical_data() {
        for (category, allowed) in [
            (Category::Name, true),
            (Category::Enrollment, true),
            (Category::Progress, true),
            (Category::Work, true),
            (Category::Assessment, true),
            (Category::AttitudinalAnswer, false),
            (Category::SurveyAnswer, false),
            (Category::Demographics, false),
            (Category::Technical, false),
            (Category::Usage, false),
            (Category::SupportTicket, false),
        ] {
            let mut request = complete(G::SchoolOfTransfer);
            request.categories = vec![category];
            assert_eq!(disclose(&request).is_ok(), allowed, "{category:?}");
        }
    }

    #[test]
    fn fer_12_an_emergency_without_a_written_threat_or_a_necessary_recipient_opens_nothing() {
        let emergency = request(G::Emergency, &[S::RecipientNecessary]);
        assert_eq!(disclose(&emergency), Err(DisclosureRefused::NoThreat));
        let nobody_named = DisclosureRequest {
            statements: Vec::new(),
            ..complete(G::Emergency)
        };
        let lacks = DisclosureRefused::Lacks(S::RecipientNecessary);
        assert_eq!(disclose(&nobody_named), Err(lacks));
        for (cover, refused) in [
            (EmergencyCover::Over, DisclosureRefused::EmergencyOver),
            (
                EmergencyCover::RecipientNotNamed,
                DisclosureRefused::RecipientNotNamed,
            ),
            (
                EmergencyCover::CategoryNotNamed(Category::Progress),
                DisclosureRefused::Category(Category::Progress),
            ),
        ] {
            let uncovered = DisclosureRequest {
                emergency: cover,
                ..complete(G::Emergency)
            };
            assert_eq!(disclose(&uncovered), Err(refused), "{cover:?}");
        }
    }

    #[test]
    fn fer_13_what_the_school_states_of_a_process_opens_nothing_without_its_course() {
        let stated = DisclosureRequest {
            process: ProcessRecorded::No,
            ..complete(G::LegalProcess)
        };
        assert_eq!(disclose(&stated), Err(DisclosureRefused::NoProcess));
        let gagged = DisclosureRequest {
            statements: vec![S::ProcessValidated, S::GrandJuryGag],
            ..stated
        };
        assert_eq!(disclose(&gagged), Err(DisclosureRefused::NoProcess));
        // A real order keeps it from the family all the same.
        assert_eq!(reader(&gagged), DisclosureReader::School);
    }

    #[test]
    fn fer_13_a_subpoena_waits_for_the_parents_unless_one_of_three_orders_forbids_to_tell_them() {
        let without_notice = request(G::LegalProcess, &[S::ProcessValidated]);
        let lacks = Err(DisclosureRefused::Lacks(S::RightsHolderToldBefore));
        assert_eq!(disclose(&without_notice), lacks);
        let too_early = [S::ProcessValidated, S::RightsHolderToldBefore];
        let too_early = disclose(&request(G::LegalProcess, &too_early));
        assert_eq!(too_early, Err(DisclosureRefused::Lacks(S::WaitOver)));
        for gag in [
            S::GrandJuryGag,
            S::LawEnforcementGag,
            S::ExParteTerrorismOrder,
        ] {
            let gagged = request(G::LegalProcess, &[S::ProcessValidated, gag]);
            assert_eq!(disclose(&gagged), Ok(()), "{gag:?}");
            assert_eq!(reader(&gagged), DisclosureReader::School, "{gag:?}");
            assert!(!needs_9932(&gagged), "{gag:?}");
        }
    }

    #[test]
    fn x_05_an_order_that_nobody_checked_keeps_nothing_from_the_parents() {
        let unchecked = request(G::LegalProcess, &[S::GrandJuryGag]);
        assert_eq!(reader(&unchecked), DisclosureReader::RightsHolder);
        let lacks = Err(DisclosureRefused::Lacks(S::ProcessValidated));
        assert_eq!(disclose(&unchecked), lacks);
    }

    #[test]
    fn x_05_an_order_not_to_tell_counts_for_no_other_ground() {
        let transfer = request(
            G::SchoolOfTransfer,
            &[S::EnrollmentIntended, S::GrandJuryGag],
        );
        let lacks = Err(DisclosureRefused::Lacks(S::RightsHolderToldBefore));
        assert_eq!(disclose(&transfer), lacks);
        assert_eq!(reader(&transfer), DisclosureReader::RightsHolder);
    }

    #[test]
    fn fer_13_an_informal_request_of_the_police_opens_nothing() {
        let email = request(G::Other, S::ALL);
        assert_eq!(disclose(&email), Err(DisclosureRefused::NoException));
        let unchecked = request(G::LegalProcess, &[S::RightsHolderToldBefore, S::WaitOver]);
        let lacks = Err(DisclosureRefused::Lacks(S::ProcessValidated));
        assert_eq!(disclose(&unchecked), lacks);
    }
}
