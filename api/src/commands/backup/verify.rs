//! `hallpass backup verify`

use std::{
    fs::File,
    io::{self, BufReader},
    path::PathBuf,
    sync::Arc,
};

use chrono::SecondsFormat;
use clap::Args;
use persistence::keys::Keyring;

use super::about;
use crate::{
    backups::container::{Content, Header, ReadError, Verified, read_header},
    commands::{CommandError, say},
    config::Config,
    server::master_keys,
    system::SystemMint,
};

#[derive(Debug, Args)]
pub(in crate::commands) struct Arguments {
    /// The backup.
    file: PathBuf,
}

/// Opens nothing but the file: it needs the master key and no database.
pub(super) fn run(config: &Config, arguments: &Arguments) -> Result<(), CommandError> {
    let path = &arguments.file;
    let (header, found) = verified(config, path).map_err(|failure| about(path, &failure))?;
    let created_at = &header.origin.created_at;
    say(&format!(
        "backup {}: intact, {} bytes in {} parts, of {} at {} by release {}, schema {}",
        header.backup,
        found.bytes,
        found.parts,
        header
            .origin
            .tool
            .as_deref()
            .unwrap_or(&header.origin.engine),
        created_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        header.release,
        header.origin.schema,
    ));
    say(&format!("sha256 of the content: {}", found.sha256));
    Ok(())
}

fn verified(config: &Config, path: &std::path::Path) -> Result<(Header, Verified), ReadError> {
    let mut file = BufReader::new(File::open(path)?);
    let (header, bound) = read_header(&mut file)?;
    let keys = Keyring::new(master_keys(config), Arc::new(SystemMint::default()));
    let mut content = Content::open(file, &keys, &header, bound)?;
    io::copy(&mut content, &mut io::sink())?;
    Ok((header, content.finish()?))
}
