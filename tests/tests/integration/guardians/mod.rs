//! A family of a student at school: paired by a code, reads, is contested, and leaves.

mod contacts;
mod contacts_ending;
pub(crate) mod contacts_of_rosters;
mod disclosures;
mod merged;
mod page;
mod pairing;
mod reading;
mod rights;
