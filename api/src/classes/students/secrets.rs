//! New passphrases, made and hashed before the transaction that stores them begins: hashing takes
//! its time, and a transaction must not wait for it.

use domain::accounts::{
    credentials::PersonKind,
    passphrases::{Passphrase, RANDOM_BYTES},
};
use secrecy::SecretString;

use crate::{
    accounts::{password_hashing::Asker, secret_text::SecretText},
    app::Hallpass,
    caller::Caller,
    problem::ApiError,
};

/// A passphrase to be shown once, with its hash.
pub(crate) struct NewSecret {
    /// The words.
    pub passphrase: Passphrase,
    /// Their hash.
    pub hash: String,
}

/// Makes so many passphrases, one after the other, in the lane of those who set secrets. Each costs
/// its author a request.
///
/// # Errors
/// If the author has made too many, or too many wait in the pool already.
pub(crate) async fn make(
    hallpass: &Hallpass,
    caller: &Caller,
    count: usize,
) -> Result<Vec<NewSecret>, ApiError> {
    let limits = hallpass.limits();
    limits.charge(caller, count, hallpass.now())?;
    let asker = Asker::caller(caller, limits);
    let mint = hallpass.mint().as_ref();
    let mut made = Vec::with_capacity(count);
    for _ in 0..count {
        let mut random = [0; RANDOM_BYTES];
        mint.fill(&mut random);
        let passphrase = Passphrase::from_random(random);
        let text = SecretText::passphrase(&SecretString::from(passphrase.as_str()));
        let hash = hallpass
            .hasher()
            .hash(PersonKind::Student, text, mint, asker)
            .await?;
        made.push(NewSecret { passphrase, hash });
    }
    Ok(made)
}
