//! Asking parents whose consents a version of the policy leaves behind (VPC-09).

use chrono::{DateTime, Utc};
use domain::mail::Language;
use persistence::{
    access::Installation,
    consent::{self, ChangedConsent, Links, RenderedNotice, Renewal},
};

use super::direct_notice::{self, CHOSEN_ANEW, Filling, RENEWAL};
use crate::{app::Hallpass, origin::Origin, problem::ApiError, tenants::tenants};

/// Asks the parent of every household whose consents do not cover what the newest version of the policy
/// changes, from the day on which it can be read: how many questions. Whoever runs it, and however
/// often, each is asked once for a child and a version.
///
/// # Errors
/// If the database fails. What was asked before stays so.
pub async fn ask_again(by: Installation, hallpass: &Hallpass) -> Result<usize, ApiError> {
    let policy = hallpass.policies().newest(hallpass.now());
    if !hallpass.policies().changes_consents(policy) {
        return Ok(0);
    }
    let origin = Origin::worker(hallpass.new_request_id());
    let mut asked = 0;
    for organization in tenants(by, hallpass).await? {
        let outdated = hallpass
            .read_in(organization, origin, move |tx| {
                Ok(consent::is_outdated(tx, &by, policy)?)
            })
            .await?;
        if !outdated {
            continue;
        }
        let links = hallpass.links().clone();
        asked += hallpass
            .write_in(organization, origin, move |tx| {
                let renewal = Renewal {
                    method: None,
                    policy,
                    render: &notice(&links),
                    links: &links,
                };
                Ok(consent::renew_outdated(tx, &by, &renewal)?)
            })
            .await?;
    }
    Ok(asked)
}

/// The notice to a parent of a child who has an account: of what the policy changes, or, where it changes
/// nothing, of what the parent wants to choose anew.
pub(super) fn notice(
    links: &Links,
) -> impl Fn(Language, &str, DateTime<Utc>, &[ChangedConsent]) -> Option<RenderedNotice> {
    let base = links.base.clone();
    move |language, child, lapses_at, changes| {
        let files = if changes.is_empty() {
            CHOSEN_ANEW
        } else {
            RENEWAL
        };
        let filling = Filling {
            child,
            base: &base,
            lapses_at,
            changes,
        };
        direct_notice::render(files, language, &filling)
    }
}
