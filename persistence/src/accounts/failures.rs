//! Failures in a row behind a name as it was typed, whether an account has it or not: what an
//! onlooker sees of delays is the same for both (G-ENUM). What locks an account is counted with its
//! credential, unseen.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::throttle::{FailureStreak, number_of_failure},
    text_enum::TextEnum,
};

use crate::{
    database::Tx,
    error::DbError,
    keys::{BlindIndex, SealContext},
    schema::throttles,
    sql_types::bind_instant,
};

const SUBJECT: SealContext = SealContext::of("throttles", "subject_index");

domain::text_enum! {
    /// On which road a name was typed.
    pub enum SignInRoute {
        /// With an e-mail address.
        SignIn = "sign_in",
        /// With a class code.
        ClassSignIn = "class_sign_in",
    }
}

/// A name as it was typed, by its blind index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TypedName {
    road: SignInRoute,
    index: BlindIndex,
}

impl TypedName {
    /// A name that was typed at a place: under a short name, a code.
    ///
    /// # Errors
    /// If the organization's key cannot be had.
    pub(crate) fn new(
        tx: &mut Tx<'_>,
        road: SignInRoute,
        place: &str,
        name: &str,
    ) -> Result<Self, DbError> {
        let index = tx
            .organization_key()?
            .index(SUBJECT, &format!("{place}\0{name}"));
        Ok(Self { road, index })
    }
}

/// Failures behind a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Behind {
    /// The failures.
    pub(crate) streak: FailureStreak,
    /// Whether the log has it that a person came too early after the last of them.
    pub(crate) delay: Delay,
}

/// Whether a delay is in the audit log. Once a failure is enough: what is refused unseen must not
/// fill it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delay {
    /// It is.
    Noted,
    /// It is not.
    Unnoted,
}

/// The failures behind a name, if there were any.
///
/// # Errors
/// If the database fails.
pub(crate) fn behind(tx: &mut Tx<'_>, name: TypedName) -> Result<Option<Behind>, DbError> {
    let found: Option<(i32, DateTime<Utc>, i32)> = throttles::table
        .find((tx.tenant(), name.road.as_str(), name.index))
        .select((
            throttles::failures,
            throttles::last_failed_at,
            throttles::delays_noted,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((failures, last_failed_at, noted)) = found else {
        return Ok(None);
    };
    Ok(Some(Behind {
        streak: FailureStreak {
            failures: counted(failures)?,
            last_failed_at,
        },
        delay: if noted == failures {
            Delay::Noted
        } else {
            Delay::Unnoted
        },
    }))
}

/// A stored count of failures, as the rules know it.
pub(crate) fn counted(failures: i32) -> Result<u32, DbError> {
    u32::try_from(failures).map_err(|_| DbError::Corrupt("failures count from zero"))
}

/// Counts one more.
///
/// # Errors
/// If the database fails.
pub(crate) fn count(
    tx: &mut Tx<'_>,
    name: TypedName,
    streak: Option<&FailureStreak>,
) -> Result<(), DbError> {
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let failures = i32::try_from(number_of_failure(streak, tx.now())).unwrap_or(i32::MAX);
    let row = throttles::table.find((tenant, name.road.as_str(), name.index));
    let counted = diesel::update(row)
        .set((
            throttles::failures.eq(failures),
            throttles::last_failed_at.eq(now),
            throttles::delays_noted.eq(0),
            throttles::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if counted == 0 {
        let row = (
            throttles::organization_id.eq(tenant),
            throttles::kind.eq(name.road),
            throttles::subject_index.eq(name.index),
            throttles::failures.eq(failures),
            throttles::last_failed_at.eq(now),
            throttles::updated_at.eq(now),
        );
        diesel::insert_into(throttles::table)
            .values(row)
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Remembers that the log has the delay after the last failure.
///
/// # Errors
/// If the database fails.
pub(crate) fn note_delay(tx: &mut Tx<'_>, name: TypedName) -> Result<(), DbError> {
    let row = throttles::table.find((tx.tenant(), name.road.as_str(), name.index));
    diesel::update(row)
        .set(throttles::delays_noted.eq(throttles::failures))
        .execute(tx.conn())?;
    Ok(())
}
