//! Founding a household: an adult who opens an account of their own, and a home for their children.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use domain::{
    accounts::{
        clients::ClientFamily,
        credentials::{AccountStatus, CredentialKind, PersonKind},
        emails::EmailRecipient,
    },
    audit::{AccountEvent, Changed},
    countries::Country,
    ids::{ClassId, OrganizationId, SchoolId, UserId},
    mail::Language,
    staff::role::StaffRole,
};

use crate::{
    accounts::{
        credentials, devices,
        opaque_token::OpaqueToken,
        people::{self, NewPerson},
        refresh::{self, SignedIn},
        sessions::kind_of_staff,
    },
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    handles::{self, HandleKind, Taken},
    organizations::{
        organization::{self, NewOrganization},
        state::OrganizationKind,
    },
    schema::{classes, households, schools},
    sql_types::bind_instant,
    staff::roles::{self, RoleOrigin},
};

/// How long a home is open: a class ends by itself, and the home of a child when the child is grown.
const HOME_LASTS: TimeDelta = TimeDelta::days(18 * 365);

/// A household that is to be founded.
#[derive(Clone)]
pub struct NewHousehold {
    /// The parent's address.
    pub email: EmailRecipient,
    /// The parent's given name.
    pub given_name: String,
    /// The parent's family name.
    pub family_name: String,
    /// How the parent's children see them.
    pub display_name: String,
    /// The hash of the parent's password.
    pub password_hash: String,
    /// The country in which the family lives.
    pub country: Country,
    /// In which language it is spoken to.
    pub language: Language,
    /// The time zone of its home.
    pub time_zone: Tz,
    /// What the parent's device says it is.
    pub device: Option<OpaqueToken>,
}

/// A household that was founded.
pub struct FoundedHousehold {
    /// It.
    pub organization: OrganizationId,
    /// The short name by which its parent says where they sign in.
    pub slug: String,
    /// Its parent.
    pub parent: UserId,
    /// The parent's session.
    pub signed_in: SignedIn,
}

/// Founds a household, and signs its parent in.
///
/// # Errors
/// If the database fails.
pub fn found(
    tx: &mut Tx<'_>,
    new: &NewHousehold,
    client: ClientFamily,
) -> Result<FoundedHousehold, DbError> {
    let id: OrganizationId = tx.new_id();
    tx.within(id, |tx| {
        let slug = name_it(tx)?;
        let home = home(tx, new.time_zone)?;
        let class = class(tx, home)?;
        let parent = parent(tx, new, home)?;
        let row = (
            households::organization_id.eq(tx.tenant()),
            households::parent_id.eq(parent),
            households::class_id.eq(class),
            households::country.eq(new.country.code()),
            households::language.eq(new.language),
            households::created_at.eq(bind_instant(tx.now())),
        );
        diesel::insert_into(households::table)
            .values(row)
            .execute(tx.conn())?;
        let signed_in = SignedIn {
            device_token: Some(devices::remember(tx, new.device.as_ref(), parent)?),
            ..refresh::begin(tx, parent, kind_of_staff(tx), client)?
        };
        let event = Entry::account(AccountEvent::HouseholdFounded, Some(parent))
            .that(Changed::created(parent).and(Changed::created(signed_in.session)));
        audit::append(tx, &event)?;
        Ok(FoundedHousehold {
            organization: id,
            slug,
            parent,
            signed_in,
        })
    })
}

/// Founds the organization under a short name that says nothing about the family.
fn name_it(tx: &mut Tx<'_>) -> Result<String, DbError> {
    loop {
        let mut random = [0; 16];
        tx.mint().fill(&mut random);
        let code = domain::classes::codes::ClassCode::from_random(random);
        let slug = format!("home-{}", code.as_str().to_lowercase().replace('-', ""));
        if handles::find(tx, HandleKind::Organization, &slug)?.is_some() {
            continue;
        }
        let new = NewOrganization {
            name: "Household".to_owned(),
            slug: slug.clone(),
        };
        if organization::found(tx, OrganizationKind::Household, &new)? == Taken::Now {
            return Ok(slug);
        }
    }
}

fn home(tx: &mut Tx<'_>, time_zone: Tz) -> Result<SchoolId, DbError> {
    let id: SchoolId = tx.new_id();
    let row = (
        schools::organization_id.eq(tx.tenant()),
        schools::id.eq(id),
        schools::name.eq("Home"),
        schools::time_zone.eq(time_zone.name()),
        schools::created_at.eq(bind_instant(tx.now())),
        schools::updated_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(schools::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(id)
}

fn class(tx: &mut Tx<'_>, home: SchoolId) -> Result<ClassId, DbError> {
    let id: ClassId = tx.new_id();
    let code = handles::issue(tx, HandleKind::Class)?;
    let ends: DateTime<Utc> = tx.now() + HOME_LASTS;
    let row = (
        classes::organization_id.eq(tx.tenant()),
        classes::id.eq(id),
        classes::school_id.eq(home),
        classes::title.eq("Home"),
        classes::sign_in_code.eq(code.as_str()),
        classes::access_ends_at.eq(bind_instant(ends)),
        classes::created_at.eq(bind_instant(tx.now())),
        classes::updated_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(classes::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(id)
}

fn parent(tx: &mut Tx<'_>, new: &NewHousehold, home: SchoolId) -> Result<UserId, DbError> {
    let parent = people::insert(
        tx,
        &NewPerson {
            kind: PersonKind::Adult,
            status: AccountStatus::Active,
            given_name: new.given_name.clone(),
            family_name: new.family_name.clone(),
            display_name: new.display_name.clone(),
            email: Some(new.email.clone()),
            username: None,
            source_id: None,
            grade_level: None,
        },
    )?;
    credentials::insert(tx, parent, CredentialKind::Password, &new.password_hash)?;
    roles::grant(
        tx,
        parent,
        StaffRole::Parent,
        Some(home),
        RoleOrigin::Registration,
    )?;
    Ok(parent)
}
