//! By which method a parent consents (VPC-03, 16 CFR 312.5(b)(2)), as data: what each may unlock, and
//! which can be chosen.

crate::text_enum! {
    /// A method of consent.
    pub enum ConsentMethod {
        /// (i): a form that is printed, signed and sent back, and that a trained person looks at.
        SignedForm = "signed_form",
        /// (ii): a payment of which its holder is told.
        PaymentTransaction = "payment_transaction",
        /// (iii): a call to trained staff.
        Phone = "phone",
        /// (iv): a video call with trained staff.
        Video = "video",
        /// (v): an identity document that is checked against a database.
        GovernmentId = "government_id",
        /// (vi): questions that only the parent can answer.
        KnowledgeQuestions = "knowledge_questions",
        /// (vii): an identity document that is compared with a face.
        FaceMatch = "face_match",
        /// (viii): an e-mail that is answered, and another a day later that says how to take it back.
        EmailPlus = "email_plus",
        /// (ix): the same by text messages.
        TextPlus = "text_plus",
    }
}

/// Where data goes that a scope allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeReach {
    /// It stays within the service.
    Internal,
    /// It is disclosed to a third party.
    ThirdPartyDisclosure,
}

/// Whether anything of the installation discloses children's data to third parties, for other ends than
/// its own operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OperatorDiscloses {
    /// Nothing does.
    Nothing,
    /// Something does.
    Something,
}

/// Hallpass discloses nothing: no feature of it does.
pub const OPERATOR_DISCLOSES: OperatorDiscloses = OperatorDiscloses::Nothing;

/// Whether a method can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MethodSupport {
    /// Hallpass carries it out.
    BuiltIn,
    /// It needs a provider, of whom there is none.
    NeedsProvider,
}

/// Why a method does not verify a consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MethodRefusal {
    /// The method is for the use by an operator who discloses nothing, and for nothing else.
    #[error("this method is for internal use alone")]
    InternalUseOnly,
    /// No provider of the method is connected.
    #[error("there is no provider of this method")]
    NoProvider,
}

impl ConsentMethod {
    /// Whether it can be chosen.
    pub const fn support(self) -> MethodSupport {
        match self {
            Self::SignedForm | Self::EmailPlus => MethodSupport::BuiltIn,
            Self::PaymentTransaction
            | Self::Phone
            | Self::Video
            | Self::GovernmentId
            | Self::KnowledgeQuestions
            | Self::FaceMatch
            | Self::TextPlus => MethodSupport::NeedsProvider,
        }
    }

    /// Whether it is one of the two that need a second message, and that unlock least.
    const fn is_plus(self) -> bool {
        matches!(self, Self::EmailPlus | Self::TextPlus)
    }
}

/// Whether a method verifies a consent to scopes of this reach (VPC-03). Where anything is disclosed,
/// the methods with a second message are off for the whole installation.
///
/// # Errors
/// [`MethodRefusal::InternalUseOnly`].
pub const fn method_allowed(
    method: ConsentMethod,
    reach: ScopeReach,
    operator: OperatorDiscloses,
) -> Result<(), MethodRefusal> {
    match (method.is_plus(), reach, operator) {
        (false, _, _) | (true, ScopeReach::Internal, OperatorDiscloses::Nothing) => Ok(()),
        (true, ScopeReach::ThirdPartyDisclosure, _) | (true, _, OperatorDiscloses::Something) => {
            Err(MethodRefusal::InternalUseOnly)
        }
    }
}

/// Whether a parent can be asked by a method here and now.
///
/// # Errors
/// Why not.
pub const fn method_available(
    method: ConsentMethod,
    reach: ScopeReach,
) -> Result<(), MethodRefusal> {
    match method.support() {
        MethodSupport::BuiltIn => method_allowed(method, reach, OPERATOR_DISCLOSES),
        MethodSupport::NeedsProvider => Err(MethodRefusal::NoProvider),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    #[test]
    fn vpc_03_thirty_six_cells_say_what_each_method_may_unlock() {
        use OperatorDiscloses::{Nothing, Something};
        use ScopeReach::{Internal, ThirdPartyDisclosure};
        let mut cells = 0;
        for method in ConsentMethod::ALL {
            let plus = matches!(method, ConsentMethod::EmailPlus | ConsentMethod::TextPlus);
            for (operator, reach, allowed) in [
                (Nothing, Internal, true),
                (Nothing, ThirdPartyDisclosure, !plus),
                (Something, Internal, !plus),
                (Something, ThirdPartyDisclosure, !plus),
            ] {
                let verdict = method_allowed(*method, reach, operator);
                assert_eq!(
                    verdict.is_ok(),
                    allowed,
                    "{method:?} {operator:?} {reach:?}"
                );
                cells += 1;
            }
        }
        assert_eq!(cells, 36);
    }

    #[test]
    fn vpc_03_two_methods_are_built_in_and_seven_wait_for_a_provider() {
        let available: Vec<_> = ConsentMethod::ALL
            .iter()
            .filter(|method| method_available(**method, ScopeReach::Internal).is_ok())
            .collect();
        assert_eq!(
            available,
            [&ConsentMethod::SignedForm, &ConsentMethod::EmailPlus]
        );
    }
}
