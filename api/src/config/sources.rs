//! What a configuration is made from, as given by the process or by a test.

use std::{env, ffi::OsString, path::PathBuf};

/// The layers over the default file, and the part of the environment that matters.
#[derive(Default)]
pub struct Sources {
    /// A configuration file. Wins over `HALLPASS_CONFIG`.
    pub file: Option<PathBuf>,
    /// Environment variables; those without a prefix of ours are not looked at, save libpq's.
    pub environment: Vec<(String, OsString)>,
    /// Settings of the command line, by key: the topmost layer.
    pub command_line: Vec<(&'static str, String)>,
}

impl Sources {
    /// The process's own environment, and the file named by `--config`.
    pub fn of_process(file: Option<PathBuf>) -> Self {
        let environment = env::vars_os()
            .filter_map(|(name, value)| name.into_string().ok().map(|name| (name, value)))
            .filter(|(name, _)| name.starts_with("HALLPASS_") || name.starts_with("PG"))
            .collect();
        Self {
            file,
            environment,
            command_line: Vec::new(),
        }
    }

    /// Lays one setting of the command line over all other layers.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.command_line.push((key, value.into()));
        self
    }

    /// Whether a variable is set and not empty.
    pub(super) fn has_variable(&self, name: &str) -> bool {
        self.environment
            .iter()
            .any(|(found, value)| found == name && !value.is_empty())
    }

    /// The configuration file to read, if there is one.
    pub(super) fn file(&self) -> Option<PathBuf> {
        self.file.clone().or_else(|| {
            self.environment
                .iter()
                .find(|(name, value)| name == super::variables::CONFIG && !value.is_empty())
                .map(|(_, value)| PathBuf::from(value))
        })
    }
}
