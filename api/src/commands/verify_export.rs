//! `hallpass verify-export`

use std::{fs::File, path::PathBuf};

use clap::Args;

use super::{CommandError, say};
use crate::{accounts::document_signature::PublicKeys, exports::archive::verify::verify};

/// Which archive, and by which keys.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The archive, as it was fetched.
    file: PathBuf,
    /// A file with the public keys: what `/.well-known/jwks.json` answered, or one key of it.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
}

/// Checks that a copy is as it was signed. Asks nobody: it needs no configuration and no network.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    let keys = std::fs::read(&arguments.key)?;
    let keys: PublicKeys = serde_json::from_slice(&keys).map_err(|_| {
        let file = arguments.key.display();
        CommandError::Said(format!("{file}: is no JSON Web Key Set"))
    })?;
    let archive = File::open(&arguments.file)?;
    let found = verify(archive, &keys).map_err(|failure| {
        let file = arguments.file.display();
        CommandError::Said(format!("{file}: {failure}"))
    })?;
    say(&format!(
        "copy {}: intact, {} files, made at {} by {}, signed by the key {}",
        found.export, found.files, found.created_at, found.issuer, found.key
    ));
    Ok(())
}
