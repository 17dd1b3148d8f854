//! The password hash itself (RFC 9106): its costs, and what is read from the database with
//! suspicion.

use argon2::{
    Algorithm, Argon2, Params, ParamsBuilder, Version,
    password_hash::{Error, PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::accounts::credentials::PersonKind;
use thiserror::Error;

use super::secret_text::SecretText;

/// The result of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The secret is right.
    Matches(Strength),
    /// The secret is wrong, or no one has that name.
    Differs,
}

/// Whether a stored hash is as strong as one made today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// It is.
    Current,
    /// It is not: hash the secret anew while it is at hand, and store that.
    Outdated,
}

/// What a hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

/// For students: the least that OWASP's password storage guidance allows, because a class signs in
/// at the bell and the passphrase is random.
pub const STUDENT_COST: Cost = Cost {
    memory_kib: 19 * 1024,
    passes: 2,
    lanes: 1,
};

/// For adults: the memory of the second recommendation of RFC 9106 §4, in one lane.
pub const STAFF_COST: Cost = Cost {
    memory_kib: 64 * 1024,
    passes: 3,
    lanes: 1,
};

/// The most a stored hash may ask for. The person who can write a row must not be able to ask for
/// the machine's whole memory (G-PW2).
const LARGEST_COST: Cost = Cost {
    memory_kib: 128 * 1024,
    passes: 8,
    lanes: 4,
};

/// The salt of the hash that is computed for names that no one has.
const NOBODYS_SALT: [u8; 16] = [0; 16];

/// Why a hash could not be made or compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HashError {
    /// Argon2 knows no such costs.
    #[error("the Argon2 parameters are invalid")]
    ImpossibleCost,
    /// The stored text is not the PHC string of an Argon2id hash of version 19.
    #[error("the stored hash is unreadable")]
    Unreadable,
    /// The stored hash asks for more memory or time than any of ours.
    #[error("the stored hash has parameters beyond the limits")]
    TooCostly,
    /// The computation failed.
    #[error("the hash could not be computed")]
    Failed,
}

/// Makes and compares hashes, one at a time, on the calling thread.
pub struct Argon2id {
    student: Params,
    staff: Params,
}

impl Argon2id {
    /// With these costs.
    pub fn new(student: Cost, staff: Cost) -> Result<Self, HashError> {
        Ok(Self {
            student: params(student)?,
            staff: params(staff)?,
        })
    }

    /// The PHC string of a secret.
    pub fn hash(
        &self,
        person: PersonKind,
        secret: &SecretText,
        salt: &[u8],
    ) -> Result<String, HashError> {
        argon2(self.params(person).clone())
            .hash_password_with_salt(secret.expose().as_bytes(), salt)
            .map(|hash| hash.to_string())
            .map_err(|_| HashError::Failed)
    }

    /// Compares a secret with a stored hash, with the costs that the hash was made with.
    pub fn compare(
        &self,
        person: PersonKind,
        secret: &SecretText,
        stored: &str,
    ) -> Result<Comparison, HashError> {
        let stored = PasswordHash::new(stored).map_err(|_| HashError::Unreadable)?;
        let params = acceptable_params(&stored)?;
        let strength = if params == *self.params(person) {
            Strength::Current
        } else {
            Strength::Outdated
        };
        let compared = argon2(params).verify_password(secret.expose().as_bytes(), &stored);
        match compared {
            Ok(()) => Ok(Comparison::Matches(strength)),
            Err(Error::PasswordInvalid) => Ok(Comparison::Differs),
            Err(_) => Err(HashError::Failed),
        }
    }

    /// Takes as long as a comparison and finds a difference.
    pub fn compare_with_nobody(
        &self,
        person: PersonKind,
        secret: &SecretText,
    ) -> Result<Comparison, HashError> {
        self.hash(person, secret, &NOBODYS_SALT)?;
        Ok(Comparison::Differs)
    }

    fn params(&self, person: PersonKind) -> &Params {
        match person {
            PersonKind::Student => &self.student,
            PersonKind::Adult => &self.staff,
        }
    }
}

fn argon2(params: Params) -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn params(cost: Cost) -> Result<Params, HashError> {
    let mut builder = ParamsBuilder::new();
    builder
        .m_cost(cost.memory_kib)
        .t_cost(cost.passes)
        .p_cost(cost.lanes)
        .output_len(Params::DEFAULT_OUTPUT_LEN);
    builder.build().map_err(|_| HashError::ImpossibleCost)
}

/// The parameters of a stored hash, if it is one that Hallpass could have made.
fn acceptable_params(stored: &PasswordHash) -> Result<Params, HashError> {
    let is_ours = stored.algorithm == Algorithm::Argon2id.ident()
        && stored.version == Some(Version::V0x13.into())
        && stored.salt.is_some()
        && stored.hash.is_some();
    let params = Params::try_from(stored).map_err(|_| HashError::Unreadable)?;
    if !is_ours || !params.keyid().is_empty() || !params.data().is_empty() {
        return Err(HashError::Unreadable);
    }
    if params.m_cost() > LARGEST_COST.memory_kib
        || params.t_cost() > LARGEST_COST.passes
        || params.p_cost() > LARGEST_COST.lanes
    {
        return Err(HashError::TooCostly);
    }
    Ok(params)
}

#[cfg(test)]
mod tests;
