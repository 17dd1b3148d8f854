use chrono_tz::Tz;
use uuid::Uuid;

use super::*;
use crate::{
    organizations::agreement::{SignatoryRole, Signature, Term},
    text_enum::TextEnum as _,
};

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
        state: AgreementState::Active,
        signature: Some(Signature {
            role: SignatoryRole::Superintendent,
            signed_on: date("2026-07-15"),
        }),
        term: Term::new(date("2026-08-01"), date("2027-08-01")).unwrap(),
        schedule: CATEGORIES_OF_A_STUDENT.into(),
        surveys: Surveys::Excluded,
        purge_within_days: 60,
        time_zone: Some(Tz::America__Los_Angeles),
    }
}

fn evidence() -> SchoolEvidence {
    SchoolEvidence {
        consent_mode: ConsentMode::SchoolAuthorization,
        notices: vec![DeliveredNotice {
            major: 1,
            delivered_at: instant("2026-07-20T15:00:00Z"),
            acknowledged_at: Some(instant("2026-07-20T15:00:00Z")),
        }],
        commercial_uses: Vec::new(),
        purge_by: TimeDelta::days(60),
    }
}

fn facts<'a>(agreement: &'a Agreement, school: &'a SchoolEvidence) -> Facts<'a> {
    Facts {
        agreement: Some(agreement),
        school,
        purpose: Purpose::Learning,
        categories: &CATEGORIES_OF_A_STUDENT,
        data_control: DataControl::ActiveAdministrator,
        placement: Placement::OnRoster(StaffVerification::RoleInForce),
    }
}

/// What is judged of everything as it should be but for what a test alters.
fn altered(
    alter: impl FnOnce(&mut Agreement, &mut SchoolEvidence),
) -> Result<AgreementId, MissingCondition> {
    let (mut agreement, mut school) = (agreement(), evidence());
    alter(&mut agreement, &mut school);
    school_authorization(&facts(&agreement, &school), now()).map(Authorization::agreement)
}

/// The same of what is asked.
fn asked(alter: impl FnOnce(&mut Facts<'_>)) -> Result<AgreementId, MissingCondition> {
    let (agreement, school) = (agreement(), evidence());
    let mut facts = facts(&agreement, &school);
    alter(&mut facts);
    school_authorization(&facts, now()).map(Authorization::agreement)
}

#[test]
fn sch_02_with_every_condition_met_the_school_authorizes_under_its_agreement() {
    assert_eq!(altered(|_, _| {}), Ok(agreement().id));
}

#[test]
fn sch_02_a_an_agreement_is_active_and_signed() {
    let missing = Err(MissingCondition::ActiveAgreement);
    assert_eq!(asked(|facts| facts.agreement = None), missing);
    assert_eq!(altered(|it, _| it.state = AgreementState::Draft), missing);
    assert_eq!(altered(|it, _| it.signature = None), missing);
    let tomorrow = Signature {
        role: SignatoryRole::Principal,
        signed_on: "2026-09-02".parse().unwrap(),
    };
    assert_eq!(altered(|it, _| it.signature = Some(tomorrow)), missing);
}

#[test]
fn sch_02_b_the_notice_was_delivered_to_the_school() {
    let verdict = altered(|_, school| school.notices.clear());
    assert_eq!(verdict, Err(MissingCondition::DirectNotice));
}

#[test]
fn sch_02_c_the_purpose_is_educational() {
    let verdict = asked(|facts| facts.purpose = Purpose::Survey);
    assert_eq!(verdict, Err(MissingCondition::EducationalPurpose));
}

#[test]
fn sch_02_d_the_category_is_in_the_schedule() {
    let verdict = altered(|it, _| {
        it.schedule.remove(&Category::Work);
    });
    assert_eq!(verdict, Err(MissingCondition::DataSchedule));
}

#[test]
fn sch_02_e_the_tenant_has_no_commercial_use() {
    for commercial in ProhibitedPurpose::ALL {
        let verdict = altered(|_, school| school.commercial_uses.push(*commercial));
        assert_eq!(verdict, Err(MissingCondition::NoCommercialUse));
    }
}

#[test]
fn sch_02_f_the_school_can_review_and_delete() {
    let verdict = asked(|facts| facts.data_control = DataControl::Nobody);
    assert_eq!(verdict, Err(MissingCondition::DataControl));
}

#[test]
fn sch_02_g_retention_ends_within_the_schedule() {
    let verdict = altered(|it, _| it.purge_within_days = 61);
    assert_eq!(verdict, Err(MissingCondition::RetentionEnd));
}

#[test]
fn sch_02_h_acting_staff_are_verified() {
    for placement in [
        Placement::AddedByStaff(StaffVerification::Unverified),
        Placement::OnRoster(StaffVerification::Unverified),
    ] {
        let verdict = asked(|facts| facts.placement = placement);
        assert_eq!(verdict, Err(MissingCondition::VerifiedStaff));
    }
}

#[test]
fn sch_02_i_the_student_is_of_the_school() {
    let verdict = asked(|facts| facts.placement = Placement::Unknown);
    assert_eq!(verdict, Err(MissingCondition::StudentOfTheSchool));
}

#[test]
fn sch_01_where_only_parents_consent_an_agreement_authorizes_nothing() {
    let verdict = altered(|_, school| school.consent_mode = ConsentMode::ParentConsentOnly);
    assert_eq!(verdict, Err(MissingCondition::ParentConsent));
}

#[test]
fn a_school_says_what_the_newest_agreement_that_holds_lacks() {
    let ended = Agreement {
        term: Term::new("2025-08-01".parse().unwrap(), "2026-08-01".parse().unwrap()).unwrap(),
        ..agreement()
    };
    let mut thin = agreement();
    thin.schedule.clear();
    let school = |agreements| AuthorizingSchool {
        agreements,
        evidence: evidence(),
    };
    let judge = |school: AuthorizingSchool| {
        let placement = Placement::OnRoster(StaffVerification::RoleInForce);
        school.admits(DataControl::ActiveAdministrator, placement, now())
    };
    let lacks = Err(MissingCondition::DataSchedule);
    assert_eq!(judge(school(vec![ended.clone(), thin.clone()])), lacks);
    assert_eq!(judge(school(vec![thin, agreement()])), Ok(agreement().id));
    let none = Err(MissingCondition::ActiveAgreement);
    assert_eq!(judge(school(vec![ended])), none);
    assert_eq!(judge(school(Vec::new())), none);
}

#[test]
fn every_category_of_a_student_must_be_in_the_schedule() {
    for category in CATEGORIES_OF_A_STUDENT {
        let verdict = altered(|it, _| {
            it.schedule.remove(&category);
        });
        assert_eq!(verdict, Err(MissingCondition::DataSchedule), "{category:?}");
    }
}

#[test]
fn surveys_need_a_tick_of_their_own() {
    let (mut ticked, school) = (agreement(), evidence());
    ticked.surveys = Surveys::Included;
    let facts = Facts {
        purpose: Purpose::Survey,
        ..facts(&ticked, &school)
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
        let verdict = school_authorization(&facts(agreement, &evidence()), instant(at));
        assert_eq!(verdict.is_ok(), holds, "{at}");
    }
}
