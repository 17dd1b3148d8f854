//! Closed walks through the numbers of a table that change row and column by turns: along them a number rises
//! and the next one falls, so that no sum changes.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    ops::Add,
};

use super::grid::{Grid, Place};

/// How a walk changes a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It is more.
    Rise,
    /// It is less.
    Fall,
}

impl Step {
    fn opposite(self) -> Self {
        match self {
            Self::Rise => Self::Fall,
            Self::Fall => Self::Rise,
        }
    }
}

/// A row or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Line {
    /// By its number.
    Row(usize),
    /// By its number.
    Column(usize),
}

/// What a table loses: totals first, for they say most; then students; then numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lost {
    pub(super) totals: u32,
    pub(super) students: u64,
    pub(super) numbers: u32,
}

impl Add for Lost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            totals: self.totals.saturating_add(other.totals),
            students: self.students.saturating_add(other.students),
            numbers: self.numbers.saturating_add(other.numbers),
        }
    }
}

/// A closed walk: the places beside the first, and what is lost if all are left out.
pub(super) struct Walk {
    pub(super) places: Vec<Place>,
    pub(super) lost: Lost,
}

/// The walk that loses least, of those that begin at a place with this step (Dijkstra's algorithm over rows
/// and columns); `None` if the number cannot change so.
pub(super) fn cheapest(grid: &Grid, start: Place, first: Step) -> Option<Walk> {
    if !grid.may(start, first) {
        return None;
    }
    let goal = Line::Column(start.column);
    let mut reached = BTreeMap::from([(Line::Row(start.row), (Lost::default(), None))]);
    let mut next = BinaryHeap::from([Reverse((Lost::default(), Line::Row(start.row)))]);
    while let Some(Reverse((lost, line))) = next.pop() {
        if line == goal {
            return Some(Walk {
                places: places(&reached, goal),
                lost,
            });
        }
        if reached.get(&line).is_some_and(|(least, _)| *least < lost) {
            continue;
        }
        // In a row what the first step did is undone, in a column what that did.
        let step = match line {
            Line::Row(_) => first.opposite(),
            Line::Column(_) => first,
        };
        for place in grid.places_of(line) {
            if place == start || !grid.may(place, step) {
                continue;
            }
            let to = match line {
                Line::Row(_) => Line::Column(place.column),
                Line::Column(_) => Line::Row(place.row),
            };
            let sum = lost + grid.loss(place);
            if reached.get(&to).is_none_or(|(least, _)| sum < *least) {
                reached.insert(to, (sum, Some((line, place))));
                next.push(Reverse((sum, to)));
            }
        }
    }
    None
}

type Reached = BTreeMap<Line, (Lost, Option<(Line, Place)>)>;

/// The places through which a line was reached.
fn places(reached: &Reached, line: Line) -> Vec<Place> {
    let from = |line: Line| reached.get(&line).and_then(|(_, from)| *from);
    std::iter::successors(from(line), |(before, _)| from(*before))
        .map(|(_, place)| place)
        .collect()
}
