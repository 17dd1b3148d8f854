//! The terms that an agreement must have before it is active (SCH-08).
//!
//! Each law that can bind an agreement lists terms. FERPA's hold for every school; a state's hold for
//! its own, and where the state is unknown, or its law is not listed here, those of every state do
//! (G-06).

use std::collections::BTreeSet;

use crate::text_enum::TextEnum as _;

crate::text_enum! {
    /// The state of the school or district that is party to an agreement, where its law lists terms.
    pub enum PartyState {
        /// California: Educ. Code 49073.1(b).
        California = "california",
        /// Illinois: SOPPA, 105 ILCS 85.
        Illinois = "illinois",
        /// New York: Educ. Law 2-d and 8 NYCRR 121.
        NewYork = "new_york",
    }
}

/// Terms of one law, by the law.
macro_rules! terms {
    ( $( $law:expr => { $( $(#[doc = $doc:literal])* $term:ident = $word:literal, )+ } )+ ) => {
        crate::text_enum! {
            /// A term of an agreement that a law asks for.
            pub enum AgreementTerm { $( $( $(#[doc = $doc])* $term = $word, )+ )+ }
        }

        impl AgreementTerm {
            /// The law that asks for it.
            pub const fn law(self) -> ChecklistLaw {
                match self { $( $( Self::$term )|+ => $law, )+ }
            }
        }
    };
}

/// A law with a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChecklistLaw {
    /// 34 CFR 99.31(a)(1)(i)(B) and 99.33: the provider as a school official.
    Ferpa,
    /// That of a state.
    State(PartyState),
}

impl ChecklistLaw {
    /// Whether it binds an agreement with a party in a state; `None` is a state that is unknown or has
    /// no list of its own here.
    fn binds(self, party: Option<PartyState>) -> bool {
        match (self, party) {
            (Self::Ferpa, _) | (Self::State(_), None) => true,
            (Self::State(state), Some(party)) => state == party,
        }
    }
}

terms! {
    ChecklistLaw::Ferpa => {
        /// The provider performs a service for which the school would otherwise use employees.
        InstitutionalFunction = "institutional_function",
        /// The school controls directly how records are used and maintained.
        DirectControl = "direct_control",
        /// Records are used for the agreed purpose only and not disclosed further (99.33(a)).
        RedisclosureLimits = "redisclosure_limits",
        /// The school's annual notice says who is a school official.
        AnnualNoticeCriteria = "annual_notice_criteria",
        /// The school tells the provider of these limits (99.33(d)).
        RedisclosureNotice = "redisclosure_notice",
    }
    ChecklistLaw::State(PartyState::California) => {
        /// (1) Records remain the property and under the control of the local agency.
        RecordsRemainSchools = "records_remain_schools",
        /// (2) How students keep their own content, and transfer it to a personal account.
        OwnContentKept = "own_content_kept",
        /// (3) Records are used for nothing that the contract does not require or permit.
        NoUseBeyondContract = "no_use_beyond_contract",
        /// (4) How parents and eligible students review and correct records.
        ReviewAndCorrection = "review_and_correction",
        /// (5) How records are kept secure, with the people who are trained for it.
        SecurityAndTraining = "security_and_training",
        /// (6) How those affected are told of an unauthorized disclosure.
        DisclosureNotification = "disclosure_notification",
        /// (7) A certification that nothing is kept after the term, and how it is enforced.
        NothingKeptAfterTerm = "nothing_kept_after_term",
        /// (8) How both parties comply with FERPA together.
        JointFerpaCompliance = "joint_ferpa_compliance",
        /// (9) No targeted advertising.
        NoTargetedAdvertising = "no_targeted_advertising",
    }
    ChecklistLaw::State(PartyState::NewYork) => {
        /// The exclusive purposes of the data.
        ExclusivePurposes = "exclusive_purposes",
        /// How subcontractors are held to the same duties.
        SubcontractorDuties = "subcontractor_duties",
        /// When the contract ends and what becomes of the data.
        EndDateAndDataFate = "end_date_and_data_fate",
        /// How the accuracy of the data can be challenged.
        AccuracyChallenge = "accuracy_challenge",
        /// Where the data is stored.
        StorageLocation = "storage_location",
        /// Encryption in motion and at rest.
        Encryption = "encryption",
        /// Alignment with the NIST Cybersecurity Framework.
        NistCsfAlignment = "nist_csf_alignment",
        /// Training of those who have access.
        StaffTraining = "staff_training",
        /// The Parents' Bill of Rights, attached.
        ParentsBillOfRights = "parents_bill_of_rights",
        /// Notice of a breach within seven days.
        BreachWithinSevenDays = "breach_within_seven_days",
        /// No commercial use and no marketing.
        NoCommercialUse = "no_commercial_use",
    }
    ChecklistLaw::State(PartyState::Illinois) => {
        /// The categories of data, listed.
        DataCategoriesListed = "data_categories_listed",
        /// A statement of the product or service.
        ProductStatement = "product_statement",
        /// Who bears the cost of a breach.
        BreachCostAllocation = "breach_cost_allocation",
        /// Deletion or return when the contract ends.
        DeletionOrReturn = "deletion_or_return",
        /// The school posts the agreement.
        AgreementPosted = "agreement_posted",
        /// The list of sub-processors is public.
        SubProcessorsPublic = "sub_processors_public",
    }
}

/// The terms that an agreement with a party in a state lacks, in the order of the checklist; `None` is
/// a state that is unknown or has no list of its own here, for which those of every state count.
pub fn missing_terms(
    terms: &BTreeSet<AgreementTerm>,
    party: Option<PartyState>,
) -> Vec<AgreementTerm> {
    AgreementTerm::ALL
        .iter()
        .copied()
        .filter(|term| term.law().binds(party) && !terms.contains(term))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(law: ChecklistLaw) -> impl Iterator<Item = AgreementTerm> {
        let terms = AgreementTerm::ALL.iter().copied();
        terms.filter(move |term| term.law() == law)
    }

    #[test]
    fn sch_08_each_law_has_its_terms() {
        for (law, number) in [
            (ChecklistLaw::Ferpa, 5),
            (ChecklistLaw::State(PartyState::California), 9),
            (ChecklistLaw::State(PartyState::NewYork), 11),
            (ChecklistLaw::State(PartyState::Illinois), 6),
        ] {
            assert_eq!(of(law).count(), number, "{law:?}");
        }
    }

    #[test]
    fn sch_08_a_complete_agreement_of_a_state_minus_each_term_lacks_that_term() {
        for state in PartyState::ALL {
            let whole: BTreeSet<AgreementTerm> = of(ChecklistLaw::Ferpa)
                .chain(of(ChecklistLaw::State(*state)))
                .collect();
            assert_eq!(missing_terms(&whole, Some(*state)), [], "{state:?}");
            for term in &whole {
                let mut thin = whole.clone();
                thin.remove(term);
                assert_eq!(missing_terms(&thin, Some(*state)), [*term], "{state:?}");
            }
        }
    }

    #[test]
    fn sch_08_in_an_unknown_state_the_terms_of_every_law_are_asked_for() {
        assert_eq!(missing_terms(&BTreeSet::new(), None), AgreementTerm::ALL);
        let californian: BTreeSet<AgreementTerm> = of(ChecklistLaw::Ferpa)
            .chain(of(ChecklistLaw::State(PartyState::California)))
            .collect();
        let others: Vec<AgreementTerm> = of(ChecklistLaw::State(PartyState::NewYork))
            .chain(of(ChecklistLaw::State(PartyState::Illinois)))
            .collect();
        assert_eq!(missing_terms(&californian, None), others);
    }
}
