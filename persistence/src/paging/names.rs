//! Pages of a list of names. Names are sealed, and no index of them is stored that could sort or search
//! them: the list of one school or class is opened, searched and sorted here
//! (`docs/decisions/0017-lists-of-people.md`).

use domain::text::{Counting, NameOrder, NameSearch, plain};
use uuid::Uuid;

use super::{PageRequest, Slice};
use crate::error::DbError;

/// Which page of a list of names is wanted, in which order, and which names.
#[derive(Clone, Debug)]
pub struct NamesRequest {
    /// The page.
    pub page: PageRequest,
    /// The order.
    pub order: NameOrder,
    /// What is looked for; without it, all names are listed.
    pub search: Option<NameSearch>,
    /// Whether all that are found are counted.
    pub count: Option<Counting>,
}

/// One page of a list of names.
#[derive(Debug)]
pub struct NamesSlice<T> {
    /// The page.
    pub slice: Slice<T>,
    /// How many were found on all pages, if they were counted.
    pub total: Option<usize>,
}

impl<T> NamesSlice<T> {
    /// The rows of the page.
    pub fn rows(&self) -> &[T] {
        &self.slice.rows
    }

    /// The same page of something made from each row.
    pub fn map<V>(self, make: impl FnMut(T) -> V) -> NamesSlice<V> {
        NamesSlice {
            slice: self.slice.map(make),
            total: self.total,
        }
    }
}

/// A row of a list of names.
pub(crate) trait Named {
    /// Its id, which is of the instant at which it was made.
    fn id(&self) -> Uuid;

    /// The name by which it is sorted: the one that is shown.
    fn name(&self) -> &str;

    /// All names that are shown, in which a search looks.
    fn names(&self) -> Vec<&str> {
        vec![self.name()]
    }
}

/// Where a row is in a list.
type Position = (String, Uuid);

impl NamesRequest {
    /// Cuts the page out of all rows of the list. A page begins behind the row with which the page before
    /// ended, wherever that belongs now; if the row has left the list, its name is asked for.
    ///
    /// # Errors
    /// [`DbError::CursorLost`] if the row is gone.
    pub(crate) fn cut<T: Named>(
        &self,
        rows: Vec<T>,
        name_of: impl FnOnce(Uuid) -> Result<Option<String>, DbError>,
    ) -> Result<NamesSlice<T>, DbError> {
        let after = match self.page.after {
            None => None,
            Some(id) => Some(self.position_of(&rows, id, name_of)?),
        };
        let found = rows.into_iter().filter(|row| match &self.search {
            None => true,
            Some(search) => search.finds(row.names()),
        });
        let mut found: Vec<(Position, T)> = found
            .map(|row| (self.position(row.name(), row.id()), row))
            .collect();
        let total = self.count.map(|Counting::Exact| found.len());
        found.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let behind = match &after {
            None => 0,
            Some(after) => found.partition_point(|(position, _)| position <= after),
        };
        let limit = usize::from(self.page.limit);
        let rows = found.into_iter().skip(behind).map(|(_, row)| row);
        let rows: Vec<T> = rows.take(limit.saturating_add(1)).collect();
        Ok(NamesSlice {
            slice: self.page.into_page(rows, T::id),
            total,
        })
    }

    fn position(&self, name: &str, id: Uuid) -> Position {
        match self.order {
            NameOrder::Name => (plain(name), id),
            NameOrder::CreatedAt => (String::new(), id),
        }
    }

    fn position_of<T: Named>(
        &self,
        rows: &[T],
        id: Uuid,
        name_of: impl FnOnce(Uuid) -> Result<Option<String>, DbError>,
    ) -> Result<Position, DbError> {
        if self.order == NameOrder::CreatedAt {
            return Ok(self.position("", id));
        }
        if let Some(row) = rows.iter().find(|row| row.id() == id) {
            return Ok(self.position(row.name(), id));
        }
        let name = name_of(id)?.ok_or(DbError::CursorLost)?;
        Ok(self.position(&name, id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Person(u128, &'static str);

    impl Named for Person {
        fn id(&self) -> Uuid {
            Uuid::from_u128(self.0)
        }

        fn name(&self) -> &str {
            self.1
        }
    }

    fn people() -> Vec<Person> {
        vec![
            Person(1, "Zoë"),
            Person(2, "émile"),
            Person(3, "Ada"),
            Person(4, "Эмиль"),
            Person(5, "Ada"),
        ]
    }

    fn request(after: Option<u128>, order: NameOrder, search: Option<&str>) -> NamesRequest {
        NamesRequest {
            page: PageRequest {
                after: after.map(Uuid::from_u128),
                limit: 2,
            },
            order,
            search: search.map(NameSearch::of),
            count: Some(Counting::Exact),
        }
    }

    fn ids(slice: &NamesSlice<Person>) -> Vec<u128> {
        slice.rows().iter().map(|person| person.0).collect()
    }

    #[test]
    fn pages_of_names_are_in_their_order_and_show_each_once() {
        for (order, expected) in [
            (NameOrder::Name, [3, 5, 4, 2, 1]),
            (NameOrder::CreatedAt, [1, 2, 3, 4, 5]),
        ] {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let page = request(after, order, None)
                    .cut(people(), |_| Ok(None))
                    .unwrap();
                assert_eq!(page.total, Some(5));
                seen.extend(ids(&page));
                let Some(next) = page.slice.next else { break };
                after = Some(next.as_u128());
            }
            assert_eq!(seen, expected);
        }
    }

    #[test]
    fn a_search_leaves_the_others_out_of_page_and_count() {
        let page = request(None, NameOrder::Name, Some("ada"));
        let page = page.cut(people(), |_| Ok(None)).unwrap();
        assert_eq!((ids(&page), page.total), (vec![3, 5], Some(2)));
        assert_eq!(page.slice.next, None);
    }

    #[test]
    fn a_page_goes_on_behind_a_row_that_has_left_the_list() {
        let page = request(Some(9), NameOrder::Name, None);
        let page = page.cut(people(), |_| Ok(Some("Bob".to_owned()))).unwrap();
        assert_eq!(ids(&page), [4, 2]);
    }

    #[test]
    fn a_page_behind_a_row_that_no_longer_exists_is_refused() {
        let page = request(Some(9), NameOrder::Name, None);
        assert!(matches!(
            page.cut(people(), |_| Ok(None)),
            Err(DbError::CursorLost)
        ));
    }
}
