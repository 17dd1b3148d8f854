//! Acknowledging the direct notice for a school.

use diesel::prelude::*;
use domain::{access::action::AcknowledgeSchoolNotice, audit::Changed, ids::SchoolNoticeId};

use super::read::{SchoolNotice, find};
use crate::{
    access::Permit, age, audit, database::Tx, error::DbError, schema::school_notices,
    sql_types::bind_instant,
};

/// What became of an acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AcknowledgeOutcome {
    /// The notice is acknowledged, since now or since before.
    Acknowledged(SchoolNotice),
    /// The digest is that of another text.
    OtherText,
    /// The school has no such notice.
    NoSuchNotice,
}

/// Acknowledges a notice to the permitted school. Who gives the digest of its text has the text, so
/// that it is delivered too, if no mail server took it before.
///
/// # Errors
/// If the database fails.
pub fn acknowledge<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AcknowledgeSchoolNotice>,
    notice: SchoolNoticeId,
    digest: &[u8],
) -> Result<AcknowledgeOutcome, DbError> {
    let Some(mut held) = find(tx, permit, notice)? else {
        return Ok(AcknowledgeOutcome::NoSuchNotice);
    };
    if held.text_digest != digest {
        return Ok(AcknowledgeOutcome::OtherText);
    }
    if held.acknowledged_at.is_none() {
        let now = tx.now();
        held.delivered_at = Some(held.delivered_at.unwrap_or(now));
        held.acknowledged_at = Some(now);
        held.acknowledged_by = Some(permit.actor().user());
        diesel::update(school_notices::table.find((tx.tenant(), notice)))
            .set((
                school_notices::delivered_at.eq(held.delivered_at.map(bind_instant)),
                school_notices::acknowledged_at.eq(Some(bind_instant(now))),
                school_notices::acknowledged_by.eq(held.acknowledged_by),
            ))
            .execute(tx.conn())?;
        age::settle_all(tx, now)?;
    }
    let people = [held.recipient_id].into_iter().chain(held.acknowledged_by);
    audit::changed(tx, permit, Changed::of(notice).referring_to(people))?;
    Ok(AcknowledgeOutcome::Acknowledged(held))
}
