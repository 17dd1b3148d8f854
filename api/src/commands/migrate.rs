//! `hallpass migrate`

use super::{CommandError, say};
use crate::{config::Config, server};

/// Brings the schema up to date with the role that owns it.
pub(super) fn run(config: &Config) -> Result<(), CommandError> {
    let applied = server::migrate(config)?;
    if applied.is_empty() {
        say("The schema is up to date.");
    }
    for step in applied {
        say(&format!("Applied {step}"));
    }
    Ok(())
}
