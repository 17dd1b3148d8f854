//! Trees given as "who is above": organizations and academic sessions.

use std::collections::HashMap;

use super::{
    codes::Code,
    files::{Field, File},
    report::{Report, Severity},
};

/// Whom a row names as being above it.
pub(super) struct Above {
    /// The key it names, if any.
    pub(super) key: Option<String>,
    /// The row.
    pub(super) row: u32,
}

/// Finds the place above every row. A key that is not there, and one place of every cycle, is
/// reported and left without anything above.
pub(super) fn settle(
    file: File,
    rows: &[Above],
    places: &HashMap<String, usize>,
    report: &mut Report,
) -> Vec<Option<usize>> {
    let field = Some(Field::ParentSourcedId);
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(rows.len());
    for above in rows {
        let parent = above.key.as_ref().and_then(|key| places.get(key).copied());
        if above.key.is_some() && parent.is_none() {
            let code = Code::UnknownReference;
            report.note_row(file, above.row, field, code, Severity::Warning);
        }
        parents.push(parent);
    }
    for place in cut_cycles(&mut parents) {
        if let Some(above) = rows.get(place) {
            report.note_row(file, above.row, field, Code::ParentCycle, Severity::Warning);
        }
    }
    parents
}

/// Where a walk upwards has been.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Not seen yet.
    New,
    /// Seen on the walk with this number.
    Walk(usize),
}

/// Cuts every cycle at one of its members and names those cut. Takes time linear in the length.
fn cut_cycles(parents: &mut [Option<usize>]) -> Vec<usize> {
    let mut marks = vec![Mark::New; parents.len()];
    let mut cut = Vec::new();
    for start in 0..parents.len() {
        let mut at = start;
        while let Some(mark @ Mark::New) = marks.get_mut(at) {
            *mark = Mark::Walk(start);
            let Some(above) = parents.get(at).copied().flatten() else {
                break;
            };
            if marks.get(above) == Some(&Mark::Walk(start)) {
                if let Some(parent) = parents.get_mut(at) {
                    *parent = None;
                }
                cut.push(at);
                break;
            }
            at = above;
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::cut_cycles;
    use proptest::prelude::*;

    #[test]
    fn a_tree_is_left_alone() {
        let mut parents = vec![None, Some(0), Some(1), Some(0)];
        assert!(cut_cycles(&mut parents).is_empty());
        assert_eq!(parents, vec![None, Some(0), Some(1), Some(0)]);
    }

    #[test]
    fn a_row_above_itself_is_cut() {
        let mut parents = vec![Some(0)];
        assert_eq!(cut_cycles(&mut parents), vec![0]);
        assert_eq!(parents, vec![None]);
    }

    proptest! {
        #[test]
        fn every_walk_upwards_ends_after_cutting(above in prop::collection::vec(prop::option::of(0_usize..40), 40)) {
            let mut parents = above.clone();
            let cut = cut_cycles(&mut parents);
            for start in 0..parents.len() {
                let mut at = Some(start);
                for _ in 0..=parents.len() {
                    at = at.and_then(|at| parents[at]);
                }
                prop_assert_eq!(at, None);
            }
            for (at, parent) in parents.iter().enumerate() {
                if !cut.contains(&at) {
                    prop_assert_eq!(*parent, above[at]);
                }
            }
        }
    }
}
