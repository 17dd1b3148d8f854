//! The server under load: the real binary, as it is built for release.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{
    database::Database,
    failure::{Failure, printed},
};

/// How long a server may take to start and to stop.
const PATIENCE: Duration = Duration::from_secs(30);
/// The most that the configuration allows a minute: what is measured is work, not refusals.
const GENEROUS: &str = "60000";

/// Where a server lives: its binary, its directory and what it is told.
pub struct Home {
    binary: PathBuf,
    directory: PathBuf,
    variables: Vec<(&'static str, String)>,
}

/// A server that runs. It is stopped when this value is dropped.
pub struct Server {
    child: Child,
    origin: String,
}

impl Home {
    /// A home in this directory, with a random master key.
    pub fn new(binary: &Path, directory: &Path, database: &Database) -> Result<Self, Failure> {
        let mut key = [0; 32];
        File::open("/dev/urandom")?.read_exact(&mut key)?;
        let mut variables = vec![
            ("HALLPASS_ENVIRONMENT", "development".to_owned()),
            ("HALLPASS_DATA_DIR", directory.display().to_string()),
            ("HALLPASS_BIND", "127.0.0.1:0".to_owned()),
            ("HALLPASS_MASTER_KEY", STANDARD.encode(key)),
            ("HALLPASS_SERVER__TRUSTED_PROXIES", "127.0.0.1".to_owned()),
        ];
        for limit in [
            "HALLPASS_LIMITS__REQUESTS_PER_MINUTE_PER_CALLER",
            "HALLPASS_LIMITS__REQUESTS_PER_MINUTE_PER_ADDRESS",
            "HALLPASS_LIMITS__SIGN_INS_PER_MINUTE_PER_ADDRESS",
        ] {
            variables.push((limit, GENEROUS.to_owned()));
        }
        variables.extend(database.variables());
        Ok(Self {
            binary: binary.to_owned(),
            directory: directory.to_owned(),
            variables,
        })
    }

    /// Runs a command of the binary to its end and gives what it printed.
    pub fn run(&self, arguments: &[&str]) -> Result<String, Failure> {
        let output = self.command(arguments).output()?;
        printed(&self.binary, &output)
    }

    /// Starts the server and waits until it listens. Its log goes to a file.
    pub fn serve(&self) -> Result<Server, Failure> {
        let log = self.directory.join("server.log");
        let mut child = self
            .command(&["serve"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?)
            .spawn()?;
        let heard = child.stdout.take().map(|out| {
            BufReader::new(out)
                .lines()
                .map_while(Result::ok)
                .find_map(|line| Some(format!("http://{}", line.split_once("http://")?.1)))
        });
        if let Some(origin) = heard.flatten() {
            return Ok(Server { child, origin });
        }
        child.kill()?;
        child.wait()?;
        let said = fs::read_to_string(&log)?;
        Err(Failure::Said(format!("the server did not start: {said}")))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("HALLPASS_") {
                command.env_remove(name);
            }
        }
        command
            .args(arguments)
            .envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }
}

impl Server {
    /// Where it listens.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    fn stop(&mut self) -> Result<(), Failure> {
        Command::new("kill")
            .arg(self.child.id().to_string())
            .status()?;
        let asked = Instant::now();
        while asked.elapsed() < PATIENCE {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // There is nobody left to tell.
        let _stopped = self.stop();
    }
}
