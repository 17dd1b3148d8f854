//! Heads of the audit logs, kept outside of the database: whoever puts an older state of it in its
//! place cannot take back what was shipped.

use std::{
    collections::BTreeMap,
    fs::OpenOptions,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use chrono::{DateTime, SecondsFormat, Utc};
use domain::ids::{OrganizationId, PLATFORM};
use persistence::{
    access::Installation,
    audit::{self, Digest, Head, InstallationHead},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{app::Hallpass, digest, origin::Origin, problem::ApiError};

/// A head over all logs as a line of the file: with the logs that went on since the line before. The
/// first line that a process writes names every log.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    at: String,
    position: i64,
    link: String,
    logs: Vec<LogHead>,
}

#[derive(Debug, Serialize, Deserialize)]
struct LogHead {
    organization: Uuid,
    position: i64,
    link: String,
}

/// Why heads were not shipped.
#[derive(Debug, thiserror::Error)]
pub enum ShippingError {
    /// They could not be read or covered.
    #[error("{0}")]
    Api(#[from] ApiError),
    /// The file could not be written.
    #[error("audit.heads_file: {0}")]
    File(#[from] io::Error),
}

/// Ships heads, each once.
#[derive(Debug)]
pub struct Shipping {
    file: Option<PathBuf>,
    shipped: Option<InstallationHead>,
}

impl Shipping {
    /// To the log, and to this file if there is one.
    pub fn to(file: Option<PathBuf>) -> Self {
        Self {
            file,
            shipped: None,
        }
    }

    /// Covers the logs that went on, and ships the head over all of them if it is new.
    ///
    /// # Errors
    /// If the database or the file fails; then it is shipped the next time.
    pub async fn ship(
        &mut self,
        by: Installation,
        hallpass: &Hallpass,
    ) -> Result<(), ShippingError> {
        let origin = Origin::worker(hallpass.new_request_id());
        let head = hallpass
            .write_in(PLATFORM, origin, move |tx| Ok(audit::cover(tx, &by)?))
            .await?;
        if self.shipped.as_ref() == Some(&head) {
            return Ok(());
        }
        if let Some(file) = &self.file {
            append(file, &self.line(hallpass.now(), &head))?;
        }
        let (position, link) = (head.position, digest::print(&head.link));
        log::info!(
            "audit head {position} {link} over {} logs",
            head.heads.len()
        );
        self.shipped = Some(head);
        Ok(())
    }

    fn line(&self, at: DateTime<Utc>, head: &InstallationHead) -> Line {
        let shipped = |of: &OrganizationId| self.shipped.as_ref()?.heads.get(of);
        let went_on = head
            .heads
            .iter()
            .filter(|(of, head)| shipped(of) != Some(*head));
        Line {
            at: at.to_rfc3339_opts(SecondsFormat::Secs, true),
            position: head.position,
            link: digest::print(&head.link),
            logs: went_on
                .map(|(organization, head)| LogHead {
                    organization: organization.uuid(),
                    position: head.position,
                    link: digest::print(&head.link),
                })
                .collect(),
        }
    }
}

/// Appends a line, durably. A line that an end of the process left unfinished stays a line of its own.
fn append(file: &Path, line: &Line) -> io::Result<()> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    if !is_whole(file)? {
        text.insert(0, b'\n');
    }
    let mut file = OpenOptions::new().append(true).create(true).open(file)?;
    file.write_all(&text)?;
    file.sync_data()
}

fn is_whole(file: &Path) -> io::Result<bool> {
    use std::io::{Read as _, Seek as _, SeekFrom};
    let mut file = match std::fs::File::open(file) {
        Err(failure) if failure.kind() == io::ErrorKind::NotFound => return Ok(true),
        file => file?,
    };
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == [b'\n'])
}

/// The heads of a file.
#[derive(Debug, Default)]
pub struct ShippedHeads {
    /// The heads over all logs.
    pub installation: Vec<Head>,
    /// The heads of each log.
    pub logs: BTreeMap<OrganizationId, Vec<Head>>,
}

impl ShippedHeads {
    /// Reads the lines of a file.
    ///
    /// # Errors
    /// The number of a line, counted from 1, that is not one of ours.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut heads = Self::default();
        for (number, line) in (1_usize..).zip(text.lines()) {
            if !line.is_empty() {
                heads.add(line).ok_or(number)?;
            }
        }
        Ok(heads)
    }

    fn add(&mut self, line: &str) -> Option<()> {
        let line: Line = serde_json::from_str(line).ok()?;
        self.installation.push(head(line.position, &line.link)?);
        for log in line.logs {
            let organization = OrganizationId::from_uuid(log.organization);
            let heads = self.logs.entry(organization).or_default();
            heads.push(head(log.position, &log.link)?);
        }
        Some(())
    }
}

fn head(position: i64, link: &str) -> Option<Head> {
    let link: Digest = digest::parse(link)?;
    Some(Head { position, link })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(position: i64, logs: &[(u128, i64)]) -> InstallationHead {
        let heads = logs.iter().map(|(organization, position)| {
            let organization = OrganizationId::from_uuid(Uuid::from_u128(*organization));
            let (position, link) = (*position, [9; 32]);
            (organization, Head { position, link })
        });
        InstallationHead {
            position,
            link: [5; 32],
            heads: heads.collect(),
        }
    }

    #[test]
    fn a_line_names_the_logs_that_went_on_and_reads_back() {
        let directory = tempfile::TempDir::new().unwrap();
        let file = directory.path().join("heads.jsonl");
        let mut shipping = Shipping::to(Some(file.clone()));
        for head in [of(1, &[(1, 5), (2, 7)]), of(2, &[(1, 5), (2, 8)])] {
            append(&file, &shipping.line(DateTime::UNIX_EPOCH, &head)).unwrap();
            shipping.shipped = Some(head);
        }
        let read = ShippedHeads::parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let positions = |heads: &[Head]| heads.iter().map(|head| head.position).collect::<Vec<_>>();
        assert_eq!(positions(&read.installation), [1, 2]);
        let logs: Vec<_> = read.logs.values().map(|heads| positions(heads)).collect();
        assert_eq!(logs, [vec![5], vec![7, 8]]);
    }

    #[test]
    fn a_line_that_was_cut_off_does_not_spoil_the_next() {
        let directory = tempfile::TempDir::new().unwrap();
        let file = directory.path().join("heads.jsonl");
        std::fs::write(&file, r#"{"at":"2026-"#).unwrap();
        let line = Shipping::to(None).line(DateTime::UNIX_EPOCH, &of(1, &[]));
        append(&file, &line).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(ShippedHeads::parse(&text).unwrap_err(), 1);
        let (_cut, rest) = text.split_once('\n').unwrap();
        assert_eq!(ShippedHeads::parse(rest).unwrap().installation.len(), 1);
    }
}
