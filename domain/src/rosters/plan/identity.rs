//! Whom of those who are held a person of a bundle is.
//!
//! The `sourcedId` says it. A new system, or a person who is hired again, brings another one; then
//! what is certain and unique says it: for staff the address and the names, for students the username
//! and the names. An address alone says nothing, because districts give the address of who left to
//! who comes.

use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;

use super::{
    accounts,
    compare::HeldRecord,
    context::PlanContext,
    held::{HeldPerson, HeldRoster, RosterReach},
    keyed::{IndexedText, KeyedDigest},
    usernames,
};
use crate::{
    accounts::credentials::PersonKind,
    ids::UserId,
    rosters::{
        codes::Code,
        files::{Field, File},
        numbers::PersonNumber,
        people::Person,
        report::Severity,
    },
    text::folded_name,
};

/// For how long somebody who left is recognised under another key: a school year and a summer.
pub const RECOGNISED_FOR: TimeDelta = TimeDelta::days(400);

/// A key in rosters, and who is held under it.
pub(super) type KnownPerson<'a> = (KeyedDigest, HeldRecord<&'a HeldPerson>);

/// Who is who.
pub(super) struct Identities<'a> {
    /// Who is held, under the key that the bundle has for them.
    pub(super) known: Vec<KnownPerson<'a>>,
    /// The places among those who are held of the persons of the bundle, as far as they are held.
    pub(super) places: HashMap<PersonNumber, usize>,
    /// Addresses of people who left, which others have now.
    pub(super) freed: HashSet<KeyedDigest>,
}

/// Finds out who is who.
pub(super) fn identities<'a>(context: &mut PlanContext<'a>) -> Identities<'a> {
    let held = context.held;
    let by_source = places(&held.people, |person| person.source);
    let mut places = HashMap::new();
    let mut named: HashSet<usize> = HashSet::new();
    let mut unknown = Vec::new();
    let unread = context.bundle.spared.keys(File::Users);
    named.extend(unread.filter_map(|key| by_source.get(&source(context, key))));
    for (number, kind, person) in context.bundle.people.iter() {
        match by_source.get(&source(context, person.sourced_id)) {
            Some(place) => {
                named.insert(*place);
                places.insert(number, *place);
            }
            None => unknown.push((number, kind, person)),
        }
    }
    let mut absent = Absent::of(held, &named);
    let mut keys = HashMap::new();
    for (number, kind, person) in unknown {
        let Some(place) = absent.recognise(context, kind, &person) else {
            absent.propose(context, number, kind, &person);
            continue;
        };
        keys.insert(place, source(context, person.sourced_id));
        places.insert(number, place);
    }
    let known = held.people.iter().enumerate();
    let known = known.filter_map(|(place, person)| {
        let key = keys.get(&place).copied().or(person.source)?;
        Some((key, HeldRecord::new(person, !person.is_in_roster())))
    });
    Identities {
        known: known.collect(),
        freed: absent.addresses(),
        places,
    }
}

fn source(context: &PlanContext<'_>, sourced_id: &str) -> KeyedDigest {
    context.key.index(IndexedText::PersonSource, sourced_id)
}

/// Where people stand among those who are held, by something that not all have.
fn places<K: std::hash::Hash + Eq>(
    people: &[HeldPerson],
    key: impl Fn(&HeldPerson) -> Option<K>,
) -> HashMap<K, usize> {
    let places = people.iter().enumerate();
    places
        .filter_map(|(place, person)| Some((key(person)?, place)))
        .collect()
}

/// Those who are held and whom the bundle does not name by their key.
struct Absent<'a> {
    held: &'a HeldRoster,
    by_id: HashMap<UserId, usize>,
    by_name: HashMap<(PersonKind, KeyedDigest), Vec<UserId>>,
}

impl<'a> Absent<'a> {
    fn of(held: &'a HeldRoster, named: &HashSet<usize>) -> Self {
        let absent = held.people.iter().enumerate();
        let absent = absent.filter(|(place, person)| {
            !named.contains(place) && person.reach != RosterReach::Erased
        });
        let mut by_id = HashMap::new();
        let mut by_name: HashMap<_, Vec<UserId>> = HashMap::new();
        for (place, person) in absent {
            by_id.insert(person.id, place);
            if person.source.is_some() {
                let namesakes = by_name.entry((person.kind, person.name)).or_default();
                namesakes.push(person.id);
            }
        }
        Self {
            held,
            by_id,
            by_name,
        }
    }

    /// Who has this id, unless they left long ago.
    fn find(&self, user: UserId) -> Option<(usize, &'a HeldPerson)> {
        let place = *self.by_id.get(&user)?;
        let person = self.held.people.get(place)?;
        let long_ago = self.held.now - RECOGNISED_FOR;
        let is_recent = person.left_at.is_none_or(|left_at| left_at > long_ago);
        is_recent.then_some((place, person))
    }

    /// Who a person with an unknown key is, if it is certain. No one is recognised twice.
    fn recognise(
        &mut self,
        context: &PlanContext<'_>,
        kind: PersonKind,
        person: &Person<'_>,
    ) -> Option<usize> {
        let owner = match kind {
            PersonKind::Adult => {
                let address = accounts::email(context, kind, person)?;
                *self.held.emails.get(&address)?
            }
            PersonKind::Student => {
                let username = usernames::wished(person)?;
                let index = context.key.index(IndexedText::Username, username.as_str());
                *self.held.usernames.get(&index)?
            }
        };
        let (place, known) = self.find(owner)?;
        let agrees = known.kind == kind && known.name == name(context, person);
        agrees.then(|| {
            self.by_id.remove(&owner);
            place
        })
    }

    /// Says so where a person may be one who left, and is not certainly the same.
    fn propose(
        &self,
        context: &mut PlanContext<'_>,
        number: PersonNumber,
        kind: PersonKind,
        person: &Person<'_>,
    ) {
        let namesakes = self.by_name.get(&(kind, name(context, person)));
        let namesakes = namesakes.into_iter().flatten();
        let may_be_one = namesakes.filter(|user| self.find(**user).is_some()).count() == 1;
        if may_be_one {
            let row = context.bundle.people.row(number);
            let (field, code) = (Some(Field::SourcedId), Code::PerhapsTheSamePerson);
            context.find(File::Users, row, field, code, Severity::Warning);
        }
    }

    /// The addresses of those who have nothing any more that a person gave them by hand.
    fn addresses(&self) -> HashSet<KeyedDigest> {
        let left = self.by_id.iter();
        left.filter(|(user, _)| !self.held.appointed.contains(user))
            .filter_map(|(_, place)| self.held.people.get(*place)?.email)
            .collect()
    }
}

/// The digest of a person's names, however they are written.
fn name(context: &PlanContext<'_>, person: &Person<'_>) -> KeyedDigest {
    let name = folded_name(person.given_name, person.family_name);
    context.key.index(IndexedText::PersonName, &name)
}
