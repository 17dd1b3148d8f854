//! The ceiling of signing in: the password hash alone.

use std::{hint::black_box, time::Duration};

use argon2::{Algorithm, Argon2, Params, Version};

use crate::{failure::Failure, meter::share, processes};

/// Memory in KiB, passes and lanes of a student's hash: the least of OWASP's password storage
/// guidance, which is what the server takes for students.
const STUDENT: (u32, u32, u32) = (19 * 1024, 2, 1);
/// Hashes that are made.
const HASHES: u32 = 50;

/// The processor time of one hash of a student's passphrase, with nothing else going on.
pub fn of_a_student() -> Result<Duration, Failure> {
    let (memory, passes, lanes) = STUDENT;
    let params = Params::new(memory, passes, lanes, None)
        .map_err(|failure| Failure::Said(format!("Argon2: {failure}")))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let before = processes::cpu_of_this_thread()?;
    for number in 0..HASHES {
        let mut hash = [0; 32];
        argon2
            .hash_password_into(
                b"copper acorn dune",
                &u128::from(number).to_be_bytes(),
                &mut hash,
            )
            .map_err(|failure| Failure::Said(format!("Argon2: {failure}")))?;
        black_box(hash);
    }
    let after = processes::cpu_of_this_thread()?;
    Ok(share(after.saturating_sub(before), u64::from(HASHES)))
}
