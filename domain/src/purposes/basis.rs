//! The legal basis of a purpose, by whose account it is and how old its owner is (rules §5.2, G-08).

use super::prohibited::RequestedPurpose;
use crate::{
    accounts::context::AccountContext, age::band::AgeBand, organizations::purpose::Purpose,
};

crate::text_enum! {
    /// A legal basis.
    pub enum ProcessingBasis {
        /// The school's own: Hallpass is its processor and asks for its authorization (SCH-02).
        SchoolAuthorization = "school_authorization",
        /// The verifiable consent of a parent (VPC-01).
        ParentConsent = "parent_consent",
        /// The contract with the person.
        Contract = "contract",
        /// The contract with the parent, who pays.
        ContractWithParent = "contract_with_parent",
        /// The contract, and the law of taxes.
        ContractAndTax = "contract_and_tax",
        /// The person's own consent.
        Consent = "consent",
        /// A legal obligation.
        LegalObligation = "legal_obligation",
        /// A legitimate interest that was weighed against the person's.
        LegitimateInterest = "legitimate_interest",
        /// A legitimate interest, in aggregates only.
        LegitimateInterestInAggregates = "legitimate_interest_in_aggregates",
        /// A legitimate interest to which the person may object.
        LegitimateInterestUntilObjection = "legitimate_interest_until_objection",
        /// Strictly necessary for what the person asked for.
        StrictlyNecessary = "strictly_necessary",
        /// None is needed: nothing personal is left.
        NoneNeeded = "none_needed",
    }
}

/// Why a purpose has no basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoBasis {
    /// Nothing can give it one.
    #[error("this use is prohibited")]
    Prohibited,
    /// It does not exist for such an account.
    #[error("this purpose does not exist for such an account")]
    NotForThisAccount,
}

/// The basis on which data of an account is used for a purpose, if there is one (`basis_for`, §5.2).
pub fn basis_for(
    purpose: RequestedPurpose,
    context: AccountContext,
    band: AgeBand,
) -> Result<ProcessingBasis, NoBasis> {
    let RequestedPurpose::Listed(purpose) = purpose else {
        return Err(NoBasis::Prohibited);
    };
    let basis = match (context, band) {
        (AccountContext::SchoolManaged, _) => of_school(purpose),
        (
            AccountContext::HomeManaged | AccountContext::SelfRegistered,
            AgeBand::Child | AgeBand::TeenBelowDca,
        ) => of_parent(purpose),
        (
            AccountContext::HomeManaged | AccountContext::SelfRegistered,
            AgeBand::Teen | AgeBand::Adult,
        ) => of_person(purpose),
        (AccountContext::Staff | AccountContext::Parent, _) => of_staff(purpose),
    };
    basis.ok_or(NoBasis::NotForThisAccount)
}

/// What is the same for every account.
fn of_everyone(purpose: Purpose) -> Option<ProcessingBasis> {
    use ProcessingBasis as B;
    match purpose {
        Purpose::Security | Purpose::FraudAnalysis | Purpose::ChangeOfControl => {
            Some(B::LegitimateInterest)
        }
        Purpose::Research => Some(B::NoneNeeded),
        Purpose::LegalDuty | Purpose::ProofOfConsent => Some(B::LegalObligation),
        Purpose::FunctionalCookie => Some(B::StrictlyNecessary),
        Purpose::Support => Some(B::Contract),
        Purpose::Account
        | Purpose::Learning
        | Purpose::ClassManagement
        | Purpose::AchievementReport
        | Purpose::BasicPersonalization
        | Purpose::Payment
        | Purpose::ServiceNotice
        | Purpose::AdultMarketing
        | Purpose::Improvement
        | Purpose::Survey
        | Purpose::OptionalFeature => None,
    }
}

/// For a school's student: the purposes of its authorization, and what needs none of it.
fn of_school(purpose: Purpose) -> Option<ProcessingBasis> {
    match purpose {
        Purpose::Account
        | Purpose::Learning
        | Purpose::ClassManagement
        | Purpose::AchievementReport
        | Purpose::BasicPersonalization
        | Purpose::Security
        | Purpose::Survey
        | Purpose::Support
        | Purpose::LegalDuty
        | Purpose::ProofOfConsent => Some(ProcessingBasis::SchoolAuthorization),
        Purpose::Improvement => Some(ProcessingBasis::LegitimateInterestInAggregates),
        Purpose::Research | Purpose::FunctionalCookie | Purpose::ChangeOfControl => {
            of_everyone(purpose)
        }
        Purpose::FraudAnalysis
        | Purpose::Payment
        | Purpose::ServiceNotice
        | Purpose::AdultMarketing
        | Purpose::OptionalFeature => None,
    }
}

