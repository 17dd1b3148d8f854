//! `hallpass verify-audit`

use std::path::{Path, PathBuf};

use clap::Args;
use persistence::{access::Installation, audit::Verdict};

use super::{CommandError, say};
use crate::{
    audit::{
        heads::ShippedHeads,
        verification::{self, Verification},
    },
    config::Config,
    digest, server,
};

/// What to compare the logs with.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The file of heads that were shipped; without it, `audit.heads_file`.
    #[arg(long, value_name = "FILE")]
    heads: Option<PathBuf>,
}

/// Recomputes the chain of every organization's log, and compares it with the heads that are known.
pub(super) async fn run(
    by: Installation,
    config: &Config,
    arguments: &Arguments,
) -> Result<(), CommandError> {
    let file = arguments
        .heads
        .as_ref()
        .or(config.audit.heads_file.as_ref());
    // Read before the database: what it names must be there by now.
    let shipped = file.map_or_else(|| Ok(ShippedHeads::default()), |file| read(file))?;
    let hallpass = server::open(by, config).await?;
    let found = verification::verify(by, &hallpass, &shipped).await?;
    report(&found);
    match file {
        Some(file) => say(&format!(
            "compared with {} heads of {}",
            shipped.installation.len(),
            file.display()
        )),
        None => say("not compared with heads outside of the database: there is no --heads"),
    }
    match found.broken() {
        0 => Ok(()),
        broken => Err(CommandError::Said(format!(
            "{broken} audit logs or heads are not as they were written"
        ))),
    }
}

fn read(file: &Path) -> Result<ShippedHeads, CommandError> {
    let said = |what: String| CommandError::Said(format!("{}: {what}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|failure| said(failure.to_string()))?;
    ShippedHeads::parse(&text).map_err(|line| said(format!("line {line} is not a head")))
}

fn report(found: &Verification) {
    for (organization, verdict) in &found.logs {
        say(&match verdict {
            Verdict::Intact { linked, waiting } => {
                format!("{organization}: intact, {linked} events, {waiting} waiting")
            }
            Verdict::Broken { position, fault } => {
                format!("{organization}: BROKEN at event {position}: {fault}")
            }
        });
    }
    say(&match &found.installation {
        Ok(head) => {
            let (position, link) = (head.position, digest::print(&head.link));
            format!("head over all: intact, {position} {link}")
        }
        Err(fault) => format!("head over all: BROKEN: {fault}"),
    });
}
