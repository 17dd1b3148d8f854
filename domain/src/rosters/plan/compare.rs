//! Walks two sides in step and says what is to be done about every key.

use std::{cmp::Ordering, iter::Peekable, vec};

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
pub enum HeldRecord<H> {
    /// It is in effect.
    Current(H),
    /// It has ended.
    Ended(H),
}

impl<H> HeldRecord<H> {
    /// A record that has ended, or is in effect.
    pub fn new(record: H, has_ended: bool) -> Self {
        if has_ended {
            Self::Ended(record)
        } else {
            Self::Current(record)
        }
    }

    /// The record.
    pub fn record(&self) -> &H {
        match self {
            Self::Current(record) | Self::Ended(record) => record,
        }
    }

    /// The same with a reference to the record.
    pub fn as_ref(&self) -> HeldRecord<&H> {
        match self {
            Self::Current(record) => HeldRecord::Current(record),
            Self::Ended(record) => HeldRecord::Ended(record),
        }
    }

    /// Whether it is in effect.
    pub fn is_current(&self) -> bool {
        matches!(self, Self::Current(_))
    }
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

impl<D, H: Copy> Step<D, H> {
    /// The same step with something else in the place of what is wanted, made from it and from what
    /// is held; none if nothing is made.
    pub fn try_map<E>(self, make: impl FnOnce(D, Option<H>) -> Option<E>) -> Option<Step<E, H>> {
        Some(match self {
            Self::Create(wanted) => Step::Create(make(wanted, None)?),
            Self::Change(wanted, held) => Step::Change(make(wanted, Some(held))?, held),
            Self::Resume(wanted, held) => Step::Resume(make(wanted, Some(held))?, held),
            Self::End(held) => Step::End(held),
            Self::Keep(held) => Step::Keep(held),
            Self::Spare(held) => Step::Spare(held),
        })
    }
}

/// Compares the state wanted with the state held, key by key in ascending order. Of several entries
/// with one key the first counts.
///
/// `same` says whether what is held is what is wanted. Keys for which nothing is to be said
/// (ended before and still missing, or spared and not held) are passed over.
pub fn compare<K: Ord, D, H, S: Fn(&D, &H) -> bool>(
    wanted: Vec<(K, Wanted<D>)>,
    held: Vec<(K, HeldRecord<H>)>,
    same: S,
) -> impl Iterator<Item = (K, Step<D, H>)> {
    Steps {
        wanted: ascending(wanted),
        held: ascending(held),
        same,
    }
}

fn ascending<K: Ord, F>(mut entries: Vec<(K, F)>) -> Peekable<vec::IntoIter<(K, F)>> {
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    entries.dedup_by(|later, first| later.0 == first.0);
    entries.into_iter().peekable()
}

struct Steps<K, D, H, S> {
    wanted: Peekable<vec::IntoIter<(K, Wanted<D>)>>,
    held: Peekable<vec::IntoIter<(K, HeldRecord<H>)>>,
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
    held: Option<HeldRecord<H>>,
    same: impl Fn(&D, &H) -> bool,
) -> Option<Step<D, H>> {
    match (wanted, held) {
        (Some(Wanted::Present(wanted)), None) => Some(Step::Create(wanted)),
        (Some(Wanted::Present(wanted)), Some(HeldRecord::Ended(held))) => {
            Some(Step::Resume(wanted, held))
        }
        (Some(Wanted::Present(wanted)), Some(HeldRecord::Current(held))) => {
            Some(if same(&wanted, &held) {
                Step::Keep(held)
            } else {
                Step::Change(wanted, held)
            })
        }
        (Some(Wanted::KeptBecauseUnreadable), Some(HeldRecord::Current(held))) => {
            Some(Step::Spare(held))
        }
        (None, Some(HeldRecord::Current(held))) => Some(Step::End(held)),
        (Some(Wanted::KeptBecauseUnreadable) | None, Some(HeldRecord::Ended(_)) | None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{HeldRecord, Step, Wanted, compare};

    type Steps = Vec<(u8, Step<u8, u8>)>;

    fn steps(wanted: Vec<(u8, Wanted<u8>)>, held: Vec<(u8, HeldRecord<u8>)>) -> Steps {
        compare(wanted, held, |a, b| a == b).collect()
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
            (8, HeldRecord::Ended(80)),
            (7, HeldRecord::Current(70)),
            (5, HeldRecord::Current(50)),
            (4, HeldRecord::Ended(40)),
            (3, HeldRecord::Current(31)),
            (2, HeldRecord::Current(20)),
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
}
