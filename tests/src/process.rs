//! Hallpass as a process of its own, which a test may kill.

mod district;
mod rows;

pub use district::{PASSWORD, accept, agree, attest, open_district};

use std::{
    io::{BufRead as _, BufReader, Read as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;
use ureq::{Agent, http::Response};

use crate::{
    app::Backend,
    postgres::{self, Role},
};

/// The master key of every process here, in base64.
const MASTER_KEY: &str = "KioqKioqKioqKioqKioqKioqKioqKioqKioqKioqKio=";
/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_mins(2);

/// Where a process finds its binary, its settings and its rows.
pub struct Installation {
    binary: PathBuf,
    variables: Vec<(&'static str, String)>,
    directory: TempDir,
    database: Option<postgres::Database>,
}

/// A process that serves. It is killed when this value is dropped.
pub struct Serving {
    child: Child,
    origin: String,
    /// Held open, so that it can say more.
    _said: BufReader<ChildStdout>,
}

/// A person who talks to a process. A process that was killed gives them no answer.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    origin: String,
    token: Option<String>,
}

/// What was answered.
#[derive(Debug)]
pub struct Answered {
    /// Its status.
    pub status: u16,
    /// Its body.
    pub body: Value,
}

impl Installation {
    /// An installation with an empty schema, run by the binary at this path.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn new(backend: Backend, binary: &str) -> Self {
        let directory = TempDir::new().unwrap_or_else(|failure| panic!("{failure}"));
        let mut variables = vec![
            ("HALLPASS_ENVIRONMENT", "development".to_owned()),
            ("HALLPASS_DATA_DIR", directory.path().display().to_string()),
            ("HALLPASS_BIND", "127.0.0.1:0".to_owned()),
            ("HALLPASS_MASTER_KEY", MASTER_KEY.to_owned()),
            (
                "HALLPASS_LIMITS__REQUESTS_PER_MINUTE_PER_CALLER",
                "60000".to_owned(),
            ),
        ];
        let database = match backend {
            Backend::Sqlite => None,
            Backend::Postgres => {
                let server = postgres::server().unwrap_or_else(|| panic!("there is no PostgreSQL"));
                let empty = server
                    .empty_database()
                    .unwrap_or_else(|failure| panic!("{failure}"));
                variables.push(("HALLPASS_DATABASE_URL", empty.url(Role::Service)));
                variables.push(("HALLPASS_DATABASE__OWNER_URL", empty.url(Role::Owner)));
                variables.push(("HALLPASS_BACKUP__READER_URL", empty.url(Role::Backup)));
                Some(empty)
            }
        };
        let made = Self {
            binary: binary.into(),
            variables,
            directory,
            database,
        };
        made.run(&["migrate"]);
        made
    }

    /// The same with a setting more.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.to_owned()));
        self
    }

    /// A file in the directory of the installation, which is that of an embedded database.
    pub fn file(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Runs a command to its end and gives what it printed.
    ///
    /// # Panics
    /// When it fails.
    pub fn run(&self, arguments: &[&str]) -> String {
        let (code, [printed, complaint]) = self.end_of(arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {complaint}");
        printed
    }

    /// Runs a command that is to fail and gives what it printed, and its complaint.
    ///
    /// # Panics
    /// When it succeeds.
    pub fn fail(&self, arguments: &[&str]) -> [String; 2] {
        let (code, said) = self.end_of(arguments);
        assert_ne!(code, Some(0), "{arguments:?}");
        said
    }

    /// Runs a command that is to end with this code and gives what it printed, and its complaint.
    ///
    /// # Panics
    /// When it ends otherwise.
    pub fn ends_with(&self, expected: i32, arguments: &[&str]) -> [String; 2] {
        let (code, said) = self.end_of(arguments);
        assert_eq!(code, Some(expected), "{arguments:?}: {said:?}");
        said
    }

    /// Starts a process that serves, and waits until it listens.
    ///
    /// # Panics
    /// When it does not.
    pub fn serve(&self) -> Serving {
        Serving::begin(self.command(&["serve"]))
    }

    fn end_of(&self, arguments: &[&str]) -> (Option<i32>, [String; 2]) {
        let output = self
            .command(arguments)
            .output()
            .unwrap_or_else(|failure| panic!("{failure}"));
        let said =
            [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
        (output.status.code(), said)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = plain(&self.binary);
        command.args(arguments).envs(self.variables.iter().cloned());
        command
    }
}

/// A command that knows no settings.
fn plain(binary: &Path) -> Command {
    let mut command = Command::new(binary);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("HALLPASS_") {
            command.env_remove(name);
        }
    }
    command
}

/// The command that starts a demo in a directory.
fn demo(binary: &str, directory: &Path) -> Command {
    let mut command = plain(Path::new(binary));
    command
        .args(["demo", "--bind", "127.0.0.1:0", "--directory"])
        .arg(directory);
    command
}

impl Serving {
    /// Starts the demo of the binary at this path in a directory, and waits until it listens.
    ///
    /// # Panics
    /// When it does not.
    pub fn demo(binary: &str, directory: &Path) -> Self {
        Self::begin(demo(binary, directory))
    }

    /// The same, going on with the demo that is in the directory.
    ///
    /// # Panics
    /// When it does not listen.
    pub fn kept_demo(binary: &str, directory: &Path) -> Self {
        let mut command = demo(binary, directory);
        command.arg("--keep");
        Self::begin(command)
    }

    fn begin(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|failure| panic!("{failure}"));
        let said = child.stdout.take().map(BufReader::new);
        let mut said = said.unwrap_or_else(|| panic!("the process says nothing"));
        let origin = said
            .by_ref()
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let address = line.split_once("http://")?.1.split_whitespace().next()?;
                Some(format!("http://{address}"))
            })
            .unwrap_or_else(|| panic!("the process does not listen"));
        Self {
            child,
            origin,
            _said: said,
        }
    }

    /// Ends it as `kill -9` does, in the middle of whatever it was doing.
    ///
    /// # Panics
    /// When it cannot be killed.
    pub fn kill(mut self) {
        self.child
            .kill()
            .and_then(|()| self.child.wait())
            .unwrap_or_else(|failure| panic!("{failure}"));
    }

    /// Where it listens.
    ///
    /// # Panics
    /// When it said no address.
    pub fn address(&self) -> SocketAddr {
        let address = self
            .origin
            .trim_start_matches("http://")
            .trim_end_matches('/');
        address
            .parse()
            .unwrap_or_else(|_| panic!("an address: {address}"))
    }

    /// A person without an account.
    pub fn anybody(&self) -> Client {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .proxy(None)
            .build();
        Client {
            agent: config.into(),
            origin: self.origin.clone(),
            token: None,
        }
    }

    /// A person with an access token.
    pub fn bearer(&self, token: &str) -> Client {
        Client {
            token: Some(format!("Bearer {token}")),
            ..self.anybody()
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may be gone already.
        let _ended = self.child.kill().and_then(|()| self.child.wait());
    }
}

