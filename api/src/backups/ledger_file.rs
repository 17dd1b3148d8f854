//! The file of a ledger: a line of JSON that begins it, and one for each erasure.

use std::{
    io,
    path::{Path, PathBuf},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::{
    backups::{
        erased::{Erased, ErasedPart, ErasureCause},
        ledger::{LedgerHead, LedgerStanding, standing},
    },
    text_enum::TextEnum as _,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::chain::{Chain, Link};
use crate::digest;

/// The line that begins a ledger.
#[derive(Serialize, Deserialize)]
pub(super) struct FirstLine {
    pub(super) ledger: Uuid,
    pub(super) at: DateTime<Utc>,
    pub(super) link: String,
}

/// The line of an erasure. Ids, words and keyed digests: nothing in it names a person.
#[derive(Serialize, Deserialize)]
pub(super) struct Line {
    position: u64,
    id: Uuid,
    organization: Uuid,
    subject: Uuid,
    part: String,
    cause: String,
    at: String,
    marks: String,
    link: String,
}

/// Why a ledger cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// It cannot be read or written.
    #[error("the ledger of erasures {0}: {1}")]
    Io(PathBuf, io::Error),
    /// There is none.
    #[error("there is no ledger of erasures at {0}")]
    Missing(PathBuf),
    /// Another installation began it, or it was changed in its first line.
    #[error(
        "the ledger of erasures {0} is not of this installation, or its first line was changed"
    )]
    Foreign(PathBuf),
    /// A line is not as it was written.
    #[error("the ledger of erasures {0}: line {1} is not as it was written")]
    Changed(PathBuf, usize),
    /// Lines that were appended are not there.
    #[error(
        "the ledger of erasures {path} ends with erasure {end}, and the database knows that {known} were \
         appended: it was shortened, or is an older copy. Put the whole one in its place; while the database \
         serves, an empty place begins a new one"
    )]
    Shortened {
        /// The file.
        path: PathBuf,
        /// How many it names.
        end: u64,
        /// How many the database knows of.
        known: u64,
    },
    /// The database does not know erasures of the ledger.
    #[error(
        "the database is older than its ledger of erasures {0}, which names {1} that it does not know: who \
         was erased since is in it. Run `hallpass backup replay`"
    )]
    DatabaseOlder(PathBuf, u64),
    /// A new ledger is begun, for which every erasure that the database knows is needed.
    #[error("the ledger of erasures is begun")]
    NeedsAll,
}

/// A ledger that was read and is as it was written.
pub struct LedgerFile {
    pub(super) path: PathBuf,
    /// Its id.
    pub id: Uuid,
    /// The erasures, the first first.
    pub erased: Vec<Erased>,
    /// The digest after each of them, and before the first.
    pub(super) links: Vec<Link>,
    /// The bytes of whole lines. What follows was not written to its end.
    pub(super) whole: u64,
}

impl LedgerFile {
    /// Reads a ledger and checks its chain; `None` if there is none.
    ///
    /// # Errors
    /// If it cannot be read, or is not as it was written.
    pub fn read(path: &Path, key: &Zeroizing<[u8; 32]>) -> Result<Option<Self>, LedgerError> {
        match std::fs::read_to_string(path) {
            Err(failure) if failure.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(failure) => Err(LedgerError::Io(path.to_owned(), failure)),
            Ok(text) => Self::parse(path, &text, &Chain::new(key)),
        }
    }

    pub(super) fn parse(
        path: &Path,
        text: &str,
        chain: &Chain,
    ) -> Result<Option<Self>, LedgerError> {
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let mut lines = text.get(..whole).unwrap_or_default().lines();
        let Some(first) = lines.next() else {
            return Ok(None);
        };
        let foreign = || LedgerError::Foreign(path.to_owned());
        let beginning: FirstLine = serde_json::from_str(first).map_err(|_| foreign())?;
        let mut link = chain.begin(beginning.ledger);
        if digest::parse(&beginning.link) != Some(link) {
            return Err(foreign());
        }
        let mut ledger = Self {
            path: path.to_owned(),
            id: beginning.ledger,
            erased: Vec::new(),
            links: vec![link],
            whole: u64::try_from(whole).unwrap_or(u64::MAX),
        };
        for (number, text) in (2_usize..).zip(lines) {
            let changed = || LedgerError::Changed(path.to_owned(), number);
            let said: Line = serde_json::from_str(text).map_err(|_| changed())?;
            let erased = said.erased().ok_or_else(changed)?;
            let position = ledger.end().position + 1;
            link = chain.next(&link, position, &erased);
            if said.position != position || digest::parse(&said.link) != Some(link) {
                return Err(changed());
            }
            ledger.erased.push(erased);
            ledger.links.push(link);
        }
        Ok(Some(ledger))
    }

    /// Its end.
    pub fn end(&self) -> LedgerHead {
        LedgerHead {
            position: u64::try_from(self.erased.len()).unwrap_or(u64::MAX),
            link: self.links.last().copied().unwrap_or_default(),
        }
    }

    /// How many erasures it names beyond those of which the database knows that they were appended.
    ///
    /// # Errors
    /// If it is not the ledger, or not all of the ledger, to which the database was appended.
    pub fn beyond(&self, known: Option<LedgerHead>) -> Result<&[Erased], LedgerError> {
        let at_known = known.and_then(|known| {
            let place = usize::try_from(known.position).ok()?;
            self.links.get(place).copied()
        });
        let known_position = known.map_or(0, |known| known.position);
        match standing(known, self.end(), at_known) {
            LedgerStanding::Together => Ok(&[]),
            LedgerStanding::Ahead(_) => {
                let known = usize::try_from(known_position).unwrap_or(usize::MAX);
                Ok(self.erased.get(known..).unwrap_or_default())
            }
            LedgerStanding::Changed => Err(LedgerError::Changed(
                self.path.clone(),
                usize::try_from(known_position).unwrap_or(usize::MAX),
            )),
            LedgerStanding::Shortened => Err(LedgerError::Shortened {
                path: self.path.clone(),
                end: self.end().position,
                known: known_position,
            }),
        }
    }

    /// The instant of the last erasure of which the database knows that it was appended.
    pub fn known_until(&self, known: Option<LedgerHead>) -> Option<DateTime<Utc>> {
        let place = usize::try_from(known?.position).ok()?.checked_sub(1)?;
        self.erased.get(place).map(|erased| erased.at)
    }
}

impl Line {
    fn erased(&self) -> Option<Erased> {
        Some(Erased {
            id: self.id,
            organization: self.organization,
            subject: self.subject,
            part: ErasedPart::parse(&self.part)?,
            cause: ErasureCause::parse(&self.cause)?,
            at: DateTime::parse_from_rfc3339(&self.at).ok()?.to_utc(),
            marks: URL_SAFE_NO_PAD.decode(&self.marks).ok()?,
        })
    }
}

pub(super) fn line(position: u64, erased: &Erased, link: &Link) -> Line {
    Line {
        position,
        id: erased.id,
        organization: erased.organization,
        subject: erased.subject,
        part: erased.part.as_str().to_owned(),
        cause: erased.cause.as_str().to_owned(),
        at: erased.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        marks: URL_SAFE_NO_PAD.encode(&erased.marks),
        link: digest::print(link),
    }
}

pub(super) fn write_line(lines: &mut Vec<u8>, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *lines, line)?;
    lines.push(b'\n');
    Ok(())
}
