//! Why a run stops.

use std::{io, path::Path, process::Output};

/// Why a run stops. Everything in it is made up, so answers are quoted in full.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file, a process or a socket failed.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A request got no answer.
    #[error("no answer: {0}")]
    Http(#[from] ureq::Error),
    /// A request got another answer than the scenario needs.
    #[error("{path} answered {status}: {body}")]
    Answer {
        /// What was asked.
        path: String,
        /// The status of the answer.
        status: u16,
        /// What it said.
        body: String,
    },
    /// Anything else, said in full.
    #[error("{0}")]
    Said(String),
}

impl Failure {
    /// A failure in a sentence.
    pub fn said(what: impl Into<String>) -> Self {
        Self::Said(what.into())
    }
}

/// What a program printed, if it succeeded.
///
/// # Errors
/// If it did not, with what it said about it.
pub fn printed(program: &Path, output: &Output) -> Result<String, Failure> {
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let program = program.display();
    Err(Failure::Said(format!("{program} failed: {}", said.trim())))
}
