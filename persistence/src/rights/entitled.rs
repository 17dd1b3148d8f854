//! Whether who asked has the rights still.

use domain::rights::{RequestAuthority, RequestContext};

use super::row::RightsRequest;
use crate::{database::Tx, error::DbError, guardians};

/// Whether a guardian who asked has the rights of a parent at this instant: a limit, a dispute or the
/// student's majority may have come since. Such a request can be refused.
pub(super) fn still_entitled(tx: &mut Tx<'_>, held: &RightsRequest) -> Result<bool, DbError> {
    if held.authority == RequestAuthority::VerifiedParent && held.context == RequestContext::School
    {
        return guardians::holds_rights(tx, held.requester_id, held.subject_id);
    }
    Ok(true)
}
