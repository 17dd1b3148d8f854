//! `hallpass verify-audit`

use persistence::{
    access::Installation,
    audit::{self, Verdict},
};
use uuid::Uuid;

use super::{CommandError, say};
use crate::{config::Config, origin::Origin, server, tenants::tenants};

/// Recomputes the chain of every organization's log.
pub(super) async fn run(by: Installation, config: &Config) -> Result<(), CommandError> {
    let hallpass = server::open(by, config).await?;
    let mut broken = 0;
    for organization in tenants(by, &hallpass).await? {
        let verdict = hallpass
            .read_in(organization, Origin::command_line(Uuid::nil()), |tx| {
                Ok(audit::verify(tx)?)
            })
            .await?;
        match verdict {
            Verdict::Intact(events) => say(&format!("{organization}: intact, {events} events")),
            Verdict::Broken(position) => {
                broken += 1;
                say(&format!("{organization}: BROKEN at event {position}"));
            }
        }
    }
    match broken {
        0 => Ok(()),
        logs => Err(CommandError::Said(format!(
            "{logs} audit logs are not as they were written"
        ))),
    }
}
