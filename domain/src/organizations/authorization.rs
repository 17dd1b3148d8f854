//! Whether a school has authorized that a student's data is processed: the nine conditions of SCH-02.
//!
//! A teacher's attestation (SCH-03) is evidence beside it and satisfies none of them.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    agreement::{Agreement, AgreementState, Surveys},
    consent_mode::ConsentMode,
    notice::{DeliveredNotice, SCHOOL_NOTICES, was_told},
    purpose::Purpose,
    time_zone::{LocalDay, local_day},
};
use crate::{
    access::Relationship,
    category::Category,
    ids::AgreementId,
    parameters::choices::{SCHOOL_END_PURGE, SCHOOL_NOTICE_GRACE},
    purposes::prohibited::{ProhibitedPurpose, commercial_uses},
};

/// What a student's account, work and progress hold at the least. An agreement whose schedule lacks
/// one of these allows no students.
pub const CATEGORIES_OF_A_STUDENT: [Category; 7] = [
    Category::Name,
    Category::LoginIdentifier,
    Category::Credential,
    Category::Enrollment,
    Category::Progress,
    Category::Work,
    Category::CheckAnswer,
];

/// Whether a member of staff is verified to be of the school (SCH-02 h).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffVerification {
    /// By nothing.
    Unverified,
    /// By a role in force there. A role comes from the school's roster, from an invitation by its
    /// administrators or from the installation, and from nowhere else.
    RoleInForce,
}

impl StaffVerification {
    /// What a relationship to the school, or to a class of it, proves at the instant at which it holds.
    pub fn by(relationship: Relationship) -> Self {
        match relationship {
            Relationship::TeacherOfRecord
            | Relationship::CoTeacher
            | Relationship::TeachingAssistant
            | Relationship::Teacher
            | Relationship::SchoolAdmin
            | Relationship::DistrictAdmin => Self::RoleInForce,
            Relationship::Stranger
            | Relationship::Themself
            | Relationship::StudentThemself
            | Relationship::EligibleStudent
            | Relationship::Guardian
            | Relationship::Student
            | Relationship::Parent
            | Relationship::PlatformOperator
            | Relationship::Author => Self::Unverified,
        }
    }
}

/// How the student comes to the school (SCH-02 i), by whose act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Neither on a roster nor added by staff.
    Unknown,
    /// On the school's roster, which this member of staff applies.
    OnRoster(StaffVerification),
    /// Added by this member of staff.
    AddedByStaff(StaffVerification),
}

/// Whether the school itself can review and delete its students' data (SCH-02 f): without, it cannot
/// authorize at all (FTC, COPPA FAQ N.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataControl {
    /// Nobody at the school can.
    Nobody,
    /// An administrator of the school or its district holds the office and has an open account.
    ActiveAdministrator,
}

/// What is known of a school beside its agreements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolEvidence {
    /// On whose word its students are registered.
    pub consent_mode: ConsentMode,
    /// The notices that reached it.
    pub notices: Vec<DeliveredNotice>,
    /// The prohibited uses for which this build processes data.
    pub commercial_uses: Vec<ProhibitedPurpose>,
    /// By when after the end of an agreement everything must be deleted (rules §6).
    pub purge_by: TimeDelta,
}

impl SchoolEvidence {
    /// The evidence of a school in a tenant of this mode that these notices reached, in this build.
    pub fn in_this_build(consent_mode: ConsentMode, notices: Vec<DeliveredNotice>) -> Self {
        Self {
            consent_mode,
            notices,
            commercial_uses: commercial_uses(),
            purge_by: SCHOOL_END_PURGE.default,
        }
    }
}

/// What the authorization depends on.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The school's agreement, if it has one.
    pub agreement: Option<&'a Agreement>,
    /// What else is known of the school.
    pub school: &'a SchoolEvidence,
    /// What the data is wanted for.
    pub purpose: Purpose,
    /// Which categories are wanted.
    pub categories: &'a [Category],
    /// Whether the school can review and delete.
    pub data_control: DataControl,
    /// How the student came to the school.
    pub placement: Placement,
}

crate::text_enum! {
    /// What a school's authorization lacks: a condition of SCH-02, with its letter there, or the mode of
    /// SCH-01.
    pub enum MissingCondition {
        /// a: an agreement that is active, signed by an authorized signatory, and in force today.
        ActiveAgreement = "agreement_not_active",
        /// b: the direct notice, delivered to the school and acknowledged in time.
        DirectNotice = "notice_not_acknowledged",
        /// c: an educational purpose.
        EducationalPurpose = "purpose_not_educational",
        /// d: the category in the agreement's data schedule.
        DataSchedule = "category_not_scheduled",
        /// e: no commercial use.
        NoCommercialUse = "commercial_use",
        /// f: an administrator of the school or its district who can review and delete.
        DataControl = "no_administrator",
        /// g: an end of retention within the schedule.
        RetentionEnd = "kept_too_long",
        /// h: acting staff who are verified to be of the school.
        VerifiedStaff = "staff_not_verified",
        /// i: a student of the school.
        StudentOfTheSchool = "not_a_student_of_the_school",
        /// The tenant's mode: only a parent's consent counts.
        ParentConsent = "parent_consent_required",
    }
}

/// A school's authorization, as a decision keeps it: under which agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authorization {
    agreement: AgreementId,
}

impl Authorization {
    /// The agreement that authorizes.
    pub const fn agreement(self) -> AgreementId {
        self.agreement
    }
}

