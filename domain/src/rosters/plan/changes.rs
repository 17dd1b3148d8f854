//! The fold of a comparison: from steps to what is to be written of one kind of record.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{compare::Step, counts::PlanCounts};

/// A kind of record that rosters create, change and end, as a bundle wants it.
pub trait Entity: Sized {
    /// The record as it is held.
    type Held;

    /// The id of one that is held.
    fn id(held: &Self::Held) -> Uuid;

    /// What becomes of one that is held and differs.
    fn succeed(self, _held: &Self::Held, _now: DateTime<Utc>) -> Succession<Self> {
        Succession::Becomes(self)
    }

    /// Whether one that is held has taken effect.
    fn has_begun(_held: &Self::Held, _now: DateTime<Utc>) -> bool {
        true
    }

    /// Whether it has no effect now.
    fn is_idle(&self, _now: DateTime<Utc>) -> bool {
        false
    }
}

/// What becomes of a record that is held and differs from what is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Succession<E> {
    /// It is to be so.
    Becomes(E),
    /// It ends, and another one takes its place, if anything is still wanted.
    Replaced(Option<E>),
}

/// What is to be written of one kind of record.
#[derive(Clone, Debug)]
pub struct Changes<E> {
    /// Records that are new.
    pub new: Vec<E>,
    /// Records that are held, by id, and what they are to be. One that had ended is in effect again.
    pub changed: Vec<(Uuid, E)>,
    /// Ids of records that end.
    pub ended: Vec<Uuid>,
    /// Ids of records that had not begun and never will.
    pub withdrawn: Vec<Uuid>,
}

impl<E> Default for Changes<E> {
    fn default() -> Self {
        Self {
            new: Vec::new(),
            changed: Vec::new(),
            ended: Vec::new(),
            withdrawn: Vec::new(),
        }
    }
}

impl<E> Changes<E> {
    /// Whether any record ends.
    pub fn ends(&self) -> bool {
        !self.ended.is_empty() || !self.withdrawn.is_empty()
    }

    /// The same with something else in the place of each record; `None` if one has nothing.
    pub(super) fn try_map<Other>(
        self,
        make: impl Fn(E) -> Option<Other>,
    ) -> Option<Changes<Other>> {
        let changed = self.changed.into_iter();
        let changed = changed.map(|(id, to)| Some((id, make(to)?)));
        Some(Changes {
            changed: changed.collect::<Option<_>>()?,
            new: self.new.into_iter().map(&make).collect::<Option<_>>()?,
            ended: self.ended,
            withdrawn: self.withdrawn,
        })
    }

    /// The ids of records that end, or become such that they have no effect.
    pub(super) fn removed_if(&self, is_idle: impl Fn(&E) -> bool) -> impl Iterator<Item = Uuid> {
        let idle = self.changed.iter().filter(move |(_, to)| is_idle(to));
        let ended = self.ended.iter().chain(&self.withdrawn).copied();
        ended.chain(idle.map(|(id, _)| *id))
    }

    fn end<Of: Entity>(&mut self, held: &Of::Held, now: DateTime<Utc>) {
        let ids = if Of::has_begun(held, now) {
            &mut self.ended
        } else {
            &mut self.withdrawn
        };
        ids.push(Of::id(held));
    }
}

impl<E: Entity> Changes<E> {
    /// Folds the steps, and counts them.
    pub fn of<'h, K>(
        steps: impl IntoIterator<Item = (K, Step<E, &'h E::Held>)>,
        counts: &mut PlanCounts,
        now: DateTime<Utc>,
    ) -> Self
    where
        E::Held: 'h,
    {
        Self::folded(steps, counts, now, Self::default(), |wanted| wanted)
    }

