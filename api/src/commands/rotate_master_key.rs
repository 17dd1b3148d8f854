//! `hallpass rotate-master-key`

use persistence::{
    access::Installation,
    keys::rotation::{self, Rotated},
};
use uuid::Uuid;

use super::{CommandError, say};
use crate::{config::Config, origin::Origin, server, tenants::tenants};

/// Wraps every organization's key with the current master key. Nothing that is sealed changes, so it
/// can be run while the service runs, and again after it was interrupted.
pub(super) async fn run(by: Installation, config: &Config) -> Result<(), CommandError> {
    let hallpass = server::open(by, config).await?;
    let mut wrapped = 0;
    for organization in tenants(by, &hallpass).await? {
        let outcome = hallpass
            .write_in(organization, Origin::command_line(Uuid::nil()), move |tx| {
                Ok(rotation::rewrap(tx, &by)?)
            })
            .await?;
        wrapped += usize::from(outcome == Rotated::Now);
    }
    say(&format!(
        "{wrapped} keys were wrapped anew; the others were already."
    ));
    Ok(())
}
