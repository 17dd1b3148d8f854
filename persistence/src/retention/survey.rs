//! Looking for accounts that are not used, a page at a time.

use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    ids::{PLATFORM, UserId},
    retention::disposition::quiet_since,
};
use uuid::Uuid;

use super::{
    facts::{Quiet, Tenancy},
    judge::{Judged, judge},
};
use crate::{
    access::Installation,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    schema::{classes, enrollments, users},
    sql_types::bind_instant,
};

/// Accounts on a page.
const PAGE: i64 = 500;

/// A page of accounts that are not used.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// The accounts, and what becomes of each.
    pub judged: Vec<Judged>,
    /// After whom the next page begins; `None` after the last.
    pub next: Option<UserId>,
}

/// How many accounts of the tenant are active.
///
/// # Errors
/// If the database fails.
pub fn active(tx: &mut Tx<'_>, _by: &Installation) -> Result<u64, DbError> {
    let active: i64 = users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::status.eq(AccountStatus::Active))
        .count()
        .get_result(tx.conn())?;
    Ok(u64::try_from(active).unwrap_or_default())
}

/// Looks for accounts of the tenant that nobody has used for long, and judges them. The platform's own,
/// which are those of operators, are none of them.
///
/// # Errors
/// If the database fails.
pub fn survey(
    tx: &mut Tx<'_>,
    _by: &Installation,
    after: Option<UserId>,
) -> Result<Survey, DbError> {
    if tx.organization() == PLATFORM {
        return Ok(Survey::default());
    }
    let tenancy = Tenancy::of_tenant(tx)?;
    let after = after.unwrap_or(UserId::from_uuid(Uuid::nil()));
    let quiet = quiet(tx, tenancy, Wanted::After(after))?;
    let is_full = i64::try_from(quiet.len()).is_ok_and(|found| found == PAGE);
    let next = quiet.last().map(|(person, ..)| *person).filter(|_| is_full);
    Ok(Survey {
        judged: judge(tx, tenancy, quiet)?,
        next,
    })
}

/// Judges some accounts again; those that are in use by now are left out.
pub(super) fn again(tx: &mut Tx<'_>, people: &[UserId]) -> Result<Vec<Judged>, DbError> {
    let tenancy = Tenancy::of_tenant(tx)?;
    let quiet = quiet(tx, tenancy, Wanted::These(people))?;
    judge(tx, tenancy, quiet)
}

#[derive(Clone, Copy)]
enum Wanted<'a> {
    After(UserId),
    These(&'a [UserId]),
}

fn quiet(tx: &mut Tx<'_>, tenancy: Tenancy, wanted: Wanted<'_>) -> Result<Vec<Quiet>, DbError> {
    let since = bind_instant(quiet_since(tx.now()));
    let mut query = users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::created_at.le(since))
        .filter(
            users::last_used_at
                .is_null()
                .or(users::last_used_at.le(since)),
        )
        .filter(users::erased_at.is_null())
        .order(users::id)
        .limit(PAGE)
        .select((
            users::id,
            users::kind,
            users::created_at,
            users::last_used_at,
        ))
        .into_boxed::<MultiBackend>();
    if tenancy == Tenancy::District {
        // Who was in a class since then is in nobody's way.
        let attends = enrollments::table
            .inner_join(
                classes::table.on(classes::organization_id
                    .eq(enrollments::organization_id)
                    .and(classes::id.eq(enrollments::class_id))),
            )
            .filter(enrollments::organization_id.eq(tx.tenant()))
            .filter(enrollments::user_id.eq(users::id))
            .filter(not_over!(enrollments, since))
            .filter(open_class!(since));
        query = query.filter(users::kind.eq(PersonKind::Adult).or(not(exists(attends))));
    }
    query = match wanted {
        Wanted::After(person) => query.filter(users::id.gt(person)),
        Wanted::These(people) => query.filter(users::id.eq_any(people)),
    };
    Ok(query.load(tx.conn())?)
}
