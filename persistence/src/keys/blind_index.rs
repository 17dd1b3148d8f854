//! Blind indexes: a keyed digest by which an e-mail or a name is found without being readable.
//!
//! The key is derived per organization and column, so equal values of two tenants, or of two
//! columns, have unrelated indexes. It leaks equality within one column: never index low-entropy
//! fields.

use aws_lc_rs::hmac;
use diesel::{
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    serialize::{self, IsNull, Output, ToSql},
    sql_types::Binary,
};

use super::sealed::SealContext;
use crate::connection::MultiBackend;

/// Bytes of HMAC-SHA-256 that are kept: 128 bits, beyond accidental collision.
const LENGTH: usize = 16;

/// The index of one value in one column of one organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = Binary)]
pub struct BlindIndex([u8; LENGTH]);

impl BlindIndex {
    pub(super) fn of(key: &hmac::Key, place: SealContext, value: &str) -> Self {
        let mut context = hmac::Context::with_key(key);
        context.update(&place.bind(
            domain::ids::OrganizationId::from_uuid(uuid::Uuid::nil()),
            uuid::Uuid::nil(),
        ));
        context.update(value.as_bytes());
        let mut kept = [0; LENGTH];
        for (kept, byte) in kept.iter_mut().zip(context.sign().as_ref()) {
            *kept = *byte;
        }
        Self(kept)
    }

    /// A digest that was written down.
    pub(crate) const fn of_bytes(bytes: [u8; LENGTH]) -> Self {
        Self(bytes)
    }

    /// The digest.
    pub(crate) fn bytes(self) -> [u8; LENGTH] {
        self.0
    }
}

impl ToSql<Binary, MultiBackend> for BlindIndex {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Binary, self.0.as_slice()));
        Ok(IsNull::No)
    }
}

impl FromSql<Binary, MultiBackend> for BlindIndex {
    fn from_sql(
        bytes: <MultiBackend as diesel::backend::Backend>::RawValue<'_>,
    ) -> deserialize::Result<Self> {
        let bytes = bytes.from_sql::<Vec<u8>, Binary>()?;
        Ok(Self(bytes.as_slice().try_into()?))
    }
}
