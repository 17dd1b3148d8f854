//! `hallpass backup replay`

use std::{
    collections::{BTreeMap, HashSet},
    path::PathBuf,
};

use chrono::{DateTime, Utc};
use clap::Args;
use domain::{
    backups::erased::{Erased, KnownHere, Replay, replay},
    ids::{OrganizationId, PLATFORM},
};
use persistence::{
    access::Installation,
    backups::{self, KnownLedger, Repeated},
};
use uuid::Uuid;

use crate::{
    app::Hallpass,
    backups::{LedgerError, LedgerFile},
    commands::{CommandError, say},
    config::Config,
    origin::Origin,
    server,
};

#[derive(Debug, Args)]
pub(in crate::commands) struct Arguments {
    /// A ledger of erasures; without any, `backup.ledger`. Where several instances had one each, all of
    /// them.
    #[arg(long, value_name = "FILE")]
    ledger: Vec<PathBuf>,
    /// The id of a ledger that is lost: whom only it names is not erased again.
    #[arg(long, value_name = "ID")]
    without: Vec<Uuid>,
}

pub(super) async fn run(
    by: Installation,
    config: &Config,
    arguments: &Arguments,
) -> Result<(), CommandError> {
    let hallpass = server::open_restored(by, config).await?;
    let origin = Origin::command_line(hallpass.new_request_id());
    let (key, heads, restored) = hallpass
        .read_in(PLATFORM, origin, |tx| {
            let restored = backups::unreplayed(tx)?;
            Ok((backups::key(tx)?, backups::heads(tx)?, restored))
        })
        .await?;
    let configured = [config.backup.ledger.clone()];
    let paths: &[PathBuf] = match arguments.ledger.as_slice() {
        [] => &configured,
        given => given,
    };
    let mut ledgers = BTreeMap::new();
    for path in paths {
        let is_lost = arguments.ledger.is_empty() && !arguments.without.is_empty();
        match LedgerFile::read(path, &key).map_err(|failure| said(&failure))? {
            Some(ledger) => drop(ledgers.insert(ledger.id, ledger)),
            None if is_lost => {}
            None => return Err(said(&LedgerError::Missing(path.clone()))),
        }
    }
    are_all_given(&heads, &ledgers, &arguments.without)?;
    let mut erased: BTreeMap<(DateTime<Utc>, Uuid), Erased> = BTreeMap::new();
    let mut until = None;
    for ledger in ledgers.values() {
        let head = heads.get(&ledger.id).copied();
        ledger.beyond(head).map_err(|failure| said(&failure))?;
        until = until.max(ledger.known_until(head));
        erased.extend(ledger.erased.iter().map(|of| ((of.at, of.id), of.clone())));
    }
    let backed_up_at = restored.or(until).unwrap_or(DateTime::UNIX_EPOCH);
    let ids: Vec<Uuid> = erased.values().map(|erased| erased.id).collect();
    let known = hallpass
        .read_in(PLATFORM, origin, move |tx| Ok(backups::known(tx, &ids)?))
        .await?;
    let (mut repeated, mut found) = (0_u64, 0_u64);
    for erased in erased.into_values() {
        if verdict(&erased, &known, backed_up_at) == Replay::Repeat {
            repeated += 1;
            if repeat(by, &hallpass, origin, erased).await? == Repeated::Erased {
                found += 1;
            }
        }
    }
    let ends: Vec<_> = ledgers
        .values()
        .map(|ledger| (ledger.id, ledger.end()))
        .collect();
    hallpass
        .write_in(PLATFORM, origin, move |tx| {
            for (id, end) in &ends {
                backups::appended(tx, *id, *end, &[])?;
            }
            Ok(backups::replayed(tx, &by)?)
        })
        .await?;
    hallpass.give_space_back().await?;
    say(&format!(
        "replayed {repeated} erasures, of which {found} found somebody; the database may serve"
    ));
    Ok(())
}

async fn repeat(
    by: Installation,
    hallpass: &Hallpass,
    origin: Origin,
    erased: Erased,
) -> Result<Repeated, CommandError> {
    let organization = OrganizationId::from_uuid(erased.organization);
    let outcome = hallpass
        .write_in(organization, origin, move |tx| {
            Ok(backups::repeat(tx, &by, &erased)?)
        })
        .await?;
    Ok(outcome)
}

fn verdict(erased: &Erased, known: &HashSet<Uuid>, backed_up_at: DateTime<Utc>) -> Replay {
    let here = if known.contains(&erased.id) {
        KnownHere::Yes
    } else {
        KnownHere::No
    };
    replay(erased, here, backed_up_at)
}

/// Every ledger to which the database was appended is given, or said to be lost.
fn are_all_given(
    heads: &KnownLedger,
    ledgers: &BTreeMap<Uuid, LedgerFile>,
    without: &[Uuid],
) -> Result<(), CommandError> {
    let missing = heads
        .iter()
        .find(|(id, _)| !ledgers.contains_key(id) && !without.contains(id));
    missing.map_or(Ok(()), |(id, head)| {
        Err(CommandError::Said(format!(
            "the ledger {id}, to which {} erasures were appended before the backup, is not given: --ledger \
             FILE, or --without {id} if it is lost",
            head.position
        )))
    })
}

fn said(failure: &dyn std::fmt::Display) -> CommandError {
    CommandError::Said(failure.to_string())
}
