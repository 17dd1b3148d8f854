//! Persons: whom the bundle names, whether they may be held, and what differs.

use std::collections::{HashMap, HashSet};

use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    ids::UserId,
    rosters::{
        Code, Field, File, PersonNumber, SchoolRole,
        plan::{Held as State, Kind, Side, Step, Wanted, compare as steps},
    },
};

use super::{
    PlanContext, Rows,
    accounts::{Facts, digest, email, free_email, kind, status},
    instants::Span,
    usernames::{Name, Usernames},
};
use crate::{accounts::people::SOURCE_ID, keys::BlindIndex, rosters::snapshot::HeldPerson};

/// A person who is new, differs or is back.
pub(in crate::rosters) struct PersonStep {
    pub(in crate::rosters) number: PersonNumber,
    pub(in crate::rosters) user: UserId,
    pub(in crate::rosters) kind: PersonKind,
    pub(in crate::rosters) status: AccountStatus,
    pub(in crate::rosters) source: BlindIndex,
    pub(in crate::rosters) digest: Vec<u8>,
    /// The index of an adult's e-mail address, if they have one that is nobody else's.
    pub(in crate::rosters) email: Option<BlindIndex>,
    /// A username that a student gets with this import.
    pub(in crate::rosters) username: Option<Name>,
    /// Where they stand among those who are held.
    pub(in crate::rosters) held: Option<usize>,
}

/// A person who leaves.
pub(in crate::rosters) struct PersonEnd {
    pub(in crate::rosters) user: UserId,
    pub(in crate::rosters) closing: Closing,
}

/// What becomes of the account of a person who leaves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::rosters) enum Closing {
    /// It is closed, with all its sessions.
    Closed,
    /// It stays open: the person has a role that no roster gave.
    Open,
}

/// Where the bundle places a person at this instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Placed {
    /// Nowhere any more.
    Nowhere,
    /// Only in schools that may not have students.
    Unauthorized,
    /// Where they may be held.
    Somewhere,
}

type Present = (BlindIndex, Wanted<Facts>);
type Known = (BlindIndex, State<usize>);

pub(super) fn compare(bench: &mut PlanContext<'_>) -> Rows<PersonStep, PersonStep, PersonEnd> {
    let held = bench.held;
    let mut known: Vec<Known> = held
        .people
        .iter()
        .enumerate()
        .filter_map(|(place, person)| {
            let state = match person.digest {
                Some(_) => State::Current(place),
                None => State::Ended(place),
            };
            Some((person.source?, state))
        })
        .collect();
    let present = present(bench, &mut known);
    let found: Vec<_> = steps(Side::new(present), Side::new(known), |facts, place| {
        held.people
            .get(*place)
            .is_some_and(|held| held.digest.as_deref() == Some(&facts.digest))
    })
    .collect();
    write_down(bench, found)
}

/// Whom the bundle names and who may be held. Staff whom somebody invited before the roster named
/// them are recognised by their e-mail address and join the known.
fn present(bench: &mut PlanContext<'_>, known: &mut Vec<Known>) -> Vec<Present> {
    let (bundle, held) = (bench.bundle, bench.held);
    let by_source: HashMap<BlindIndex, usize> = known
        .iter()
        .map(|(key, state)| match state {
            State::Current(place) | State::Ended(place) => (*key, *place),
        })
        .collect();
    let by_id: HashMap<UserId, usize> = held
        .people
        .iter()
        .enumerate()
        .filter(|(_, person)| person.source.is_none() && person.kind == PersonKind::Staff)
        .map(|(place, person)| (person.id, place))
        .collect();
    let placed = placed(bench);
    let mut adopted = HashSet::new();
    let mut wanted = Vec::new();
    for (number, rostered, person) in bundle.people.iter() {
        let key = bench.source(SOURCE_ID, person.sourced_id);
        let kind = kind(rostered);
        let place = by_source.get(&key).copied().or_else(|| {
            let email = email(bench, kind, &person)?;
            let place = by_id.get(held.emails.get(&email)?).copied()?;
            adopted.insert(place).then(|| {
                known.push((key, State::Current(place)));
                place
            })
        });
        let before = place.and_then(|place| held.people.get(place));
        let standing = placed.get(number.index()).copied();
        let verdict = judge(
            bench,
            number,
            kind,
            standing.unwrap_or(Placed::Nowhere),
            before,
        );
        match verdict {
            Verdict::RosterSnapshot => {
                let facts = Facts {
                    number,
                    kind,
                    digest: digest(bench, kind, &person),
                };
                wanted.push((key, Wanted::Present(facts)));
            }
            Verdict::KeptBecauseUnreadable => wanted.push((key, Wanted::KeptBecauseUnreadable)),
            Verdict::Gone => {}
        }
    }
    for sourced_id in bundle.spared.keys(File::Users) {
        let key = bench.source(SOURCE_ID, sourced_id);
        wanted.push((key, Wanted::KeptBecauseUnreadable));
    }
    for (sourced_id, roles) in bundle.spared.roles() {
        let place = by_source.get(&bench.source(SOURCE_ID, sourced_id));
        if let Some(person) = place.and_then(|place| held.people.get(*place)) {
            bench.spared.entry(person.id).or_default().push(roles);
        }
    }
    for sourced_id in bundle.spared.keys(File::Roles) {
        let key = bench.source(SOURCE_ID, sourced_id);
        wanted.push((key, Wanted::KeptBecauseUnreadable));
    }
    wanted
}