impl Client {
    /// `GET`.
    pub fn get(&self, path: &str) -> Option<Answered> {
        let mut request = self.agent.get(format!("{}{path}", self.origin));
        if let Some(token) = &self.token {
            request = request.header("Authorization", token);
        }
        answered(request.call())
    }

    /// `DELETE`.
    pub fn delete(&self, path: &str) -> Option<Answered> {
        let mut request = self.agent.delete(format!("{}{path}", self.origin));
        if let Some(token) = &self.token {
            request = request.header("Authorization", token);
        }
        answered(request.call())
    }

    /// `POST` of JSON.
    pub fn post(&self, path: &str, body: &Value) -> Option<Answered> {
        self.send(path, "application/json", body.to_string().as_bytes())
    }

    /// `POST` of anything.
    pub fn send(&self, path: &str, kind: &str, body: &[u8]) -> Option<Answered> {
        let mut request = self
            .agent
            .post(format!("{}{path}", self.origin))
            .header("Content-Type", kind);
        if let Some(token) = &self.token {
            request = request.header("Authorization", token);
        }
        answered(request.send(body))
    }
}

impl Answered {
    /// A text of the body, by JSON pointer.
    ///
    /// # Panics
    /// When it is not there.
    pub fn text(&self, pointer: &str) -> String {
        let found = self.body.pointer(pointer).and_then(Value::as_str);
        found
            .unwrap_or_else(|| panic!("{} {} has no {pointer}", self.status, self.body))
            .to_owned()
    }
}

fn answered(outcome: Result<Response<ureq::Body>, ureq::Error>) -> Option<Answered> {
    let mut response = outcome.ok()?;
    let body = response.body_mut().read_to_vec().ok()?;
    Some(Answered {
        status: response.status().as_u16(),
        body: serde_json::from_slice(&body).unwrap_or_default(),
    })
}
