//! `hallpass check`

use std::process::ExitCode;

use domain::text_enum::TextEnum;
use persistence::{RowSecurityError, access::Installation};

use super::{say, say_error};
use crate::{
    config::{
        Build, Config, Environment, Sources,
        check::{Diagnosis, Severity, diagnose, worst},
    },
    server,
};

/// Says what the configuration leads to: what is well, what should be changed, what has to be.
pub(super) async fn run(by: Installation, sources: &Sources) -> ExitCode {
    let found = match Config::load(sources, Build::this()) {
        Err(errors) => errors.0.iter().map(Diagnosis::from).collect(),
        Ok(config) => {
            let mut found = diagnose(&config);
            found.extend(reach(by, &config).await);
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

/// Whether the database answers, is migrated, its keys open, and row-level security holds.
async fn reach(by: Installation, config: &Config) -> Vec<Diagnosis> {
    let reached = match server::open(by, config).await {
        Err(failure) => Err(failure.to_string()),
        Ok(hallpass) => match hallpass.ready().await {
            Err(failure) => Err(failure.to_string()),
            Ok(()) => Ok(hallpass.verify_row_security().await),
        },
    };
    match reached {
        Err(failure) => vec![Diagnosis::new(Severity::Error, "database.url", failure)],
        Ok(verify_row_security) => {
            let sentence = "the database answers, is migrated, and its keys open";
            let mut found = vec![Diagnosis::new(Severity::Ok, "database.url", sentence)];
            found.extend(
                verify_row_security
                    .err()
                    .map(|reason| unwalled(config, &reason)),
            );
            found
        }
    }
}

fn unwalled(config: &Config, reason: &RowSecurityError) -> Diagnosis {
    let severity = match config.environment {
        Environment::Production => Severity::Error,
        Environment::Development | Environment::Demo => Severity::Warning,
    };
    Diagnosis::new(severity, "database.url", reason.to_string())
}
