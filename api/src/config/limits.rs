//! `[limits]`: how often one caller or one address may ask, per minute if nothing else is said.

use super::reader::Reader;

/// `[limits]`.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Requests of one signed-in caller.
    pub requests_per_caller: u32,
    /// Requests from one address.
    pub requests_per_address: u32,
    /// Attempts to sign in from one address.
    pub sign_ins_per_address: u32,
    /// Join codes tried from one address.
    pub join_codes_per_address: u32,
    /// Accounts that may fail to be signed in to from one address, in ten minutes.
    pub failing_accounts_per_address: u32,
}

impl Limits {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let per_caller = reader.number("limits.requests_per_minute_per_caller", 1..=60_000);
        let per_address = reader.number("limits.requests_per_minute_per_address", 1..=60_000);
        let sign_ins = reader.number("limits.sign_ins_per_minute_per_address", 1..=60_000);
        let join_codes = reader.number("limits.join_codes_per_minute_per_address", 1..=60_000);
        let failing = reader.number("limits.failing_accounts_per_address", 1..=60_000);
        Some(Self {
            requests_per_caller: per_caller?,
            requests_per_address: per_address?,
            sign_ins_per_address: sign_ins?,
            join_codes_per_address: join_codes?,
            failing_accounts_per_address: failing?,
        })
    }
}
