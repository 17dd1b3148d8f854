//! The keys that sign access tokens, in Hallpass's own organization. The private halves are sealed
//! under its key; the transaction must be in its scope.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{accounts::signing_keys::KeyDates, audit::AccountEvent};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    access::Installation,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    schema::signing_keys,
    sql_types::bind_instant,
};

const PRIVATE_KEY: SealContext = SealContext::of("signing_keys", "private_key");

/// A stored key.
pub struct StoredKey {
    /// Its private half, as PKCS#8.
    pub private_key: Zeroizing<Vec<u8>>,
    /// Its dates.
    pub dates: KeyDates,
}

/// The keys that are not over yet, revoked ones included, oldest first.
///
/// # Errors
/// If the database fails, or a key does not open.
pub fn read(tx: &mut Tx<'_>, _by: &Installation) -> Result<Vec<StoredKey>, DbError> {
    type Row = (
        String,
        Sealed,
        DateTime<Utc>,
        DateTime<Utc>,
        Option<DateTime<Utc>>,
    );
    tx.require_platform()?;
    let found: Vec<Row> = signing_keys::table
        .filter(signing_keys::organization_id.eq(tx.tenant()))
        .filter(signing_keys::retires_at.gt(bind_instant(tx.now())))
        .order((signing_keys::activates_at, signing_keys::kid))
        .select((
            signing_keys::kid,
            signing_keys::private_key,
            signing_keys::activates_at,
            signing_keys::retires_at,
            signing_keys::revoked_at,
        ))
        .load(tx.conn())?;
    let organization_key = tx.organization_key()?;
    found
        .into_iter()
        .map(|(kid, sealed, activates_at, retires_at, revoked_at)| {
            Ok(StoredKey {
                private_key: organization_key.open(PRIVATE_KEY, row(&kid), &sealed)?,
                dates: KeyDates {
                    activates_at,
                    retires_at,
                    revoked_at,
                },
            })
        })
        .collect()
}

/// Puts a new key in place.
///
/// # Errors
/// If the database or the cipher fails.
pub fn add(
    tx: &mut Tx<'_>,
    _by: &Installation,
    kid: &str,
    public_key: &[u8],
    private_key: &[u8],
    dates: &KeyDates,
) -> Result<(), DbError> {
    tx.require_platform()?;
    let sealed = tx
        .organization_key()?
        .seal(tx.mint(), PRIVATE_KEY, row(kid), private_key)?;
    let row = (
        signing_keys::organization_id.eq(tx.tenant()),
        signing_keys::kid.eq(kid),
        signing_keys::public_key.eq(public_key),
        signing_keys::private_key.eq(sealed),
        signing_keys::created_at.eq(bind_instant(tx.now())),
        signing_keys::activates_at.eq(bind_instant(dates.activates_at)),
        signing_keys::retires_at.eq(bind_instant(dates.retires_at)),
    );
    diesel::insert_into(signing_keys::table)
        .values(row)
        .execute(tx.conn())?;
    audit::append(tx, &Entry::account(AccountEvent::SigningKeyCreated, None))
}

/// Declares a key lost: whether there was one to revoke.
///
/// # Errors
/// If the database fails.
pub fn revoke(tx: &mut Tx<'_>, _by: &Installation, kid: &str) -> Result<bool, DbError> {
    tx.require_platform()?;
    let standing = signing_keys::table
        .find((tx.tenant(), kid))
        .filter(signing_keys::revoked_at.is_null());
    let revoked = diesel::update(standing)
        .set(signing_keys::revoked_at.eq(bind_instant(tx.now())))
        .execute(tx.conn())?;
    if revoked > 0 {
        audit::append(tx, &Entry::account(AccountEvent::SigningKeyRevoked, None))?;
    }
    Ok(revoked > 0)
}

/// The row to which a private half is bound: its `kid` is a digest, and so is this.
fn row(kid: &str) -> Uuid {
    let digest = digest(&SHA256, kid.as_bytes());
    let half = digest.as_ref().first_chunk().copied().unwrap_or_default();
    Uuid::from_bytes(half)
}
