//! From a key to the place of its row, without a second copy of the key.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
};

/// Places by the hash of their key. Two keys of one hash take neighbouring slots, so every place
/// is compared with the key itself before it is believed.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    slots: HashMap<u64, u32>,
    hasher: RandomState,
}

impl Index {
    /// The place of a key. `is_at` says whether the row at a place has the key.
    pub(super) fn find(&self, key: &str, is_at: impl Fn(u32) -> bool) -> Option<u32> {
        let mut slot = self.hasher.hash_one(key);
        loop {
            let place = *self.slots.get(&slot)?;
            if is_at(place) {
                return Some(place);
            }
            slot = slot.wrapping_add(1);
        }
    }

    /// Remembers the place of a key that [`find`](Self::find) did not know.
    pub(super) fn insert(&mut self, key: &str, place: u32) {
        let mut slot = self.hasher.hash_one(key);
        while self.slots.contains_key(&slot) {
            slot = slot.wrapping_add(1);
        }
        self.slots.insert(slot, place);
    }
}

#[cfg(test)]
mod tests {
    use super::Index;

    #[test]
    fn a_key_leads_to_its_own_place() {
        let keys: Vec<String> = (0..1_000).map(|n| format!("key-{n}")).collect();
        let mut index = Index::default();
        for (place, key) in keys.iter().enumerate() {
            index.insert(key, u32::try_from(place).unwrap());
        }
        let place_of =
            |key: &str| index.find(key, |place| keys[usize::try_from(place).unwrap()] == key);
        assert_eq!(place_of("key-0"), Some(0));
        assert_eq!(place_of("key-999"), Some(999));
        assert_eq!(place_of("key-1000"), None);
    }
}
