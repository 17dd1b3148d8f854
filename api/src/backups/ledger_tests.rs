//! A ledger that was changed, shortened, lost or left unfinished.

use std::{fs::OpenOptions, io::Write as _, path::PathBuf};

use chrono::{DateTime, Utc};
use domain::backups::erased::{Erased, ErasedPart, ErasureCause};
use persistence::backups::KnownLedger;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{
    ledger_append::{Append, Appended, Beginning, append},
    ledger_file::{LedgerError, LedgerFile},
};

const PLACE: (Uuid, DateTime<Utc>) = (Uuid::from_u128(1), DateTime::UNIX_EPOCH);

fn erased(id: u128) -> Erased {
    Erased {
        id: Uuid::from_u128(id),
        organization: Uuid::from_u128(77),
        subject: Uuid::from_u128(1000 + id),
        part: ErasedPart::Person,
        cause: ErasureCause::Requested,
        at: DateTime::UNIX_EPOCH,
        marks: vec![1; 17],
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
            when: Beginning::WhenNeeded,
            beginning: PLACE,
        })
    }

    fn append(&mut self, ids: &[u128]) -> Result<(), LedgerError> {
        let waiting: Vec<Erased> = ids.iter().copied().map(erased).collect();
        self.all.extend(waiting.iter().cloned());
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
    let marked = third.replace(r#""marks":"AQEB"#, r#""marks":"AgEB"#);
    assert_ne!(&marked, third);
    database.put(&[first.clone(), second.clone(), marked, fourth.clone()]);
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
