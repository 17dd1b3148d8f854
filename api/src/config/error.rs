//! What can be wrong with a configuration. No message contains a value.

use std::{fmt, io, path::PathBuf};

use thiserror::Error;

/// One thing that is wrong, with the key it concerns.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// A key or variable that Hallpass does not have.
    #[error("`{key}` in {origin} is not a setting{}", did_you_mean(suggestion.as_deref()))]
    Unknown {
        /// The key or variable as written.
        key: String,
        /// Where it stands.
        origin: String,
        /// The nearest setting, if one is near.
        suggestion: Option<String>,
    },
    /// A value of the wrong kind or out of bounds.
    #[error("`{key}` (from {origin}) must be {expected}")]
    BadValue {
        /// The key.
        key: String,
        /// Where the value came from.
        origin: String,
        /// What is expected, as the end of a sentence.
        expected: String,
    },
    /// One setting given twice in the same layer, under two names or beside its `_file`.
    #[error("`{key}` is set twice in {origin}; keep one")]
    Twice {
        /// The key.
        key: String,
        /// The layer or the two variables.
        origin: String,
    },
    /// A file that cannot be read.
    #[error("the file named by `{key}`, {}, cannot be read: {reason}", path.display())]
    Unreadable {
        /// The key that names the file.
        key: String,
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: io::ErrorKind,
    },
    /// The configuration file is not TOML.
    #[error("the file named by `--config`, {}, is not valid TOML{}", path.display(), at_line(*line))]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1, when it is known.
        line: Option<usize>,
    },
    /// A setting that is well-formed but not allowed in this environment or build.
    #[error("`{key}` is refused: {reason}")]
    Refused {
        /// The key.
        key: &'static str,
        /// Why, and what to do.
        reason: &'static str,
    },
}

impl ConfigError {
    /// The key the error is about, as written in the default file, or as found if it is unknown.
    pub fn key(&self) -> &str {
        match self {
            Self::Unknown { key, .. }
            | Self::BadValue { key, .. }
            | Self::Twice { key, .. }
            | Self::Unreadable { key, .. } => key,
            Self::Syntax { .. } => "--config",
            Self::Refused { key, .. } => key,
        }
    }
}

/// Everything that is wrong with a configuration; one line each.
#[derive(Debug, Error)]
pub struct ConfigErrors(pub Vec<ConfigError>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

fn at_line(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!(" (line {line})"))
}
