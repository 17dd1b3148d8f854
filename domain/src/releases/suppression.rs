//! Which numbers of a table are left out, so that none of them follows from the others (FER-18, steps 2, 3
//! and 5).
//!
//! Rows are groups, columns outcomes, and the totals stand in a row and a column of their own. With the
//! totals written as negative numbers every row and every column sums to zero. Another table with the same
//! published numbers differs from this one along closed walks that change row and column by turns through
//! numbers that are left out. A number is given away if no such walk goes through it: then it is the same in
//! every table that a reader can think of.

mod cells;
mod grid;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::{BTreeSet, VecDeque};

use cells::{CellPlace, TableLine};
use grid::Grid;

use super::Sensitivity;

/// How many students of one group have each outcome.
pub type Outcomes = Vec<u32>;

/// A number of a published table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedCell {
    /// So many students.
    Count(u32),
    /// It is left out.
    Suppressed,
}

/// A line of a published table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedLine {
    /// The students with each outcome.
    pub outcomes: Vec<PublishedCell>,
    /// All students of the line.
    pub students: PublishedCell,
}

/// A table in which nobody can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedTable {
    /// The groups, in their order.
    pub groups: Vec<PublishedLine>,
    /// All groups together.
    pub all: PublishedLine,
}

/// The table of groups, each with as many numbers as there are columns, without the groups of which nothing
/// is told, the numbers that are small or say the same of everybody in a group where this is sensitive, and
/// every number from which one of them, or a small sum of them, follows.
pub fn publish(
    groups: &[Outcomes],
    columns: &[Sensitivity],
    untold: &BTreeSet<usize>,
) -> PublishedTable {
    let mut grid = Grid::of(groups, columns.len());
    let of_untold = untold
        .iter()
        .flat_map(|row| grid.places_of(TableLine::Row(*row)));
    let mut left_out: VecDeque<CellPlace> = of_untold.collect();
    left_out.extend(grid.unsafe_places(columns));
    for place in &left_out {
        grid.hide(*place);
    }
    loop {
        // Leaving out more never gives away what was not given away before, so each is looked at once.
        while let Some(place) = left_out.pop_front() {
            for companion in walk::companions(&grid, place) {
                grid.hide(companion);
                left_out.push_back(companion);
            }
        }
        let Some(place) = grid.thin_line() else {
            break;
        };
        grid.hide(place);
        left_out.push_back(place);
    }
    PublishedTable {
        groups: (0..groups.len())
            .map(|row| line(&grid, row, columns.len()))
            .collect(),
        all: line(&grid, groups.len(), columns.len()),
    }
}

fn line(grid: &Grid, row: usize, columns: usize) -> PublishedLine {
    let cell = |column| grid.published(CellPlace { row, column });
    PublishedLine {
        outcomes: (0..columns).map(cell).collect(),
        students: cell(columns),
    }
}
