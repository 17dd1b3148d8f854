//! Whom a bundle names as the parents and guardians of its students.
//!
//! Systems write the relation in both directions: a student names agents, or a parent names students.
//! Either way it is one pair, and nobody gets an account by it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::accounts::emails::EmailRecipient;

use super::{
    codes::Code,
    enabled::EnabledState,
    files::{Field, File},
    kept_because_unreadable::KeptBecauseUnreadable,
    numbers::PersonNumber,
    people::People,
    report::{Report, Severity},
    row::{Agents, Fault, RosterRow},
    texts::{Text, Texts},
};

/// The most students of one guardian. Who is named by more is a placeholder or a slip of the pen, and no
/// contact of anybody.
pub const STUDENTS_OF_A_GUARDIAN: usize = 30;

/// The most parents and guardians of one student.
pub const GUARDIANS_OF_A_STUDENT: usize = 12;

/// The most guardians with one address. One of more is a placeholder, or an office's.
pub const GUARDIANS_OF_AN_ADDRESS: usize = 4;

/// A parent or guardian of a student, as a bundle names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedContact {
    /// The student.
    pub student: PersonNumber,
    /// The guardian, whose names and address are among the persons of the bundle.
    pub guardian: PersonNumber,
}

/// Whom a bundle names, each pair once.
#[derive(Clone, Debug, Default)]
pub struct Contacts {
    pairs: Vec<NamedContact>,
    unreadable: Vec<String>,
    /// Guardians whose address is not theirs.
    without_address: HashSet<PersonNumber>,
}

impl Contacts {
    /// The pairs, by student.
    pub fn iter(&self) -> impl Iterator<Item = NamedContact> + '_ {
        self.pairs.iter().copied()
    }

    /// The address of a guardian, if it is one that mail can go to and nobody else's (COM-01).
    pub fn address(&self, people: &People, guardian: PersonNumber) -> Option<EmailRecipient> {
        let (person, _) = people.family(guardian)?;
        EmailRecipient::of_adult(person.email?)
            .ok()
            .filter(|_| !self.without_address.contains(&guardian))
    }

    /// The keys of persons whose agents could not be read, and whose contacts stay as they are.
    pub(super) fn unreadable(&self) -> impl Iterator<Item = &str> + '_ {
        self.unreadable.iter().map(String::as_str)
    }
}

/// That the row of a person names another.
#[derive(Clone, Copy)]
struct Link {
    row: u32,
    owner: PersonNumber,
    agent: Text,
}

/// Who names whom, while the bundle is read.
#[derive(Default)]
pub(super) struct Families {
    texts: Texts,
    links: Vec<Link>,
    unreadable: Vec<String>,
}

impl Families {
    /// Takes the agents of a person.
    pub(super) fn take(
        &mut self,
        row: &mut RosterRow<'_, '_>,
        owner: PersonNumber,
    ) -> Result<(), Fault> {
        match row.agents() {
            Agents::Named(keys) => {
                for key in keys {
                    let agent = self.texts.keep(&key)?;
                    let row = row.number;
                    self.links.push(Link { row, owner, agent });
                }
            }
            Agents::Unreadable => {
                let key = row.key_in_passing(Field::SourcedId);
                self.unreadable.extend(key.map(str::to_owned));
            }
        }
        Ok(())
    }

