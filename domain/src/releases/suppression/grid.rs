//! The numbers of a table with their totals, and which of them are left out.

use std::collections::BTreeMap;

use super::{
    Outcomes, PublishedCell,
    walk::{self, Line, Lost, Step},
};
use crate::releases::{SMALLEST_GROUP, Sensitivity};

/// Where a number stands. The last row and the last column are those of the totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) row: usize,
    pub(super) column: usize,
}

/// A number, and whether it is left out.
#[derive(Clone, Copy, Debug)]
struct Entry {
    count: u32,
    is_total: IsTotal,
    is_hidden: bool,
}

/// Whether a number is a sum, and so how it is written: the total of a line is negative, that of all is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum IsTotal {
    /// It counts one outcome of one group.
    No,
    /// It is the sum of a row or of a column.
    OfLine,
    /// It is the sum of all.
    OfAll,
}

/// A table with its totals.
pub(super) struct Grid {
    entries: BTreeMap<Place, Entry>,
    /// The row and the column of the totals.
    totals: Place,
}

impl Grid {
    pub(super) fn of(groups: &[Outcomes], columns: usize) -> Self {
        let totals = Place {
            row: groups.len(),
            column: columns,
        };
        let mut grid = Self {
            entries: BTreeMap::new(),
            totals,
        };
        for row in 0..=totals.row {
            for column in 0..=totals.column {
                grid.add(Place { row, column }, 0);
            }
        }
        for (row, outcomes) in groups.iter().enumerate() {
            for (column, count) in outcomes.iter().take(columns).enumerate() {
                grid.add(Place { row, column }, *count);
                let (of_row, of_column) = (totals.column, totals.row);
                grid.add(
                    Place {
                        row,
                        column: of_row,
                    },
                    *count,
                );
                grid.add(
                    Place {
                        row: of_column,
                        column,
                    },
                    *count,
                );
                grid.add(totals, *count);
            }
        }
        grid
    }

    fn add(&mut self, place: Place, count: u32) {
        let is_total = match (
            place.row == self.totals.row,
            place.column == self.totals.column,
        ) {
            (false, false) => IsTotal::No,
            (true, true) => IsTotal::OfAll,
            (true, false) | (false, true) => IsTotal::OfLine,
        };
        let entry = self.entries.entry(place).or_insert(Entry {
            count: 0,
            is_total,
            is_hidden: false,
        });
        entry.count = entry.count.saturating_add(count);
    }

    pub(super) fn published(&self, place: Place) -> PublishedCell {
        match self.entries.get(&place) {
            Some(entry) if !entry.is_hidden => PublishedCell::Count(entry.count),
            Some(_) | None => PublishedCell::Suppressed,
        }
    }

    pub(super) fn hide(&mut self, place: Place) {
        if let Some(entry) = self.entries.get_mut(&place) {
            entry.is_hidden = true;
        }
    }

    /// The numbers that say something about few students, or the same about all of a group.
    pub(super) fn unsafe_places(&self, columns: &[Sensitivity]) -> Vec<Place> {
        let is_unsafe = |place: Place, entry: &Entry| {
            let is_small = (1..SMALLEST_GROUP).contains(&entry.count);
            let is_sensitive = columns.get(place.column) == Some(&Sensitivity::Sensitive);
            let of_line = Place {
                column: self.totals.column,
                ..place
            };
            let all = self.entries.get(&of_line).map_or(0, |line| line.count);
            let says_it_of_all = is_sensitive && all > 0 && [0, all].contains(&entry.count);
            is_small || says_it_of_all
        };
        self.entries
            .iter()
            .filter(|(place, entry)| is_unsafe(**place, entry))
            .map(|(place, _)| *place)
            .collect()
    }

    /// What has to be left out beside a number so that it does not follow from the others: what is still
    /// shown on the walk through it that loses least.
    pub(super) fn companions_of(&self, place: Place) -> Vec<Place> {
        let walks = [Step::Rise, Step::Fall].map(|first| walk::cheapest(self, place, first));
        let cheapest = walks.into_iter().flatten().min_by_key(|walk| walk.lost);
        let places = cheapest.map(|walk| walk.places).unwrap_or_default();
        places
            .into_iter()
            .filter(|place| self.is_shown(*place))
            .collect()
    }

    fn is_shown(&self, place: Place) -> bool {
        self.entries
            .get(&place)
            .is_some_and(|entry| !entry.is_hidden)
    }

    /// Whether what is written at a place could change so. A count may be anything from nothing on.
    pub(super) fn may(&self, place: Place, step: Step) -> bool {
        self.entries.get(&place).is_some_and(|entry| {
            let grows = (entry.is_total == IsTotal::OfLine) != (step == Step::Rise);
            grows || entry.count > 0
        })
    }

    /// What is lost if a number is left out: nothing if it is already.
    pub(super) fn loss(&self, place: Place) -> Lost {
        match self.entries.get(&place) {
            Some(entry) if !entry.is_hidden => Lost {
                totals: u32::from(entry.is_total != IsTotal::No),
                students: u64::from(entry.count),
                numbers: 1,
            },
            Some(_) | None => Lost::default(),
        }
    }

    /// The places of a line: of a row, or of a column.
    pub(super) fn places_of(&self, line: Line) -> impl Iterator<Item = Place> {
        let Place { row, column } = self.totals;
        let length = match line {
            Line::Row(_) => column,
            Line::Column(_) => row,
        };
        (0..=length).map(move |position| match line {
            Line::Row(row) => Place {
                row,
                column: position,
            },
            Line::Column(column) => Place {
                row: position,
                column,
            },
        })
    }
}
