//! Verifying the logs of all organizations, against themselves and against what was shipped.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{OrganizationId, PLATFORM};
use persistence::{
    access::Installation,
    audit::{self, Fault, Head, InstallationHead, KnownHead, Verdict},
};
use uuid::Uuid;

use super::heads::ShippedHeads;
use crate::{app::Hallpass, origin::Origin, problem::ApiError};

/// What is wrong with the head over all logs, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InstallationFault {
    /// It was not written with the installation's key.
    #[error("it is not as it was written, or gone")]
    Changed,
    /// A head that was kept elsewhere is newer.
    #[error("it is older than one that was shipped")]
    Behind,
    /// A head that was kept elsewhere says something else.
    #[error("it is not the one that was shipped")]
    Other,
}

/// What a verification found.
#[derive(Debug)]
pub struct Verification {
    /// The head over all logs, or what is wrong with it.
    pub installation: Result<InstallationHead, InstallationFault>,
    /// Each organization that is there, is covered or was shipped.
    pub logs: BTreeMap<OrganizationId, Verdict>,
}

impl Verification {
    /// How much is not as it was written.
    pub fn broken(&self) -> usize {
        let broken = |verdict: &&Verdict| matches!(verdict, Verdict::Broken { .. });
        usize::from(self.installation.is_err()) + self.logs.values().filter(broken).count()
    }
}

/// Verifies every log and the head over all.
///
/// # Errors
/// If the database fails.
pub async fn verify(
    by: Installation,
    hallpass: &Hallpass,
    shipped: &ShippedHeads,
) -> Result<Verification, ApiError> {
    let origin = Origin::command_line(Uuid::nil());
    // What is covered is read first: the logs can only have gone on since.
    let extent = hallpass
        .read_in(PLATFORM, origin, move |tx| Ok(audit::extent(tx, &by)?))
        .await?;
    let covered = extent.head.as_ref().map(|head| &head.heads);
    let named = covered.into_iter().flatten().map(|(named, _)| *named);
    let mut organizations: BTreeSet<OrganizationId> = extent.organizations.clone();
    organizations.extend(named.chain(shipped.logs.keys().copied()));
    let mut logs = BTreeMap::new();
    for organization in organizations {
        let of_installation = covered
            .and_then(|heads| heads.get(&organization))
            .into_iter();
        let of_shipped = shipped.logs.get(&organization).into_iter().flatten();
        let known: Vec<KnownHead> = of_installation
            .map(|head| known(head, Fault::Installation))
            .chain(of_shipped.map(|head| known(head, Fault::Shipped)))
            .collect();
        let verdict = hallpass
            .read_in(organization, origin, move |tx| {
                Ok(audit::verify(tx, &known)?)
            })
            .await?;
        logs.insert(organization, verdict);
    }
    Ok(Verification {
        installation: installation(extent.head, &shipped.installation),
        logs,
    })
}

fn known(head: &Head, otherwise: Fault) -> KnownHead {
    KnownHead {
        head: *head,
        otherwise,
    }
}

fn installation(
    head: Option<InstallationHead>,
    shipped: &[Head],
) -> Result<InstallationHead, InstallationFault> {
    let head = head.ok_or(InstallationFault::Changed)?;
    if shipped
        .iter()
        .any(|shipped| shipped.position > head.position)
    {
        return Err(InstallationFault::Behind);
    }
    let mut here = shipped
        .iter()
        .filter(|shipped| shipped.position == head.position);
    match here.find(|shipped| shipped.link != head.link) {
        Some(_) => Err(InstallationFault::Other),
        None => Ok(head),
    }
}
