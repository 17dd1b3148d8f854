//! The commands of the `hallpass` binary.

mod appoint_operator;
mod backup;
mod check;
mod demo;
mod import;
mod migrate;
mod openapi;
mod operators;
mod reset_staff;
mod retention;
mod revoke_signing_key;
mod rotate_master_key;
mod serve;
mod verify_audit;
mod verify_export;

use std::{
    io::{ErrorKind, Write as _, stderr, stdout},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use persistence::{DbError, NotReady, access::Installation};

use crate::{
    config::{Build, Config, ConfigErrors, Sources},
    meta::VERSION,
};

/// Backend of a coding classroom for children.
#[derive(Debug, Parser)]
#[command(name = "hallpass", version, about)]
pub struct CommandLine {
    /// The configuration file. Environment variables win over it.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API.
    Serve,
    /// Serve a sample district from a fresh embedded database, with logins printed.
    Demo(demo::Arguments),
    /// Bring the database's schema up to date.
    Migrate,
    /// Import a OneRoster bundle into a district.
    Import(import::Arguments),
    /// Print the API document.
    Openapi(openapi::Arguments),
    /// Check the configuration and what it leads to.
    Check,
    /// Print the version of this program.
    Version,
    /// Invite the first operator of the platform; prints the invitation once.
    AppointOperator(appoint_operator::Arguments),
    /// List the operators of the platform.
    ListOperators,
    /// End an operator's roles and sessions.
    EndOperator(operators::Arguments),
    /// Take away an operator's or administrator's password; prints an invitation once.
    ResetStaff(reset_staff::Arguments),
    /// Declare a key that signs access tokens lost.
    RevokeSigningKey(revoke_signing_key::Arguments),
    /// Wrap every organization's key with the current master key.
    RotateMasterKey,
    /// Warn of what will be past its time, and end what is.
    Retention(retention::Arguments),
    /// Check the audit log of every organization, against itself and against heads kept elsewhere.
    VerifyAudit(verify_audit::Arguments),
    /// Make, check and restore backups, and keep erased people erased in them.
    #[command(subcommand)]
    Backup(backup::Backup),
    /// Check offline that a copy of a person's data is as it was signed.
    VerifyExport(verify_export::Arguments),
}

/// Why a command failed, in a sentence for the terminal.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The configuration is wrong.
    #[error("{0}")]
    Config(#[from] ConfigErrors),
    /// The database failed.
    #[error("{0}")]
    Database(#[from] DbError),
    /// The database is not one that this program may serve.
    #[error("{0}")]
    NotReady(#[from] NotReady),
    /// An operation was refused or failed.
    #[error("{0}")]
    Api(#[from] crate::problem::ApiError),
    /// Reading, writing or listening failed.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// An import did what it could, and so many rows were left out.
    #[error("{0} rows were left out")]
    RowsLeftOut(u64),
    /// An import would end so much that it has to be accepted.
    #[error("nothing was changed: look at what would end, then repeat with --accept-removals")]
    RemovalsNotAccepted,
    /// Anything else, said in full.
    #[error("{0}")]
    Said(String),
}

impl CommandError {
    /// The code with which the process ends: 3 if rows of a roster were left out, 4 if removals have to
    /// be accepted, 5 if a newer release migrated the database, else 1. A wrong command line ends with 2.
    fn exit_code(&self) -> ExitCode {
        match self {
            Self::RowsLeftOut(_) => ExitCode::from(3),
            Self::RemovalsNotAccepted => ExitCode::from(4),
            Self::Database(DbError::NewerSchema(_)) | Self::NotReady(NotReady::NewerSchema(_)) => {
                ExitCode::from(5)
            }
            Self::Config(_)
            | Self::Database(_)
            | Self::NotReady(_)
            | Self::Api(_)
            | Self::Io(_)
            | Self::Said(_) => ExitCode::FAILURE,
        }
    }
}

/// Runs the command of this process.
pub async fn run(by: Installation) -> ExitCode {
    let line = CommandLine::parse();
    let sources = Sources::of_process(line.config);
    let outcome = match line.command {
        Command::Openapi(arguments) => {
            openapi::run(&arguments);
            Ok(())
        }
        Command::Version => {
            say(&format!("hallpass {VERSION}"));
            Ok(())
        }
        Command::VerifyExport(arguments) => verify_export::run(&arguments),
        Command::Demo(arguments) => demo::run(by, sources, &arguments).await,
        Command::Check => return Box::pin(check::run(by, &sources)).await,
        command => match Config::load(&sources, Build::this()) {
            Err(errors) => Err(errors.into()),
            Ok(config) => configured(by, command, config).await,
        },
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say_error(&format!("hallpass: {failure}"));
            failure.exit_code()
        }
    }
}

async fn configured(
    by: Installation,
    command: Command,
    config: Config,
) -> Result<(), CommandError> {
    logging(&config)?;
    match command {
        Command::Serve => serve::run(by, &config).await,
        Command::Migrate => migrate::run(&config),
        Command::Import(arguments) => import::run(by, &config, &arguments).await,
        Command::AppointOperator(arguments) => appoint_operator::run(by, &config, &arguments).await,
        Command::ListOperators => operators::list(by, &config).await,
        Command::EndOperator(arguments) => operators::end(by, &config, &arguments).await,
        Command::ResetStaff(arguments) => reset_staff::run(by, &config, &arguments).await,
        Command::RevokeSigningKey(arguments) => {
            revoke_signing_key::run(by, &config, &arguments).await
        }
        Command::RotateMasterKey => rotate_master_key::run(by, &config).await,
        Command::Retention(arguments) => retention::run(by, &config, &arguments).await,
        Command::VerifyAudit(arguments) => verify_audit::run(by, &config, &arguments).await,
        Command::Backup(command) => backup::run(by, &config, command).await,
        Command::Demo(_)
        | Command::Openapi(_)
        | Command::Check
        | Command::Version
        | Command::VerifyExport(_) => Ok(()),
    }
}

/// Begins to log as configured.
fn logging(config: &Config) -> Result<(), CommandError> {
    crate::logging::init(config.log).map_err(|failure| CommandError::Said(failure.to_string()))
}

/// Prints a line of a command's output. The person who reads it may stop reading; where it cannot
/// be written otherwise, the command ends, so that nothing that is shown once is lost unseen.
pub(crate) fn say(line: &str) {
    match writeln!(stdout(), "{line}") {
        Err(failure) if failure.kind() != ErrorKind::BrokenPipe => {
            say_error(&format!("hallpass: {failure}"));
            std::process::exit(1)
        }
        Ok(()) | Err(_) => {}
    }
}

/// Prints a line about a failure.
pub(crate) fn say_error(line: &str) {
    drop(writeln!(stderr(), "{line}"));
}
