//! Inviting staff.
//!
//! The token of an invitation opens an account with every role that it holds. So the person who
//! administers one school gets it only for a person who works nowhere else; a district administrator
//! gets it for any person in the district. And what a school's administrator opened does not outlive
//! a role beyond that school. An address that a school does not know gets an account of its own
//! there until its owner answers, whoever else has the address (decision 9).

use diesel::prelude::*;
use domain::{
    access::{
        Relationship,
        action::{InviteDistrictStaff, InviteSchoolStaff},
    },
    accounts::{
        credentials::{AccountStatus, PersonKind},
        emails::EmailRecipient,
    },
    audit::Changed,
    ids::{SchoolId, UserId},
    staff::{
        grant_scope::GrantScope,
        role::{SchoolRole, StaffRole},
    },
};

use crate::{
    access::Permit,
    accounts::people::{self, NewPerson},
    audit,
    database::Tx,
    error::DbError,
    schema::users,
    staff::{
        addresses,
        invitation_scope::{self, Whose},
        invitations::{self, InvitationSecret, Issuer},
        roles::{self, RoleOrigin},
    },
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
    /// The display name that students see.
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
    /// The account is closed, or another school opened it and only the district could open it
    /// again.
    NotAvailable,
}

/// Which role is given, by whom, and whose token they may see.
pub(super) struct Grant {
    role: StaffRole,
    school: Option<SchoolId>,
    by: UserId,
    reach: GrantScope,
}

/// Invites a person to the permitted school.
///
/// # Errors
/// If the database fails.
pub fn to_school<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, InviteSchoolStaff>,
    new: &NewStaff,
    role: SchoolRole,
) -> Result<InviteOutcome, DbError> {
    let outcome = invite(tx, &grant_at_school(permit, role), new)?;
    if let InviteOutcome::Invited(invited) = &outcome {
        audit::changed(
            tx,
            permit,
            Changed::created(invited.person).sent_to(invited.person),
        )?;
    }
    Ok(outcome)
}

/// What the permitted person gives by an invitation to their school.
pub(super) fn grant_at_school(permit: &Permit<'_, InviteSchoolStaff>, role: SchoolRole) -> Grant {
    Grant {
        role: role.into(),
        school: Some(permit.subject()),
        by: permit.actor().user(),
        reach: reach_at(permit.subject(), permit.relationship()),
    }
}

/// Invites an administrator of the permitted district.
///
/// # Errors
/// If the database fails.
pub fn to_district<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, InviteDistrictStaff>,
    new: &NewStaff,
) -> Result<InviteOutcome, DbError> {
    let grant = Grant {
        role: StaffRole::DistrictAdmin,
        school: None,
        by: permit.actor().user(),
        reach: GrantScope::Organization,
    };
    let outcome = invite(tx, &grant, new)?;
    if let InviteOutcome::Invited(invited) = &outcome {
        audit::changed(
            tx,
            permit,
            Changed::created(invited.person).sent_to(invited.person),
        )?;
    }
    Ok(outcome)
}

/// Makes the first administrator of an organization that was just founded, in its scope. No one of
/// the organization invited them.
pub(crate) fn first_of_organization(
    tx: &mut Tx<'_>,
    new: &NewStaff,
) -> Result<(UserId, InvitationSecret), DbError> {
    let person = create(tx, new)?;
    roles::grant(
        tx,
        person,
        StaffRole::DistrictAdmin,
        None,
        RoleOrigin::Invitation,
    )?;
    Ok((
        person,
        invitations::issue(tx, person, Issuer::OUTSIDE, None)?,
    ))
}

