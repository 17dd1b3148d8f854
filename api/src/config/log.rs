//! `[log]`: what is logged, and how.

use super::reader::Reader;

domain::text_enum! {
    /// The least severe line that is logged.
    pub enum Level {
        /// Something failed.
        Error = "error",
        /// Something needs a look.
        Warn = "warn",
        /// One line per request, and the life of the process.
        Info = "info",
        /// More, for work on Hallpass.
        Debug = "debug",
        /// Everything.
        Trace = "trace",
    }
}

domain::text_enum! {
    /// The form of a line.
    pub enum LogFormat {
        /// For people.
        Text = "text",
        /// One JSON object per line.
        Json = "json",
    }
}

/// `[log]`.
#[derive(Clone, Copy, Debug)]
pub struct Log {
    /// The least severe line of Hallpass's own.
    pub level: Level,
    /// The form of a line.
    pub format: LogFormat,
}

impl Log {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let level = reader.word("log.level");
        let format = reader.word("log.format");
        Some(Self {
            level: level?,
            format: format?,
        })
    }
}