    /// The same into a list that has room, where less is kept of each record.
    pub fn folded<'h, K, Kept>(
        steps: impl IntoIterator<Item = (K, Step<E, &'h E::Held>)>,
        counts: &mut PlanCounts,
        now: DateTime<Utc>,
        mut changes: Changes<Kept>,
        keep: impl Fn(E) -> Kept,
    ) -> Changes<Kept>
    where
        E::Held: 'h,
    {
        for (_, step) in steps {
            counts.count(&step);
            match step {
                Step::Create(wanted) => changes.new.push(keep(wanted)),
                Step::Change(wanted, held) | Step::Resume(wanted, held) => {
                    match wanted.succeed(held, now) {
                        Succession::Becomes(wanted) => {
                            changes.changed.push((E::id(held), keep(wanted)));
                        }
                        Succession::Replaced(wanted) => {
                            changes.end::<E>(held, now);
                            changes.new.extend(wanted.map(&keep));
                        }
                    }
                }
                Step::End(held) => changes.end::<E>(held, now),
                Step::Keep(_) | Step::Spare(_) => {}
            }
        }
        changes
    }

    /// The ids of records that end, or have no effect any more.
    pub fn removed(&self, now: DateTime<Utc>) -> impl Iterator<Item = Uuid> + '_ {
        self.removed_if(move |to| to.is_idle(now))
    }
}

#[cfg(test)]
mod tests {
    use super::{Changes, Entity, Succession};
    use crate::rosters::plan::{
        compare::{HeldRecord, Wanted, compare},
        counts::PlanCounts,
    };
    use chrono::{DateTime, Utc};
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use uuid::Uuid;

    /// A record of a key and a value. One with an odd value is replaced rather than changed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    struct Record {
        key: u8,
        value: u8,
    }

    impl Entity for Record {
        type Held = Self;

        fn id(held: &Self) -> Uuid {
            Uuid::from_u128(held.key.into())
        }

        fn succeed(self, held: &Self, _now: DateTime<Utc>) -> Succession<Self> {
            if held.value % 2 == 1 {
                Succession::Replaced(Some(self))
            } else {
                Succession::Becomes(self)
            }
        }
    }

    type State = BTreeMap<u8, HeldRecord<Record>>;

    fn fold(wanted: &BTreeMap<u8, u8>, held: &State) -> (Changes<Record>, PlanCounts) {
        let wanted = wanted.iter().map(|(key, value)| {
            let (key, value) = (*key, *value);
            (key, Wanted::Present(Record { key, value }))
        });
        let known = held.iter().map(|(key, held)| (*key, held.as_ref()));
        let steps = compare(wanted.collect(), known.collect(), |one, held| one == *held);
        let mut counts = PlanCounts::default();
        let changes = Changes::of(steps, &mut counts, DateTime::UNIX_EPOCH);
        (changes, counts)
    }

    fn carry_out(state: &mut State, changes: Changes<Record>) {
        for id in changes.ended {
            let key = u8::try_from(id.as_u128()).unwrap();
            let ended = *state[&key].record();
            state.insert(key, HeldRecord::Ended(ended));
        }
        let kept = changes.changed.into_iter().map(|(_, record)| record);
        for record in kept.chain(changes.new) {
            state.insert(record.key, HeldRecord::Current(record));
        }
    }

    proptest! {
        #[test]
        fn carrying_out_the_changes_gives_what_was_wanted_and_again_changes_nothing(
            wanted in prop::collection::btree_map(0_u8..30, 0_u8..4, 0..20),
            held in prop::collection::btree_map(0_u8..30, (0_u8..4, any::<bool>()), 0..20),
        ) {
            let mut state: State = held
                .iter()
                .map(|(key, (value, ended))| {
                    let record = Record { key: *key, value: *value };
                    (*key, HeldRecord::new(record, *ended))
                })
                .collect();
            let (changes, counts) = fold(&wanted, &state);
            let ended = u64::try_from(changes.ended.len()).unwrap();
            prop_assert!(counts.ended <= ended, "what is counted as ended ends");
            carry_out(&mut state, changes);
            let current: BTreeMap<u8, u8> = state
                .iter()
                .filter_map(|(key, held)| match held {
                    HeldRecord::Current(record) => Some((*key, record.value)),
                    HeldRecord::Ended(_) => None,
                })
                .collect();
            prop_assert_eq!(&current, &wanted);
            for key in held.keys() {
                prop_assert!(state.contains_key(key), "nothing is ever deleted");
            }
            let (again, counts) = fold(&wanted, &state);
            prop_assert!(again.new.is_empty() && again.changed.is_empty() && again.ended.is_empty());
            prop_assert_eq!(counts.unchanged, u64::try_from(wanted.len()).unwrap());
        }
    }
}
