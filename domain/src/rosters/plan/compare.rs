//! Walks two sides in step and says what is to be done about every key.

use std::{cmp::Ordering, iter::Peekable, vec};

/// One side of a comparison: at most one entry for each key, ascending.
#[derive(Clone, Debug)]
pub struct Side<K, F> {
    entries: Vec<(K, F)>,
}

impl<K: Ord, F> Side<K, F> {
    /// Sorts entries by key. Of several with one key the first stays.
    pub fn new(mut entries: Vec<(K, F)>) -> Self {
        entries.sort_by(|one, other| one.0.cmp(&other.0));
        entries.dedup_by(|later, first| later.0 == first.0);
        Self { entries }
    }
}

/// What a bundle says about a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted<D> {
    /// It is to be so.
    Present(D),
    /// Its row could not be read, so what is held stays as it is.
    KeptBecauseUnreadable,
}

/// What is held under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held<H> {
    /// It is in effect.
    Current(H),
    /// It has ended.
    Ended(H),
}

/// What is to be done about one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<D, H> {
    /// It is new.
    Create(D),
    /// It is held and differs.
    Change(D, H),
    /// It had ended and is back.
    Resume(D, H),
    /// It is held and missing in the bundle. It ends and is never deleted.
    End(H),
    /// It is held just so.
    Keep(H),
    /// It is held and its row could not be read.
    Spare(H),
}

/// Compares the state wanted with the state held, key by key in ascending order.
///
/// `same` says whether what is held is what is wanted. Keys for which nothing is to be said
/// (ended before and still missing, or spared and not held) are passed over.
pub fn compare<K: Ord, D, H, S: Fn(&D, &H) -> bool>(
    wanted: Side<K, Wanted<D>>,
    held: Side<K, Held<H>>,
    same: S,
) -> impl Iterator<Item = (K, Step<D, H>)> {
    Steps {
        wanted: wanted.entries.into_iter().peekable(),
        held: held.entries.into_iter().peekable(),
        same,
    }
}

struct Steps<K, D, H, S> {
    wanted: Peekable<vec::IntoIter<(K, Wanted<D>)>>,
    held: Peekable<vec::IntoIter<(K, Held<H>)>>,
    same: S,
}

impl<K: Ord, D, H, S: Fn(&D, &H) -> bool> Iterator for Steps<K, D, H, S> {
    type Item = (K, Step<D, H>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let order = match (self.wanted.peek(), self.held.peek()) {
                (Some((wanted, _)), Some((held, _))) => wanted.cmp(held),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return None,
            };
            let wanted = if order.is_le() {
                self.wanted.next()
            } else {
                None
            };
            let held = if order.is_ge() {
                self.held.next()
            } else {
                None
            };
            let (wanted_key, wanted) = wanted.unzip();
            let (held_key, held) = held.unzip();
            if let (Some(key), Some(step)) =
                (wanted_key.or(held_key), step(wanted, held, &self.same))
            {
                return Some((key, step));
            }
        }
    }
}

fn step<D, H>(
    wanted: Option<Wanted<D>>,
    held: Option<Held<H>>,
    same: impl Fn(&D, &H) -> bool,
) -> Option<Step<D, H>> {
    match (wanted, held) {
        (Some(Wanted::Present(wanted)), None) => Some(Step::Create(wanted)),
        (Some(Wanted::Present(wanted)), Some(Held::Ended(held))) => {
            Some(Step::Resume(wanted, held))
        }
        (Some(Wanted::Present(wanted)), Some(Held::Current(held))) => {
            Some(if same(&wanted, &held) {
                Step::Keep(held)
            } else {
                Step::Change(wanted, held)
            })
        }
        (Some(Wanted::KeptBecauseUnreadable), Some(Held::Current(held))) => Some(Step::Spare(held)),
        (None, Some(Held::Current(held))) => Some(Step::End(held)),
        (Some(Wanted::KeptBecauseUnreadable) | None, Some(Held::Ended(_)) | None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Held, Side, Step, Wanted, compare};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    type Facts = Vec<(u8, Step<u8, u8>)>;

    fn steps(wanted: Vec<(u8, Wanted<u8>)>, held: Vec<(u8, Held<u8>)>) -> Facts {
        compare(Side::new(wanted), Side::new(held), |a, b| a == b).collect()
    }

    #[test]
    fn every_meeting_of_wanted_and_held_has_its_step() {
        let wanted = vec![
            (1, Wanted::Present(10)),
            (2, Wanted::Present(20)),
            (3, Wanted::Present(30)),
            (4, Wanted::Present(40)),
            (5, Wanted::KeptBecauseUnreadable),
            (6, Wanted::KeptBecauseUnreadable),
        ];
        let held = vec![
            (8, Held::Ended(80)),
            (7, Held::Current(70)),
            (5, Held::Current(50)),
            (4, Held::Ended(40)),
            (3, Held::Current(31)),
            (2, Held::Current(20)),
        ];
        let expected = vec![
            (1, Step::Create(10)),
            (2, Step::Keep(20)),
            (3, Step::Change(30, 31)),
            (4, Step::Resume(40, 40)),
            (5, Step::Spare(50)),
            (7, Step::End(70)),
        ];
        assert_eq!(steps(wanted, held), expected);
    }

    #[test]
    fn a_row_that_is_wanted_counts_before_its_unreadable_repetition() {
        let wanted = vec![(1, Wanted::Present(10)), (1, Wanted::KeptBecauseUnreadable)];
        assert_eq!(steps(wanted, vec![]), vec![(1, Step::Create(10))]);
    }

    proptest! {
        #[test]
        fn carrying_out_the_steps_gives_what_was_wanted_and_again_changes_nothing(
            wanted in prop::collection::btree_map(0_u8..30, 0_u8..4, 0..20),
            held in prop::collection::btree_map(0_u8..30, (0_u8..4, any::<bool>()), 0..20),
        ) {
            let side = || wanted.iter().map(|(k, d)| (*k, Wanted::Present(*d))).collect::<Vec<_>>();
            let before = held.iter().map(|(k, (h, ended))| {
                (*k, if *ended { Held::Ended(*h) } else { Held::Current(*h) })
            }).collect::<Vec<_>>();
            let mut after: BTreeMap<u8, Held<u8>> = before.iter().copied().collect();
            for (key, step) in steps(side(), before) {
                match step {
                    Step::Create(d) | Step::Change(d, _) | Step::Resume(d, _) => {
                        after.insert(key, Held::Current(d));
                    }
                    Step::End(h) => {
                        after.insert(key, Held::Ended(h));
                    }
                    Step::Keep(_) | Step::Spare(_) => {}
                }
            }
            let current: BTreeMap<u8, u8> = after.iter().filter_map(|(k, h)| match h {
                Held::Current(h) => Some((*k, *h)),
                Held::Ended(_) => None,
            }).collect();
            prop_assert_eq!(&current, &wanted);
            for key in held.keys() {
                prop_assert!(after.contains_key(key), "nothing is ever deleted");
            }
            let again = steps(side(), after.into_iter().collect());
            prop_assert!(again.iter().all(|(_, step)| matches!(step, Step::Keep(_))));
        }
    }
}
