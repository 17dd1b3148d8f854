//! Data that is stored and not used (GDPR Art. 18): what is restricted at this instant, and the end of it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Relationship, action::LiftRestriction},
    audit::Changed,
    ids::{RightsRequestId, UserId},
    mail::{Language, MessageKind},
    rights::restriction::{LiftedBy, RestrictedPart, ends_at},
};

use super::{
    inbox::in_tenant,
    list::shown,
    row::{RightsRequest, ShownRequest, require},
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    households,
    mail::{self, AdultRecipient, NewMessage},
    schema::restrictions,
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

/// What became of the wish to end a restriction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiftOutcome {
    /// It ends when the request says.
    Lifted(Box<ShownRequest>),
    /// The request restricts nothing, or its end is announced already.
    NothingToLift,
}

/// The people of the tenant of whom this part is restricted at this instant.
pub(crate) fn restricted(tx: &mut Tx<'_>, part: RestrictedPart) -> Result<Vec<UserId>, DbError> {
    let now = tx.now();
    restricted_at(tx, part, now)
}

/// The same at another instant.
pub(crate) fn restricted_at(
    tx: &mut Tx<'_>,
    part: RestrictedPart,
    at: DateTime<Utc>,
) -> Result<Vec<UserId>, DbError> {
    let then = bind_instant(at);
    Ok(restrictions::table
        .filter(restrictions::organization_id.eq(tx.tenant()))
        .filter(restrictions::part.eq_any(part.stopped_by()))
        .filter(in_force!(restrictions, then))
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
    request: &RightsRequest,
    part: RestrictedPart,
) -> Result<(), DbError> {
    let row = (
        restrictions::organization_id.eq(tx.tenant()),
        restrictions::request_id.eq(request.id),
        restrictions::subject_id.eq(request.subject_id),
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

/// Ends what the permitted request restricts: at once if the person or the parent who asked for it does,
/// and after notice if who decides does.
///
/// # Errors
/// If the database or the cipher fails.
pub fn lift<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, LiftRestriction>,
) -> Result<LiftOutcome, DbError> {
    let (id, relationship) = (permit.subject(), permit.relationship());
    let (outcome, changed) = in_tenant(tx, id, relationship, |tx| {
        let request = require(tx, id)?;
        let Some(Restriction { ends_at: None, .. }) = of_request(tx, id)? else {
            return Ok((LiftOutcome::NothingToLift, Changed::nothing()));
        };
        let by = match relationship {
            Relationship::Themself | Relationship::StudentThemself => {
                LiftedBy::WhoAsked(request.authority)
            }
            _ => LiftedBy::WhoDecides,
        };
        let ends = ends_at(by, tx.now());
        diesel::update(restrictions::table.find((tx.tenant(), id)))
            .set(restrictions::ends_at.eq(Some(bind_instant(ends))))
            .execute(tx.conn())?;
        if by == LiftedBy::WhoDecides {
            tell(tx, &request, ends)?;
        }
        let people = [request.subject_id, request.requester_id];
        let changed = Changed::of(id).referring_to(people);
        let request = shown(tx, request, relationship)?;
        Ok((LiftOutcome::Lifted(Box::new(request)), changed))
    })?;
    if matches!(outcome, LiftOutcome::Lifted(_)) {
        audit::changed(tx, permit, changed)?;
    }
    Ok(outcome)
}

/// Tells an adult who asked for a restriction when it ends (Art. 18(3)). A student reads it in the request.
fn tell(tx: &mut Tx<'_>, request: &RightsRequest, ends: DateTime<Utc>) -> Result<(), DbError> {
    let Some(recipient) = AdultRecipient::of_account(tx, request.requester_id)? else {
        return Ok(());
    };
    let household = households::of_tenant(tx)?;
    let message = NewMessage {
        kind: MessageKind::RestrictionEndsAhead,
        language: household.map_or(Language::English, |household| household.language),
        content: [("day".to_owned(), ends.date_naive().to_string())].into(),
        about: None,
        expires_at: ends,
    };
    mail::post(tx, &recipient, &message).map(drop)
}
