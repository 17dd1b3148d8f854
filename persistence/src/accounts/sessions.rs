//! Sessions as every request meets them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::{
        clients::ClientFamily,
        credentials::{AccountStatus, PersonKind},
        sessions::{Ended, SessionEpoch, SessionFacts, SessionKind, standing},
    },
    ids::{PLATFORM, RosterImportId, SchoolId, SessionId, UserId},
    policies::standing::{AccountFacts, PolicyStanding},
    staff::role::StaffRole,
};

use crate::{
    access::Actor,
    database::Tx,
    error::DbError,
    organizations::state::OrganizationState,
    schema::{organizations, sessions, staff_roles, users},
    sql_types::bind_instant,
};

/// Whether the session that a token names still stands, and who acts through it. Read from current
/// rows on every request: a revocation holds on the next one (G-SES1). A token of another epoch than
/// the person's present one is over, whatever its session says (G-SES2), and so are all of a tenant
/// that is suspended. The roles that the person holds come with it, for
/// [`Tx::permit`].
///
/// # Errors
/// [`DbError::RosterBeingApplied`]; if the database fails.
pub fn actor<'t>(
    tx: &mut Tx<'t>,
    session: SessionId,
    epoch_of_token: SessionEpoch,
) -> Result<Result<Actor<'t>, Ended>, DbError> {
    type Row = (
        UserId,
        SessionKind,
        DateTime<Utc>,
        DateTime<Utc>,
        Option<DateTime<Utc>>,
        i32,
        i32,
        AccountStatus,
        Option<StaffRole>,
        Option<SchoolId>,
        Option<i32>,
        DateTime<Utc>,
        Option<RosterImportId>,
        Option<DateTime<Utc>>,
    );
    let now = bind_instant(tx.now());
    let query = sessions::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(sessions::organization_id)
                .and(users::id.eq(sessions::user_id))),
        )
        .inner_join(
            organizations::table.on(organizations::organization_id.eq(sessions::organization_id)),
        )
        .left_join(
            staff_roles::table.on(staff_roles::organization_id
                .eq(sessions::organization_id)
                .and(staff_roles::user_id.eq(sessions::user_id))
                .and(in_force!(staff_roles, now))),
        )
        .filter(sessions::organization_id.eq(tx.tenant()))
        .filter(sessions::id.eq(session))
        .filter(organizations::state.eq(OrganizationState::Active))
        .select((
            sessions::user_id,
            sessions::kind,
            sessions::started_at,
            sessions::last_used_at,
            sessions::revoked_at,
            sessions::epoch,
            users::epoch,
            users::status,
            staff_roles::role.nullable(),
            staff_roles::school_id.nullable(),
            users::accepted_policy,
            users::created_at,
            organizations::applying_import,
            users::suspended_at,
        ))
        .order(staff_roles::id);
    let rows: Vec<Row> = on_connection!(tx.conn(), |conn| query.load(conn))?;
    let roles = rows.iter().filter_map(|row| Some((row.8?, row.9)));
    let roles = roles.collect();
    let Some(row) = rows.into_iter().next() else {
        return Ok(Err(Ended::Revoked));
    };
    let (user, kind, started_at, last_used_at, revoked_at, epoch, current, status, ..) = row;
    let (.., accepted, opened_at, applying, suspended_at) = row;
    let facts = SessionFacts {
        kind,
        started_at,
        last_used_at,
        revoked_at,
        epoch: session_epoch(epoch)?,
        current_epoch: session_epoch(current)?,
        account: status,
    };
    if epoch_of_token != facts.current_epoch {
        return Ok(Err(Ended::EpochChanged));
    }
    if applying.is_some() {
        return Err(DbError::RosterBeingApplied);
    }
    tx.keep_roles(user, roles);
    let policies = policies(tx, facts.kind, accepted, opened_at)?;
    let stands = standing(&facts, tx.now()).and(match suspended_at {
        Some(_) => Err(Ended::Suspended),
        None => Ok(()),
    });
    Ok(stands.map(|()| Actor::checked(tx, user, session, facts.kind.person()).held_to(policies)))
}

/// How the account of a session stands to the policy. School or parent accepts for a student, and
/// operators work for Hallpass itself.
fn policies(
    tx: &Tx<'_>,
    kind: SessionKind,
    accepted: Option<i32>,
    opened_at: DateTime<Utc>,
) -> Result<PolicyStanding, DbError> {
    if kind.person() == PersonKind::Student || tx.organization() == PLATFORM {
        return Ok(PolicyStanding::OPEN);
    }
    let accepted = accepted
        .map(u16::try_from)
        .transpose()
        .map_err(|_| DbError::Corrupt("a version is a small number"))?;
    let account = AccountFacts {
        accepted,
        opened_at,
    };
    Ok(PolicyStanding::of(tx.policies(), account, tx.now()))
}

/// Begins a session of a person whose secret was checked, at their present epoch. Only sign-in and
/// invitations of this crate do.
///
/// # Errors
/// If the database fails.
pub(crate) fn begin(
    tx: &mut Tx<'_>,
    user: UserId,
    kind: SessionKind,
    client: ClientFamily,
) -> Result<(SessionId, SessionEpoch), DbError> {
    let epoch: i32 = users::table
        .find((tx.tenant(), user))
        .select(users::epoch)
        .first(tx.conn())?;
    let id: SessionId = tx.new_id();
    let row = (
        sessions::organization_id.eq(tx.tenant()),
        sessions::id.eq(id),
        sessions::user_id.eq(user),
        sessions::epoch.eq(epoch),
        sessions::kind.eq(kind),
        sessions::client.eq(client),
        sessions::started_at.eq(bind_instant(tx.now())),
        sessions::last_used_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(sessions::table)
        .values(row)
        .execute(tx.conn())?;
    diesel::update(users::table.find((tx.tenant(), user)))
        .set(users::last_used_at.eq(Some(bind_instant(tx.now()))))
        .execute(tx.conn())?;
    Ok((id, session_epoch(epoch)?))
}

/// The kind of an adult's session in the organization of the transaction.
pub(crate) fn kind_of_staff(tx: &Tx<'_>) -> SessionKind {
    if tx.organization() == PLATFORM {
        SessionKind::PlatformOperator
    } else {
        SessionKind::Staff
    }
}

/// An epoch as the rules know it.
pub(crate) fn session_epoch(stored: i32) -> Result<SessionEpoch, DbError> {
    u32::try_from(stored)
        .map(SessionEpoch)
        .map_err(|_| DbError::Corrupt("an epoch counts from zero"))
}
