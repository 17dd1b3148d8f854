//! What the right to merge an account, or to undo it, depends on.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::credentials::PersonKind,
    ids::UserId,
    rosters::{MergeSide, RosterStanding},
};

use crate::{
    amendments,
    database::Tx,
    error::DbError,
    keys::BlindIndex,
    legal_process, rights,
    schema::{
        courses, enrollments, feedback, progress_events, staff_roles, subject_keys,
        teaching_assignments, users,
    },
    sql_types::bind_instant,
};

/// One side of a merge; `None` if there is no such person, or their records were erased. Work counts
/// from an instant on.
pub(super) fn side(
    tx: &mut Tx<'_>,
    user: UserId,
    work_since: DateTime<Utc>,
) -> Result<Option<MergeSide>, DbError> {
    type Instant = Option<DateTime<Utc>>;
    type Row = (PersonKind, Option<BlindIndex>, Instant, (Instant, Instant));
    let found: Option<Row> = users::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq(user))
        .select((
            users::kind,
            users::source_index,
            users::left_roster_at,
            (users::locked_at, users::suspended_at),
        ))
        .first(tx.conn())
        .optional()?;
    let Some((kind, source, left_at, (locked_at, suspended_at))) = found else {
        return Ok(None);
    };
    Ok(Some(MergeSide {
        user,
        kind,
        standing: match (source, left_at) {
            (None, _) => RosterStanding::Unknown,
            (Some(_), None) => RosterStanding::Named,
            (Some(_), Some(left_at)) => RosterStanding::Left(left_at),
        },
        is_in_use: is_in_use(tx, user)?,
        has_work: has_work(tx, user, work_since)?,
        is_closed: locked_at.is_some() || suspended_at.is_some() || rights::is_hidden(tx, user)?,
    }))
}

fn is_in_use(tx: &mut Tx<'_>, user: UserId) -> Result<bool, DbError> {
    /// Whether a table has a row of the person that is not over.
    macro_rules! standing {
        ($table:ident) => {{
            let rows: i64 = $table::table
                .filter($table::organization_id.eq(tx.tenant()))
                .filter($table::user_id.eq(user))
                .filter(not_over!($table, bind_instant(tx.now())))
                .count()
                .get_result(tx.conn())?;
            rows > 0
        }};
    }
    Ok(standing!(staff_roles) || standing!(enrollments) || standing!(teaching_assignments))
}

fn has_work(tx: &mut Tx<'_>, user: UserId, since: DateTime<Utc>) -> Result<bool, DbError> {
    /// Whether a table has a row of the person from the instant on.
    macro_rules! made {
        ($table:ident, $by:ident, $at:ident) => {{
            let rows: i64 = $table::table
                .filter($table::organization_id.eq(tx.tenant()))
                .filter($table::$by.eq(user))
                .filter($table::$at.ge(bind_instant(since)))
                .count()
                .get_result(tx.conn())?;
            rows > 0
        }};
    }
    Ok(made!(progress_events, learner_id, received_at)
        || made!(feedback, learner_id, given_at)
        || made!(courses, author_id, created_at)
        || amendments::stand_of(tx, user, since)?
        || legal_process::stand_of(tx, user, since)?)
}
