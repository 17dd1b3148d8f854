//! Data that is stored and not used (GDPR Art. 18): what is restricted at an instant.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{RightsRequestId, UserId},
    rights::restriction::RestrictedPart,
};

use crate::{
    database::Tx,
    error::DbError,
    schema::{restrictions, rights_requests},
    sql_types::{BindInstant, bind_instant},
};

/// What a request restricted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// How much.
    pub part: RestrictedPart,
    /// Since when.
    pub begins_at: DateTime<Utc>,
    /// Until when, if that is known.
    pub ends_at: Option<DateTime<Utc>>,
}

/// The people of the tenant of whom this part is restricted at this instant.
pub(crate) fn restricted(tx: &mut Tx<'_>, part: RestrictedPart) -> Result<Vec<UserId>, DbError> {
    let now = bind_instant(tx.now());
    Ok(restrictions::table
        .filter(restrictions::organization_id.eq(tx.tenant()))
        .filter(restrictions::part.eq_any(part.stopped_by()))
        .filter(in_force!(restrictions, now))
        .select(restrictions::subject_id)
        .load(tx.conn())?)
}

/// Whether this part of what is held about a person is restricted at this instant.
pub(crate) fn is_restricted(
    tx: &mut Tx<'_>,
    person: UserId,
    part: RestrictedPart,
) -> Result<bool, DbError> {
    let now = bind_instant(tx.now());
    let held: i64 = restrictions::table
        .filter(restrictions::organization_id.eq(tx.tenant()))
        .filter(restrictions::subject_id.eq(person))
        .filter(restrictions::part.eq_any(part.stopped_by()))
        .filter(in_force!(restrictions, now))
        .count()
        .get_result(tx.conn())?;
    Ok(held > 0)
}

/// Restricts what a granted request asks to restrict, from this instant on.
pub(super) fn place(
    tx: &mut Tx<'_>,
    request: RightsRequestId,
    subject: UserId,
    part: RestrictedPart,
) -> Result<(), DbError> {
    let row = (
        restrictions::organization_id.eq(tx.tenant()),
        restrictions::request_id.eq(request),
        restrictions::subject_id.eq(subject),
        restrictions::part.eq(part),
        restrictions::begins_at.eq(bind_instant(tx.now())),
        restrictions::ends_at.eq(None::<BindInstant>),
    );
    diesel::insert_into(restrictions::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// What a request restricted, if it did.
pub(super) fn of_request(
    tx: &mut Tx<'_>,
    request: RightsRequestId,
) -> Result<Option<Restriction>, DbError> {
    let found: Option<(RestrictedPart, DateTime<Utc>, Option<DateTime<Utc>>)> = restrictions::table
        .find((tx.tenant(), request))
        .select((
            restrictions::part,
            restrictions::begins_at,
            restrictions::ends_at,
        ))
        .first(tx.conn())
        .optional()?;
    Ok(found.map(|(part, begins_at, ends_at)| Restriction {
        part,
        begins_at,
        ends_at,
    }))
}

/// Two accounts of one person are one from now on: what is restricted of the one that ends holds for the
/// other.
pub(crate) fn hand_over(tx: &mut Tx<'_>, from: UserId, to: UserId) -> Result<(), DbError> {
    let held = restrictions::table
        .filter(restrictions::organization_id.eq(tx.tenant()))
        .filter(restrictions::subject_id.eq(from));
    diesel::update(held)
        .set(restrictions::subject_id.eq(to))
        .execute(tx.conn())?;
    Ok(())
}

/// They are two again: each has what was restricted at a request about them.
pub(crate) fn hand_back(tx: &mut Tx<'_>, from: UserId, to: UserId) -> Result<(), DbError> {
    let tenant = tx.tenant();
    let about_them = rights_requests::table
        .filter(rights_requests::organization_id.eq(tenant))
        .filter(rights_requests::subject_id.eq(to))
        .select(rights_requests::id);
    let held = restrictions::table
        .filter(restrictions::organization_id.eq(tenant))
        .filter(restrictions::subject_id.eq(from))
        .filter(restrictions::request_id.eq_any(about_them));
    diesel::update(held)
        .set(restrictions::subject_id.eq(to))
        .execute(tx.conn())?;
    Ok(())
}
