//! Reminding a school of its next annual notice.

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    annual_notices::{AnnualNoticeStanding, annual_notice_reminder_on},
    audit::Changed,
    ids::{AnnualNoticeId, SchoolId},
    mail::{Language, MessageKind},
    organizations::time_zone::{day_begins_at, day_begins_last_at},
    staff::role::StaffRole,
    worker::JobKind,
};

use super::{AnnualNotice, counting::counting, name_of};
use crate::{
    database::Tx,
    error::DbError,
    mail::{self, AdultRecipient, NewMessage},
    organizations::academic_sessions::zone_of,
    schema::annual_notices,
    staff::roles,
    worker::{self, Task},
};

/// Tells the administrators of a school, or those of its district where the school has none, that the notice
/// that the work is about will soon be over: once, if it is still the one that counts.
///
/// # Errors
/// If the database or the cipher fails.
pub fn remind<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    let id: AnnualNoticeId = task.subject();
    let school: Option<SchoolId> = annual_notices::table
        .find((tx.tenant(), id))
        .select(annual_notices::school_id)
        .first(tx.conn())
        .optional()?;
    let mut changed = Changed::nothing();
    if let Some(school) = school
        && let Some(notice) = counting(tx, school)?
        && notice.id == id
    {
        match notice.standing {
            AnnualNoticeStanding::DueSoon => {
                changed = tell(tx, school, &notice)?.referring_to([id]);
            }
            // The zone of the school changed: its day is yet to come.
            AnnualNoticeStanding::Current => {
                schedule_reminder(tx, school, (id, notice.given_on))?;
            }
            AnnualNoticeStanding::NotGiven | AnnualNoticeStanding::Over => {}
        }
    }
    worker::complete(tx, task, changed)
}

/// Writes down that a school is to be reminded of a notice, when the day for it begins there. The same day is
/// written down once.
pub(super) fn schedule_reminder(
    tx: &mut Tx<'_>,
    school: SchoolId,
    (notice, given_on): (AnnualNoticeId, NaiveDate),
) -> Result<(), DbError> {
    let zone = zone_of(tx, school)?;
    let due_at = day_begins_at(annual_notice_reminder_on(given_on), zone);
    // Work of an instant that was done is done: one whose day is now again is due now.
    let due_at = due_at.max(tx.now());
    worker::schedule(tx, JobKind::RemindOfAnnualNotice, notice.uuid(), due_at)
}

fn tell(tx: &mut Tx<'_>, school: SchoolId, notice: &AnnualNotice) -> Result<Changed, DbError> {
    let mut administrators = roles::holders(tx, StaffRole::SchoolAdmin, Some(school))?;
    if administrators.is_empty() {
        administrators = roles::holders(tx, StaffRole::DistrictAdmin, None)?;
    }
    let name = name_of(tx, school)?;
    let zone = zone_of(tx, school)?;
    let over_on = notice.holds_until.succ_opt().unwrap_or(notice.holds_until);
    let mut changed = Changed::nothing();
    for administrator in administrators {
        let Some(recipient) = AdultRecipient::of_account(tx, administrator)? else {
            continue;
        };
        let message = NewMessage {
            kind: MessageKind::AnnualNoticeDue,
            language: Language::English,
            content: [
                ("school".to_owned(), name.clone()),
                ("day".to_owned(), notice.holds_until.to_string()),
            ]
            .into(),
            about: None,
            expires_at: day_begins_last_at(over_on, zone),
        };
        mail::post(tx, &recipient, &message)?;
        changed = changed.sent_to(administrator);
    }
    Ok(changed)
}
