//! The direct notices to schools (SCH-02 b): sent, delivered, acknowledged.

mod acknowledge;
mod read;
mod send;

pub use acknowledge::{AcknowledgeOutcome, acknowledge};
pub use read::{SchoolNotice, find, list};
pub use send::{NoticeText, SendOutcome, send};

use diesel::prelude::*;
use domain::ids::SchoolNoticeId;

use crate::{age, database::Tx, error::DbError, schema::school_notices, sql_types::bind_instant};

/// Notes that a mail server has taken a notice: the proof that it was delivered.
pub(crate) fn delivered(tx: &mut Tx<'_>, notice: SchoolNoticeId) -> Result<(), DbError> {
    let not_yet = school_notices::table
        .find((tx.tenant(), notice))
        .filter(school_notices::delivered_at.is_null());
    diesel::update(not_yet)
        .set(school_notices::delivered_at.eq(Some(bind_instant(tx.now()))))
        .execute(tx.conn())?;
    age::settle_all(tx, tx.now())
}
