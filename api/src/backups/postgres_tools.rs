//! PostgreSQL's own tools, found on the `PATH`: `pg_dump` writes the content of a backup, `psql` carries it
//! out. The password goes to them in the environment, where other users of the machine do not see it.

use std::{
    io::{self, Read, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use url::Url;

/// Why a tool did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    /// It is not there.
    #[error(
        "`{0}` is not on the PATH: install PostgreSQL's client programs, of the server's version or a newer one"
    )]
    Missing(&'static str),
    /// It failed. What it says first names no values of rows.
    #[error("`{tool}` failed: {said}")]
    Failed {
        /// Which.
        tool: &'static str,
        /// The first line of what it said.
        said: String,
    },
    /// It could not be run, or written to, or read from.
    #[error("`{0}`: {1}")]
    Io(&'static str, io::Error),
}

/// `pg_dump` at work.
pub struct Dump {
    child: Child,
    output: ChildStdout,
    /// The tool with its version.
    pub version: String,
}

/// `psql` at work on a script, which it leaves at the first error.
pub struct Script {
    child: Child,
    input: ChildStdin,
}

const PG_DUMP: &str = "pg_dump";
const PSQL: &str = "psql";

impl Dump {
    /// Begins to write everything of a database, as it is at one instant.
    ///
    /// # Errors
    /// If the tool is not there or cannot be run.
    pub fn begin(url: &str) -> Result<Self, ToolError> {
        let version = version(PG_DUMP)?;
        let mut command = connected(PG_DUMP, url);
        command
            .args(["--format=plain", "--no-owner", "--encoding=UTF8"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = spawn(PG_DUMP, &mut command)?;
        let output = child.stdout.take().ok_or(ToolError::Missing(PG_DUMP))?;
        Ok(Self {
            child,
            output,
            version,
        })
    }

    /// Waits until it has ended, once everything was read.
    ///
    /// # Errors
    /// If it failed.
    pub fn finish(self) -> Result<(), ToolError> {
        drop(self.output);
        ended(PG_DUMP, self.child)
    }
}

impl Read for Dump {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.output.read(into)
    }
}

impl Script {
    /// Begins to carry out what is written to it.
    ///
    /// # Errors
    /// If the tool is not there or cannot be run.
    pub fn begin(url: &str) -> Result<Self, ToolError> {
        version(PSQL)?;
        let mut command = connected(PSQL, url);
        command
            .args(["--no-psqlrc", "--quiet"])
            .args(["--set=ON_ERROR_STOP=1", "--file=-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = spawn(PSQL, &mut command)?;
        let input = child.stdin.take().ok_or(ToolError::Missing(PSQL))?;
        Ok(Self { child, input })
    }

    /// Ends the script and waits until it is carried out.
    ///
    /// # Errors
    /// If it failed.
    pub fn finish(self) -> Result<(), ToolError> {
        drop(self.input);
        ended(PSQL, self.child)
    }

    /// Ends the tool in the middle: a transaction that is open is rolled back.
    ///
    /// # Errors
    /// If it cannot be ended.
    pub fn give_up(mut self) -> io::Result<()> {
        self.child.kill()?;
        self.child.wait().map(drop)
    }
}

impl Write for Script {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.input.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.input.flush()
    }
}

fn version(tool: &'static str) -> Result<String, ToolError> {
    let output = Command::new(tool)
        .arg("--version")
        .output()
        .map_err(|failure| missing(tool, failure))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn spawn(tool: &'static str, command: &mut Command) -> Result<Child, ToolError> {
    command.spawn().map_err(|failure| missing(tool, failure))
}

fn missing(tool: &'static str, failure: io::Error) -> ToolError {
    match failure.kind() {
        io::ErrorKind::NotFound => ToolError::Missing(tool),
        _ => ToolError::Io(tool, failure),
    }
}

fn ended(tool: &'static str, child: Child) -> Result<(), ToolError> {
    let output = child
        .wait_with_output()
        .map_err(|failure| ToolError::Io(tool, failure))?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let first =
        |line: &&str| line.contains("ERROR") || line.contains("FATAL") || line.contains("error:");
    let said = text.lines().find(first).or_else(|| text.lines().next());
    Err(ToolError::Failed {
        tool,
        said: said.unwrap_or("it said nothing").to_owned(),
    })
}

/// The command of a tool that connects to a database.
fn connected(tool: &'static str, url: &str) -> Command {
    let (url, password) = apart(url);
    let mut command = Command::new(tool);
    command.arg(format!("--dbname={url}"));
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

/// The address without its password, and the password.
fn apart(text: &str) -> (String, Option<String>) {
    // A name before an empty host: libpq takes it, where URLs in general may not have it.
    const NO_HOST: (&str, &str) = ("@/", "@no-host.invalid/");
    let (is_hostless, parsed) = match Url::parse(text) {
        Ok(url) => (false, Some(url)),
        Err(_) => (
            true,
            Url::parse(&text.replacen(NO_HOST.0, NO_HOST.1, 1)).ok(),
        ),
    };
    let Some(mut url) = parsed else {
        return (text.to_owned(), None);
    };
    let mut password = url.password().map(decoded);
    // Only an address without a host refuses this, and that has no password.
    let _ = url.set_password(None);
    let asked: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    if let Some((_, found)) = asked.iter().find(|(name, _)| name == "password") {
        password = Some(found.clone());
        let rest = asked.iter().filter(|(name, _)| name != "password");
        url.query_pairs_mut().clear().extend_pairs(rest);
    }
    let text = url.to_string();
    let text = if is_hostless {
        text.replacen(NO_HOST.1, NO_HOST.0, 1)
    } else {
        text
    };
    (text, password)
}

fn decoded(text: &str) -> String {
    let whole = format!("p={}", text.replace('+', "%2B"));
    let pair = url::form_urlencoded::parse(whole.as_bytes()).next();
    pair.map_or_else(String::new, |(_, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn a_password_is_taken_out_of_an_address_wherever_it_stands() {
        let of = |text: &str| {
            let (url, password) = apart(text);
            (url, password.unwrap_or_default())
        };
        let said = |url: &str, password: &str| (url.to_owned(), password.to_owned());
        assert_eq!(
            of("postgres://u:p%40%2B+q@h:5/d?sslmode=require"),
            said("postgres://u@h:5/d?sslmode=require", "p@++q")
        );
        assert_eq!(
            of("postgres://u@h/d?password=secret&sslmode=require"),
            said("postgres://u@h/d?sslmode=require", "secret")
        );
        assert_eq!(
            of("postgres://u:p@/d?host=/run/postgresql"),
            said("postgres://u@/d?host=/run/postgresql", "p")
        );
        assert_eq!(of("postgres://u@h/d"), said("postgres://u@h/d", ""));
    }
}
