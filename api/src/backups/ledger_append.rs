//! Appending to a ledger: it is read whole and checked before, under a lock that other processes take too.

use std::{
    collections::HashSet,
    fs::{File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::Path,
};

use chrono::{DateTime, Utc};
use domain::backups::{erased::Erased, ledger::LedgerHead};
use persistence::backups::KnownLedger;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{
    chain::Chain,
    ledger_file::{FirstLine, LedgerError, LedgerFile, line, write_line},
};
use crate::digest;

/// When a ledger is begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// As soon as there is an erasure, or was one.
    WhenNeeded,
    /// Now: an installation that serves has a ledger from its first day.
    Now,
}

/// What is to be appended, and to which ledger.
pub(super) struct Append<'a> {
    pub(super) path: &'a Path,
    pub(super) key: &'a Zeroizing<[u8; 32]>,
    /// What the database knows of ledgers.
    pub(super) known: &'a KnownLedger,
    /// Erasures that are in no ledger.
    pub(super) waiting: &'a [Erased],
    /// Every erasure that the database knows, if a ledger is to be begun or compared.
    pub(super) all: Option<&'a [Erased]>,
    /// When a ledger is begun.
    pub(super) when: Beginning,
    /// The id of a ledger that is begun, and its instant.
    pub(super) beginning: (Uuid, DateTime<Utc>),
}

/// What is in a ledger now.
pub(super) struct Appended {
    pub(super) ledger: Uuid,
    pub(super) head: LedgerHead,
    pub(super) ids: Vec<Uuid>,
}

/// Appends erasures, durably; `None` if there is neither a ledger nor anything to begin one with.
pub(super) fn append(asked: &Append<'_>) -> Result<Option<Appended>, LedgerError> {
    let io = |failure| LedgerError::Io(asked.path.to_owned(), failure);
    let is_nothing_known = asked.waiting.is_empty() && asked.known.is_empty();
    if asked.when == Beginning::WhenNeeded && is_nothing_known && !asked.path.exists() {
        return Ok(None);
    }
    let mut file = open(asked.path).map_err(io)?;
    file.lock().map_err(io)?;
    let mut text = String::new();
    file.read_to_string(&mut text).map_err(io)?;
    let chain = Chain::new(asked.key);
    let read = LedgerFile::parse(asked.path, &text, &chain)?;
    let mut lines = Vec::new();
    let (mut ledger, due) = match read {
        None => {
            let all = asked.all.ok_or(LedgerError::NeedsAll)?;
            let (id, at) = asked.beginning;
            let link = chain.begin(id);
            let beginning = FirstLine {
                ledger: id,
                at,
                link: digest::print(&link),
            };
            write_line(&mut lines, &beginning).map_err(io)?;
            let begun = LedgerFile {
                path: asked.path.to_owned(),
                id,
                erased: Vec::new(),
                links: vec![link],
                whole: 0,
            };
            (begun, all.to_vec())
        }
        Some(ledger) => {
            let beyond: HashSet<Uuid> = ledger
                .beyond(asked.known.get(&ledger.id).copied())?
                .iter()
                .map(|erased| erased.id)
                .collect();
            if !beyond.is_empty() {
                let all = asked.all.ok_or(LedgerError::NeedsAll)?;
                let known: HashSet<Uuid> = all.iter().map(|erased| erased.id).collect();
                let unknown = beyond.difference(&known).count();
                if unknown > 0 {
                    let unknown = u64::try_from(unknown).unwrap_or(u64::MAX);
                    return Err(LedgerError::DatabaseOlder(asked.path.to_owned(), unknown));
                }
            }
            let due = asked.waiting.iter().cloned();
            let due = due.filter(|erased| !beyond.contains(&erased.id)).collect();
            (ledger, due)
        }
    };
    for erased in due {
        let before = ledger.end();
        let position = before.position + 1;
        let link = chain.next(&before.link, position, &erased);
        write_line(&mut lines, &line(position, &erased, &link)).map_err(io)?;
        ledger.erased.push(erased);
        ledger.links.push(link);
    }
    if !lines.is_empty() {
        // What an end of the process left unfinished is written again.
        file.set_len(ledger.whole).map_err(io)?;
        file.write_all(&lines).map_err(io)?;
        file.sync_all().map_err(io)?;
    }
    Ok(Some(Appended {
        ledger: ledger.id,
        head: ledger.end(),
        ids: asked.waiting.iter().map(|erased| erased.id).collect(),
    }))
}

/// Opens the file, made with its directory if it is not there, for its owner alone.
fn open(path: &Path) -> io::Result<File> {
    let directory = path.parent().filter(|path| !path.as_os_str().is_empty());
    if let Some(directory) = directory {
        std::fs::create_dir_all(directory)?;
    }
    let is_new = !path.exists();
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    if is_new && let Some(directory) = directory {
        File::open(directory)?.sync_all()?;
    }
    Ok(file)
}
