//! The end of a restriction.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Relationship, action::LiftRestriction},
    audit::Changed,
    mail::MessageKind,
    rights::restriction::{LiftedBy, ends_at},
};

use super::{
    entitled::still_entitled,
    inbox::in_tenant,
    list::shown,
    restrictions::{Restriction, of_request},
    row::{RightsRequest, ShownRequest, require},
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    mail::{self, AdultRecipient, NewMessage},
    schema::restrictions,
    settings,
    sql_types::bind_instant,
};

/// What became of the wish to end a restriction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LiftOutcome {
    /// It ends when the request says.
    Lifted(Box<ShownRequest>),
    /// The request restricts nothing, or ends no later.
    NothingToLift,
    /// Who asked for it has the rights of a parent no more.
    NotEntitled,
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
        let by = match relationship {
            Relationship::Themself | Relationship::StudentThemself => {
                if !still_entitled(tx, &request)? {
                    return Ok((LiftOutcome::NotEntitled, Changed::nothing()));
                }
                LiftedBy::WhoAsked(request.authority)
            }
            _ => LiftedBy::WhoDecides,
        };
        let ends = ends_at(by, tx.now());
        let holds_longer = |held: Restriction| held.ends_at.is_none_or(|end| end > ends);
        if !of_request(tx, id)?.is_some_and(holds_longer) {
            return Ok((LiftOutcome::NothingToLift, Changed::nothing()));
        }
        diesel::update(restrictions::table.find((tx.tenant(), id)))
            .set(restrictions::ends_at.eq(Some(bind_instant(ends))))
            .execute(tx.conn())?;
        if ends > tx.now() {
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
    let message = NewMessage {
        kind: MessageKind::RestrictionEndsAhead,
        language: settings::language_of(tx, request.requester_id)?,
        content: [("day".to_owned(), ends.date_naive().to_string())].into(),
        about: None,
        expires_at: ends,
    };
    mail::post(tx, &recipient, &message).map(drop)
}
