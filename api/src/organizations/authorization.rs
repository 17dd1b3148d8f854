//! What a school's authorization lacks, as clients are told (SCH-02).

use domain::{organizations::authorization::MissingCondition, text_enum::TextEnum as _};

use crate::problem::{ApiError, FieldError, ProblemKind};

/// The school does not authorize it: `errors` names the condition that lacks.
pub(crate) fn not_authorized(condition: MissingCondition) -> ApiError {
    let said = match condition {
        MissingCondition::ActiveAgreement => {
            "the school has no active agreement that is signed and in force"
        }
        MissingCondition::DirectNotice => {
            "the direct notice was not delivered to the school, or not acknowledged in time"
        }
        MissingCondition::EducationalPurpose => "the agreement does not allow this purpose",
        MissingCondition::DataSchedule => "the agreement does not list the categories of data",
        MissingCondition::NoCommercialUse => "the installation uses data commercially",
        MissingCondition::DataControl => {
            "the school has no administrator with an open account who can review and delete"
        }
        MissingCondition::RetentionEnd => "the agreement lets data be kept for too long",
        MissingCondition::VerifiedStaff => "the acting person is not verified to be of the school",
        MissingCondition::StudentOfTheSchool => "the student is not of the school",
        MissingCondition::ParentConsent => "only a parent's consent counts in this district",
    };
    ApiError::Fields {
        kind: ProblemKind::SchoolAuthorizationRequired,
        errors: vec![FieldError::new("", condition.as_str(), said)],
    }
}
