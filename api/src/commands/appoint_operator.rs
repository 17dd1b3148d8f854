//! `hallpass appoint-operator`

use clap::Args;
use domain::{
    accounts::{
        credentials::{AccountStatus, PersonKind},
        emails::EmailRecipient,
        names,
    },
    ids::PLATFORM,
    organizations::staff_role::StaffRole,
};
use persistence::{
    access::Installation,
    {accounts::people::NewPerson, installation},
};
use uuid::Uuid;

use super::{CommandError, say};
use crate::{app::Hallpass, config::Config, origin::Origin, server};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The operator's e-mail address, with which they sign in.
    #[arg(long)]
    pub(super) email: String,
    /// The operator's given name.
    #[arg(long)]
    pub(super) given_name: String,
    /// The operator's family name.
    #[arg(long)]
    pub(super) family_name: String,
}

/// Invites an operator, and prints the invitation once.
pub(super) async fn run(
    by: Installation,
    config: &Config,
    arguments: &Arguments,
) -> Result<(), CommandError> {
    let hallpass = server::open(by, config).await?;
    server::prepare(by, &hallpass).await?;
    let invitation = invite(by, &hallpass, arguments).await?;
    say("Shown this once, good for seven days (POST /v1/auth/invitations/accept):");
    say(&invitation);
    Ok(())
}

/// Invites an operator of the platform: the text of the invitation.
pub(super) async fn invite(
    by: Installation,
    hallpass: &Hallpass,
    arguments: &Arguments,
) -> Result<String, CommandError> {
    let email = EmailRecipient::of_adult(&arguments.email)
        .map_err(|failure| CommandError::Said(format!("--email: {failure}")))?;
    for (flag, name) in [
        ("--given-name", &arguments.given_name),
        ("--family-name", &arguments.family_name),
    ] {
        names::check(name).map_err(|failure| CommandError::Said(format!("{flag}: {failure}")))?;
    }
    let person = NewPerson {
        kind: PersonKind::Staff,
        status: AccountStatus::Invited,
        given_name: arguments.given_name.clone(),
        family_name: arguments.family_name.clone(),
        display_name: names::display_name_of_adult(&arguments.given_name, &arguments.family_name),
        email: Some(email),
        username: None,
        source_id: None,
        grade_level: None,
    };
    let secret = hallpass
        .write_in(PLATFORM, Origin::command_line(Uuid::nil()), move |tx| {
            Ok(installation::invite(
                tx,
                &by,
                &person,
                StaffRole::PlatformOperator,
            )?)
        })
        .await?;
    Ok(secret.reveal().to_string())
}
