//! Versions of the policy under test.

use api::policies::{Policies, Source};
use domain::policies::version::VersionNumber;

/// The version of the release.
const FIRST: Source = Source {
    number: VersionNumber::FIRST,
    facts: include_str!("../../policies/1.0.0/version.toml"),
    practices: include_str!("../../policies/1.0.0/practices.toml"),
    general: [
        include_str!("../../policies/1.0.0/general.en.md"),
        include_str!("../../policies/1.0.0/general.es.md"),
    ],
    learner: ["# Short\n", "# Corto\n"],
};

/// The version of the release, and one that uses one more category of data for a purpose: it is announced
/// on 22 September 2026 for 22 October.
///
/// # Panics
/// When the versions cannot be published.
pub fn changed(purpose: &str) -> &'static Policies {
    let before = format!("[{purpose}]\ncategories = [");
    let after = format!("{before}\"demographics\", ");
    let practices = FIRST.practices.replacen(&before, &after, 1);
    let second = Source {
        number: VersionNumber {
            major: 2,
            minor: 0,
            patch: 0,
        },
        facts: "published_at = \"2026-09-22T00:00:00Z\"\neffective_at = \"2026-10-22T00:00:00Z\"\nchanged = []",
        practices: Box::leak(practices.into_boxed_str()),
        ..FIRST
    };
    let policies = Policies::of(&[FIRST, second]);
    Box::leak(Box::new(
        policies.unwrap_or_else(|failure| panic!("{failure}")),
    ))
}
