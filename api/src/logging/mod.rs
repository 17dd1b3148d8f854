//! Logs: one line per event, in UTC, without personal data.
//!
//! Hallpass's own lines follow `[log] level`. Libraries are heard from `warn` up only: below that
//! they print paths, headers and statements, which may name people.

mod line;
mod request;

use chrono::SecondsFormat;
use domain::mint::Clock as _;
use env_logger::{Builder, Target};
use log::{LevelFilter, SetLoggerError};

use crate::{
    config::{Level, Log},
    system::SystemClock,
};

pub use request::{RequestLine, UNMATCHED_ROUTE};

/// The targets of Hallpass's own lines.
const OWN: [&str; 4] = ["hallpass", "api", "persistence", "domain"];

/// Sends the process's log to its error stream.
///
/// # Errors
/// If a log has been set up before.
pub fn init(settings: Log) -> Result<(), SetLoggerError> {
    builder(settings).try_init()
}

fn builder(settings: Log) -> Builder {
    let level = filter(settings.level);
    let mut builder = Builder::new();
    builder.filter_level(level.min(LevelFilter::Warn));
    for target in OWN {
        builder.filter_module(target, level);
    }
    builder.target(Target::Stderr).format(move |out, record| {
        let time = SystemClock
            .now()
            .to_rfc3339_opts(SecondsFormat::Millis, true);
        line::write(out, settings.format, &time, record)
    });
    builder
}

fn filter(level: Level) -> LevelFilter {
    match level {
        Level::Error => LevelFilter::Error,
        Level::Warn => LevelFilter::Warn,
        Level::Info => LevelFilter::Info,
        Level::Debug => LevelFilter::Debug,
        Level::Trace => LevelFilter::Trace,
    }
}

#[cfg(test)]
mod tests {
    use log::{Level as Severity, Log as _, Metadata};

    use super::*;
    use crate::config::LogFormat;

    fn is_heard(level: Level, target: &str, severity: Severity) -> bool {
        let logger = builder(Log {
            level,
            format: LogFormat::Json,
        })
        .build();
        logger.enabled(&Metadata::builder().target(target).level(severity).build())
    }

    #[test]
    fn hallpass_is_heard_at_its_level_and_libraries_from_warnings_up() {
        let table = [
            (Level::Info, "hallpass::request", Severity::Info, true),
            (Level::Info, "persistence::rosters", Severity::Debug, false),
            (Level::Trace, "api::serve", Severity::Trace, true),
            (Level::Trace, "actix_http::h1", Severity::Info, false),
            (Level::Trace, "actix_http::h1", Severity::Warn, true),
            (Level::Error, "actix_http::h1", Severity::Warn, false),
            (Level::Error, "api::serve", Severity::Warn, false),
        ];
        for (level, target, severity, expected) in table {
            assert_eq!(
                is_heard(level, target, severity),
                expected,
                "{level:?} {target} {severity}"
            );
        }
    }
}
