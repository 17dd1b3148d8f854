//! The numbers of a table with their totals, and which of them are left out.

use std::collections::BTreeMap;

use super::{
    Outcomes, PublishedCell,
    cells::{CellChange, CellPlace, TableLine, TableLoss},
};
use crate::releases::{SMALLEST_GROUP, Sensitivity};

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
    entries: BTreeMap<CellPlace, Entry>,
    /// The row and the column of the totals.
    totals: CellPlace,
}

impl Grid {
    pub(super) fn of(groups: &[Outcomes], columns: usize) -> Self {
        let totals = CellPlace {
            row: groups.len(),
            column: columns,
        };
        let mut grid = Self {
            entries: BTreeMap::new(),
            totals,
        };
        for row in 0..=totals.row {
            for column in 0..=totals.column {
                grid.add(CellPlace { row, column }, 0);
            }
        }
        for (row, outcomes) in groups.iter().enumerate() {
            for (column, count) in outcomes.iter().take(columns).enumerate() {
                grid.add(CellPlace { row, column }, *count);
                let (of_row, of_column) = (totals.column, totals.row);
                grid.add(
                    CellPlace {
                        row,
                        column: of_row,
                    },
                    *count,
                );
                grid.add(
                    CellPlace {
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

    fn add(&mut self, place: CellPlace, count: u32) {
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

    pub(super) fn published(&self, place: CellPlace) -> PublishedCell {
        match self.entries.get(&place) {
            Some(entry) if !entry.is_hidden => PublishedCell::Count(entry.count),
            Some(_) | None => PublishedCell::Suppressed,
        }
    }

    pub(super) fn hide(&mut self, place: CellPlace) {
        if let Some(entry) = self.entries.get_mut(&place) {
            entry.is_hidden = true;
        }
    }

    /// The numbers that say something about few students, or the same about all of a group: all of a group
    /// with outcomes that harm are a group of which nothing is told but its size.
    pub(super) fn unsafe_places(&self, columns: &[Sensitivity]) -> Vec<CellPlace> {
        let mut places = Vec::new();
        for row in 0..=self.totals.row {
            let (mut harmed, mut all) = (0_u32, 0_u32);
            for (place, entry) in self.ordinary(TableLine::Row(row)) {
                all = all.saturating_add(entry.count);
                if is_sensitive(columns, place) {
                    harmed = harmed.saturating_add(entry.count);
                }
            }
            for place in self.places_of(TableLine::Row(row)) {
                let count = self.entries.get(&place).map_or(0, |entry| entry.count);
                let is_outcome = place.column < self.totals.column;
                let of_all = is_sensitive(columns, place) && [0, all].contains(&count);
                let is_telling = is_outcome && all > 0 && (of_all || harmed == all);
                if is_telling || (1..SMALLEST_GROUP).contains(&count) {
                    places.push(place);
                }
            }
        }
        places
    }

    /// What has to be left out in a line whose total is shown, so that what is left out of it together is
    /// not of few students, or of none: the smallest number, or the total if none is left.
    pub(super) fn thin_line(&self) -> Option<CellPlace> {
        let rows = (0..=self.totals.row).map(TableLine::Row);
        let columns = (0..=self.totals.column).map(TableLine::Column);
        rows.chain(columns).find_map(|line| self.to_thicken(line))
    }

    fn to_thicken(&self, line: TableLine) -> Option<CellPlace> {
        let total = match line {
            TableLine::Row(row) => CellPlace {
                row,
                column: self.totals.column,
            },
            TableLine::Column(column) => CellPlace {
                row: self.totals.row,
                column,
            },
        };
        let hidden = || self.ordinary(line).filter(|(_, entry)| entry.is_hidden);
        let sum: u64 = hidden().map(|(_, entry)| u64::from(entry.count)).sum();
        if !self.is_shown(total) || hidden().next().is_none() || sum >= SMALLEST_GROUP.into() {
            return None;
        }
        let shown = self.ordinary(line).filter(|(_, entry)| !entry.is_hidden);
        let smallest = shown.min_by_key(|(_, entry)| (entry.count == 0, entry.count));
        Some(smallest.map_or(total, |(place, _)| place))
    }

    /// The numbers of a line without its total.
    fn ordinary(&self, line: TableLine) -> impl Iterator<Item = (CellPlace, Entry)> + '_ {
        let of_line = self.places_of(line).filter(move |place| match line {
            TableLine::Row(_) => place.column < self.totals.column,
            TableLine::Column(_) => place.row < self.totals.row,
        });
        of_line.filter_map(|place| Some((place, *self.entries.get(&place)?)))
    }

    pub(super) fn is_shown(&self, place: CellPlace) -> bool {
        self.entries
            .get(&place)
            .is_some_and(|entry| !entry.is_hidden)
    }

    /// Whether what is written at a place could change so. A count may be anything from nothing on.
    pub(super) fn may(&self, place: CellPlace, change: CellChange) -> bool {
        self.entries.get(&place).is_some_and(|entry| {
            let grows = (entry.is_total == IsTotal::OfLine) != (change == CellChange::Rise);
            grows || entry.count > 0
        })
    }

    /// What is lost if a number is left out: nothing if it is already.
    pub(super) fn loss(&self, place: CellPlace) -> TableLoss {
        match self.entries.get(&place) {
            Some(entry) if !entry.is_hidden => TableLoss {
                totals: u32::from(entry.is_total != IsTotal::No),
                students: u64::from(entry.count),
                numbers: 1,
            },
            Some(_) | None => TableLoss::default(),
        }
    }

    /// The places of a line: of a row, or of a column.
    pub(super) fn places_of(&self, line: TableLine) -> impl Iterator<Item = CellPlace> {
        let CellPlace { row, column } = self.totals;
        let length = match line {
            TableLine::Row(_) => column,
            TableLine::Column(_) => row,
        };
        (0..=length).map(move |position| match line {
            TableLine::Row(row) => CellPlace {
                row,
                column: position,
            },
            TableLine::Column(column) => CellPlace {
                row: position,
                column,
            },
        })
    }
}

fn is_sensitive(columns: &[Sensitivity], place: CellPlace) -> bool {
    columns.get(place.column) == Some(&Sensitivity::Sensitive)
}
