//! Telling adults of a version before it takes effect.

use domain::policies::announcement::{Announcement, announcement};
use persistence::{
    access::Installation,
    policies::{self, Announced},
};

use crate::{app::Hallpass, origin::Origin, problem::ApiError, tenants::tenants};

/// Writes to every adult with an address who was not told yet of a version that people rely on and
/// that is yet to take effect (POL-03): how many messages. Whoever runs it, and however often, each
/// person gets one.
///
/// # Errors
/// If the database fails. What was written before stays so.
pub async fn announce(by: Installation, hallpass: &Hallpass) -> Result<usize, ApiError> {
    let now = hallpass.now();
    let origin = Origin::worker(hallpass.new_request_id());
    let mut written = 0;
    let to_come = hallpass.policies().readable(now).filter(|published| {
        published.version.effective_at() > now
            && announcement(published.version.class()) != Announcement::Post
    });
    for published in to_come {
        let number = published.version.number();
        let version = Announced {
            number,
            effective_at: published.version.effective_at(),
            link: format!("{}/privacy/{number}", hallpass.links().base),
        };
        for organization in tenants(by, hallpass).await? {
            loop {
                let version = version.clone();
                let told = hallpass
                    .write_in(organization, origin, move |tx| {
                        Ok(policies::announce(tx, &by, &version)?)
                    })
                    .await?;
                written += told;
                if told == 0 {
                    break;
                }
            }
        }
    }
    Ok(written)
}
