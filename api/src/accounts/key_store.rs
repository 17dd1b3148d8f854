//! The signing keys that all instances share: kept in the database, made and replaced by whichever
//! instance first sees that it is time (G-KEY).

use domain::{
    accounts::signing_keys::{KeyDates, Rotation, immediate_dates, rotation, successor_dates},
    ids::PLATFORM,
    mint::Clock,
};
use persistence::{
    Database, Scope, Tx,
    access::Installation,
    accounts::signing_keys::{self, StoredKey},
};
use secrecy::{ExposeSecret, SecretSlice};
use uuid::Uuid;

use super::signing_keys::{NotAKey, SigningKey, SigningKeys};
use crate::{app::Hallpass, origin::Origin, problem::ApiError};

impl From<NotAKey> for ApiError {
    fn from(_: NotAKey) -> Self {
        Self::Internal("failed to create or read a signing key")
    }
}

/// The keys of this installation; the first one is made if there is none. For the start of a server.
///
/// # Errors
/// If the database fails, or a stored key does not open.
pub async fn load_or_create(
    by: Installation,
    database: &Database,
    clock: &dyn Clock,
) -> Result<SigningKeys, ApiError> {
    let scope = Scope::new(
        domain::audit::Channel::Worker,
        PLATFORM,
        clock.now(),
        Uuid::nil(),
    );
    database.write(scope, move |tx| current(tx, by)).await
}

/// Takes over what other instances did to the keys, and makes the next one when it is due. For a
/// timer of the server: no instance is behind the others for longer than its period.
///
/// # Errors
/// As [`load_or_create`]; the keys stay as they are.
pub async fn keep(by: Installation, hallpass: &Hallpass) -> Result<(), ApiError> {
    let origin = Origin::worker(hallpass.new_request_id());
    let found = hallpass
        .read_in(PLATFORM, origin, move |tx| {
            let stored = signing_keys::read(tx, &by)?;
            Ok((rotation(&dates(&stored), tx.now()), read(stored)?))
        })
        .await?;
    let keys = match found {
        (Rotation::NotDue, keys) => keys,
        _ => {
            hallpass
                .write_in(PLATFORM, origin, move |tx| current(tx, by))
                .await?
        }
    };
    hallpass.access_tokens().replace_keys(keys);
    Ok(())
}

/// Declares a key lost: what it signed is refused from the next request on, by this instance at
/// once, by others when they next call [`keep`]. Whether there was such a key.
///
/// # Errors
/// As [`load_or_create`].
pub async fn revoke(by: Installation, hallpass: &Hallpass, kid: &str) -> Result<bool, ApiError> {
    let origin = Origin::command_line(hallpass.new_request_id());
    let kid = kid.to_owned();
    let revoked = hallpass
        .write_in(PLATFORM, origin, move |tx| {
            Ok(signing_keys::revoke(tx, &by, &kid)?)
        })
        .await?;
    keep(by, hallpass).await?;
    Ok(revoked)
}

/// The keys after the one that is due, if one is, was made.
fn current(tx: &mut Tx<'_>, by: Installation) -> Result<SigningKeys, ApiError> {
    let stored = signing_keys::read(tx, &by)?;
    let due = match rotation(&dates(&stored), tx.now()) {
        Rotation::NotDue => return read(stored),
        Rotation::AnnounceSuccessor => successor_dates(tx.now()),
        Rotation::ActivateNow => immediate_dates(tx.now()),
    };
    let private = SigningKey::generate(tx.mint())?;
    let key = SigningKey::read(&private, due)?;
    let (public, private) = (key.public_key(), private.expose_secret());
    signing_keys::add(tx, &by, key.id(), &public, private, &due)?;
    read(signing_keys::read(tx, &by)?)
}

fn dates(stored: &[StoredKey]) -> Vec<KeyDates> {
    stored.iter().map(|key| key.dates).collect()
}

fn read(stored: Vec<StoredKey>) -> Result<SigningKeys, ApiError> {
    let keys = stored
        .into_iter()
        .map(|key| {
            let private: SecretSlice<u8> = key.private_key.to_vec().into();
            Ok(SigningKey::read(&private, key.dates)?)
        })
        .collect::<Result<Vec<_>, ApiError>>()?;
    Ok(SigningKeys::new(keys))
}
