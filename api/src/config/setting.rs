//! A value as it was written, and where.

use std::{fmt, path::PathBuf};

use toml::Value;

/// Where a value was written.
#[derive(Clone)]
pub enum Origin {
    /// The compiled-in file.
    Defaults,
    /// The operator's file.
    File(PathBuf),
    /// An environment variable.
    Variable(String),
    /// The command line.
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Defaults => f.write_str("the defaults"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Variable(name) => f.write_str(name),
            Self::CommandLine => f.write_str("the command line"),
        }
    }
}

/// A value as written: TOML from a file, plain text from elsewhere.
#[derive(Clone)]
pub enum Written {
    /// A value of a file.
    Toml(Value),
    /// A value of the environment or the command line.
    Plain(String),
}

/// A value and where it was written.
#[derive(Clone)]
pub struct Setting {
    /// The value.
    pub written: Written,
    /// The place.
    pub origin: Origin,
}

impl Setting {
    /// The value as text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.written {
            Written::Plain(text) => Some(text),
            Written::Toml(value) => value.as_str(),
        }
    }

    /// The value as a list of texts, if it is one. Plain text is separated by commas.
    pub fn entries(&self) -> Option<Vec<&str>> {
        match &self.written {
            Written::Plain(text) if text.trim().is_empty() => Some(Vec::new()),
            Written::Plain(text) => Some(text.split(',').map(str::trim).collect()),
            Written::Toml(value) => value.as_array()?.iter().map(Value::as_str).collect(),
        }
    }

    /// The value in one form, wherever it was written: the number of a file is that of a variable.
    pub fn canonical(&self) -> String {
        match &self.written {
            Written::Plain(text) | Written::Toml(Value::String(text)) => text.clone(),
            Written::Toml(Value::Array(_)) => self.entries().unwrap_or_default().join(","),
            Written::Toml(Value::Integer(number)) => number.to_string(),
            Written::Toml(Value::Boolean(answer)) => answer.to_string(),
            Written::Toml(other) => format!("{other:?}"),
        }
    }

    /// Whether the value is an empty text or list.
    pub fn is_empty(&self) -> bool {
        match &self.written {
            Written::Plain(text) => text.is_empty(),
            Written::Toml(Value::Array(values)) => values.is_empty(),
            Written::Toml(value) => value.as_str().is_some_and(str::is_empty),
        }
    }
}
