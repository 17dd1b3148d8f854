//! Asking a parent for a child of whom there is nothing yet.

use chrono::{DateTime, Utc};
use domain::{
    access::action::AskForConsent,
    audit::Changed,
    ids::{ConsentRequestId, UserId},
};

use super::{
    links::Links,
    question::{AskRefusal, AskedFor, Question, RenderedNotice, put},
};
use crate::{access::Permit, audit, database::Tx, error::DbError};

/// Asks the permitted household's parent for their consent: the notice is on its way when this
/// returns. Of the child the name is kept and nothing else (AGE-10, row 2).
///
/// # Errors
/// If the database or the cipher fails. The inner error is why nothing was asked.
pub fn ask<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AskForConsent>,
    question: &Question,
    render: impl Fn(DateTime<Utc>) -> Option<RenderedNotice>,
    links: &Links,
) -> Result<Result<ConsentRequestId, AskRefusal>, DbError> {
    let parent = permit.actor().user();
    let child: UserId = tx.new_id();
    let asked = put(
        tx,
        parent,
        AskedFor::NewChild(child),
        question,
        render,
        links,
    )?;
    if let Ok(id) = asked {
        audit::changed(tx, permit, Changed::created(id).sent_to(parent))?;
    }
    Ok(asked)
}
