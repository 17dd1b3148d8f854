//! The default file.

/// The default file: every key with its meaning, bounds and default.
pub const DEFAULTS: &str = include_str!("../../hallpass.default.toml");
