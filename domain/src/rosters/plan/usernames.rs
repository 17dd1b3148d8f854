//! The names with which students sign in.

use std::collections::{HashMap, HashSet};

use super::keyed::{DistrictKey, IndexedText, KeyedDigest};
use crate::{
    accounts::usernames::{MAX_LENGTH, Username},
    ids::UserId,
    rosters::people::Person,
};

/// Hands out usernames that no one has.
pub(super) struct Usernames<'a> {
    key: &'a dyn DistrictKey,
    taken: &'a HashMap<KeyedDigest, UserId>,
    given: HashSet<KeyedDigest>,
    next: HashMap<String, u32>,
}

/// A username that a student gets with an import.
#[derive(Clone, Debug)]
pub struct AssignedUsername {
    /// The name.
    pub text: String,
    /// The digest by which it is found.
    pub index: KeyedDigest,
}

impl<'a> Usernames<'a> {
    pub(super) fn new(key: &'a dyn DistrictKey, taken: &'a HashMap<KeyedDigest, UserId>) -> Self {
        Self {
            key,
            taken,
            given: HashSet::new(),
            next: HashMap::new(),
        }
    }

    /// A name for a student who has none: the roster's, or one like it with a number behind it.
    pub(super) fn assign(&mut self, person: &Person<'_>) -> Option<AssignedUsername> {
        let base = wished(person).unwrap_or_else(|| made_up(person));
        if let Some(name) = self.take(base.clone()) {
            return Some(name);
        }
        let stem: String = base.chars().take(MAX_LENGTH - 8).collect();
        let mut number = self.next.get(&stem).copied().unwrap_or(2);
        while number < u32::MAX {
            let name = Username::parse(&format!("{stem}{number}")).ok()?;
            number += 1;
            if let Some(name) = self.take(name.as_str().to_owned()) {
                self.next.insert(stem, number);
                return Some(name);
            }
        }
        None
    }

    /// The roster's name for a student who has another, if no one has it.
    pub(super) fn follow(
        &mut self,
        person: &Person<'_>,
        held: KeyedDigest,
    ) -> Option<AssignedUsername> {
        let wished = wished(person)?;
        if self.key.index(IndexedText::Username, &wished) == held {
            return None;
        }
        self.take(wished)
    }

    fn take(&mut self, text: String) -> Option<AssignedUsername> {
        let index = self.key.index(IndexedText::Username, &text);
        let is_free = !self.taken.contains_key(&index) && !self.given.contains(&index);
        is_free.then(|| {
            self.given.insert(index);
            AssignedUsername { text, index }
        })
    }
}

/// What the roster says, or its part before an `@`: a student never signs in with an address.
fn wished(person: &Person<'_>) -> Option<String> {
    let written = person.username?;
    let local = written.split('@').next().unwrap_or_default();
    let name = Username::parse(written).or_else(|_| Username::parse(local));
    name.ok().map(|name| name.as_str().to_owned())
}

fn made_up(person: &Person<'_>) -> String {
    let letters: String = person
        .given_name
        .chars()
        .filter(char::is_ascii_alphabetic)
        .take(20)
        .collect();
    Username::parse(&letters).map_or_else(|_| "student".to_owned(), |name| name.as_str().to_owned())
}