/// Whether the school authorizes the processing at an instant, or the first condition that lacks.
pub fn school_authorization(
    facts: &Facts<'_>,
    now: DateTime<Utc>,
) -> Result<Authorization, MissingCondition> {
    let agreement = facts.agreement.ok_or(MissingCondition::ActiveAgreement)?;
    covers(
        agreement,
        facts.school,
        facts.purpose,
        facts.categories,
        now,
    )?;
    match facts.data_control {
        DataControl::Nobody => return Err(MissingCondition::DataControl),
        DataControl::ActiveAdministrator => {}
    }
    match facts.placement {
        Placement::Unknown => Err(MissingCondition::StudentOfTheSchool),
        Placement::OnRoster(StaffVerification::Unverified)
        | Placement::AddedByStaff(StaffVerification::Unverified) => {
            Err(MissingCondition::VerifiedStaff)
        }
        Placement::OnRoster(StaffVerification::RoleInForce)
        | Placement::AddedByStaff(StaffVerification::RoleInForce) => Ok(Authorization {
            agreement: agreement.id,
        }),
    }
}

/// Whether an agreement covers at an instant that data of these categories is collected for a
/// purpose: conditions a to e and g, which are asked for as long as data is collected. The others are
/// asked when a student comes to the school.
pub fn covers(
    agreement: &Agreement,
    school: &SchoolEvidence,
    purpose: Purpose,
    categories: &[Category],
    now: DateTime<Utc>,
) -> Result<(), MissingCondition> {
    match school.consent_mode {
        ConsentMode::ParentConsentOnly => return Err(MissingCondition::ParentConsent),
        ConsentMode::SchoolAuthorization => {}
    }
    if !is_active(agreement, local_day(now, agreement.time_zone)) {
        return Err(MissingCondition::ActiveAgreement);
    }
    let grace = SCHOOL_NOTICE_GRACE.default;
    if !was_told(&school.notices, SCHOOL_NOTICES, purpose, grace, now) {
        return Err(MissingCondition::DirectNotice);
    }
    if !is_educational(purpose, agreement.surveys) {
        return Err(MissingCondition::EducationalPurpose);
    }
    if !categories
        .iter()
        .all(|category| agreement.schedule.contains(category))
    {
        return Err(MissingCondition::DataSchedule);
    }
    if !school.commercial_uses.is_empty() {
        return Err(MissingCondition::NoCommercialUse);
    }
    if TimeDelta::days(agreement.purge_within_days.into()) > school.purge_by {
        return Err(MissingCondition::RetentionEnd);
    }
    Ok(())
}

/// A school with its agreements, as rows know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizingSchool {
    /// Its agreements, the newest first.
    pub agreements: Vec<Agreement>,
    /// What else is known of it.
    pub evidence: SchoolEvidence,
}

impl AuthorizingSchool {
    /// Whether the school's word counts at all in its tenant (SCH-01).
    pub fn may_authorize(&self) -> bool {
        match self.evidence.consent_mode {
            ConsentMode::SchoolAuthorization => true,
            ConsentMode::ParentConsentOnly => false,
        }
    }

    /// Whether an agreement of the school is active, signed and in force at an instant, whatever else lacks.
    pub fn has_agreement_in_force(&self, now: DateTime<Utc>) -> bool {
        let mut agreements = self.agreements.iter();
        agreements.any(|agreement| is_active(agreement, local_day(now, agreement.time_zone)))
    }

    /// The agreement under which a student may come to the school at an instant, or what the newest
    /// that holds lacks.
    pub fn admits(
        &self,
        data_control: DataControl,
        placement: Placement,
        now: DateTime<Utc>,
    ) -> Result<AgreementId, MissingCondition> {
        self.first(|agreement| {
            let facts = Facts {
                agreement: Some(agreement),
                school: &self.evidence,
                purpose: Purpose::Account,
                categories: &CATEGORIES_OF_A_STUDENT,
                data_control,
                placement,
            };
            school_authorization(&facts, now).map(Authorization::agreement)
        })
    }

    /// The agreement that covers at an instant what is collected, or what the newest that holds lacks.
    pub fn covers(
        &self,
        purpose: Purpose,
        categories: &[Category],
        now: DateTime<Utc>,
    ) -> Result<AgreementId, MissingCondition> {
        self.first(|agreement| {
            covers(agreement, &self.evidence, purpose, categories, now).map(|()| agreement.id)
        })
    }

    fn first(
        &self,
        judge: impl Fn(&Agreement) -> Result<AgreementId, MissingCondition>,
    ) -> Result<AgreementId, MissingCondition> {
        let mut missing = None;
        for agreement in &self.agreements {
            match judge(agreement) {
                Ok(id) => return Ok(id),
                Err(MissingCondition::ActiveAgreement) => {}
                Err(condition) => {
                    missing.get_or_insert(condition);
                }
            }
        }
        Err(missing.unwrap_or(MissingCondition::ActiveAgreement))
    }
}

fn is_active(agreement: &Agreement, today: LocalDay) -> bool {
    let signed = agreement
        .signature
        .is_some_and(|signature| signature.signed_on <= today.earliest);
    agreement.state == AgreementState::Active && signed && agreement.term.holds(today)
}

fn is_educational(purpose: Purpose, surveys: Surveys) -> bool {
    match purpose {
        Purpose::Account
        | Purpose::Learning
        | Purpose::ClassManagement
        | Purpose::AchievementReport
        | Purpose::BasicPersonalization
        | Purpose::Security
        | Purpose::Support
        | Purpose::LegalDuty
        | Purpose::ProofOfConsent => true,
        Purpose::Survey => surveys == Surveys::Included,
        Purpose::Payment
        | Purpose::ServiceNotice
        | Purpose::AdultMarketing
        | Purpose::FraudAnalysis
        | Purpose::Improvement
        | Purpose::Research
        | Purpose::OptionalFeature
        | Purpose::FunctionalCookie
        | Purpose::ChangeOfControl => false,
    }
}

#[cfg(test)]
mod tests;