/// Gives a person the role, and invites them if their account is not open.
pub(super) fn invite(
    tx: &mut Tx<'_>,
    grant: &Grant,
    new: &NewStaff,
) -> Result<InviteOutcome, DbError> {
    let (person, status) = match known_person(tx, grant, new)? {
        None => (create_for(tx, grant, new)?, AccountStatus::Invited),
        Some(person) => match kind_and_status(tx, person)? {
            (PersonKind::Adult, status @ (AccountStatus::Invited | AccountStatus::Active)) => {
                (person, status)
            }
            _ => return Ok(InviteOutcome::NotAvailable),
        },
    };
    let new_role = (grant.role, grant.school);
    if !may_grant(tx, person, status, grant)? {
        return Ok(InviteOutcome::NotAvailable);
    }
    let is_new = !roles::standing(tx, person)?.contains(&new_role);
    if is_new {
        roles::grant(tx, person, grant.role, grant.school, RoleOrigin::Invitation)?;
        invitation_scope::revoke_out_of_scope(tx, Whose::Of(person))?;
    }
    let (_, status) = kind_and_status(tx, person)?;
    let held = roles::held(tx, person)?;
    let hands_out = status == AccountStatus::Invited && grant.reach.covers(&held);
    if !is_new && !hands_out {
        return Ok(InviteOutcome::AlreadyHeld);
    }
    let issuer = Issuer {
        by: Some(grant.by),
        reach: grant.reach,
    };
    let secret = hands_out
        .then(|| invitations::issue(tx, person, issuer, Some(&new.email)))
        .transpose()?;
    Ok(InviteOutcome::Invited(Invited {
        person,
        status,
        secret,
    }))
}

/// The person to whom the role is given at once: for the district, whoever has the address; else one
/// whom the school knows by it, and whom the inviter reaches or who has the role.
fn known_person(tx: &mut Tx<'_>, grant: &Grant, new: &NewStaff) -> Result<Option<UserId>, DbError> {
    let address = new.email.as_str();
    if grant.reach == GrantScope::Organization
        && let Some(owner) = people::find_by_email(tx, address)?
    {
        return Ok(Some(owner));
    }
    if let Some(school) = grant.school {
        for person in addresses::known_at(tx, school, address)? {
            let held = roles::held(tx, person)?;
            if grant.reach.covers(&held) || held.contains(&(grant.role, grant.school)) {
                return Ok(Some(person));
            }
        }
    }
    Ok(None)
}

/// Makes the invited person. What a school says of an address takes it from nobody.
fn create_for(tx: &mut Tx<'_>, grant: &Grant, new: &NewStaff) -> Result<UserId, DbError> {
    if grant.reach == GrantScope::Organization {
        return create(tx, new);
    }
    let person = people::insert(tx, &invited_person(new, None))?;
    addresses::request(tx, person, &new.email)?;
    Ok(person)
}

/// Whether the role may be given here. One that takes away the secret of an account in use is given
/// only by a person who can open the account again.
fn may_grant(
    tx: &mut Tx<'_>,
    person: UserId,
    status: AccountStatus,
    grant: &Grant,
) -> Result<bool, DbError> {
    let new_role = (grant.role, grant.school);
    let stays_open = status == AccountStatus::Invited
        || invitation_scope::scope_of_account(tx, person)?.covers(&[new_role]);
    Ok(stays_open || grant.reach.covers(&roles::held(tx, person)?))
}

/// How far a person reaches who acts for a school in this relationship to it.
pub(super) fn reach_at(school: SchoolId, relationship: Relationship) -> GrantScope {
    match relationship {
        Relationship::DistrictAdmin => GrantScope::Organization,
        _ => GrantScope::School(school),
    }
}

fn create(tx: &mut Tx<'_>, new: &NewStaff) -> Result<UserId, DbError> {
    people::insert(tx, &invited_person(new, Some(new.email.clone())))
}

fn invited_person(new: &NewStaff, email: Option<EmailRecipient>) -> NewPerson {
    NewPerson {
        kind: PersonKind::Adult,
        status: AccountStatus::Invited,
        given_name: new.given_name.clone(),
        family_name: new.family_name.clone(),
        display_name: new.display_name.clone(),
        email,
        username: None,
        source_id: None,
        grade_level: None,
    }
}

pub(super) fn kind_and_status(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<(PersonKind, AccountStatus), DbError> {
    let (kind, status): (PersonKind, AccountStatus) = users::table
        .find((tx.tenant(), person))
        .select((users::kind, users::status))
        .first(tx.conn())?;
    Ok((kind, status))
}
