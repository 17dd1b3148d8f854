//! Pages of a list: keyset, never offset, so that page 10,000 costs what the first does and rows
//! that come and go move no other page's.

mod names;

pub(crate) use names::Named;
pub use names::{NamesRequest, NamesSlice};

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

    /// Cuts the probe off. The id is the one by which the list is sorted.
    pub fn into_page<T>(self, mut rows: Vec<T>, id: impl Fn(&T) -> Uuid) -> Slice<T> {
        let has_more = rows.len() > usize::from(self.limit);
        rows.truncate(usize::from(self.limit));
        let next = rows.last().filter(|_| has_more).map(id);
        Slice { rows, next }
    }
}

/// Rows of one page.
#[derive(Debug)]
pub struct Slice<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// The id after which the next page begins, if there is one.
    pub next: Option<Uuid>,
}

impl<T> Slice<T> {
    /// The same page of something made from each row.
    pub fn map<V>(self, make: impl FnMut(T) -> V) -> Slice<V> {
        Slice {
            rows: self.rows.into_iter().map(make).collect(),
            next: self.next,
        }
    }

    /// The same page of something made from each row, if each can be made.
    ///
    /// # Errors
    /// The first failure.
    pub fn try_map<V, E>(self, make: impl FnMut(T) -> Result<V, E>) -> Result<Slice<V>, E> {
        Ok(Slice {
            rows: self.rows.into_iter().map(make).collect::<Result<_, E>>()?,
            next: self.next,
        })
    }
}
