//! Closed walks through the numbers of a table that change row and column by turns: along them a number rises
//! and the next one falls, so that no sum changes.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
};

use super::{
    cells::{CellChange, CellPlace, TableLine, TableLoss},
    grid::Grid,
};

/// A closed walk: the places beside the first, and what is lost if all are left out.
struct Walk {
    places: Vec<CellPlace>,
    lost: TableLoss,
}

/// What has to be left out beside a number so that it does not follow from the others: what is still shown
/// on the walk through it that loses least.
pub(super) fn companions(grid: &Grid, place: CellPlace) -> Vec<CellPlace> {
    let walks = [CellChange::Rise, CellChange::Fall].map(|first| cheapest(grid, place, first));
    let least = walks.into_iter().flatten().min_by_key(|walk| walk.lost);
    let places = least.map(|walk| walk.places).unwrap_or_default();
    places
        .into_iter()
        .filter(|place| grid.is_shown(*place))
        .collect()
}

/// The walk that loses least, of those that begin at a place with this change (Dijkstra's algorithm over rows
/// and columns); `None` if the number cannot change so.
fn cheapest(grid: &Grid, start: CellPlace, first: CellChange) -> Option<Walk> {
    if !grid.may(start, first) {
        return None;
    }
    let goal = TableLine::Column(start.column);
    let mut reached = BTreeMap::from([(TableLine::Row(start.row), (TableLoss::default(), None))]);
    let mut next = BinaryHeap::from([Reverse((TableLoss::default(), TableLine::Row(start.row)))]);
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
        // In a row what the first change did is undone, in a column what that did.
        let step = match line {
            TableLine::Row(_) => first.opposite(),
            TableLine::Column(_) => first,
        };
        for place in grid.places_of(line) {
            if place == start || !grid.may(place, step) {
                continue;
            }
            let to = match line {
                TableLine::Row(_) => TableLine::Column(place.column),
                TableLine::Column(_) => TableLine::Row(place.row),
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

type Reached = BTreeMap<TableLine, (TableLoss, Option<(TableLine, CellPlace)>)>;

/// The places through which a line was reached.
fn places(reached: &Reached, line: TableLine) -> Vec<CellPlace> {
    let from = |line: TableLine| reached.get(&line).and_then(|(_, from)| *from);
    std::iter::successors(from(line), |(before, _)| from(*before))
        .map(|(_, place)| place)
        .collect()
}
