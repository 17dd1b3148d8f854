//! `hallpass list-operators` and `hallpass end-operator`

use clap::Args;
use domain::{accounts::emails::EmailRecipient, ids::PLATFORM, text_enum::TextEnum};
use persistence::{
    access::Installation,
    installation::{self, EndOutcome},
};
use uuid::Uuid;

use super::{CommandError, say};
use crate::{config::Config, origin::Origin, server};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The e-mail address with which they sign in.
    #[arg(long)]
    pub(super) email: String,
}

/// Prints who operates the platform: display name, masked address, and whether the account is open.
pub(super) async fn list(by: Installation, config: &Config) -> Result<(), CommandError> {
    let hallpass = server::open(by, config).await?;
    let operators = hallpass
        .read_in(PLATFORM, Origin::command_line(Uuid::nil()), move |tx| {
            Ok(installation::operators(tx, &by)?)
        })
        .await?;
    for operator in operators {
        let login = operator.login.unwrap_or_default();
        let status = operator.status.as_str();
        say(&format!("{} <{login}> {status}", operator.display_name));
    }
    Ok(())
}

/// Ends an operator's roles and sessions.
pub(super) async fn end(
    by: Installation,
    config: &Config,
    arguments: &Arguments,
) -> Result<(), CommandError> {
    let email = EmailRecipient::of_adult(&arguments.email)
        .map_err(|failure| CommandError::Said(format!("--email: {failure}")))?;
    let hallpass = server::open(by, config).await?;
    let outcome = hallpass
        .write_in(PLATFORM, Origin::command_line(Uuid::nil()), move |tx| {
            Ok(installation::end_operator(tx, &by, &email)?)
        })
        .await?;
    match outcome {
        EndOutcome::Ended => {
            say("They operate the platform no more; their sessions have ended.");
            Ok(())
        }
        EndOutcome::NobodyThere => Err(CommandError::Said("--email: nobody there".to_owned())),
    }
}
