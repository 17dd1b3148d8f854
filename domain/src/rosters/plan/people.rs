//! Persons: whom the bundle names, whether they may be held, and what differs.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{
    accounts,
    changes::{Changes, Entity},
    compare::{HeldRecord, Step, Wanted, compare},
    context::PlanContext,
    counts::Kind,
    held::HeldPerson,
    keyed::{IndexedText, KeyedDigest},
    placing::{Placed, placed},
    usernames::{AssignedUsername, Usernames},
};
use crate::{
    accounts::credentials::{AccountStatus, PersonKind},
    ids::UserId,
    rosters::{
        codes::Code,
        files::{Field, File},
        numbers::PersonNumber,
        people::Person,
        report::Severity,
    },
};

/// A person with an account.
#[derive(Clone, Debug)]
pub struct PersonRecord {
    /// The place in the bundle, which has the names.
    pub number: PersonNumber,
    /// The id.
    pub user: UserId,
    /// Student or staff.
    pub kind: PersonKind,
    /// Whether the account may be used.
    pub status: AccountStatus,
    /// The digest of the `sourcedId`.
    pub source: KeyedDigest,
    /// The digest of what the roster says.
    pub digest: KeyedDigest,
    /// The digest of a staff member's e-mail address, if they have one that is no other person's.
    pub email: Option<KeyedDigest>,
    /// A username that a student gets with this import.
    pub username: Option<AssignedUsername>,
    /// The place among those who are held.
    pub held: Option<usize>,
}

impl Entity for PersonRecord {
    type Held = HeldPerson;

    fn id(held: &HeldPerson) -> Uuid {
        held.id.uuid()
    }
}

/// A person of the bundle who may be held.
#[derive(Clone, Copy)]
struct PersonClaim {
    number: PersonNumber,
    kind: PersonKind,
    digest: KeyedDigest,
    /// The place among those who are held.
    held: Option<usize>,
}

type KnownPerson<'a> = (KeyedDigest, HeldRecord<&'a HeldPerson>);

pub(super) fn reconcile(context: &mut PlanContext<'_>) -> Changes<PersonRecord> {
    let held = context.held;
    let mut known: Vec<KnownPerson<'_>> = held
        .people
        .iter()
        .filter_map(|person| {
            let record = HeldRecord::new(person, person.digest.is_none());
            Some((person.source?, record))
        })
        .collect();
    let wanted = wanted(context, &mut known);
    let steps: Vec<_> = compare(wanted, known, |claim, person| {
        person.digest == Some(claim.digest)
    })
    .collect();
    let mut taken = Taken {
        usernames: Usernames::new(context.key, &held.usernames),
        emails: HashSet::new(),
    };
    let mut judged = Vec::with_capacity(steps.len());
    for (source, step) in steps {
        if let Step::End(person) = step {
            context.leaving.insert(person.id);
            context.losses.people.insert(person.id);
        }
        let record = |claim, before| record(context, source, claim, before, &mut taken);
        judged.extend(step.try_map(record).map(|step| ((), step)));
    }
    Changes::of(judged, context.counts(Kind::Person), held.now)
}

/// What is unique among people, as this import hands it out.
struct Taken<'a> {
    usernames: Usernames<'a>,
    emails: HashSet<KeyedDigest>,
}

