//! The certificates that were issued.

use diesel::prelude::*;
use domain::{access::action::ReadSchoolExit, ids::AuthorityEndId};

use crate::{
    access::Permit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::destructions,
};

/// A certificate as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCertificate {
    /// Its number.
    pub id: AuthorityEndId,
    /// What it says, signed (RFC 7515, compact form).
    pub signed: String,
}

/// A page of the certificates of the permitted school, in the order in which its authority ended.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadSchoolExit>,
    page: PageRequest,
) -> Result<Slice<SignedCertificate>, DbError> {
    let rows: Vec<(AuthorityEndId, Option<String>)> = destructions::table
        .filter(destructions::organization_id.eq(tx.tenant()))
        .filter(destructions::school_id.eq(permit.subject()))
        .filter(destructions::issued_at.is_not_null())
        .filter(destructions::authority_end_id.gt(page.after_id()))
        .order(destructions::authority_end_id)
        .limit(page.limit_plus_one())
        .select((destructions::authority_end_id, destructions::signed))
        .load(tx.conn())?;
    let issued = rows
        .into_iter()
        .filter_map(|(id, signed)| {
            Some(SignedCertificate {
                id,
                signed: signed?,
            })
        })
        .collect();
    Ok(page.into_page(issued, |certificate| certificate.id.uuid()))
}
