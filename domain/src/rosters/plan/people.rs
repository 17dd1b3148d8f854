//! Persons: whom the bundle names, whether they may be held, and what differs.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{
    accounts, addresses,
    changes::{Changes, Entity},
    claims::PersonClaim,
    compare::{Step, Wanted, compare},
    context::PlanContext,
    counts::{Kind, PlanCounts},
    held::{HeldPerson, RosterReach},
    identity::{Identities, identities},
    keyed::{IndexedText, KeyedDigest},
    placing::{Placed, placed},
    records::AssignedUsername,
    statement::{ChangedFields, PersonStatement},
    usernames,
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
    /// What the roster says, as far as it is carried out.
    pub statement: PersonStatement,
    /// Of which fields it says something new.
    pub changed: ChangedFields,
    /// The digest of an e-mail address that a member of staff gets with this import.
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

pub(super) fn reconcile(context: &mut PlanContext<'_>) -> Changes<PersonRecord> {
    let identities = identities(context);
    let mut wanted = wanted(context, &identities);
    let mut claims: Vec<&mut PersonClaim> = wanted
        .iter_mut()
        .filter_map(|(_, wanted)| match wanted {
            Wanted::Present((_, claim)) => Some(claim),
            Wanted::KeptBecauseUnreadable => None,
        })
        .collect();
    usernames::settle(context, &mut claims);
    addresses::settle(context, &mut claims, &identities.freed);
    let is_same = |(source, claim): &Claimed, held: &&HeldPerson| {
        held.source == Some(*source) && held.statement == Some(claim.statement)
    };
    let mut counts = PlanCounts::default();
    let now = context.now;
    let steps = compare(wanted, identities.known, is_same).filter_map(|(_, step)| {
        if let Step::End(person) = step {
            context.leaving.insert(person.id);
            context.losses.people.insert(person.id);
        }
        let record = |claimed, before| record(context, claimed, before);
        step.try_map(record).map(|step| ((), step))
    });
    let changes = Changes::of(steps, &mut counts, now);
    *context.counts(Kind::Person) = counts;
    changes
}

/// A person of the bundle under their key.
type Claimed = (KeyedDigest, PersonClaim);

/// Whom the bundle names and who may be held.
fn wanted(
    context: &mut PlanContext<'_>,
    identities: &Identities<'_>,
) -> Vec<(KeyedDigest, Wanted<Claimed>)> {
    let (bundle, held, key) = (context.bundle, context.held, context.key);
    let placed = placed(context);
    let source = |sourced_id| key.index(IndexedText::PersonSource, sourced_id);
    let mut wanted = Vec::with_capacity(bundle.people.places());
    for (number, kind, person) in bundle.people.iter() {
        let place = identities.places.get(&number).copied();
        let before = place.and_then(|place| held.people.get(place));
        let placed = placed.get(number.index()).copied();
        let source = source(person.sourced_id);
        let verdict = if before.is_none() && is_suppressed(context, source, kind, &person) {
            let row = bundle.people.row(number);
            context.find_fault(File::Users, row, None, Code::SuppressedPerson);
            PersonVerdict::Gone
        } else {
            judge(context, number, kind, placed, before)
        };
        match verdict {
            PersonVerdict::Held => {
                let claim = PersonClaim {
                    number,
                    kind,
                    statement: PersonStatement::of(key, kind, &person),
                    held: place,
                    email: None,
                    username: None,
                };
                wanted.push((source, Wanted::Present((source, claim))));
            }
            PersonVerdict::Kept => {
                context.kept.extend(before.map(|before| before.id));
                wanted.push((source, Wanted::KeptBecauseUnreadable));
            }
            PersonVerdict::Gone => {}
        }
    }
    let known = identities.known.iter();
    let known: HashMap<_, _> = known
        .map(|(key, person)| (*key, person.record().id))
        .collect();
    for (sourced_id, roles) in bundle.spared.roles() {
        if let Some(user) = known.get(&source(sourced_id)) {
            context.spared.entry(*user).or_default().push(roles);
        }
    }
    let unread = context
        .unread(File::Users)
        .chain(context.unread(File::Roles));
    wanted.extend(unread.map(|(sourced_id, spared)| (source(sourced_id), spared)));
    wanted
}

/// Whether a person of the bundle who is not held was erased and must not be registered again.
fn is_suppressed(
    context: &PlanContext<'_>,
    source: KeyedDigest,
    kind: PersonKind,
    person: &Person<'_>,
) -> bool {
    let held = context.held;
    held.suppressed_keys.contains(&source)
        || (!held.suppressed_addresses.is_empty()
            && accounts::email(context, kind, person)
                .is_some_and(|address| held.suppressed_addresses.contains(&address)))
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
        context.find(File::Users, row, None, Code::AlreadyOver, Severity::Info);
        return PersonVerdict::Gone;
    }
    if let Some(held) = before {
        let beyond = match held.reach {
            RosterReach::Within => None,
            RosterReach::Locked => Some(Code::LockedPerson),
            RosterReach::Erased => Some(Code::ErasedPerson),
        };
        if let Some(code) = beyond {
            context.find_fault(File::Users, row, None, code);
            return PersonVerdict::Kept;
        }
        if held.kind != kind {
            // No one becomes staff who was a student; who is a student now keeps no role of staff.
            context.find_fault(File::Users, row, Some(Field::Role), Code::RoleConflict);
            return match kind {
                PersonKind::Adult => PersonVerdict::Kept,
                PersonKind::Student => PersonVerdict::Gone,
            };
        }
        name(context, number, held.id);
    }
    if placed == Some(Placed::Unauthorized) {
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

/// Says which students are in no class.
pub(super) fn find_students_without_class(context: &mut PlanContext<'_>) {
    let bundle = context.bundle;
    let in_class: HashSet<PersonNumber> = bundle.enrollments.iter().map(|row| row.person).collect();
    for (number, kind, _) in bundle.people.iter() {
        let is_held = context.person(number).is_some();
        if kind == PersonKind::Student && is_held && !in_class.contains(&number) {
            let row = bundle.people.row(number);
            context.find(File::Users, row, None, Code::NoClass, Severity::Warning);
        }
    }
}

/// What is to be written of a person who is new, differs or is back.
fn record(
    context: &mut PlanContext<'_>,
    (source, claim): Claimed,
    before: Option<&HeldPerson>,
) -> Option<PersonRecord> {
    let person = context.bundle.people.get(claim.number)?;
    let user = before.map_or_else(|| context.new_id(), |before| before.id);
    name(context, claim.number, user);
    let status = accounts::status(context, claim.kind, &person, before);
    let was_open = before.is_some_and(|before| before.status != AccountStatus::Disabled);
    if status == AccountStatus::Disabled && was_open {
        context.losses.people.insert(user);
    }
    let said = before.and_then(|before| before.statement);
    Some(PersonRecord {
        number: claim.number,
        user,
        kind: claim.kind,
        status,
        source,
        changed: claim.statement.changed_since(said.as_ref()),
        statement: claim.statement,
        email: claim.email,
        username: claim.username,
        held: claim.held,
    })
}
