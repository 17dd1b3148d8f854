//! Devices on which an account was signed in to: what keeps strangers' failures from being its
//! owner's.
//!
//! A device holds a token of the organization and shows it at each sign-in, of whatever account: a
//! classroom's device is known for each who signed in there. The token opens nothing.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::throttle::{DEVICE_KNOWN_FOR, Device, FailureStreak, MOST_DEVICES},
    ids::UserId,
};

use super::{
    failures::counted,
    opaque_token::{OpaqueToken, TokenKind},
};
use crate::{
    database::Tx,
    error::DbError,
    schema::known_devices,
    sql_types::{BindInstant, bind_instant},
};

/// Devices of an account that are forgotten at once, at most.
const FORGOTTEN: i64 = 100;

/// What the device of an attempt is for the account that is tried.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OnDevice {
    /// That.
    pub(crate) device: Device,
    /// Failures on it, if it is known.
    pub(crate) streak: Option<FailureStreak>,
}

/// Looks up what a device is for an account, with the same work for a name that no one has
/// (G-ENUM).
///
/// # Errors
/// If the database fails.
pub(crate) fn on_device(
    tx: &mut Tx<'_>,
    shown: Option<&OpaqueToken>,
    account: Option<UserId>,
) -> Result<OnDevice, DbError> {
    let unknown = OnDevice {
        device: Device::Unknown,
        streak: None,
    };
    let Some(token) = of_tenant(tx, shown) else {
        return Ok(unknown);
    };
    let account = account.unwrap_or(UserId::from_uuid(uuid::Uuid::nil()));
    let row: Option<(i32, Option<DateTime<Utc>>)> = known_devices::table
        .find((tx.tenant(), token.digest(), account))
        .filter(known_devices::last_signed_in_at.gt(bind_instant(tx.now() - DEVICE_KNOWN_FOR)))
        .select((known_devices::failures, known_devices::last_failed_at))
        .first(tx.conn())
        .optional()?;
    let Some((failures, last_failed_at)) = row else {
        return Ok(unknown);
    };
    let failures = counted(failures)?;
    Ok(match Device::after(failures) {
        Device::Unknown => unknown,
        device => OnDevice {
            device,
            streak: last_failed_at.map(|last_failed_at| FailureStreak {
                failures,
                last_failed_at,
            }),
        },
    })
}

/// Counts one more failure on a known device.
///
/// # Errors
/// If the database fails.
pub(crate) fn count_failure(
    tx: &mut Tx<'_>,
    shown: Option<&OpaqueToken>,
    account: UserId,
) -> Result<(), DbError> {
    let Some(token) = of_tenant(tx, shown) else {
        return Ok(());
    };
    diesel::update(known_devices::table.find((tx.tenant(), token.digest(), account)))
        .set((
            known_devices::failures.eq(known_devices::failures + 1),
            known_devices::last_failed_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets the failures on every device of an account whose secret is new.
///
/// # Errors
/// If the database fails.
pub(crate) fn forget_failures(tx: &mut Tx<'_>, account: UserId) -> Result<(), DbError> {
    let devices = known_devices::table
        .filter(known_devices::organization_id.eq(tx.tenant()))
        .filter(known_devices::user_id.eq(account));
    diesel::update(devices)
        .set((
            known_devices::failures.eq(0),
            known_devices::last_failed_at.eq(None::<BindInstant>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Makes the device known for an account that is signed in to on it: its token, which is the one
/// that it showed unless no account of the organization knows that.
///
/// # Errors
/// If the database fails.
pub(crate) fn remember(
    tx: &mut Tx<'_>,
    shown: Option<&OpaqueToken>,
    account: UserId,
) -> Result<OpaqueToken, DbError> {
    let token = match of_tenant(tx, shown) {
        Some(token) if is_known(tx, token)? => token.clone(),
        _ => OpaqueToken::new(TokenKind::Device, tx.organization(), tx.mint()),
    };
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let digest = token.digest();
    let held = known_devices::table.find((tenant, &digest, account));
    diesel::delete(held).execute(tx.conn())?;
    let row = (
        known_devices::organization_id.eq(tenant),
        known_devices::device_digest.eq(&digest),
        known_devices::user_id.eq(account),
        known_devices::last_signed_in_at.eq(now),
    );
    diesel::insert_into(known_devices::table)
        .values(row)
        .execute(tx.conn())?;
    forget_oldest(tx, account)?;
    Ok(token)
}

/// A token counts in its own organization alone.
fn of_tenant<'a>(tx: &Tx<'_>, shown: Option<&'a OpaqueToken>) -> Option<&'a OpaqueToken> {
    shown.filter(|token| token.organization() == tx.organization())
}

fn is_known(tx: &mut Tx<'_>, token: &OpaqueToken) -> Result<bool, DbError> {
    let known: Option<UserId> = known_devices::table
        .filter(known_devices::organization_id.eq(tx.tenant()))
        .filter(known_devices::device_digest.eq(token.digest()))
        .filter(known_devices::last_signed_in_at.gt(bind_instant(tx.now() - DEVICE_KNOWN_FOR)))
        .select(known_devices::user_id)
        .first(tx.conn())
        .optional()?;
    Ok(known.is_some())
}

fn forget_oldest(tx: &mut Tx<'_>, account: UserId) -> Result<(), DbError> {
    let oldest: Vec<Vec<u8>> = known_devices::table
        .filter(known_devices::organization_id.eq(tx.tenant()))
        .filter(known_devices::user_id.eq(account))
        .order(known_devices::last_signed_in_at.desc())
        .offset(i64::from(MOST_DEVICES))
        .limit(FORGOTTEN)
        .select(known_devices::device_digest)
        .load(tx.conn())?;
    for digest in oldest {
        diesel::delete(known_devices::table.find((tx.tenant(), digest, account)))
            .execute(tx.conn())?;
    }
    Ok(())
}
