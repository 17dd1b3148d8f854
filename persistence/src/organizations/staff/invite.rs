//! Inviting staff.
//!
//! The token of an invitation opens the person's account with every role that it holds. So whoever
//! administers one school gets it only for a person who works nowhere else; a district
//! administrator gets it for anybody in the district.

use diesel::prelude::*;
use domain::{
    access::{
        Permit, Relationship,
        action::{InviteDistrictStaff, InviteSchoolStaff},
    },
    accounts::{
        credentials::{AccountStatus, PersonKind},
        emails::EmailRecipient,
    },
    ids::{SchoolId, UserId},
    organizations::staff_role::{SchoolRole, StaffRole},
};

use crate::{
    accounts::{
        invitations::{self, InvitationSecret},
        people::{self, NewPerson},
    },
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    organizations::staff_roles::{self, RoleOrigin},
    schema::users,
    sql_types::{Named, key},
};

/// A person who is to be invited.
#[derive(Clone)]
pub struct NewStaff {
    /// Where they get mail.
    pub email: EmailRecipient,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// How pupils see them.
    pub display_name: String,
}

/// A person who has the role now.
#[derive(Debug)]
pub struct Invited {
    /// The person.
    pub person: UserId,
    /// Whether their account is open already.
    pub status: AccountStatus,
    /// What opens it, to be shown once; `None` if it is open, or the inviter may not hand it out.
    pub secret: Option<InvitationSecret>,
}

/// How an invitation ended.
#[derive(Debug)]
pub enum InviteOutcome {
    /// The person has the role.
    Invited(Invited),
    /// They had it before, and nothing is left to hand out.
    AlreadyHeld,
    /// The address belongs to a pupil, or to an account that is closed.
    NotAvailable,
}

/// Which role is given, by whom, and whose token they may see.
struct Grant {
    role: StaffRole,
    school: Option<SchoolId>,
    by: UserId,
    reach: Reach,
}

enum Reach {
    School(SchoolId),
    Organization,
}

impl Reach {
    fn covers(&self, roles: &[(StaffRole, Option<SchoolId>)]) -> bool {
        match self {
            Self::School(school) => roles.iter().all(|(_, at)| *at == Some(*school)),
            Self::Organization => true,
        }
    }
}

/// Invites a person to the permitted school.
///
/// # Errors
/// If the database fails.
pub fn to_school(
    tx: &mut Tx<'_>,
    permit: &Permit<InviteSchoolStaff>,
    new: &NewStaff,
    role: SchoolRole,
) -> Result<InviteOutcome, DbError> {
    let grant = Grant {
        role: role.into(),
        school: Some(permit.subject()),
        by: permit.actor().user,
        reach: match permit.relationship() {
            Relationship::DistrictAdmin => Reach::Organization,
            _ => Reach::School(permit.subject()),
        },
    };
    let outcome = invite(tx, &grant, new)?;
    if let InviteOutcome::Invited(invited) = &outcome {
        audit::append(tx, &Entry::done(permit, 1).about(invited.person))?;
    }
    Ok(outcome)
}

/// Invites an administrator of the permitted district.
///
/// # Errors
/// If the database fails.
pub fn to_district(
    tx: &mut Tx<'_>,
    permit: &Permit<InviteDistrictStaff>,
    new: &NewStaff,
) -> Result<InviteOutcome, DbError> {
    let grant = Grant {
        role: StaffRole::DistrictAdmin,
        school: None,
        by: permit.actor().user,
        reach: Reach::Organization,
    };
    let outcome = invite(tx, &grant, new)?;
    if let InviteOutcome::Invited(invited) = &outcome {
        audit::append(tx, &Entry::done(permit, 1).about(invited.person))?;
    }
    Ok(outcome)
}

/// Makes the first administrator of an organization that was just founded, in its scope. Nobody of
/// the organization invited them.
pub(crate) fn first_of_organization(
    tx: &mut Tx<'_>,
    new: &NewStaff,
) -> Result<InvitationSecret, DbError> {
    let person = create(tx, new)?;
    staff_roles::grant(
        tx,
        person,
        StaffRole::DistrictAdmin,
        None,
        RoleOrigin::Invitation,
    )?;
    invitations::issue(tx, person, None)
}

fn invite(tx: &mut Tx<'_>, grant: &Grant, new: &NewStaff) -> Result<InviteOutcome, DbError> {
    let (person, status) = match people::find_by_email(tx, new.email.as_str())? {
        None => (create(tx, new)?, AccountStatus::Invited),
        Some(person) => match kind_and_status(tx, person)? {
            (PersonKind::Staff, status @ (AccountStatus::Invited | AccountStatus::Active)) => {
                (person, status)
            }
            _ => return Ok(InviteOutcome::NotAvailable),
        },
    };
    let held = staff_roles::standing(tx, person)?;
    let hands_out = status == AccountStatus::Invited && grant.reach.covers(&held);
    if !held.contains(&(grant.role, grant.school)) {
        staff_roles::grant(tx, person, grant.role, grant.school, RoleOrigin::Invitation)?;
    } else if !hands_out {
        return Ok(InviteOutcome::AlreadyHeld);
    }
    let secret = hands_out
        .then(|| invitations::issue(tx, person, Some(grant.by)))
        .transpose()?;
    Ok(InviteOutcome::Invited(Invited {
        person,
        status,
        secret,
    }))
}

fn create(tx: &mut Tx<'_>, new: &NewStaff) -> Result<UserId, DbError> {
    let person = NewPerson {
        kind: PersonKind::Staff,
        status: AccountStatus::Invited,
        given_name: new.given_name.clone(),
        family_name: new.family_name.clone(),
        display_name: new.display_name.clone(),
        email: Some(new.email.as_str().to_owned()),
        username: None,
        source_id: None,
        grade_level: None,
    };
    people::insert(tx, &person)
}

fn kind_and_status(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<(PersonKind, AccountStatus), DbError> {
    let (kind, status): (Named<PersonKind>, Named<AccountStatus>) = users::table
        .find((tx.tenant(), key(person)))
        .select((users::kind, users::status))
        .first(tx.conn())?;
    Ok((kind.0, status.0))
}
