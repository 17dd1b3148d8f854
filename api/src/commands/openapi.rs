//! `hallpass openapi`

use clap::{Args, ValueEnum};

use super::say;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The format.
    #[arg(long, value_enum, default_value_t = Format::Yaml)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Yaml,
    Json,
}

/// Prints the document that the server serves.
pub(super) fn run(arguments: &Arguments) {
    let text = match arguments.format {
        Format::Yaml => crate::openapi::yaml(),
        Format::Json => crate::openapi::json(),
    };
    say(text.trim_end());
}
