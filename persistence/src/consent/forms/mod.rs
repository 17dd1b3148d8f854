//! Signed forms (VPC-03 i): received by the link of a message, looked at by a trained person of the
//! installation, and deleted with the decision. What they were stays as a digest.

mod decide;
mod receive;
mod review;

pub use decide::{Reviewed, Verdict, decide};
pub use receive::{MOST_BYTES, ReturnedForm, receive};
pub use review::{FormReview, FormScan, list, open};

use diesel::prelude::*;
use domain::ids::{ConsentRequestId, OrganizationId, PLATFORM};

use crate::{
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    schema::{form_reviews, signed_forms},
};

/// Where the scan of a form stands.
const SCAN: SealContext = SealContext::of("signed_forms", "scan");

domain::text_enum! {
    /// The kind of file in which a form comes back.
    pub enum FormMediaType {
        /// A document.
        Pdf = "application/pdf",
        /// A photograph.
        Jpeg = "image/jpeg",
        /// A scan or a screenshot.
        Png = "image/png",
    }
}

/// Forgets the scan of a form that nobody looked at in time.
pub(super) fn forget(tx: &mut Tx<'_>, request: ConsentRequestId) -> Result<(), DbError> {
    let row = signed_forms::table.find((tx.tenant(), request));
    let forgotten = diesel::update(row)
        .set(signed_forms::scan.eq(None::<Sealed>))
        .execute(tx.conn())?;
    if forgotten > 0 {
        forget_review(tx, request)?;
    }
    Ok(())
}

/// Takes a form off the list of what is to be looked at.
fn forget_review(tx: &mut Tx<'_>, request: ConsentRequestId) -> Result<(), DbError> {
    tx.within(PLATFORM, |tx| {
        diesel::delete(form_reviews::table.find((tx.tenant(), request))).execute(tx.conn())?;
        Ok(())
    })
}

/// The household whose form this is, in the tenant of the platform; `None` if nothing waits.
fn household_of(
    tx: &mut Tx<'_>,
    request: ConsentRequestId,
) -> Result<Option<OrganizationId>, DbError> {
    tx.require_platform()?;
    Ok(form_reviews::table
        .find((tx.tenant(), request))
        .select(form_reviews::household_id)
        .first(tx.conn())
        .optional()?)
}
