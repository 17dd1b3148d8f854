//! `hallpass reset-staff`

use clap::Args;
use domain::accounts::emails::EmailRecipient;
use persistence::{
    access::Installation,
    installation::{self, ResetOutcome},
};
use uuid::Uuid;

use super::{CommandError, import::organization, say};
use crate::{app::Hallpass, config::Config, origin::Origin, server};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The short name of the person's organization; `hallpass` for operators.
    #[arg(long)]
    pub(super) organization: String,
    /// The e-mail address with which they sign in.
    #[arg(long)]
    pub(super) email: String,
}

/// Takes away a person's password and sessions, and prints an invitation to choose another once:
/// for operators, and where no administrator is left who could do it.
pub(super) async fn run(
    by: Installation,
    config: &Config,
    arguments: &Arguments,
) -> Result<(), CommandError> {
    let hallpass = server::open(by, config).await?;
    let invitation = reset(by, &hallpass, arguments).await?;
    say("Shown this once, good for seven days (POST /v1/auth/invitations/accept):");
    say(&invitation);
    Ok(())
}

async fn reset(
    by: Installation,
    hallpass: &Hallpass,
    arguments: &Arguments,
) -> Result<String, CommandError> {
    let organization = organization(hallpass, &arguments.organization).await?;
    let email = EmailRecipient::of_adult(&arguments.email)
        .map_err(|failure| CommandError::Said(format!("--email: {failure}")))?;
    let outcome = hallpass
        .write_in(organization, Origin::command_line(Uuid::nil()), move |tx| {
            Ok(installation::reset_staff(tx, &by, &email)?)
        })
        .await?;
    match outcome {
        ResetOutcome::Reset(secret) => Ok(secret.reveal().to_string()),
        ResetOutcome::NobodyThere => Err(CommandError::Said(
            "--email: nobody with an account to reset is there".to_owned(),
        )),
    }
}
