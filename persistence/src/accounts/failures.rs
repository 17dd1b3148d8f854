//! Failures in a row: on an account's credential, or on a name that nobody has, so that both are
//! slowed down alike (G-ENUM).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{accounts::throttle::FailureStreak, ids::UserId, words::Word};

use crate::{
    database::Tx,
    error::DbError,
    keys::{BlindIndex, Place},
    schema::{credentials, throttles},
    sql_types::{at, key},
};

const SUBJECT: Place = Place::of("throttles", "subject_index");

domain::words! {
    /// On which road a name was tried that nobody has.
    pub enum Road {
        /// With an e-mail address.
        SignIn = "sign_in",
        /// With a class code.
        ClassSignIn = "class_sign_in",
    }
}

/// What was tried, as far as counting goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tried {
    /// The credential of an account.
    Credential(UserId),
    /// A name that nobody has, by its blind index.
    Name(Road, BlindIndex),
}

impl Tried {
    /// A name that nobody has.
    ///
    /// # Errors
    /// If the organization's key cannot be had.
    pub(crate) fn name(tx: &mut Tx<'_>, road: Road, name: &str) -> Result<Self, DbError> {
        Ok(Self::Name(
            road,
            tx.organization_key()?.index(SUBJECT, name),
        ))
    }
}

/// The failures in a row so far, if there were any.
///
/// # Errors
/// If the database fails.
pub(crate) fn streak(tx: &mut Tx<'_>, tried: Tried) -> Result<Option<FailureStreak>, DbError> {
    let found: Option<(i32, Option<DateTime<Utc>>)> = match tried {
        Tried::Credential(person) => credentials::table
            .find((tx.tenant(), key(person)))
            .select((credentials::failures, credentials::last_failed_at))
            .first(tx.conn())
            .optional()?,
        Tried::Name(road, index) => throttles::table
            .find((tx.tenant(), road.as_str(), index))
            .select((throttles::failures, throttles::last_failed_at.nullable()))
            .first(tx.conn())
            .optional()?,
    };
    let Some((failures, Some(last_failed_at))) = found else {
        return Ok(None);
    };
    let failures =
        u32::try_from(failures).map_err(|_| DbError::Corrupt("failures count from zero"))?;
    Ok((failures > 0).then_some(FailureStreak {
        failures,
        last_failed_at,
    }))
}

/// Counts one more.
///
/// # Errors
/// If the database fails.
pub(crate) fn count(tx: &mut Tx<'_>, tried: Tried) -> Result<(), DbError> {
    let (tenant, now) = (tx.tenant(), at(tx.now()));
    match tried {
        Tried::Credential(person) => {
            diesel::update(credentials::table.find((tenant, key(person))))
                .set((
                    credentials::failures.eq(credentials::failures + 1),
                    credentials::last_failed_at.eq(now),
                ))
                .execute(tx.conn())?;
        }
        Tried::Name(road, index) => {
            let counted = diesel::update(throttles::table.find((tenant, road.as_str(), index)))
                .set((
                    throttles::failures.eq(throttles::failures + 1),
                    throttles::last_failed_at.eq(now),
                    throttles::updated_at.eq(now),
                ))
                .execute(tx.conn())?;
            if counted == 0 {
                let row = (
                    throttles::organization_id.eq(tenant),
                    throttles::kind.eq(road.as_str()),
                    throttles::subject_index.eq(index),
                    throttles::failures.eq(1),
                    throttles::last_failed_at.eq(now),
                    throttles::updated_at.eq(now),
                );
                diesel::insert_into(throttles::table)
                    .values(row)
                    .execute(tx.conn())?;
            }
        }
    }
    Ok(())
}

/// Forgets the failures on a credential whose owner showed the secret.
///
/// # Errors
/// If the database fails.
pub(crate) fn forget(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    diesel::update(credentials::table.find((tx.tenant(), key(person))))
        .set((
            credentials::failures.eq(0),
            credentials::last_failed_at.eq(None::<crate::sql_types::At>),
        ))
        .execute(tx.conn())?;
    Ok(())
}
