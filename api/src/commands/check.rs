//! `hallpass check`

use std::process::ExitCode;

use domain::words::Word;

use super::{say, say_error};
use crate::{
    config::{
        Build, Config, Sources,
        check::{Diagnosis, Severity, diagnose, worst},
    },
    server,
};

/// Says what the configuration leads to: what is well, what should be changed, what has to be.
pub(super) async fn run(sources: &Sources) -> ExitCode {
    let found = match Config::load(sources, Build::this()) {
        Err(errors) => errors.0.iter().map(Diagnosis::from).collect(),
        Ok(config) => {
            let mut found = diagnose(&config);
            found.push(reach(&config).await);
            found
        }
    };
    for diagnosis in &found {
        let severity = diagnosis.severity.as_str();
        let line = format!("{severity:8} {:28} {}", diagnosis.key, diagnosis.sentence);
        match diagnosis.severity {
            Severity::Error => say_error(&line),
            Severity::Ok | Severity::Warning => say(&line),
        }
    }
    match worst(&found) {
        Severity::Error => ExitCode::FAILURE,
        Severity::Ok | Severity::Warning => ExitCode::SUCCESS,
    }
}

/// Whether the database answers, is migrated, and its keys open.
async fn reach(config: &Config) -> Diagnosis {
    let reached = match server::open(config).await {
        Err(failure) => Err(failure.to_string()),
        Ok(hallpass) => hallpass
            .ready()
            .await
            .map_err(|failure| failure.to_string()),
    };
    match reached {
        Ok(()) => Diagnosis::new(
            Severity::Ok,
            "database.url",
            "the database answers, is migrated, and its keys open",
        ),
        Err(failure) => Diagnosis::new(
            Severity::Error,
            "database.url",
            format!("{failure} (a new database needs `hallpass migrate` first)"),
        ),
    }
}
