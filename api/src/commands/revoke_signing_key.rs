//! `hallpass revoke-signing-key`

use clap::Args;

use super::{CommandError, say};
use crate::{accounts::key_store, config::Config, server};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The key's id, as `/.well-known/jwks.json` has it.
    kid: String,
}

/// Declares a key lost. Instances that run learn of it within seconds; whoever holds a token that it
/// signed refreshes it.
pub(super) async fn run(config: &Config, arguments: &Arguments) -> Result<(), CommandError> {
    let hallpass = server::open(config).await?;
    if key_store::revoke(&hallpass, &arguments.kid).await? {
        say("The key is revoked.");
        Ok(())
    } else {
        Err(CommandError::Said(
            "there is no such key, or it is revoked already".to_owned(),
        ))
    }
}
