//! Where copies stand, for those who asked for them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Relationship, action::ReadOwnExports},
    exports::state::ExportState,
    ids::{ExportId, UserId},
    text_enum::TextEnum as _,
};

use crate::{
    access::Permit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::exports,
};

/// A copy that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Its id.
    pub id: ExportId,
    /// About whom it is.
    pub subject: UserId,
    /// How the one who asked stood to them.
    pub relationship: Relationship,
    /// Where it stands, at this instant.
    pub state: ExportState,
    /// How far it is built, in percent.
    pub progress: u8,
    /// The bytes of the archive, once it is built.
    pub bytes: Option<u32>,
    /// The SHA-256 digest of the archive, once it is built.
    pub digest: Option<Vec<u8>>,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// When it was built.
    pub ready_at: Option<DateTime<Utc>>,
    /// Until when it can be fetched.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was fetched.
    pub fetched_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = exports, check_for_backend(MultiBackend))]
struct Row {
    id: ExportId,
    subject_id: UserId,
    relationship: String,
    state: ExportState,
    progress: i32,
    bytes: Option<i32>,
    digest: Option<Vec<u8>>,
    requested_at: DateTime<Utc>,
    ready_at: Option<DateTime<Utc>>,
    expires_at: Option<DateTime<Utc>>,
    fetched_at: Option<DateTime<Utc>>,
}

impl Row {
    fn at(self, now: DateTime<Utc>) -> Result<Export, DbError> {
        let relationship = Relationship::parse(&self.relationship)
            .ok_or(DbError::Corrupt("a copy was asked for in a relationship"))?;
        let is_over = self.expires_at.is_some_and(|end| end <= now);
        Ok(Export {
            id: self.id,
            subject: self.subject_id,
            relationship,
            state: match self.state {
                ExportState::Ready if is_over => ExportState::Expired,
                state => state,
            },
            progress: u8::try_from(self.progress).unwrap_or_default(),
            bytes: self.bytes.and_then(|bytes| u32::try_from(bytes).ok()),
            digest: self.digest,
            requested_at: self.requested_at,
            ready_at: self.ready_at,
            expires_at: self.expires_at,
            fetched_at: self.fetched_at,
        })
    }
}

/// A page of the copies that the permitted person asked for, the oldest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadOwnExports>,
    page: PageRequest,
) -> Result<Slice<Export>, DbError> {
    let rows: Vec<Row> = exports::table
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(exports::asked_by.eq(permit.subject()))
        .filter(exports::id.gt(page.after_id()))
        .order(exports::id)
        .limit(page.limit_plus_one())
        .select(Row::as_select())
        .load(tx.conn())?;
    let now = tx.now();
    let found = rows.into_iter().map(|row| row.at(now));
    let found = found.collect::<Result<Vec<_>, DbError>>()?;
    Ok(page.into_page(found, |export| export.id.uuid()))
}

/// A copy that the permitted person asked for; `None` if there is no such copy of theirs.
///
/// # Errors
/// If the database fails.
pub fn show<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadOwnExports>,
    export: ExportId,
) -> Result<Option<Export>, DbError> {
    find(tx, permit.subject(), export)
}

pub(super) fn find(
    tx: &mut Tx<'_>,
    asked_by: UserId,
    export: ExportId,
) -> Result<Option<Export>, DbError> {
    let row: Option<Row> = exports::table
        .find((tx.tenant(), export))
        .filter(exports::asked_by.eq(asked_by))
        .select(Row::as_select())
        .first(tx.conn())
        .optional()?;
    row.map(|row| row.at(tx.now())).transpose()
}
