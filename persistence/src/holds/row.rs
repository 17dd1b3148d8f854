//! A hold as it is stored, and as administrators of the district see it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    holds::{HoldMatter, HoldScope, HoldState, HoldTerm},
    ids::{LegalHoldId, SchoolId, UserId},
};

use crate::{
    accounts::keys_of::subject_key,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    schema::legal_holds,
};

/// Where the reference of the matter stands, sealed under a key of its own.
pub(super) const REFERENCE: SealContext = SealContext::of("legal_holds", "reference");

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = legal_holds, check_for_backend(MultiBackend))]
pub(super) struct Row {
    pub(super) id: LegalHoldId,
    pub(super) scope: HoldScope,
    pub(super) subject_id: Option<UserId>,
    pub(super) school_id: Option<SchoolId>,
    pub(super) matter: HoldMatter,
    /// Whose key seals the reference: nobody's, an id of the hold's own.
    pub(super) key_id: UserId,
    pub(super) reference: Sealed,
    pub(super) owner_id: UserId,
    pub(super) placed_at: DateTime<Utc>,
    pub(super) review_by: DateTime<Utc>,
    pub(super) reviewed_at: Option<DateTime<Utc>>,
    pub(super) released_at: Option<DateTime<Utc>>,
}

impl Row {
    /// When it is looked at, and when it was released.
    pub(super) fn term(&self) -> HoldTerm {
        HoldTerm {
            review_by: self.review_by,
            released_at: self.released_at,
        }
    }
}

/// A hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalHold {
    /// Its id.
    pub id: LegalHoldId,
    /// What it keeps.
    pub scope: HoldScope,
    /// The person whose data it keeps, if it is one person's.
    pub subject_id: Option<UserId>,
    /// The school whose people's data it keeps, if it is one school's.
    pub school_id: Option<SchoolId>,
    /// For what kind of matter.
    pub matter: HoldMatter,
    /// What the district calls the matter.
    pub reference: String,
    /// Who answers for it.
    pub owner_id: UserId,
    /// When it was placed.
    pub placed_at: DateTime<Utc>,
    /// When it is over unless it is renewed.
    pub review_by: DateTime<Utc>,
    /// When somebody last looked at the matter.
    pub reviewed_at: Option<DateTime<Utc>>,
    /// When it was released.
    pub released_at: Option<DateTime<Utc>>,
    /// Where it stands at this instant.
    pub state: HoldState,
}

/// The hold of the tenant with this id.
pub(super) fn find(tx: &mut Tx<'_>, hold: LegalHoldId) -> Result<Option<Row>, DbError> {
    Ok(legal_holds::table
        .find((tx.tenant(), hold))
        .select(Row::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Opens the reference.
pub(super) fn open(tx: &mut Tx<'_>, row: &Row) -> Result<LegalHold, DbError> {
    let key = subject_key(tx, row.key_id)?;
    Ok(LegalHold {
        state: row.term().state(tx.now()),
        reference: key.open_text(REFERENCE, row.id.uuid(), &row.reference)?,
        id: row.id,
        scope: row.scope,
        subject_id: row.subject_id,
        school_id: row.school_id,
        matter: row.matter,
        owner_id: row.owner_id,
        placed_at: row.placed_at,
        review_by: row.review_by,
        reviewed_at: row.reviewed_at,
        released_at: row.released_at,
    })
}
