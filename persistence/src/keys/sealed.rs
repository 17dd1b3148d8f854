//! Values sealed under a subject's key, bound to the place where they stand.

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    serialize::{self, Output, ToSql},
    sql_types::Binary,
};
use domain::{ids::OrganizationId, mint::Mint};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::cipher::{Cipher, KeyError};

/// A sealed column: where a ciphertext belongs, apart from its organization and row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealContext {
    table: &'static str,
    column: &'static str,
}

impl SealContext {
    /// The column of the table.
    pub const fn of(table: &'static str, column: &'static str) -> Self {
        Self { table, column }
    }

    pub(super) fn bind(self, organization: OrganizationId, row: Uuid) -> Vec<u8> {
        let mut bound = Vec::with_capacity(self.table.len() + self.column.len() + 34);
        bound.extend_from_slice(self.table.as_bytes());
        bound.push(b'.');
        bound.extend_from_slice(self.column.as_bytes());
        bound.push(0);
        bound.extend_from_slice(organization.uuid().as_bytes());
        bound.extend_from_slice(row.as_bytes());
        bound
    }
}

/// A ciphertext as it stands in a column.
#[derive(Clone, Debug, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = Binary)]
pub struct Sealed(pub(crate) Vec<u8>);

impl Sealed {
    /// The ciphertext.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The ciphertext, for statements that name their database.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl<Db: Backend> ToSql<Binary, Db> for Sealed
where
    Vec<u8>: ToSql<Binary, Db>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Db>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

impl<Db: Backend> FromSql<Binary, Db> for Sealed
where
    Vec<u8>: FromSql<Binary, Db>,
{
    fn from_sql(bytes: Db::RawValue<'_>) -> deserialize::Result<Self> {
        Vec::from_sql(bytes).map(Self)
    }
}

/// The key of one subject: what was written about them opens with it and with nothing else.
pub struct SubjectKey {
    pub(super) organization: OrganizationId,
    pub(super) cipher: Cipher,
}

impl SubjectKey {
    /// Seals a value for one column of one row.
    ///
    /// # Errors
    /// If the cipher refuses its input.
    pub fn seal(
        &self,
        mint: &dyn Mint,
        place: SealContext,
        row: Uuid,
        plain: &[u8],
    ) -> Result<Sealed, KeyError> {
        self.cipher
            .seal(mint, &place.bind(self.organization, row), plain)
            .map(Sealed)
    }

    /// Opens a value that was sealed for this column of this row.
    ///
    /// # Errors
    /// [`KeyError::DoesNotOpen`] if it was sealed for another place or under another key.
    pub fn open(
        &self,
        place: SealContext,
        row: Uuid,
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        self.cipher
            .open(&place.bind(self.organization, row), &sealed.0)
    }

    /// Opens a sealed text.
    ///
    /// # Errors
    /// As [`Self::open`]; also if the text is not UTF-8.
    pub fn open_text(
        &self,
        place: SealContext,
        row: Uuid,
        sealed: &Sealed,
    ) -> Result<String, KeyError> {
        let opened = self.open(place, row, sealed)?;
        std::str::from_utf8(&opened)
            .map(str::to_owned)
            .map_err(|_| KeyError::DoesNotOpen)
    }
}
