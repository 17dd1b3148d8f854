//! What the installation does before any person has signed in: it opens Hallpass's own organization
//! and appoints its first people. There is no actor yet, so there is a token instead of a permit:
//! `main` takes it once and hands it to the commands, and no request handler is given it.

use diesel::prelude::*;
use domain::{
    accounts::{
        credentials::{AccountStatus, PersonKind},
        emails::EmailRecipient,
    },
    audit::{AccountEvent, Changed},
    ids::{OrganizationId, SchoolId, SessionId, UserId},
    staff::role::StaffRole,
};
use uuid::Uuid;

use crate::{
    access::{Actor, Installation},
    accounts::people::{self, NewPerson},
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    handles::{self, HandleKind},
    organizations::{
        organization::{self, NewOrganization},
        state::{OrganizationKind, OrganizationState},
    },
    rosters,
    schema::{organizations, users},
    staff::{
        self, ReopenOutcome, StaffMember,
        invitations::{self, InvitationSecret, Issuer},
        roles::{self, RoleOrigin},
    },
};

/// The short name of Hallpass's own organization, where operators sign in.
pub const PLATFORM_SLUG: &str = "hallpass";

/// Opens Hallpass's own organization, if it is not there. The transaction must be in its scope.
///
/// # Errors
/// [`DbError::Corrupt`] if there are organizations without it, which somebody took away with what it
/// says of the others' audit logs; if the database fails.
pub fn open_platform(tx: &mut Tx<'_>, _by: &Installation) -> Result<(), DbError> {
    tx.require_platform()?;
    if handles::find(tx, HandleKind::Organization, PLATFORM_SLUG)?.is_some() {
        return Ok(());
    }
    if organizations::table.count().get_result::<i64>(tx.conn())? > 0 {
        return Err(DbError::Corrupt(
            "the installation's own organization is there before any other",
        ));
    }
    let new = NewOrganization {
        name: "Hallpass".to_owned(),
        slug: PLATFORM_SLUG.to_owned(),
    };
    organization::found(tx, OrganizationKind::Platform, &new)?;
    audit::begin_installation(tx)
}

/// Makes a person with a role, in the organization of the transaction.
///
/// # Errors
/// [`DbError::is_duplicate`] if the e-mail is a person's already.
pub fn appoint(
    tx: &mut Tx<'_>,
    _by: &Installation,
    person: &NewPerson,
    role: StaffRole,
    school: Option<SchoolId>,
) -> Result<UserId, DbError> {
    let user = people::insert(tx, person)?;
    roles::grant(tx, user, role, school, RoleOrigin::Installation)?;
    audit::append(
        tx,
        &Entry::account(AccountEvent::OperatorAppointed, Some(user)).that(Changed::created(user)),
    )?;
    Ok(user)
}

/// Makes a person with a role who is yet to choose a password, and invites them.
///
/// # Errors
/// [`DbError::is_duplicate`] if the e-mail is a person's already.
pub fn invite(
    tx: &mut Tx<'_>,
    by: &Installation,
    person: &NewPerson,
    role: StaffRole,
) -> Result<InvitationSecret, DbError> {
    let user = appoint(tx, by, person, role, None)?;
    invitations::issue(tx, user, Issuer::OUTSIDE, None)
}

/// Every organization, oldest first: for commands that visit each.
///
/// # Errors
/// If the database fails.
pub fn organizations(tx: &mut Tx<'_>, _by: &Installation) -> Result<Vec<OrganizationId>, DbError> {
    Ok(organizations::table
        .order(organizations::organization_id)
        .select(organizations::organization_id)
        .load(tx.conn())?)
}

/// Finds the person on whose behalf a command acts. Their rights count, not the machine's.
///
/// # Errors
/// If the database fails.
pub fn person(tx: &mut Tx<'_>, _by: &Installation, email: &str) -> Result<Option<UserId>, DbError> {
    people::find_by_email(tx, email)
}

/// This person of the transaction's tenant as the one on whose behalf a command acts; `None` unless
/// both their account and the tenant are active at this instant.
///
/// # Errors
/// [`DbError::RosterBeingApplied`]; if the database fails.
pub fn on_behalf_of<'t>(
    tx: &mut Tx<'t>,
    _by: &Installation,
    person: UserId,
) -> Result<Option<Actor<'t>>, DbError> {
    rosters::require_settled(tx)?;
    let kind: Option<PersonKind> = users::table
        .inner_join(
            organizations::table.on(organizations::organization_id.eq(users::organization_id)),
        )
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq(person))
        .filter(users::status.eq(AccountStatus::Active))
        .filter(organizations::state.eq(OrganizationState::Active))
        .select(users::kind)
        .first(tx.conn())
        .optional()?;
    let no_session = SessionId::from_uuid(Uuid::nil());
    Ok(kind.map(|kind| Actor::checked(tx, person, no_session, kind)))
}

/// How a command about one person ended.
#[derive(Debug)]
pub enum ResetOutcome {
    /// What opens the person's account now, to be shown once.
    Reset(InvitationSecret),
    /// No one on the staff has this address, or their account is closed.
    NobodyThere,
}

/// Takes away the secret of a member of staff of the transaction's organization, and invites them
/// to choose another: for operators, and for the last administrator of a district.
///
/// # Errors
/// If the database fails.
pub fn reset_staff(
    tx: &mut Tx<'_>,
    _by: &Installation,
    email: &EmailRecipient,
) -> Result<ResetOutcome, DbError> {
    let Some(person) = people::find_by_email(tx, email.as_str())? else {
        return Ok(ResetOutcome::NobodyThere);
    };
    let ReopenOutcome::Reopened(invited) = staff::reset(tx, person, Issuer::OUTSIDE)? else {
        return Ok(ResetOutcome::NobodyThere);
    };
    let event = Entry::of_nobody(AccountEvent::CredentialReset, Some(person))
        .that(Changed::of(person).sent_to(person));
    audit::append(tx, &event)?;
    Ok(invited
        .secret
        .map_or(ResetOutcome::NobodyThere, ResetOutcome::Reset))
}

/// The operators of the platform, with their masked logins.
///
/// # Errors
/// If the database fails.
pub fn operators(tx: &mut Tx<'_>, _by: &Installation) -> Result<Vec<StaffMember>, DbError> {
    tx.require_platform()?;
    staff::everybody(tx, None)
}

/// Whether there was a person whose roles ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOutcome {
    /// There was: they have neither roles nor sessions any more.
    Ended,
    /// No one has this address.
    NobodyThere,
}

/// Ends an operator's roles and sessions.
///
/// # Errors
/// If the database fails.
pub fn end_operator(
    tx: &mut Tx<'_>,
    _by: &Installation,
    email: &EmailRecipient,
) -> Result<EndOutcome, DbError> {
    tx.require_platform()?;
    let Some(person) = people::find_by_email(tx, email.as_str())? else {
        return Ok(EndOutcome::NobodyThere);
    };
    staff::end_everywhere(tx, person)?;
    let event =
        Entry::of_nobody(AccountEvent::OperatorEnded, Some(person)).that(Changed::ended(person));
    audit::append(tx, &event)?;
    Ok(EndOutcome::Ended)
}
