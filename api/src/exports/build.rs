//! Building a copy: read in one transaction, packed and signed outside of any, kept in another.

use aws_lc_rs::digest::{SHA256, digest};
use domain::{ids::OrganizationId, worker::Hindrance};
use persistence::{
    access::Installation,
    exports::{self, Begun, ExportFacts, Gathered},
    worker::{self, Claimed},
};

use super::archive;
use crate::{app::Hallpass, origin::Origin, problem::ApiError};

/// What was read for a copy.
enum Read {
    Whole(Box<ExportFacts>),
    TooMuch,
    Gone,
}

/// Builds the copy that the work is about.
///
/// # Errors
/// The database's failure. The inner error is what hindered the copy itself.
pub(crate) async fn build(
    by: Installation,
    hallpass: &Hallpass,
    organization: OrganizationId,
    origin: Origin,
    claimed: Claimed,
) -> Result<Result<(), Hindrance>, ApiError> {
    let begun = hallpass
        .write_in(organization, origin, move |tx| {
            Ok(match worker::resume(tx, &by, &claimed)? {
                Some(task) => exports::begin(tx, &by, task)?,
                None => Begun::No,
            })
        })
        .await?;
    if begun == Begun::No {
        return Ok(Ok(()));
    }
    let read = hallpass
        .read_in(organization, origin, move |tx| {
            let Some(task) = worker::resume(tx, &by, &claimed)? else {
                return Ok(Read::Gone);
            };
            Ok(match exports::gather(tx, &task)? {
                Gathered::Whole(facts) => Read::Whole(facts),
                Gathered::TooMuch => Read::TooMuch,
                Gathered::Gone => Read::Gone,
            })
        })
        .await?;
    let facts = match read {
        Read::Whole(facts) => facts,
        Read::Gone => return Ok(Ok(())),
        Read::TooMuch => return too_large(by, hallpass, organization, origin, claimed).await,
    };
    hallpass
        .write_in(organization, origin, move |tx| {
            if let Some(task) = worker::resume(tx, &by, &claimed)? {
                exports::gathered(tx, &task)?;
            }
            Ok(())
        })
        .await?;
    let signer = hallpass.access_tokens().document_signer(hallpass.now());
    let packed = tokio::task::spawn_blocking(move || archive::pack(&facts, &signer)).await;
    let archive = match packed {
        Ok(Ok(archive)) => archive,
        Ok(Err(failure)) => return Err(failure),
        Err(_) => return Ok(Err(Hindrance::Failed)),
    };
    let mut digested = [0; 32];
    for (to, from) in digested.iter_mut().zip(digest(&SHA256, &archive).as_ref()) {
        *to = *from;
    }
    hallpass
        .write_in(organization, origin, move |tx| {
            if let Some(task) = worker::resume(tx, &by, &claimed)? {
                exports::keep(tx, task, &archive, &digested)?;
            }
            Ok(())
        })
        .await?;
    Ok(Ok(()))
}

async fn too_large(
    by: Installation,
    hallpass: &Hallpass,
    organization: OrganizationId,
    origin: Origin,
    claimed: Claimed,
) -> Result<Result<(), Hindrance>, ApiError> {
    log::warn!("a copy of a person's data is larger than an archive may be");
    hallpass
        .write_in(organization, origin, move |tx| {
            if let Some(task) = worker::resume(tx, &by, &claimed)? {
                exports::give_up_as_too_large(tx, task)?;
            }
            Ok(())
        })
        .await?;
    Ok(Ok(()))
}
