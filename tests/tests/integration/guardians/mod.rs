//! A family of a student at school: paired by a code, reads, is contested, and leaves.

mod disclosures;
mod page;
mod pairing;
mod reading;
mod rights;
