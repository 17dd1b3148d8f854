//! A PostgreSQL cluster of this test process alone, in a temporary directory.

use std::io::{BufRead, BufReader, Error, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Starts the cluster, and stops and removes it when its stdin closes.
const SUPERVISOR: &str = include_str!("private_cluster.sh");

/// A running cluster. It ends when this value is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct PrivateCluster {
    home: PathBuf,
    /// Its stdin is what keeps the cluster alive.
    _supervisor: Child,
}

impl PrivateCluster {
    /// Starts a cluster with the programs in the given directory; takes a second or two.
    ///
    /// # Errors
    /// When the supervisor cannot be run, or with PostgreSQL's own words when it does not start.
    pub fn start(programs: &Path) -> Result<Self, Error> {
        let home = tempfile::Builder::new()
            .prefix("hallpass-postgres-")
            .tempdir()?
            .keep();
        let mut supervisor = Command::new("sh")
            .args(["-c", SUPERVISOR, "private_cluster.sh"])
            .args([programs, &home])
            // Out of reach of the terminal's Ctrl-C: it has to live on to clean up.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut words = String::new();
        if let Some(stdout) = supervisor.stdout.take() {
            let mut stdout = BufReader::new(stdout);
            stdout.read_line(&mut words)?;
            if words != "ready\n" {
                stdout.read_to_string(&mut words)?;
                supervisor.wait()?;
                return Err(Error::other(words));
            }
        }
        Ok(Self {
            home,
            _supervisor: supervisor,
        })
    }

    /// The URL of the cluster's superuser, by way of its socket, whose directory stands for the
    /// host: an address without one is none to every person who reads it.
    pub fn superuser_url(&self) -> String {
        let home = self.home.display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{home}/postgres")
    }
}
