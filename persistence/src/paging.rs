//! Pages of a list: keyset, never offset, so that page 10,000 costs what the first does and rows
//! that come and go move nobody else's.

use domain::ids::Id;
use uuid::Uuid;

/// Which page of a list that is sorted by id is wanted.
#[derive(Clone, Copy, Debug)]
pub struct PageRequest {
    /// The last id of the page before; `None` for the first page.
    pub after: Option<Uuid>,
    /// Rows on the page, at least 1.
    pub limit: u16,
}

impl PageRequest {
    /// The id after which the page begins: every id is greater than the nil UUID.
    pub(crate) fn after_id(self) -> crate::sql_types::BindUuid {
        crate::sql_types::BindUuid(self.after.unwrap_or(Uuid::nil()))
    }

    /// The id before which the page begins, of a list that is sorted from the last id to the first.
    pub(crate) fn before_id(self) -> crate::sql_types::BindUuid {
        crate::sql_types::BindUuid(self.after.unwrap_or(Uuid::max()))
    }

    /// One row more than asked for, which tells whether there is another page.
    pub(crate) fn limit_plus_one(self) -> i64 {
        i64::from(self.limit) + 1
    }

    /// Cuts the probe off.
    pub(crate) fn into_page<T>(self, mut rows: Vec<T>) -> Slice<T> {
        let has_more = rows.len() > usize::from(self.limit);
        rows.truncate(usize::from(self.limit));
        Slice { rows, has_more }
    }
}

/// Rows of one page.
#[derive(Debug)]
pub struct Slice<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether there are rows behind them.
    pub has_more: bool,
}

/// A row that a list can continue after.
pub trait CursorId {
    /// The id by which the list is sorted.
    fn cursor_id(&self) -> Uuid;
}

impl<Kind> CursorId for Id<Kind> {
    fn cursor_id(&self) -> Uuid {
        self.uuid()
    }
}