/// For a learner at home who does not consent alone.
fn of_parent(purpose: Purpose) -> Option<ProcessingBasis> {
    match purpose {
        Purpose::Account
        | Purpose::Learning
        | Purpose::BasicPersonalization
        | Purpose::Survey
        | Purpose::OptionalFeature => Some(ProcessingBasis::ParentConsent),
        Purpose::Payment => Some(ProcessingBasis::ContractWithParent),
        Purpose::Improvement => Some(ProcessingBasis::LegitimateInterestInAggregates),
        _ => of_everyone(purpose),
    }
}

/// For a learner at home who consents alone.
fn of_person(purpose: Purpose) -> Option<ProcessingBasis> {
    match purpose {
        Purpose::Account | Purpose::Learning | Purpose::BasicPersonalization => {
            Some(ProcessingBasis::Contract)
        }
        Purpose::Payment => Some(ProcessingBasis::ContractAndTax),
        Purpose::Survey | Purpose::OptionalFeature => Some(ProcessingBasis::Consent),
        Purpose::Improvement => Some(ProcessingBasis::LegitimateInterestUntilObjection),
        _ => of_everyone(purpose),
    }
}

/// For staff and parents, who are adults.
fn of_staff(purpose: Purpose) -> Option<ProcessingBasis> {
    match purpose {
        Purpose::Account
        | Purpose::Learning
        | Purpose::ClassManagement
        | Purpose::BasicPersonalization
        | Purpose::Payment
        | Purpose::ServiceNotice => Some(ProcessingBasis::Contract),
        Purpose::AdultMarketing | Purpose::Survey | Purpose::OptionalFeature => {
            Some(ProcessingBasis::Consent)
        }
        Purpose::Improvement => Some(ProcessingBasis::LegitimateInterest),
        _ => of_everyone(purpose),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{purposes::prohibited::ProhibitedPurpose, text_enum::TextEnum as _};

    #[test]
    fn purposes_5_2_a_purpose_has_the_basis_of_whose_account_it_is() {
        use ProcessingBasis as B;
        let basis = |purpose, context, band| {
            basis_for(RequestedPurpose::Listed(purpose), context, band).ok()
        };
        // A school's student; a child at home; a teenager at home; a teacher.
        for (purpose, expected) in [
            (
                Purpose::Account,
                [
                    Some(B::SchoolAuthorization),
                    Some(B::ParentConsent),
                    Some(B::Contract),
                    Some(B::Contract),
                ],
            ),
            (
                Purpose::Learning,
                [
                    Some(B::SchoolAuthorization),
                    Some(B::ParentConsent),
                    Some(B::Contract),
                    Some(B::Contract),
                ],
            ),
            (
                Purpose::ClassManagement,
                [Some(B::SchoolAuthorization), None, None, Some(B::Contract)],
            ),
            (
                Purpose::AchievementReport,
                [Some(B::SchoolAuthorization), None, None, None],
            ),
            (
                Purpose::Payment,
                [
                    None,
                    Some(B::ContractWithParent),
                    Some(B::ContractAndTax),
                    Some(B::Contract),
                ],
            ),
            (
                Purpose::ServiceNotice,
                [None, None, None, Some(B::Contract)],
            ),
            (
                Purpose::AdultMarketing,
                [None, None, None, Some(B::Consent)],
            ),
            (
                Purpose::Improvement,
                [
                    Some(B::LegitimateInterestInAggregates),
                    Some(B::LegitimateInterestInAggregates),
                    Some(B::LegitimateInterestUntilObjection),
                    Some(B::LegitimateInterest),
                ],
            ),
            (
                Purpose::Survey,
                [
                    Some(B::SchoolAuthorization),
                    Some(B::ParentConsent),
                    Some(B::Consent),
                    Some(B::Consent),
                ],
            ),
            (
                Purpose::OptionalFeature,
                [
                    None,
                    Some(B::ParentConsent),
                    Some(B::Consent),
                    Some(B::Consent),
                ],
            ),
            (Purpose::Research, [Some(B::NoneNeeded); 4]),
            (Purpose::FunctionalCookie, [Some(B::StrictlyNecessary); 4]),
        ] {
            let found = [
                basis(purpose, AccountContext::SchoolManaged, AgeBand::Child),
                basis(purpose, AccountContext::HomeManaged, AgeBand::Child),
                basis(purpose, AccountContext::SelfRegistered, AgeBand::Teen),
                basis(purpose, AccountContext::Staff, AgeBand::Adult),
            ];
            assert_eq!(found, expected, "{purpose:?}");
        }
    }

    #[test]
    fn purposes_5_2_a_prohibited_use_has_a_basis_for_no_account() {
        for prohibited in ProhibitedPurpose::ALL {
            for context in AccountContext::ALL {
                for band in AgeBand::ALL {
                    let asked = RequestedPurpose::Prohibited(*prohibited);
                    assert_eq!(basis_for(asked, *context, *band), Err(NoBasis::Prohibited));
                }
            }
        }
    }
}