/// Whom the bundle names and who may be held. Staff whom a person invited before the roster named
/// them are recognised by their e-mail address and join the known.
fn wanted<'a>(
    context: &mut PlanContext<'a>,
    known: &mut Vec<KnownPerson<'a>>,
) -> Vec<(KeyedDigest, Wanted<PersonClaim>)> {
    let (bundle, held, key) = (context.bundle, context.held, context.key);
    let by_source: HashMap<KeyedDigest, usize> = places(&held.people, |person| person.source);
    let invited: HashMap<UserId, usize> = places(&held.people, |person| {
        let is_unnamed_staff = person.source.is_none() && person.kind == PersonKind::Staff;
        is_unnamed_staff.then_some(person.id)
    });
    let placed = placed(context);
    let mut adopted = HashSet::new();
    let mut wanted = Vec::new();
    for (number, kind, person) in bundle.people.iter() {
        let source = key.index(IndexedText::PersonSource, person.sourced_id);
        let place = by_source.get(&source).copied().or_else(|| {
            let email = accounts::email(context, kind, &person)?;
            let place = *invited.get(held.emails.get(&email)?)?;
            let person = held.people.get(place)?;
            adopted.insert(place).then(|| {
                known.push((source, HeldRecord::Current(person)));
                place
            })
        });
        let before = place.and_then(|place| held.people.get(place));
        let placed = placed.get(number.index()).copied();
        match judge(context, number, kind, placed, before) {
            PersonVerdict::Held => {
                let claim = PersonClaim {
                    number,
                    kind,
                    digest: accounts::digest(context, kind, &person),
                    held: place,
                };
                wanted.push((source, Wanted::Present(claim)));
            }
            PersonVerdict::Kept => wanted.push((source, Wanted::KeptBecauseUnreadable)),
            PersonVerdict::Gone => {}
        }
    }
    let source = |sourced_id| key.index(IndexedText::PersonSource, sourced_id);
    for (sourced_id, roles) in bundle.spared.roles() {
        let place = by_source.get(&source(sourced_id));
        if let Some(person) = place.and_then(|place| held.people.get(*place)) {
            context.spared.entry(person.id).or_default().push(roles);
        }
    }
    let unread = context
        .unread(File::Users)
        .chain(context.unread(File::Roles));
    wanted.extend(unread.map(|(sourced_id, spared)| (source(sourced_id), spared)));
    wanted
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

/// What becomes of a person of the bundle.
enum PersonVerdict {
    /// They are held as the bundle says.
    Held,
    /// They stay as they are held.
    Kept,
    /// They are not held any more.
    Gone,
}

/// Whether a person of the bundle may be held.
fn judge(
    context: &mut PlanContext<'_>,
    number: PersonNumber,
    kind: PersonKind,
    placed: Option<Placed>,
    before: Option<&HeldPerson>,
) -> PersonVerdict {
    let row = context.bundle.people.row(number);
    if placed.is_none_or(|placed| placed == Placed::Nowhere) {
        return PersonVerdict::Gone;
    }
    if let Some(held) = before {
        if held.is_erased {
            context.find_fault(File::Users, row, None, Code::ErasedPerson);
            return PersonVerdict::Kept;
        }
        if held.kind != kind {
            // No one becomes staff who was a student; who is a student now keeps no role of staff.
            context.find_fault(File::Users, row, Some(Field::Role), Code::RoleConflict);
            return match kind {
                PersonKind::Staff => PersonVerdict::Kept,
                PersonKind::Student => PersonVerdict::Gone,
            };
        }
        name(context, number, held.id);
    }
    if placed == Some(Placed::Unauthorized) {
        context.find_fault(File::Users, row, None, Code::SchoolAuthorizationRequired);
        return PersonVerdict::Kept;
    }
    PersonVerdict::Held
}

/// Notes who a person of the bundle is.
fn name(context: &mut PlanContext<'_>, number: PersonNumber, user: UserId) {
    if let Some(slot) = context.people.get_mut(number.index()) {
        *slot = Some(user);
    }
}

/// What is to be written of a person who is new, differs or is back.
fn record(
    context: &mut PlanContext<'_>,
    source: KeyedDigest,
    claim: PersonClaim,
    before: Option<&HeldPerson>,
    taken: &mut Taken<'_>,
) -> Option<PersonRecord> {
    let person = context.bundle.people.get(claim.number)?;
    let user = before.map_or_else(|| context.new_id(), |before| before.id);
    name(context, claim.number, user);
    let username = match (claim.kind, before.and_then(|before| before.username)) {
        (PersonKind::Staff, _) => None,
        (PersonKind::Student, None) => taken.usernames.assign(&person),
        (PersonKind::Student, Some(name)) => taken.usernames.follow(&person, name),
    };
    let status = accounts::status(context, claim.kind, &person, before);
    let was_open = before.is_some_and(|before| before.status != AccountStatus::Disabled);
    if status == AccountStatus::Disabled && was_open {
        context.losses.people.insert(user);
    }
    Some(PersonRecord {
        number: claim.number,
        user,
        kind: claim.kind,
        status,
        source,
        digest: claim.digest,
        email: free_email(context, claim, &person, user, &mut taken.emails),
        username,
        held: claim.held,
    })
}

fn free_email(
    context: &mut PlanContext<'_>,
    claim: PersonClaim,
    person: &Person<'_>,
    user: UserId,
    given: &mut HashSet<KeyedDigest>,
) -> Option<KeyedDigest> {
    let email = accounts::email(context, claim.kind, person)?;
    let owner = context.held.emails.get(&email);
    if owner.is_none_or(|owner| *owner == user) && given.insert(email) {
        return Some(email);
    }
    let row = context.bundle.people.row(claim.number);
    let (field, code) = (Some(Field::Email), Code::EmailTaken);
    context.find(File::Users, row, field, code, Severity::Warning);
    None
}
