//! Housekeeping: rows past any use are deleted by the hour, tenant by tenant.

use persistence::{access::Installation, housekeeping};

use crate::{app::Hallpass, origin::Origin, problem::ApiError, tenants::tenants};

/// Batches of one tenant in one sweep. What is left waits for the next.
const BATCHES: usize = 100;

/// Deletes rows past any use of every tenant: how many.
///
/// # Errors
/// If the database fails. What was deleted before stays so.
pub async fn sweep(by: Installation, hallpass: &Hallpass) -> Result<usize, ApiError> {
    let origin = Origin::worker(hallpass.new_request_id());
    let mut deleted = 0;
    for organization in tenants(by, hallpass).await? {
        for _ in 0..BATCHES {
            let due = hallpass
                .read_in(organization, origin, move |tx| {
                    Ok(housekeeping::due(tx, &by)?)
                })
                .await?;
            let rows = due.rows();
            if rows == 0 {
                break;
            }
            hallpass
                .write_in(organization, origin, move |tx| {
                    Ok(housekeeping::delete(tx, &by, &due)?)
                })
                .await?;
            deleted += rows;
        }
    }
    // What was deleted stands in the log of the database until it is overwritten: a destroyed key must not.
    if hallpass.keys().erasures() > 0 {
        hallpass.give_space_back().await?;
    }
    Ok(deleted)
}
