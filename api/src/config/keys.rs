//! `[keys]`: the master key, and former ones that still open what they wrapped (SEC-11).

use base64::{Engine, engine::general_purpose::STANDARD};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{
    Environment,
    reader::{Given, Reader},
};

/// Length of a master key in bytes (AES-256).
pub const MASTER_KEY_BYTES: usize = 32;

/// The master key of development and of the demo. Everyone knows it: it protects nothing, and
/// production refuses it.
pub const PUBLISHED_MASTER_KEY: [u8; MASTER_KEY_BYTES] = *b"hallpass demo key, not a secret!";

/// A key that wraps the keys of organizations, and its name. `Debug` shows the name alone.
#[derive(Debug)]
pub struct MasterKey {
    /// The name stored beside what the key wraps: 1 to 32 of `a-z`, `0-9`, `-`.
    pub id: String,
    /// The key.
    pub secret: SecretBox<[u8; MASTER_KEY_BYTES]>,
}

/// `[keys]`.
#[derive(Debug)]
pub struct Keys {
    /// The key that wraps from now on.
    pub master: MasterKey,
    /// Former keys, which only open. Names and keys all differ.
    pub previous: Vec<MasterKey>,
}

impl Keys {
    /// Every key, the present one first.
    pub fn all(&self) -> impl Iterator<Item = &MasterKey> {
        std::iter::once(&self.master).chain(&self.previous)
    }

    pub(super) fn read(reader: &mut Reader<'_>, environment: Environment) -> Option<Self> {
        let id = reader.parsed("keys.master_key_id", NAME, name);
        let secret = read_master(reader, environment);
        let previous = reader
            .secrets("keys.previous_master_keys")
            .and_then(|entries| {
                let read: Option<Vec<_>> = entries.iter().map(named).collect();
                read.or_else(|| reader.refuse("keys.previous_master_keys", PREVIOUS))
            });
        let master = MasterKey {
            id: id?,
            secret: secret?,
        };
        let keys = Self {
            master,
            previous: previous?,
        };
        if keys.all_differ() {
            Some(keys)
        } else {
            reader.refuse(PREVIOUS_KEY, DIFFERENT)
        }
    }

    fn all_differ(&self) -> bool {
        self.all().enumerate().all(|(index, key)| {
            self.all()
                .skip(index + 1)
                .all(|other| key.id != other.id && !key.has_secret_of(other))
        })
    }
}

impl MasterKey {
    /// Whether the key is the published one, or one byte over and over.
    pub fn is_guessable(&self) -> bool {
        let secret = self.secret.expose_secret();
        let [first, ..] = secret;
        let published: bool = secret.ct_eq(&PUBLISHED_MASTER_KEY).into();
        published || secret.iter().all(|byte| byte == first)
    }

    fn has_secret_of(&self, other: &Self) -> bool {
        self.secret
            .expose_secret()
            .ct_eq(other.secret.expose_secret())
            .into()
    }
}

const PREVIOUS_KEY: &str = "keys.previous_master_keys";
const NAME: &str = "a name of 1 to 32 small letters, digits and hyphens";
const KEY: &str = "32 bytes in base64, from `openssl rand -base64 32`";
const MISSING: &str = "set in production: 32 bytes in base64, from `openssl rand -base64 32`";
const PREVIOUS: &str = "a list of keys, each its name, a colon and 32 bytes in base64";
const DIFFERENT: &str = "keys with names of their own, none of them the master key or its name";

fn read_master(
    reader: &mut Reader<'_>,
    environment: Environment,
) -> Option<SecretBox<[u8; MASTER_KEY_BYTES]>> {
    match (reader.secret("keys.master_key")?, environment) {
        (Given::Secret(text), _) => {
            decoded(text.expose_secret()).or_else(|| reader.refuse("keys.master_key", KEY))
        }
        (Given::Nothing, Environment::Production) => reader.refuse("keys.master_key", MISSING),
        (Given::Nothing, Environment::Development | Environment::Demo) => {
            Some(SecretBox::new(Box::new(PUBLISHED_MASTER_KEY)))
        }
    }
}

fn name(text: &str) -> Option<String> {
    let fits = (1..=32).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    fits.then(|| text.to_owned())
}

fn named(entry: &SecretString) -> Option<MasterKey> {
    let (id, key) = entry.expose_secret().split_once(':')?;
    Some(MasterKey {
        id: name(id)?,
        secret: decoded(key)?,
    })
}

fn decoded(text: &str) -> Option<SecretBox<[u8; MASTER_KEY_BYTES]>> {
    let bytes = Zeroizing::new(STANDARD.decode(text).ok()?);
    let key: [u8; MASTER_KEY_BYTES] = bytes.as_slice().try_into().ok()?;
    Some(SecretBox::new(Box::new(key)))
}
