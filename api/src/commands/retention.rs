//! `hallpass retention run`

use clap::{Args, Subcommand};
use domain::ids::{OrganizationId, PLATFORM};
use persistence::{access::Installation, retention as runs};
use uuid::Uuid;

use super::{CommandError, import::organization, say};
use crate::{
    app::Hallpass,
    config::Config,
    origin::Origin,
    problem::ApiError,
    retention::{self, Preview},
    server,
    tenants::tenants,
};

/// What is to be done about data that is past its time.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: RetentionCommand,
}

#[derive(Debug, Subcommand)]
enum RetentionCommand {
    /// Warn of what will be past its time, and end what is; the server does it by itself every day.
    Run(RunArguments),
}

#[derive(Debug, Args)]
struct RunArguments {
    /// Change nothing: say what the run would do.
    #[arg(long)]
    dry_run: bool,
    /// The short name of an organization; without it, all of them.
    #[arg(long, value_name = "SLUG")]
    organization: Option<String>,
}

/// Does the day's run, or says what it would do.
pub(super) async fn run(
    by: Installation,
    config: &Config,
    arguments: &Arguments,
) -> Result<(), CommandError> {
    let RetentionCommand::Run(arguments) = &arguments.command;
    let hallpass = server::open(by, config).await?;
    let wanted = match &arguments.organization {
        Some(slug) => vec![organization(&hallpass, slug).await?],
        None => tenants(by, &hallpass).await?,
    };
    let mut told = 0_usize;
    for organization in wanted.into_iter().filter(|one| *one != PLATFORM) {
        let found = if arguments.dry_run {
            let origin = Origin::command_line(Uuid::nil());
            retention::preview(by, &hallpass, organization, origin).await?
        } else {
            of_today(by, &hallpass, organization).await?
        };
        if arguments.organization.is_some() || !is_idle(&found) {
            report(organization, &found);
            told += 1;
        }
    }
    if told == 0 {
        say("nothing is past its time, and nobody is to be warned");
    }
    Ok(())
}

/// Does the run of the day: what it found before it.
async fn of_today(
    by: Installation,
    hallpass: &Hallpass,
    organization: OrganizationId,
) -> Result<Preview, ApiError> {
    let origin = Origin::command_line(Uuid::nil());
    let found = retention::preview(by, hallpass, organization, origin).await?;
    let run = hallpass
        .write_in(organization, origin, move |tx| Ok(runs::plan(tx, &by)?))
        .await?;
    retention::perform(by, hallpass, organization, origin, run).await?;
    Ok(found)
}

fn is_idle(found: &Preview) -> bool {
    let counts = found.counts;
    counts.candidates + counts.warned + counts.held + counts.inspected == 0
}

fn report(organization: OrganizationId, found: &Preview) {
    let counts = found.counts;
    say(&format!(
        "{organization}: {} active accounts",
        counts.active
    ));
    say(&format!("  to warn of: {}", counts.warned));
    say(&format!("  to end: {}", counts.candidates));
    say(&format!("  blocked by a hold: {}", counts.held));
    say(&format!("  blocked by an inspection: {}", counts.inspected));
    say(&format!("  cannot be spared: {}", counts.spared));
    let verdict = if counts.candidates > counts.cap {
        "a person has to release the run"
    } else {
        "within what a run ends by itself"
    };
    say(&format!("  cap: {}, {verdict}", counts.cap));
}
