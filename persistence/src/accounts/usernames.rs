//! Usernames that are not taken.

use domain::accounts::usernames::Username;

use super::people;
use crate::{database::Tx, error::DbError};

/// Numbers of one length that are tried before longer ones are.
const TRIES_PER_LENGTH: u32 = 4;

/// Digits of the first numbers, and of the longest.
const DIGITS: std::ops::RangeInclusive<u32> = 2..=9;

/// Draws a username for a student: one that no one in the tenant has, and that is not among those
/// already chosen. The number is drawn and not counted, so that a username does not tell how many
/// of a name there are.
///
/// # Errors
/// If the database fails.
pub(crate) fn draw(
    tx: &mut Tx<'_>,
    given_name: &str,
    family_name: &str,
    chosen: &[String],
) -> Result<Username, DbError> {
    let lengths = DIGITS.chain(std::iter::repeat(*DIGITS.end()));
    for digits in lengths {
        for _ in 0..TRIES_PER_LENGTH {
            let mut random = [0; 4];
            tx.mint().fill(&mut random);
            let number = u32::from_be_bytes(random) % 10_u32.pow(digits);
            let username = Username::generated(given_name, family_name, number);
            let is_chosen = chosen.iter().any(|chosen| chosen == username.as_str());
            if !is_chosen && people::find_by_username(tx, username.as_str())?.is_none() {
                return Ok(username);
            }
        }
    }
    Err(DbError::Corrupt("numbers do not end"))
}
