//! The names with which students sign in.

use std::collections::{HashMap, HashSet};

use super::{
    claims::PersonClaim,
    context::PlanContext,
    keyed::{DistrictKey, IndexedText, KeyedDigest, PersonField},
    records::AssignedUsername,
    uniqueness::{self, Granted, Wish},
};
use crate::{
    accounts::{
        credentials::PersonKind,
        usernames::{MAX_LENGTH, Username},
    },
    ids::UserId,
    rosters::{
        codes::Code,
        files::{Field, File},
        people::Person,
        report::Severity,
    },
};
/// A name with the digest by which it is found.
fn assigned(key: &dyn DistrictKey, name: &Username) -> AssignedUsername {
    AssignedUsername {
        text: name.as_str().to_owned(),
        index: key.index(IndexedText::Username, name.as_str()),
    }
}

/// What a roster says of usernames: the name itself, or its part before an `@`, because a student
/// never signs in with an address.
pub(super) fn wished(person: &Person<'_>) -> Option<Username> {
    let written = person.username?;
    let local = written.split('@').next().unwrap_or_default();
    let name = Username::parse(written).or_else(|_| Username::parse(local));
    name.ok()
}

/// Decides the usernames of all students together. Who had none gets one in any case: the roster's,
/// or one like it with a number behind it.
pub(super) fn settle(context: &mut PlanContext<'_>, claims: &mut [&mut PersonClaim]) {
    let mut changes = Vec::new();
    for (place, claim) in claims.iter().enumerate() {
        changes.extend(change(context, claim).map(|change| (place, change)));
    }
    let wish = |change: &Change| {
        change.wished.as_ref().map(|wished| Wish {
            wished: wished.index,
            held: change.held,
        })
    };
    let wishes: Vec<Wish> = changes
        .iter()
        .filter_map(|(_, change)| wish(change))
        .collect();
    let held = &context.held.usernames;
    let granted = uniqueness::decide(&wishes, |name| held.contains_key(name));
    let mut names = Names::after(context, &wishes, &granted);
    let mut granted = granted.into_iter();
    for (place, change) in changes {
        let Some(claim) = claims.get_mut(place) else {
            continue;
        };
        let verdict = change.wished.as_ref().and_then(|_| granted.next());
        if verdict == Some(Granted::Yes) {
            claim.username = change.wished;
            continue;
        }
        if verdict == Some(Granted::No) {
            claim.statement = claim.statement.without(PersonField::Username);
            find(context, claim, Code::UsernameTaken, Severity::Warning);
        }
        if change.held.is_none() {
            claim.username = names.numbered(&change.stem);
        }
    }
}

/// That a student is to get a username.
struct Change {
    /// The one that the roster says.
    wished: Option<AssignedUsername>,
    /// The one that they have.
    held: Option<KeyedDigest>,
    /// What a name begins with that is made up.
    stem: String,
}

/// Whether a student is to get a username. One that was corrected by hand stays until the roster says
/// another one.
fn change(context: &mut PlanContext<'_>, claim: &PersonClaim) -> Option<Change> {
    let person = context.bundle.people.get(claim.number)?;
    if claim.kind == PersonKind::Adult {
        return None;
    }
    let wished = wished(&person);
    match (&wished, person.username) {
        (None, Some(_)) => find(context, claim, Code::UsernameUnusable, Severity::Warning),
        (Some(_), Some(written)) if written.contains('@') => {
            find(context, claim, Code::UsernameShortened, Severity::Info);
        }
        _ => {}
    }
    let before = claim.held.and_then(|place| context.held.people.get(place));
    let held = before.and_then(|before| before.username);
    let stem = wished
        .as_ref()
        .map_or_else(|| made_up(&person), |name| name.as_str().to_owned());
    let wished = wished.map(|name| assigned(context.key, &name));
    let is_new = held.is_none();
    let said = before.and_then(|before| before.statement);
    let is_said_anew = claim
        .statement
        .changed_since(said.as_ref())
        .has(PersonField::Username);
    let differs = wished
        .as_ref()
        .is_some_and(|wished| Some(wished.index) != held);
    (is_new || (is_said_anew && differs)).then_some(Change { wished, held, stem })
}

fn find(context: &mut PlanContext<'_>, claim: &PersonClaim, code: Code, severity: Severity) {
    let row = context.bundle.people.row(claim.number);
    context.find(File::Users, row, Some(Field::Username), code, severity);
}

/// Makes up names that no one has.
struct Names<'a> {
    key: &'a dyn DistrictKey,
    held: &'a HashMap<KeyedDigest, UserId>,
    given: HashSet<KeyedDigest>,
    next: HashMap<String, u32>,
}

impl<'a> Names<'a> {
    fn after(context: &PlanContext<'a>, wishes: &[Wish], granted: &[Granted]) -> Self {
        let granted = wishes.iter().zip(granted);
        let given = granted.filter(|(_, granted)| **granted == Granted::Yes);
        Self {
            key: context.key,
            held: &context.held.usernames,
            given: given.map(|(wish, _)| wish.wished).collect(),
            next: HashMap::new(),
        }
    }

    fn numbered(&mut self, stem: &str) -> Option<AssignedUsername> {
        let stem: String = stem.chars().take(MAX_LENGTH - 8).collect();
        let mut number = self.next.get(&stem).copied().unwrap_or(2);
        while number < u32::MAX {
            let name = Username::parse(&format!("{stem}{number}")).ok()?;
            number += 1;
            let name = assigned(self.key, &name);
            if !self.held.contains_key(&name.index) && self.given.insert(name.index) {
                self.next.insert(stem, number);
                return Some(name);
            }
        }
        None
    }
}

/// What a made-up name begins with: letters of the given name, and never of the family name.
fn made_up(person: &Person<'_>) -> String {
    let letters = person.given_name.chars().filter(char::is_ascii_alphabetic);
    let letters: String = letters.take(20).collect();
    if letters.len() < 2 {
        "student".to_owned()
    } else {
        letters.to_ascii_lowercase()
    }
}
