//! `hallpass revoke-signing-key`

use clap::Args;

use persistence::access::Installation;

use super::{CommandError, say};
use crate::{accounts::key_store, config::Config, server};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The key's id, as `/.well-known/jwks.json` has it.
    // An id is base64url: one in 64 begins with a hyphen.
    #[arg(allow_hyphen_values = true)]
    kid: String,
}

/// Declares a key lost. Instances that run learn of it within seconds; the person who holds a token
/// that it signed refreshes it.
pub(super) async fn run(
    by: Installation,
    config: &Config,
    arguments: &Arguments,
) -> Result<(), CommandError> {
    let hallpass = server::open(by, config).await?;
    if key_store::revoke(by, &hallpass, &arguments.kid).await? {
        say("The key is revoked.");
        Ok(())
    } else {
        Err(CommandError::Said(
            "there is no such key, or it is revoked already".to_owned(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::Arguments;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        arguments: Arguments,
    }

    #[test]
    fn an_id_may_begin_with_a_hyphen() {
        for kid in ["-bcCyXo-VM2DpYyhbgoTq", "--cCyXo", "kid"] {
            let line = Line::try_parse_from(["revoke-signing-key", kid]).unwrap();
            assert_eq!(line.arguments.kid, kid);
        }
    }
}
