//! `hallpass import`

mod report;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use actix_web::web::{Bytes, Data};
use clap::Args;
use domain::{
    accounts::emails::EmailRecipient,
    ids::{OrganizationId, PLATFORM, RosterImportId},
    text::{FieldText as _, FileName},
    text_enum::TextEnum,
};
use indicatif::{ProgressBar, ProgressStyle};
use persistence::{
    access::Installation,
    handles::{self, HandleKind},
    installation,
    rosters::ImportState,
};
use uuid::Uuid;

use super::CommandError;
use crate::{
    app::Hallpass,
    config::Config,
    origin::Origin,
    problem::{ApiError, ProblemKind},
    rosters::import::{self, Acceptance, Progress, Requester, Watch},
    server,
};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The OneRoster bundle, a zip file in bulk mode.
    #[arg(required_unless_present_any = ["apply", "discard"])]
    bundle: Option<PathBuf>,
    /// Apply this staged import instead.
    #[arg(long, value_name = "IMPORT", conflicts_with_all = ["bundle", "discard", "stage_only"])]
    apply: Option<Uuid>,
    /// Discard this staged import instead.
    #[arg(long, value_name = "IMPORT", conflicts_with_all = ["bundle", "stage_only", "accept_removals"])]
    discard: Option<Uuid>,
    /// The district's short name.
    #[arg(long)]
    organization: String,
    /// The e-mail address of the district administrator on whose behalf it is imported.
    #[arg(long, value_name = "EMAIL")]
    on_behalf_of: String,
    /// Accept that more students leave than is usual.
    #[arg(long)]
    accept_removals: bool,
    /// Stage only, and say what would change.
    #[arg(long)]
    stage_only: bool,
}

/// Stages a bundle and applies it, with a progress bar; or decides about one that is staged.
pub(super) async fn run(
    by: Installation,
    config: &Config,
    arguments: &Arguments,
) -> Result<(), CommandError> {
    let bytes = arguments.bundle.as_deref().map(bytes_of).transpose()?;
    let hallpass = Data::new(server::open(by, config).await?);
    let requester = requester(by, &hallpass, arguments).await?;
    let bar = bar()?;
    let staged = match (bytes, arguments.apply, arguments.discard) {
        (_, _, Some(import)) => {
            let import = RosterImportId::from_uuid(import);
            let discarded = import::discard(&hallpass, requester, import).await?;
            return report::print(&hallpass, requester, discarded).await;
        }
        (_, Some(import), None) => {
            let import = RosterImportId::from_uuid(import);
            import::show(&hallpass, requester, import).await?
        }
        (Some(bytes), None, None) => {
            let file_name = arguments.bundle.as_deref().and_then(name_of);
            import::stage(&hallpass, requester, bytes, file_name, watch(&bar)).await?
        }
        (None, None, None) => return Err(CommandError::Said("there is no bundle".to_owned())),
    };
    if staged.state != ImportState::Staged || arguments.stage_only {
        bar.finish_and_clear();
        return report::print(&hallpass, requester, staged).await;
    }
    let acceptance = if arguments.accept_removals {
        Acceptance::Accepted
    } else {
        Acceptance::NotAccepted
    };
    let applying = import::apply(&hallpass, requester, staged.id, acceptance, watch(&bar));
    let applied = Box::pin(applying).await;
    bar.finish_and_clear();
    match applied {
        Ok(applied) => report::print(&hallpass, requester, applied).await,
        Err(failure) => {
            // That rows are left out of what was not applied says less than why it was not.
            let printed = report::print(&hallpass, requester, staged).await;
            match (printed, &failure) {
                (Err(said @ CommandError::Said(_)), _) => Err(said),
                (_, ApiError::Plain(ProblemKind::RemovalsNotAccepted)) => {
                    Err(CommandError::RemovalsNotAccepted)
                }
                _ => Err(failure.into()),
            }
        }
    }
}

fn bytes_of(bundle: &Path) -> Result<Bytes, CommandError> {
    let bytes = std::fs::read(bundle)
        .map_err(|failure| CommandError::Said(format!("{}: {failure}", bundle.display())))?;
    Ok(Bytes::from(bytes))
}

/// The name of a bundle's file without its folders, if it can be shown.
fn name_of(bundle: &Path) -> Option<FileName> {
    FileName::parse(bundle.file_name()?.to_str()?).ok()
}

/// The person on whose behalf the import is made.
async fn requester(
    by: Installation,
    hallpass: &Hallpass,
    arguments: &Arguments,
) -> Result<Requester, CommandError> {
    let organization = organization(hallpass, &arguments.organization).await?;
    let request = hallpass.new_request_id();
    // An import that a process left behind in the middle comes to its end before anything else.
    import::resume(hallpass, organization, Origin::command_line(request)).await?;
    let email = EmailRecipient::of_adult(&arguments.on_behalf_of)
        .map_err(|failure| CommandError::Said(format!("--on-behalf-of: {failure}")))?;
    let found = hallpass
        .read_in(organization, Origin::command_line(Uuid::nil()), move |tx| {
            Ok::<_, ApiError>(installation::person(tx, &by, email.as_str())?)
        })
        .await?;
    let user =
        found.ok_or_else(|| CommandError::Said("--on-behalf-of: nobody there".to_owned()))?;
    Ok(Requester::CommandLine {
        by,
        person: user,
        organization,
        request,
    })
}

/// The organization with this short name.
pub(super) async fn organization(
    hallpass: &Hallpass,
    slug: &str,
) -> Result<OrganizationId, CommandError> {
    let wanted = slug.to_owned();
    hallpass
        .read_in(PLATFORM, Origin::command_line(Uuid::nil()), move |tx| {
            Ok::<_, ApiError>(handles::find(tx, HandleKind::Organization, &wanted)?)
        })
        .await?
        .ok_or_else(|| CommandError::Said(format!("--organization: there is no {slug}")))
}

fn bar() -> Result<ProgressBar, CommandError> {
    let style = ProgressStyle::with_template("{msg:20} {wide_bar} {percent:>3} %")
        .map_err(|failure| CommandError::Said(failure.to_string()))?;
    Ok(ProgressBar::new(0).with_style(style))
}

fn watch(bar: &ProgressBar) -> Watch {
    let bar = bar.clone();
    Arc::new(move |progress| match progress {
        Progress::Reading(file, done, of) => {
            bar.set_message(format!("reading {}", file.as_str()));
            bar.set_length(of);
            bar.set_position(done);
        }
        Progress::Comparing => bar.set_message("comparing"),
        Progress::Writing => bar.set_message("writing"),
    })
}
