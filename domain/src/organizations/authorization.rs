//! Whether a school has authorized that a student's data is processed (SCH-02).
//!
//! Of the nine conditions those that depend on the agreement and on one request are judged here:
//! a, c, d, h and i.
//! A teacher's attestation (SCH-03) is evidence beside it and satisfies none of them.

use chrono::{DateTime, Utc};

use super::{
    agreement::{Agreement, Surveys},
    purpose::Purpose,
    time_zone::{LocalDay, local_day},
};
use crate::{access::Relationship, category::Category, ids::AgreementId};

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

/// What the authorization depends on.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The school's agreement, if it has one.
    pub agreement: Option<&'a Agreement>,
    /// What the data is wanted for.
    pub purpose: Purpose,
    /// Which categories are wanted.
    pub categories: &'a [Category],
    /// How the student came to the school.
    pub placement: Placement,
}

crate::text_enum! {
    /// The condition of SCH-02 that is not met, by its letter there.
    pub enum MissingCondition {
        /// a: an agreement that is signed and holds today.
        ActiveAgreement = "a",
        /// c: an educational purpose.
        EducationalPurpose = "c",
        /// d: the category in the agreement's data schedule.
        DataSchedule = "d",
        /// h: acting staff who are verified to be of the school.
        VerifiedStaff = "h",
        /// i: a student of the school.
        StudentOfTheSchool = "i",
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
    covers(agreement, facts.purpose, facts.categories, now)?;
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
/// purpose: conditions a, c and d, which are asked for as long as data is collected. The others are
/// asked when a student comes to the school.
pub fn covers(
    agreement: &Agreement,
    purpose: Purpose,
    categories: &[Category],
    now: DateTime<Utc>,
) -> Result<(), MissingCondition> {
    if !is_active(agreement, local_day(now, agreement.time_zone)) {
        return Err(MissingCondition::ActiveAgreement);
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
    Ok(())
}

fn is_active(agreement: &Agreement, today: LocalDay) -> bool {
    let signed = agreement
        .signature
        .is_some_and(|signature| signature.signed_on <= today.earliest);
    signed && agreement.term.holds(today)
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
mod tests {
    use chrono_tz::Tz;
    use uuid::Uuid;

    use super::*;
    use crate::organizations::agreement::{SignatoryRole, Signature, Term};

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn now() -> DateTime<Utc> {
        instant("2026-09-01T15:00:00Z")
    }

    fn agreement() -> Agreement {
        let date = |text: &str| text.parse().unwrap();
        Agreement {
            id: AgreementId::from_uuid(Uuid::from_u128(7)),
            signature: Some(Signature {
                role: SignatoryRole::Superintendent,
                signed_on: date("2026-07-15"),
            }),
            term: Term::new(date("2026-08-01"), date("2027-08-01")).unwrap(),
            schedule: CATEGORIES_OF_A_STUDENT.into(),
            surveys: Surveys::Excluded,
            time_zone: Some(Tz::America__Los_Angeles),
        }
    }

    fn facts(agreement: &Agreement) -> Facts<'_> {
        Facts {
            agreement: Some(agreement),
            purpose: Purpose::Learning,
            categories: &CATEGORIES_OF_A_STUDENT,
            placement: Placement::OnRoster(StaffVerification::RoleInForce),
        }
    }

    #[test]
    fn with_every_condition_met_the_school_authorizes_under_its_agreement() {
        let agreement = agreement();
        let authorization = school_authorization(&facts(&agreement), now()).unwrap();
        assert_eq!(authorization.agreement(), agreement.id);
    }

    #[test]
    fn each_single_fault_is_named_by_its_letter() {
        let whole = agreement();
        let unsigned = Agreement {
            signature: None,
            ..agreement()
        };
        let signed_tomorrow = Agreement {
            signature: Some(Signature {
                role: SignatoryRole::Principal,
                signed_on: "2026-09-02".parse().unwrap(),
            }),
            ..agreement()
        };
        let mut thin = agreement();
        thin.schedule.remove(&Category::Work);

        let cases = [
            (
                Facts {
                    agreement: None,
                    ..facts(&whole)
                },
                MissingCondition::ActiveAgreement,
            ),
            (facts(&unsigned), MissingCondition::ActiveAgreement),
            (facts(&signed_tomorrow), MissingCondition::ActiveAgreement),
            (
                Facts {
                    purpose: Purpose::Survey,
                    ..facts(&whole)
                },
                MissingCondition::EducationalPurpose,
            ),
            (facts(&thin), MissingCondition::DataSchedule),
            (
                Facts {
                    placement: Placement::AddedByStaff(StaffVerification::Unverified),
                    ..facts(&whole)
                },
                MissingCondition::VerifiedStaff,
            ),
            (
                Facts {
                    placement: Placement::Unknown,
                    ..facts(&whole)
                },
                MissingCondition::StudentOfTheSchool,
            ),
        ];
        for (facts, missing) in cases {
            assert_eq!(school_authorization(&facts, now()), Err(missing));
        }
    }

    #[test]
    fn every_category_of_a_student_must_be_in_the_schedule() {
        for category in CATEGORIES_OF_A_STUDENT {
            let mut thin = agreement();
            thin.schedule.remove(&category);
            let verdict = school_authorization(&facts(&thin), now());
            assert_eq!(verdict, Err(MissingCondition::DataSchedule), "{category:?}");
        }
    }

    #[test]
    fn surveys_need_a_tick_of_their_own() {
        let ticked = Agreement {
            surveys: Surveys::Included,
            ..agreement()
        };
        let facts = Facts {
            purpose: Purpose::Survey,
            ..facts(&ticked)
        };
        assert!(school_authorization(&facts, now()).is_ok());
    }

    #[test]
    fn an_agreement_holds_from_its_first_day_to_its_end_by_the_clocks_of_the_school() {
        let known = agreement();
        let unknown = Agreement {
            time_zone: None,
            ..agreement()
        };
        let cases = [
            (&known, "2026-08-01T06:59:59Z", false),
            (&known, "2026-08-01T07:00:00Z", true),
            (&known, "2027-08-01T06:59:59Z", true),
            (&known, "2027-08-01T07:00:00Z", false),
            // In an unknown zone it holds when it holds everywhere.
            (&unknown, "2026-08-01T11:59:59Z", false),
            (&unknown, "2026-08-01T12:00:00Z", true),
            (&unknown, "2027-07-31T09:59:59Z", true),
            (&unknown, "2027-07-31T10:00:00Z", false),
        ];
        for (agreement, at, holds) in cases {
            let verdict = school_authorization(&facts(agreement), instant(at));
            assert_eq!(verdict.is_ok(), holds, "{at}");
        }
    }
}
