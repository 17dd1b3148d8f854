//! Parents and guardians whom students' rows name: whom the bundle names, and what differs.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{
    changes::{Changes, Entity},
    compare::{HeldRecord, Wanted, compare},
    context::PlanContext,
    counts::{Kind, PlanCounts},
    keyed::{IndexedText, KeyedDigest},
    records::{ContactRecord, HeldContact, WithId},
    span::Span,
};
use crate::{
    accounts::emails::EmailRecipient,
    ids::{GuardianContactId, UserId},
    rosters::{
        agents::NamedContact,
        codes::Code,
        files::File,
        numbers::PersonNumber,
        people::{FamilyRole, Person},
        report::Severity,
    },
    text_enum::TextEnum as _,
};

impl Entity for ContactRecord {
    type Held = WithId<HeldContact>;

    fn id(held: &Self::Held) -> Uuid {
        held.id
    }
}

/// Whose contact, and by which key.
type Place = (UserId, KeyedDigest);

pub(super) fn reconcile(context: &mut PlanContext<'_>) -> Changes<ContactRecord> {
    let (held, now) = (context.held, context.now);
    let mut wanted = wanted(context);
    wanted.extend(spared(context));
    let known = held.contacts.iter().map(|held| {
        let place = (held.record.student, held.record.source);
        (place, HeldRecord::Current(held))
    });
    let steps = compare(wanted, known.collect(), |one: &ContactRecord, held| {
        one.statement == held.record.statement
    });
    let steps = steps.filter_map(|(place, step)| {
        let own = |wanted: ContactRecord, held: Option<&WithId<HeldContact>>| {
            let id = held.map_or(wanted.id, |held| GuardianContactId::from_uuid(held.id));
            Some(ContactRecord { id, ..wanted })
        };
        step.try_map(own).map(|step| (place, step))
    });
    let mut counts = PlanCounts::default();
    let changes = Changes::of(steps, &mut counts, now);
    *context.counts(Kind::Contact) = counts;
    changes
}

/// Whom the bundle names of the students who are held.
fn wanted(context: &mut PlanContext<'_>) -> Vec<(Place, Wanted<ContactRecord>)> {
    let bundle = context.bundle;
    let mut wanted = Vec::new();
    let mut verdicts: HashMap<PersonNumber, ContactVerdict> = HashMap::new();
    for NamedContact { student, guardian } in bundle.contacts.iter() {
        let student = context.person(student);
        let Some(student) = student.filter(|student| !context.kept.contains(student)) else {
            continue;
        };
        let Some((person, role)) = bundle.people.family(guardian) else {
            continue;
        };
        let verdict = *verdicts
            .entry(guardian)
            .or_insert_with(|| judge(context, guardian, &person, role));
        let key = context.key;
        let address = bundle.contacts.address(&bundle.people, guardian);
        let address = address.as_ref().map_or("", EmailRecipient::as_str);
        let said = statement(&person, role, address);
        let source = key.index(IndexedText::ContactSource, person.sourced_id);
        let is_barred = context.held.barred_contacts.contains(&(student, source));
        if verdict == ContactVerdict::Taken && !is_barred {
            let record = ContactRecord {
                id: context.new_id(),
                student,
                guardian,
                source,
                kind: role.kind,
                statement: key.index(IndexedText::ContactStatement, &said),
            };
            wanted.push(((student, source), Wanted::Present(record)));
        }
    }
    wanted
}

/// What becomes of a person with a role of a family.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ContactVerdict {
    /// They are a contact.
    Taken,
    /// They are none.
    Left,
}

/// Whether a person may be a contact: not outside of the days of the role, and not after an erasure.
fn judge(
    context: &mut PlanContext<'_>,
    number: PersonNumber,
    person: &Person<'_>,
    role: FamilyRole,
) -> ContactVerdict {
    let (held, key, now) = (context.held, context.key, context.now);
    let row = context.bundle.people.row(number);
    if Span::of(role.interval, None, now).is_idle(now) {
        context.find(File::Users, row, None, Code::AlreadyOver, Severity::Info);
        return ContactVerdict::Left;
    }
    let source = key.index(IndexedText::PersonSource, person.sourced_id);
    let has_erased_address = || {
        let address = EmailRecipient::of_adult(person.email?).ok()?;
        // Staff and guardians are found by their addresses apart from one another.
        let mut indexes = [IndexedText::Email, IndexedText::GuardianEmail].into_iter();
        let is_erased = |kind| {
            let index = key.index(kind, address.as_str());
            held.suppressed_addresses.contains(&index)
        };
        Some(indexes.any(is_erased))
    };
    let is_suppressed = held.suppressed_keys.contains(&source)
        || (!held.suppressed_addresses.is_empty() && has_erased_address() == Some(true));
    // Without a finding: who is or was a parent of a student is not for the district (FER-04, D19).
    if is_suppressed {
        return ContactVerdict::Left;
    }
    ContactVerdict::Taken
}

/// What a bundle says of a contact. No name holds a control character.
fn statement(person: &Person<'_>, role: FamilyRole, address: &str) -> String {
    [
        role.kind.as_str(),
        person.given_name,
        person.family_name,
        address,
    ]
    .join("\0")
}

/// Contacts that stay as they are: their own row or the student's could not be read, or of the student
/// nothing changes.
fn spared(context: &PlanContext<'_>) -> Vec<(Place, Wanted<ContactRecord>)> {
    let (bundle, held, key) = (context.bundle, context.held, context.key);
    if held.contacts.is_empty() {
        return Vec::new();
    }
    let unread = || {
        let spared = &bundle.spared;
        let rows = spared.keys(File::Users).chain(spared.keys(File::Roles));
        rows.chain(bundle.contacts.unreadable())
    };
    let digests =
        |kind| -> HashSet<KeyedDigest> { unread().map(|text| key.index(kind, text)).collect() };
    let guardians = digests(IndexedText::ContactSource);
    let students = digests(IndexedText::PersonSource);
    let unread_student = |person: &&super::held::HeldPerson| {
        person
            .source
            .is_some_and(|source| students.contains(&source))
    };
    let students: HashSet<UserId> = if students.is_empty() {
        HashSet::new()
    } else {
        let unread = held.people.iter().filter(unread_student);
        unread.map(|person| person.id).collect()
    };
    held.contacts
        .iter()
        .map(|held| (held.record.student, held.record.source))
        .filter(|(student, source)| {
            context.kept.contains(student)
                || students.contains(student)
                || guardians.contains(source)
        })
        .map(|place| (place, Wanted::KeptBecauseUnreadable))
        .collect()
}