    /// Settles who is a contact of whom, once all roles are read.
    pub(super) fn settle(
        self,
        people: &People,
        spared: &KeptBecauseUnreadable,
        report: &mut Report,
    ) -> Contacts {
        let mut pairs = Vec::new();
        for Link { row, owner, agent } in self.links {
            let key = self.texts.get(agent);
            let code = match people.find(key) {
                Some(agent) => match pair(people, owner, agent) {
                    Some(pair) => {
                        pairs.push(pair);
                        continue;
                    }
                    None if spared.has(File::Roles, key) => continue,
                    None => Code::AgentNotTaken,
                },
                None if spared.has(File::Users, key) => continue,
                None => Code::UnknownReference,
            };
            let field = Some(Field::AgentSourcedIds);
            report.note_row(File::Users, row, field, code, Severity::Warning);
        }
        pairs.sort_unstable();
        pairs.dedup();
        bound(
            &mut pairs,
            STUDENTS_OF_A_GUARDIAN,
            |pair| pair.guardian,
            people,
            report,
        );
        bound(
            &mut pairs,
            GUARDIANS_OF_A_STUDENT,
            |pair| pair.student,
            people,
            report,
        );
        pairs.shrink_to_fit();
        Contacts {
            without_address: without_address(&pairs, people, report),
            pairs,
            unreadable: self.unreadable,
        }
    }
}

/// A student and a person with a role of a family, whichever of them names the other; nothing for others.
fn pair(people: &People, one: PersonNumber, other: PersonNumber) -> Option<NamedContact> {
    let is_family = |number| {
        people
            .family(number)
            .is_some_and(|(person, _)| person.standing == EnabledState::Enabled)
    };
    let pair = |student, guardian| NamedContact { student, guardian };
    if people.is_student(one) && is_family(other) {
        Some(pair(one, other))
    } else if people.is_student(other) && is_family(one) {
        Some(pair(other, one))
    } else {
        None
    }
}

/// Guardians whose address is a student's or that of somebody else who works there, or that of more guardians
/// than a family has: an invitation that
/// goes there is in the hands of somebody else.
fn without_address(
    pairs: &[NamedContact],
    people: &People,
    report: &mut Report,
) -> HashSet<PersonNumber> {
    if pairs.is_empty() {
        return HashSet::new();
    }
    let guardians: BTreeSet<PersonNumber> = pairs.iter().map(|pair| pair.guardian).collect();
    let mut shared: HashMap<EmailRecipient, Vec<PersonNumber>> = HashMap::new();
    for guardian in guardians {
        let address = people.family(guardian).and_then(|(person, _)| person.email);
        if let Some(Ok(address)) = address.map(EmailRecipient::of_adult) {
            shared.entry(address).or_default().push(guardian);
        }
    }
    let mut of_others: HashSet<EmailRecipient> = HashSet::new();
    for (number, _, person) in people.iter() {
        for text in [person.email, person.username].into_iter().flatten() {
            let Ok(address) = EmailRecipient::of_adult(text) else {
                continue;
            };
            let guardians = shared.get(&address).map_or(&[][..], Vec::as_slice);
            if guardians.iter().any(|guardian| *guardian != number) {
                of_others.insert(address);
            }
        }
    }
    shared.retain(|address, guardians| {
        of_others.contains(address) || guardians.len() > GUARDIANS_OF_AN_ADDRESS
    });
    let without: BTreeSet<PersonNumber> = shared.into_values().flatten().collect();
    for row in without.iter().filter_map(|guardian| people.row(*guardian)) {
        let (field, code) = (Some(Field::Email), Code::AddressNotTheirs);
        report.note_row(File::Users, row, field, code, Severity::Warning);
    }
    without.into_iter().collect()
}

/// Takes the pairs out of a person who is in more than may be.
fn bound(
    pairs: &mut Vec<NamedContact>,
    most: usize,
    side: impl Fn(&NamedContact) -> PersonNumber,
    people: &People,
    report: &mut Report,
) {
    let mut counts: BTreeMap<PersonNumber, usize> = BTreeMap::new();
    for pair in pairs.iter() {
        *counts.entry(side(pair)).or_default() += 1;
    }
    counts.retain(|_, count| *count > most);
    pairs.retain(|pair| !counts.contains_key(&side(pair)));
    for number in counts.into_keys() {
        if let Some(row) = people.row(number) {
            let (field, code) = (Some(Field::AgentSourcedIds), Code::TooManyAgents);
            report.note_row(File::Users, row, field, code, Severity::Warning);
        }
    }
}
