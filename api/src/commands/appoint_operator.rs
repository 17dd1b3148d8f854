//! `hallpass appoint-operator`

use clap::Args;
use domain::{
    accounts::{
        credentials::{AccountStatus, PersonKind},
        emails::EmailRecipient,
    },
    ids::PLATFORM,
    staff::role::StaffRole,
    text::{FamilyName, FieldText, GivenName, display_name_of_adult},
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
    let given_name = name::<GivenName>("--given-name", &arguments.given_name)?;
    let family_name = name::<FamilyName>("--family-name", &arguments.family_name)?;
    let person = NewPerson {
        kind: PersonKind::Adult,
        status: AccountStatus::Invited,
        display_name: display_name_of_adult(&given_name, &family_name),
        given_name,
        family_name,
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

fn name<T: FieldText + Into<String>>(flag: &str, typed: &str) -> Result<String, CommandError> {
    T::parse(typed)
        .map(Into::into)
        .map_err(|refusal| CommandError::Said(format!("{flag}: {refusal}")))
}
