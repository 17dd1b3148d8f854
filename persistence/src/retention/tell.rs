//! The messages of a run: one to each administrator of a school, one to a parent. Counts and a day, no name.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{RetentionRunId, SchoolId, UserId},
    mail::MessageKind,
    retention::rule::RetentionRule,
    staff::role::StaffRole,
};

use super::{
    facts::Tenancy,
    run::{count, read_run},
};
use crate::{
    access::Installation,
    database::Tx,
    error::DbError,
    mail::{self, AdultRecipient, NewMessage},
    schema::{retention_runs, retention_warnings, schools},
    settings,
    staff::roles,
};

/// Accounts of one school, or of a home: how many, and when the first of them ends.
pub(super) type Group = (usize, DateTime<Utc>);

/// Writes the messages about what a run warned of, once.
///
/// # Errors
/// If the database or the cipher fails.
pub fn tell(tx: &mut Tx<'_>, by: &Installation, run: RetentionRunId) -> Result<(), DbError> {
    let Some(held) = read_run(tx, by, run)? else {
        return Ok(());
    };
    let rows: Vec<(RetentionRule, Option<SchoolId>, DateTime<Utc>)> = retention_warnings::table
        .filter(retention_warnings::organization_id.eq(tx.tenant()))
        .filter(retention_warnings::run_id.eq(run))
        .select((
            retention_warnings::rule,
            retention_warnings::school_id,
            retention_warnings::ends_at,
        ))
        .load(tx.conn())?;
    let warned = count(rows.len());
    if warned <= held.counts.warned {
        return Ok(());
    }
    let mut groups: BTreeMap<Option<SchoolId>, Group> = BTreeMap::new();
    for (_, school, ends_at) in rows
        .into_iter()
        .filter(|(rule, ..)| *rule != RetentionRule::R03)
    {
        let group = groups.entry(school).or_insert((0, ends_at));
        *group = (group.0 + 1, group.1.min(ends_at));
    }
    match Tenancy::of_tenant(tx)? {
        Tenancy::Home(parent) => {
            for group in groups.into_values() {
                tell_parent(tx, parent, group)?;
            }
        }
        Tenancy::District => {
            for (school, group) in groups {
                tell_school(tx, MessageKind::UnusedStudentAccounts, school, group)?;
            }
        }
    }
    diesel::update(retention_runs::table.find((tx.tenant(), run)))
        .set(retention_runs::warned.eq(i32::try_from(warned).unwrap_or(i32::MAX)))
        .execute(tx.conn())?;
    Ok(())
}

fn tell_parent(tx: &mut Tx<'_>, parent: UserId, group: Group) -> Result<(), DbError> {
    post(tx, parent, MessageKind::UnusedChildAccounts, group, None)
}

/// Tells the administrators of a school, and those of the district where the school has none.
pub(super) fn tell_school(
    tx: &mut Tx<'_>,
    kind: MessageKind,
    school: Option<SchoolId>,
    group: Group,
) -> Result<(), DbError> {
    let title: Option<String> = match school {
        Some(school) => schools::table
            .find((tx.tenant(), school))
            .select(schools::name)
            .first(tx.conn())
            .optional()?,
        None => None,
    };
    let mut administrators = match school {
        Some(school) => roles::holders(tx, StaffRole::SchoolAdmin, Some(school))?,
        None => Vec::new(),
    };
    if administrators.is_empty() {
        administrators = roles::holders(tx, StaffRole::DistrictAdmin, None)?;
    }
    for administrator in administrators {
        let title = title.clone().unwrap_or_else(|| "–".to_owned());
        post(tx, administrator, kind, group, Some(title))?;
    }
    Ok(())
}

fn post(
    tx: &mut Tx<'_>,
    adult: UserId,
    kind: MessageKind,
    (accounts, ends_at): Group,
    school: Option<String>,
) -> Result<(), DbError> {
    let Some(recipient) = AdultRecipient::of_account(tx, adult)? else {
        return Ok(());
    };
    let mut content = BTreeMap::from([
        ("accounts".to_owned(), accounts.to_string()),
        ("day".to_owned(), ends_at.date_naive().to_string()),
    ]);
    if let Some(school) = school {
        content.insert("school".to_owned(), school);
    }
    let message = NewMessage {
        kind,
        language: settings::language_of(tx, adult)?,
        content,
        about: None,
        expires_at: ends_at,
    };
    mail::post(tx, &recipient, &message).map(drop)
}
