//! Founding the world, with the same functions as the API but with facts of our own.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{
    access::{Action, Platform, Relationship},
    accounts::{
        credentials::{AccountStatus, PersonKind},
        emails::EmailRecipient,
        sessions::{SessionEpoch, SessionKind},
    },
    category::Category,
    ids::{ClassId, OrganizationId, PLATFORM, SchoolId, SessionId, UserId},
    organizations::{
        agreement::{SignatoryRole, Surveys, Term},
        authorization::CATEGORIES_OF_A_STUDENT,
        checklist::AgreementTerm,
    },
    staff::role::StaffRole,
    text::{display_name_of_adult, display_name_of_student},
    text_enum::TextEnum as _,
};
use persistence::{
    Database, DbError, Scope, Tx,
    access::{Installation, Permit},
    accounts::people::NewPerson,
    classes::students::{self, StudentToCreate},
    installation,
    organizations::{
        agreements::{self, ActivateOutcome, NewAgreement},
        organization::{self, Founded, NewOrganization},
        schools::{self, NewSchool},
    },
    testing,
};
use uuid::Uuid;

use crate::world::World;

/// A permit as the policy would give it to a person who stood so.
///
/// # Panics
/// When the policy refuses.
pub fn permit<'t, A: Action>(
    tx: &Tx<'t>,
    relationship: Relationship,
    subject: A::Subject,
) -> Permit<'t, A> {
    testing::permit(tx, relationship, subject).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// The installation.
pub fn installation() -> Installation {
    testing::installation()
}

/// Writes in a tenant.
///
/// # Panics
/// When the database fails.
pub async fn write<T: Send + 'static>(
    database: &Arc<Database>,
    organization: OrganizationId,
    now: DateTime<Utc>,
    work: impl Fn(&mut Tx<'_>) -> Result<T, DbError> + Send + 'static,
) -> T {
    database
        .write(
            Scope::new(
                domain::audit::Channel::Worker,
                organization,
                now,
                Uuid::nil(),
            ),
            work,
        )
        .await
        .unwrap_or_else(|failure| panic!("{failure}"))
}

/// Founds the world.
///
/// # Panics
/// When the database fails.
pub async fn found(database: &Arc<Database>, now: DateTime<Utc>) -> World {
    write(database, PLATFORM, now, |tx| {
        installation::open_platform(tx, &installation())
    })
    .await;
    let district = district(database, now, "Maple Unified School District", "maple").await;
    let other_district = self::district(database, now, "Pine County Schools", "pine").await;
    World {
        district,
        school: school(database, now, district, "Maple Elementary", true).await,
        other_school: school(database, now, district, "Oak Elementary", true).await,
        school_without_agreement: school(database, now, district, "Birch Elementary", false).await,
        term: None,
        other_district,
        far_school: school(database, now, other_district, "Pine Elementary", true).await,
    }
}

async fn district(
    database: &Arc<Database>,
    now: DateTime<Utc>,
    name: &'static str,
    slug: &'static str,
) -> OrganizationId {
    write(database, PLATFORM, now, move |tx| {
        let permit = permit(tx, Relationship::PlatformOperator, Platform);
        let new = NewOrganization {
            name: name.to_owned(),
            slug: slug.to_owned(),
        };
        match organization::create(tx, &permit, &new)? {
            Founded::Now(id) => Ok(id),
            Founded::SlugTaken => panic!("{slug} is taken"),
        }
    })
    .await
}

async fn school(
    database: &Arc<Database>,
    now: DateTime<Utc>,
    district: OrganizationId,
    name: &'static str,
    agreement: bool,
) -> SchoolId {
    write(database, district, now, move |tx| {
        let to_create = permit(tx, Relationship::DistrictAdmin, district);
        let new = NewSchool {
            name: name.to_owned(),
            time_zone: "America/Los_Angeles".to_owned(),
            source_id: None,
        };
        let school = schools::create(tx, &to_create, &new)?
            .unwrap_or_else(|_| panic!("a school without a key"))
            .id;
        if agreement {
            authorize(tx, school, &standing_agreement())?;
        }
        Ok(school)
    })
    .await
}

