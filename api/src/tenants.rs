//! The tenants of the installation, for what visits each.

use domain::ids::{OrganizationId, PLATFORM};
use persistence::{access::Installation, installation};
use uuid::Uuid;

use crate::{app::Hallpass, origin::Origin, problem::ApiError};

/// Every organization, oldest first.
///
/// # Errors
/// If the database fails.
pub async fn tenants(
    by: Installation,
    hallpass: &Hallpass,
) -> Result<Vec<OrganizationId>, ApiError> {
    hallpass
        .read_in(PLATFORM, Origin::command_line(Uuid::nil()), move |tx| {
            Ok(installation::organizations(tx, &by)?)
        })
        .await
}
