//! Where a sandbox stands: its seats, and when it ends.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    classes::sandbox::{purge_at, seats_left},
    ids::{ClassId, UserId},
};

use super::students;
use crate::{
    database::Tx,
    error::DbError,
    schema::{classes, feedback, progress_events, users},
};

/// Where a sandbox stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SandboxStanding {
    /// How many more students it takes.
    pub seats_left: u16,
    /// When everything of it ends, unless it is used before.
    pub purge_at: DateTime<Utc>,
}

/// Where a sandbox stands at this instant.
pub(in crate::classes) fn standing(
    tx: &mut Tx<'_>,
    class: ClassId,
) -> Result<SandboxStanding, DbError> {
    let held = students::of_class(tx, class)?;
    Ok(SandboxStanding {
        seats_left: seats_left(held.len()),
        purge_at: purge_at(last_used_at(tx, class, &held)?),
    })
}

/// When a sandbox with these students was last used (RET-07): a student signed in, or reported what they
/// did; a teacher gave one of them feedback. What is new counts as used.
pub(super) fn last_used_at(
    tx: &mut Tx<'_>,
    class: ClassId,
    students: &[UserId],
) -> Result<DateTime<Utc>, DbError> {
    let opened_at: DateTime<Utc> = classes::table
        .find((tx.tenant(), class))
        .select(classes::created_at)
        .first(tx.conn())?;
    let accounts: Vec<(DateTime<Utc>, Option<DateTime<Utc>>)> = users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq_any(students.to_vec()))
        .select((users::created_at, users::last_used_at))
        .load(tx.conn())?;
    let reported_at: Option<DateTime<Utc>> = progress_events::table
        .filter(progress_events::organization_id.eq(tx.tenant()))
        .filter(progress_events::learner_id.eq_any(students.to_vec()))
        .order(progress_events::received_at.desc())
        .select(progress_events::received_at)
        .first(tx.conn())
        .optional()?;
    let given_at: Option<DateTime<Utc>> = feedback::table
        .filter(feedback::organization_id.eq(tx.tenant()))
        .filter(feedback::learner_id.eq_any(students.to_vec()))
        .order(feedback::given_at.desc())
        .select(feedback::given_at)
        .first(tx.conn())
        .optional()?;
    let signed_in = accounts.into_iter().flat_map(|(created_at, used_at)| {
        let used_at = used_at.unwrap_or(created_at);
        [created_at, used_at]
    });
    let used = signed_in.chain(reported_at).chain(given_at).max();
    Ok(used.unwrap_or(opened_at).max(opened_at))
}
