//! The file of a ledger: a line of JSON that begins it, and one for each erasure. Read whole and checked
//! before a line is appended, under a lock that other processes take too.

use std::{
    collections::HashSet,
    fs::{File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use chrono::{DateTime, SecondsFormat, Utc};
use domain::{
    backups::{
        erased::{Erased, ErasedPart, ErasureCause},
        ledger::{LedgerHead, LedgerStanding, standing},
    },
    text_enum::TextEnum as _,
};
use persistence::backups::KnownLedger;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::chain::{Chain, Link};
use crate::digest;

/// The line that begins a ledger.
#[derive(Serialize, Deserialize)]
struct Beginning {
    ledger: Uuid,
    at: DateTime<Utc>,
    link: String,
}

/// The line of an erasure. Ids and words: nothing in it names a person.
#[derive(Serialize, Deserialize)]
struct Line {
    position: u64,
    id: Uuid,
    organization: Uuid,
    subject: Uuid,
    part: String,
    cause: String,
    at: String,
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
    path: PathBuf,
    /// Its id.
    pub id: Uuid,
    /// The erasures, the first first.
    pub erased: Vec<Erased>,
    /// The digest after each of them, and before the first.
    links: Vec<Link>,
    /// The bytes of whole lines. What follows was not written to its end.
    whole: u64,
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

    fn parse(path: &Path, text: &str, chain: &Chain) -> Result<Option<Self>, LedgerError> {
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let mut lines = text.get(..whole).unwrap_or_default().lines();
        let Some(first) = lines.next() else {
            return Ok(None);
        };
        let foreign = || LedgerError::Foreign(path.to_owned());
        let beginning: Beginning = serde_json::from_str(first).map_err(|_| foreign())?;
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
        for (number, line) in (2_usize..).zip(lines) {
            let changed = || LedgerError::Changed(path.to_owned(), number);
            let line: Line = serde_json::from_str(line).map_err(|_| changed())?;
            let erased = line.erased().ok_or_else(changed)?;
            let position = ledger.end().position + 1;
            link = chain.next(&link, position, &erased);
            if line.position != position || digest::parse(&line.link) != Some(link) {
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
        })
    }
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
    if is_nothing_known && !asked.path.exists() {
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
            let beginning = Beginning {
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
            let due = asked.waiting.iter().copied();
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

fn line(position: u64, erased: &Erased, link: &Link) -> Line {
    Line {
        position,
        id: erased.id,
        organization: erased.organization,
        subject: erased.subject,
        part: erased.part.as_str().to_owned(),
        cause: erased.cause.as_str().to_owned(),
        at: erased.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        link: digest::print(link),
    }
}

fn write_line(lines: &mut Vec<u8>, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *lines, line)?;
    lines.push(b'\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: (Uuid, DateTime<Utc>) = (Uuid::from_u128(1), DateTime::UNIX_EPOCH);

    fn erased(id: u128) -> Erased {
        Erased {
            id: Uuid::from_u128(id),
            organization: Uuid::from_u128(77),
            subject: Uuid::from_u128(1000 + id),
            part: ErasedPart::Person,
            cause: ErasureCause::Requested,
            at: DateTime::UNIX_EPOCH,
        }
    }

    struct Database {
        directory: tempfile::TempDir,
        key: Zeroizing<[u8; 32]>,
        known: KnownLedger,
        all: Vec<Erased>,
    }

    impl Database {
        fn new() -> Self {
            Self {
                directory: tempfile::TempDir::new().unwrap(),
                key: Zeroizing::new([7; 32]),
                known: KnownLedger::new(),
                all: Vec::new(),
            }
        }

        fn path(&self) -> PathBuf {
            self.directory.path().join("erasures.jsonl")
        }

        /// Appends, and forgets about it, as after an end of the process.
        fn append_only(&self, waiting: &[Erased]) -> Result<Option<Appended>, LedgerError> {
            append(&Append {
                path: &self.path(),
                key: &self.key,
                known: &self.known,
                waiting,
                all: Some(&self.all),
                beginning: PLACE,
            })
        }

        fn append(&mut self, ids: &[u128]) -> Result<(), LedgerError> {
            let waiting: Vec<Erased> = ids.iter().copied().map(erased).collect();
            self.all.extend(&waiting);
            if let Some(done) = self.append_only(&waiting)? {
                self.known.insert(done.ledger, done.head);
            }
            Ok(())
        }

        fn read(&self) -> Result<Vec<u128>, LedgerError> {
            let ledger = LedgerFile::read(&self.path(), &self.key)?.unwrap();
            ledger.beyond(self.known.get(&ledger.id).copied())?;
            let ids = ledger.erased.iter().map(|erased| erased.id.as_u128());
            Ok(ids.collect())
        }

        fn lines(&self) -> Vec<String> {
            let text = std::fs::read_to_string(self.path()).unwrap();
            text.lines().map(str::to_owned).collect()
        }

        fn put(&self, lines: &[String]) {
            std::fs::write(self.path(), lines.join("\n") + "\n").unwrap();
        }
    }

    #[test]
    fn ret_04_each_erasure_is_a_line_that_reads_back() {
        let mut database = Database::new();
        assert!(database.append_only(&[]).unwrap().is_none());
        database.append(&[1, 2]).unwrap();
        database.append(&[3]).unwrap();
        assert_eq!(database.read().unwrap(), [1, 2, 3]);
    }

    #[test]
    fn ret_04_a_line_that_was_changed_taken_out_or_cut_off_is_found() {
        let mut database = Database::new();
        database.append(&[1, 2, 3]).unwrap();
        let lines = database.lines();
        let [first, second, third, fourth] = lines.as_slice() else {
            panic!("{lines:?}")
        };
        let other = third.replace(&erased(2).subject.to_string(), &Uuid::nil().to_string());
        database.put(&[first.clone(), second.clone(), other, fourth.clone()]);
        assert!(matches!(database.read(), Err(LedgerError::Changed(_, 3))));
        database.put(&[first.clone(), second.clone(), fourth.clone()]);
        assert!(matches!(database.read(), Err(LedgerError::Changed(_, 3))));
        database.put(&[first.clone(), second.clone(), third.clone()]);
        assert!(matches!(
            database.read(),
            Err(LedgerError::Shortened {
                end: 2,
                known: 3,
                ..
            })
        ));
        assert!(matches!(
            database.append(&[4]),
            Err(LedgerError::Shortened { .. })
        ));
        database.key = Zeroizing::new([8; 32]);
        assert!(matches!(database.read(), Err(LedgerError::Foreign(_))));
    }

    #[test]
    fn ret_04_what_an_end_of_the_process_left_is_taken_up_where_it_was() {
        let mut database = Database::new();
        database.append(&[1]).unwrap();
        // Appended and not written down as such.
        database.all.push(erased(2));
        database.append_only(&[erased(2)]).unwrap();
        // And a line that was not finished.
        let mut file = OpenOptions::new()
            .append(true)
            .open(database.path())
            .unwrap();
        file.write_all(br#"{"position":3,"id"#).unwrap();
        let waiting = [erased(2), erased(3)];
        database.all.push(erased(3));
        let done = database.append_only(&waiting).unwrap().unwrap();
        database.known.insert(done.ledger, done.head);
        assert_eq!(done.ids, [erased(2).id, erased(3).id]);
        assert_eq!(database.read().unwrap(), [1, 2, 3]);
    }

    #[test]
    fn ret_04_a_database_that_does_not_know_its_ledgers_erasures_is_older() {
        let mut database = Database::new();
        database.append(&[1]).unwrap();
        let before = (database.known.clone(), database.all.clone());
        database.append(&[2]).unwrap();
        (database.known, database.all) = before;
        assert!(matches!(
            database.append_only(&[]),
            Err(LedgerError::DatabaseOlder(_, 1))
        ));
    }

    #[test]
    fn ret_04_a_ledger_that_was_lost_is_begun_with_all_that_the_database_knows() {
        let mut database = Database::new();
        database.append(&[1, 2]).unwrap();
        std::fs::remove_file(database.path()).unwrap();
        database.append(&[3]).unwrap();
        assert_eq!(database.read().unwrap(), [1, 2, 3]);
    }
}
