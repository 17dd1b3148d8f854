//! Sending a message: opened in one transaction, handed over outside of any, noted in another.

use domain::{ids::OrganizationId, worker::Hindrance};
use persistence::{
    access::Installation,
    mail,
    worker::{self, Claimed},
};

use crate::{app::Hallpass, origin::Origin, problem::ApiError};

/// Sends the message that the work is about.
///
/// # Errors
/// The database's failure. The inner error is what hindered the message itself.
pub(crate) async fn send(
    by: Installation,
    hallpass: &Hallpass,
    organization: OrganizationId,
    origin: Origin,
    claimed: Claimed,
) -> Result<Result<(), Hindrance>, ApiError> {
    let opened = hallpass
        .read_in(organization, origin, move |tx| {
            let Some(task) = worker::resume(tx, &by, &claimed)? else {
                return Ok(None);
            };
            Ok(Some(mail::open(tx, &task)?))
        })
        .await?;
    let outgoing = match opened {
        // Another process has it.
        None => return Ok(Ok(())),
        Some(None) => return Ok(Err(Hindrance::Expired)),
        Some(Some(outgoing)) => outgoing,
    };
    let mailer = hallpass.mailer().clone();
    let delivered = tokio::task::spawn_blocking(move || mailer.deliver(&outgoing))
        .await
        .unwrap_or(Err(Hindrance::Failed));
    if let Err(hindrance) = delivered {
        return Ok(Err(hindrance));
    }
    hallpass
        .write_in(organization, origin, move |tx| {
            if let Some(task) = worker::resume(tx, &by, &claimed)? {
                mail::sent(tx, task)?;
            }
            Ok(())
        })
        .await?;
    Ok(Ok(()))
}
