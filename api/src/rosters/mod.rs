//! Rosters: OneRoster bundles that districts bring.

pub mod bundle;