/// Gives a school an active agreement, and the notice on the day on which the agreement begins.
///
/// # Errors
/// If the database fails.
///
/// # Panics
/// When the agreement is not complete.
pub fn authorize(
    tx: &mut Tx<'_>,
    school: SchoolId,
    agreement: &NewAgreement,
) -> Result<(), DbError> {
    let to_record = permit(tx, Relationship::DistrictAdmin, school);
    let recorded = agreements::record(tx, &to_record, agreement)?;
    let to_activate = permit(tx, Relationship::DistrictAdmin, school);
    match agreements::activate(tx, &to_activate, recorded)? {
        ActivateOutcome::Active(_) => {}
        refused => panic!("{refused:?}"),
    }
    let told_at = agreement
        .term
        .begins_on()
        .and_time(NaiveTime::MIN)
        .and_utc();
    testing::school_was_told(tx, school, told_at)?;
    Ok(())
}

/// Gives the school of a class an administrator, if neither it nor its district has one, so that
/// students may be created in the class.
///
/// # Errors
/// If the database fails.
pub fn administer(tx: &mut Tx<'_>, class: ClassId) -> Result<(), DbError> {
    if let Some(school) = testing::school_without_administrator(tx, class)? {
        let registrar = adult(&format!("Registrar {school}"));
        let role = StaffRole::SchoolAdmin;
        installation::appoint(tx, &installation(), &registrar, role, Some(school))?;
    }
    Ok(())
}

/// An agreement that holds from August 2026 to the end of June 2027.
///
/// # Panics
/// Never.
pub fn standing_agreement() -> NewAgreement {
    let day = |year, month, day| {
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_else(|| panic!("a day"))
    };
    NewAgreement {
        signatory_role: SignatoryRole::Superintendent,
        signed_on: day(2026, 7, 1),
        term: Term::new(day(2026, 8, 1), day(2027, 7, 1)).unwrap_or_else(|_| panic!("a term")),
        schedule: CATEGORIES_OF_A_STUDENT
            .into_iter()
            .chain([Category::AttitudinalAnswer, Category::AgeEvidence])
            .collect(),
        party_state: None,
        terms: AgreementTerm::ALL.iter().copied().collect(),
        surveys: Surveys::Excluded,
        purge_within_days: 60,
        document_digest: None,
    }
}

/// The address of a member of staff.
///
/// # Panics
/// When the name makes none.
pub fn address(name: &str) -> EmailRecipient {
    let address = format!("{}@example.edu", name.to_lowercase().replace(' ', "."));
    EmailRecipient::of_adult(&address).unwrap_or_else(|failure| panic!("{failure}"))
}

/// An adult with an open account.
fn adult(name: &str) -> NewPerson {
    NewPerson {
        kind: PersonKind::Adult,
        status: AccountStatus::Active,
        given_name: name.to_owned(),
        family_name: "Example".to_owned(),
        display_name: display_name_of_adult("Mx.", name),
        email: Some(address(name)),
        username: None,
        source_id: None,
        grade_level: None,
    }
}

/// A member of staff with a session.
pub async fn staff(
    database: &Arc<Database>,
    organization: OrganizationId,
    now: DateTime<Utc>,
    name: &str,
    role: StaffRole,
    school: Option<SchoolId>,
) -> (UserId, SessionId, SessionEpoch) {
    let person = adult(name);
    let kind = match role {
        StaffRole::PlatformOperator => SessionKind::PlatformOperator,
        _ => SessionKind::Staff,
    };
    write(database, organization, now, move |tx| {
        let user = installation::appoint(tx, &installation(), &person, role, school)?;
        testing::accept_policy(tx, user, 1)?;
        let (session, epoch) = testing::begin_session(tx, user, kind)?;
        Ok((user, session, epoch))
    })
    .await
}

/// A student of a class, with a session.
///
/// # Panics
/// When the school does not authorize it.
pub async fn student(
    database: &Arc<Database>,
    organization: OrganizationId,
    now: DateTime<Utc>,
    class: ClassId,
    name: &str,
) -> (UserId, SessionId, SessionEpoch) {
    let new = StudentToCreate {
        given_name: name.to_owned(),
        family_name: "Example".to_owned(),
        display_name: display_name_of_student(name, "Example"),
        username: name.to_lowercase().replace(' ', "."),
        grade_level: None,
        born: None,
        passphrase_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
    };
    write(database, organization, now, move |tx| {
        administer(tx, class)?;
        testing::attested(tx, class, None)?;
        let permit = permit(tx, Relationship::TeacherOfRecord, class);
        let created = students::create(tx, &permit, std::slice::from_ref(&new))?;
        let created = created.unwrap_or_else(|refusal| panic!("{refusal:?}"));
        let user = created.first().copied();
        let user = user.unwrap_or_else(|| panic!("one student"));
        let (session, epoch) =
            testing::begin_session(tx, user, SessionKind::StudentOnPersonalDevice)?;
        Ok((user, session, epoch))
    })
    .await
}
