//! The table of purposes (rules §5.2).

use crate::{
    category::Category::{
        self, AgeEvidence, Assessment, AttitudinalAnswer, AuditTrail, Authorization, CheckAnswer,
        Credential, Demographics, Enrollment, LoginIdentifier, Name, ParentContact, Payment,
        Profile, Progress, SupportTicket, SurveyAnswer, Technical, Usage, Work,
    },
    organizations::purpose::Purpose,
    retention::rule::RetentionRule::{
        self, R01, R02, R03, R04, R05, R06, R07, R08, R09, R10, R11, R12, R13, R14, R15, R16, R19,
        R20, R21,
    },
    text_enum::TextEnum as _,
};

/// One purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PurposeRow {
    /// The purpose.
    pub purpose: Purpose,
    /// Its id in the rules.
    pub id: &'static str,
    /// What a notice calls it.
    pub name: &'static str,
    /// The categories of data that it may use. For [`Purpose::Improvement`] they are aggregated
    /// first; [`Purpose::Research`] uses none, for what it uses is no personal data.
    pub categories: &'static [Category],
    /// The rows of the retention schedule (RET-02) that end what is kept for it.
    pub retention: &'static [RetentionRule],
}

/// The row of a purpose.
#[expect(clippy::too_many_lines, reason = "it is a table")]
pub fn row(purpose: Purpose) -> PurposeRow {
    let (id, name, categories, retention): (_, _, &'static [Category], &'static [RetentionRule]) =
        match purpose {
            Purpose::Account => (
                "P1",
                "Account and sign-in",
                &[Name, LoginIdentifier, Credential, AgeEvidence],
                &[R01, R02, R03],
            ),
            Purpose::Learning => (
                "P2",
                "Deliver courses, save progress and resume",
                &[Enrollment, Progress, Work, CheckAnswer, Assessment],
                &[R05, R06, R07],
            ),
            Purpose::ClassManagement => (
                "P3",
                "Manage classes; the teacher sees progress",
                &[
                    Name,
                    Enrollment,
                    Progress,
                    Work,
                    CheckAnswer,
                    AttitudinalAnswer,
                ],
                &[R05],
            ),
            Purpose::AchievementReport => (
                "P4",
                "Report achievement to school and district",
                &[Progress, Work, CheckAnswer, Assessment],
                &[R06],
            ),
            Purpose::BasicPersonalization => (
                "P5",
                "Choose the next lesson by progress",
                &[Profile, Progress],
                &[R05],
            ),
            Purpose::Payment => ("P6", "Payments and subscriptions", &[Payment], &[R20]),
            Purpose::ServiceNotice => (
                "P7",
                "Notices of the service to adults",
                &[LoginIdentifier],
                &[R03],
            ),
            Purpose::AdultMarketing => (
                "P8",
                "Marketing to adults who opted in",
                &[LoginIdentifier],
                &[R16],
            ),
            Purpose::Security => (
                "P9a",
                "Security and prevention of abuse",
                &[Technical, Usage, AuditTrail],
                &[R11, R12, R13],
            ),
            Purpose::FraudAnalysis => (
                "P9b",
                "Analysis of fraud",
                &[Technical, Usage, AuditTrail],
                &[R11, R12, R13],
            ),
            Purpose::Improvement => (
                "P10",
                "Improve the service by aggregates",
                &[Progress, Usage],
                &[R14],
            ),
            Purpose::Survey => (
                "P11",
                "Surveys and evaluation",
                &[AttitudinalAnswer, SurveyAnswer, Demographics],
                &[R08, R09],
            ),
            Purpose::Research => ("P12", "De-identified research and publication", &[], &[R10]),
            Purpose::Support => ("P13", "Support", &[SupportTicket], &[R15]),
            Purpose::LegalDuty => (
                "P14",
                "Legal duty and claims",
                &[Authorization, AuditTrail],
                &[R16, R19, R21],
            ),
            Purpose::ProofOfConsent => (
                "P15",
                "Proof of consents and policies",
                &[Authorization, ParentContact],
                &[R16],
            ),
            Purpose::OptionalFeature => ("P16", "Optional features", &[Profile], &[R04]),
            Purpose::FunctionalCookie => (
                "P17",
                "Cookies without which the service does not work",
                &[Technical],
                &[R12],
            ),
            Purpose::ChangeOfControl => ("P18", "Merger or change of control", Category::ALL, &[]),
        };
    PurposeRow {
        purpose,
        id,
        name,
        categories,
        retention,
    }
}

/// Every row, in the order of the rules.
pub fn rows() -> impl Iterator<Item = PurposeRow> {
    Purpose::ALL.iter().copied().map(row)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn purposes_5_2_every_purpose_has_an_id_of_its_own_and_ends_what_it_keeps() {
        let ids: BTreeSet<&str> = rows().map(|row| row.id).collect();
        assert_eq!(ids.len(), Purpose::ALL.len());
        for row in rows() {
            let same_terms = row.purpose == Purpose::ChangeOfControl;
            assert_eq!(row.retention.is_empty(), same_terms, "{}", row.id);
        }
    }

    #[test]
    fn purposes_5_2_every_category_of_a_learner_has_a_purpose() {
        for category in Category::ALL {
            // A course that a teacher wrote is the teacher's, and goes with the account.
            let used = rows()
                .filter(|row| row.purpose != Purpose::ChangeOfControl)
                .any(|row| row.categories.contains(category));
            assert_eq!(used, *category != Category::AuthoredCourse, "{category:?}");
        }
    }
}
