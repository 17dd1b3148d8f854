//! A digest by which two instances, or an instance and its own yesterday, are compared.

use std::collections::BTreeSet;

use aws_lc_rs::digest::{Context, SHA256};

use super::layers::Settings;
use crate::digest::print;

/// Bytes of the digest that are kept: enough to tell configurations apart, which is all it is for.
const BYTES: usize = 8;

/// The first 16 hexadecimal digits of a SHA-256 over all settled values but those of secrets, so
/// that nothing about a secret can be tried against it.
pub(super) fn of(settings: &Settings, secrets: &BTreeSet<&'static str>) -> String {
    let mut context = Context::new(&SHA256);
    for (key, setting) in settings {
        if !secrets.contains(key.as_str()) {
            context.update(format!("{key}={:?}\n", setting.canonical()).as_bytes());
        }
    }
    let digest = context.finish();
    print(digest.as_ref().get(..BYTES).unwrap_or_default())
}