enum Verdict {
    RosterSnapshot,
    KeptBecauseUnreadable,
    Gone,
}

/// Whether a person of the bundle may be held.
fn judge(
    bench: &mut PlanContext<'_>,
    number: PersonNumber,
    kind: PersonKind,
    placed: Placed,
    before: Option<&HeldPerson>,
) -> Verdict {
    let row = bench.bundle.people.row(number);
    if placed == Placed::Nowhere {
        return Verdict::Gone;
    }
    if let Some(held) = before {
        if held.wrapped.is_none() {
            bench.find_fault(File::Users, row, None, Code::ErasedPerson);
            return Verdict::KeptBecauseUnreadable;
        }
        if held.kind != kind {
            // Nobody becomes staff who was a student; who is a student now keeps no role of staff.
            bench.find_fault(File::Users, row, Some(Field::Role), Code::RoleConflict);
            return match kind {
                PersonKind::Staff => Verdict::KeptBecauseUnreadable,
                PersonKind::Student => Verdict::Gone,
            };
        }
    }
    if let (Some(held), Some(slot)) = (before, bench.people.get_mut(number.index())) {
        *slot = Some(held.id);
    }
    if placed == Placed::Unauthorized {
        bench.find_fault(File::Users, row, None, Code::SchoolAuthorizationRequired);
        return Verdict::KeptBecauseUnreadable;
    }
    Verdict::RosterSnapshot
}

/// Where each person of the bundle is placed, by the roles that are not over.
fn placed(bench: &PlanContext<'_>) -> Vec<Placed> {
    let mut placed = vec![Placed::Nowhere; bench.bundle.people.places()];
    for grant in &bench.bundle.grants {
        let school = bench.schools.get(grant.org.index()).copied().flatten();
        let zone = school.and_then(|school| school.zone);
        if Span::of(grant.interval, zone, bench.now).is_over(bench.now) {
            continue;
        }
        let found = match (grant.role, school) {
            (SchoolRole::Student, Some(school)) if school.agreement.is_some() => Placed::Somewhere,
            (SchoolRole::Student, _) => Placed::Unauthorized,
            _ => Placed::Somewhere,
        };
        if let Some(slot) = placed.get_mut(grant.person.index()) {
            *slot = found.max(*slot);
        }
    }
    placed
}

fn write_down(
    bench: &mut PlanContext<'_>,
    found: Vec<(BlindIndex, Step<Facts, usize>)>,
) -> Rows<PersonStep, PersonStep, PersonEnd> {
    let held = bench.held;
    let mut rows = Rows::default();
    let mut usernames = Usernames::new(&held.key, &held.usernames);
    let mut emails = HashSet::new();
    for (source, step) in found {
        bench.tally(Kind::Person).count(&step);
        let (facts, place) = match step {
            Step::Create(facts) => (facts, None),
            Step::Change(facts, place) | Step::Resume(facts, place) => (facts, Some(place)),
            Step::Keep(_) | Step::Spare(_) => continue,
            Step::End(place) => {
                rows.ended.extend(leave(bench, place));
                continue;
            }
        };
        let Some(person) = bench.bundle.people.get(facts.number) else {
            continue;
        };
        let before = place.and_then(|place| held.people.get(place));
        let user = before.map_or_else(|| bench.new_id(), |before| before.id);
        if let Some(slot) = bench.people.get_mut(facts.number.index()) {
            *slot = Some(user);
        }
        let username = match (facts.kind, before.and_then(|before| before.username)) {
            (PersonKind::Staff, _) => None,
            (PersonKind::Student, None) => usernames.assign(&person),
            (PersonKind::Student, Some(name)) => usernames.follow(&person, name),
        };
        let status = status(bench, facts.kind, &person, before);
        let closes = |before: &HeldPerson| before.status != AccountStatus::Disabled;
        if status == AccountStatus::Disabled && before.is_some_and(closes) {
            bench.losses.people.insert(user);
        }
        let step = PersonStep {
            number: facts.number,
            user,
            kind: facts.kind,
            status,
            source,
            digest: facts.digest.to_vec(),
            email: free_email(bench, &facts, &person, user, &mut emails),
            username,
            held: place,
        };
        match place {
            None => rows.new.push(step),
            Some(_) => rows.changed.push(step),
        }
    }
    rows
}

fn leave(bench: &mut PlanContext<'_>, place: usize) -> Option<PersonEnd> {
    let user = bench.held.people.get(place)?.id;
    bench.leaving.insert(user);
    bench.losses.people.insert(user);
    let closing = if bench.held.appointed.contains(&user) {
        Closing::Open
    } else {
        Closing::Closed
    };
    Some(PersonEnd { user, closing })
}
