//! A plan in slices: so many records at a time, in an order in which an import may stop anywhere and
//! be planned anew.
//!
//! What ends comes first, because that withdraws access: seats before the people who leave, so that
//! who has left has left every class. Then usernames and addresses are given up, before others get
//! them. What begins comes in the order in which records refer to one another.

use std::{
    collections::{HashMap, HashSet},
    vec::IntoIter,
};

use uuid::Uuid;

use super::{
    changes::Changes,
    held::HeldRoster,
    keyed::DistrictKey,
    people::PersonRecord,
    records::{
        ClassRecord, ContactRecord, RoleRecord, SchoolEnrollmentRecord, SchoolRecord, Seat,
        SessionRecord, WithId,
    },
    roster_plan::RosterPlan,
    seat_table::SeatTable,
    seats::PlannedSeat,
};
use crate::{
    classes::class_role::ClassRole,
    ids::{AgreementId, UserId},
    rosters::bundle::Bundle,
};

/// Some of the changes of a plan.
#[derive(Clone, Debug, Default)]
pub struct Slice {
    /// Schools.
    pub schools: Changes<SchoolRecord>,
    /// Academic sessions.
    pub sessions: Changes<SessionRecord>,
    /// Classes.
    pub classes: Changes<ClassRecord>,
    /// People who give up their address, because they or others get another one.
    pub addresses_given_up: Vec<UserId>,
    /// People who give up their username, because they get another one.
    pub usernames_given_up: Vec<UserId>,
    /// Persons.
    pub people: Changes<PersonRecord>,
    /// Roles of staff.
    pub roles: Changes<RoleRecord>,
    /// Students at schools.
    pub school_enrollments: Changes<SchoolEnrollmentRecord>,
    /// Students' seats in classes.
    pub enrollments: Changes<Seat<AgreementId>>,
    /// Staff's parts in classes.
    pub assignments: Changes<Seat<ClassRole>>,
    /// Parents and guardians whom students' rows name.
    pub contacts: Changes<ContactRecord>,
}

/// What is left of a plan, slice by slice.
#[derive(Debug)]
pub struct Slices {
    most: usize,
    left: usize,
    holders: HashMap<Uuid, UserId>,
    schools: Queue<SchoolRecord>,
    sessions: Queue<SessionRecord>,
    classes: Queue<ClassRecord>,
    addresses_given_up: IntoIter<UserId>,
    usernames_given_up: IntoIter<UserId>,
    people: Queue<PersonRecord>,
    roles: Queue<RoleRecord>,
    school_enrollments: Queue<SchoolEnrollmentRecord>,
    enrollments: Queue<PlannedSeat>,
    assignments: Queue<PlannedSeat>,
    contacts: Queue<ContactRecord>,
    seats: SeatTable,
}

impl Slices {
    /// Cuts a plan into slices of `most` changes, or of one if that is none.
    pub fn of(plan: RosterPlan, held: &HeldRoster, most: usize) -> Self {
        let holders = holders(&plan, held);
        let changed = plan.people.changed.iter().map(|(_, person)| person);
        let readdressed = changed.clone().filter(|person| person.email.is_some());
        let mut addresses = plan.freed;
        addresses.extend(readdressed.map(|person| person.user));
        let renamed = changed.filter(|person| person.username.is_some());
        let usernames: Vec<UserId> = renamed.map(|person| person.user).collect();
        let mut slices = Self {
            most: most.max(1),
            left: addresses.len() + usernames.len(),
            holders,
            schools: Queue::of(plan.schools),
            sessions: Queue::of(plan.sessions),
            classes: Queue::of(plan.classes),
            addresses_given_up: addresses.into_iter(),
            usernames_given_up: usernames.into_iter(),
            people: Queue::of(plan.people),
            roles: Queue::of(plan.roles),
            school_enrollments: Queue::of(plan.school_enrollments),
            enrollments: Queue::of(plan.enrollments),
            assignments: Queue::of(plan.assignments),
            contacts: Queue::of(plan.contacts),
            seats: plan.seats,
        };
        slices.left += slices.schools.len()
            + slices.sessions.len()
            + slices.classes.len()
            + slices.people.len()
            + slices.roles.len()
            + slices.school_enrollments.len()
            + slices.enrollments.len()
            + slices.assignments.len()
            + slices.contacts.len();
        slices
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.left == 0
    }

    /// Who has each role, school or seat that ends.
    pub(super) fn holders(&self) -> &HashMap<Uuid, UserId> {
        &self.holders
    }

    /// The next changes, no change if nothing is left; `None` if the bundle is another one than the
    /// plan's.
    pub fn take(&mut self, bundle: &Bundle, key: &dyn DistrictKey) -> Option<Slice> {
        let mut slice = Slice::default();
        let (mut enrollments, mut assignments) = (Changes::default(), Changes::default());
        let mut room = self.most;
        self.contacts.end(&mut slice.contacts, &mut room);
        self.assignments.end(&mut assignments, &mut room);
        self.enrollments.end(&mut enrollments, &mut room);
        self.school_enrollments
            .end(&mut slice.school_enrollments, &mut room);
        self.roles.end(&mut slice.roles, &mut room);
        self.people.end(&mut slice.people, &mut room);
        self.classes.end(&mut slice.classes, &mut room);
        self.sessions.end(&mut slice.sessions, &mut room);
        self.schools.end(&mut slice.schools, &mut room);
        pour(
            &mut self.addresses_given_up,
            &mut slice.addresses_given_up,
            &mut room,
        );
        pour(
            &mut self.usernames_given_up,
            &mut slice.usernames_given_up,
            &mut room,
        );
        self.schools.begin(&mut slice.schools, &mut room);
        self.sessions.begin(&mut slice.sessions, &mut room);
        self.classes.begin(&mut slice.classes, &mut room);
        self.people.begin(&mut slice.people, &mut room);
        self.roles.begin(&mut slice.roles, &mut room);
        self.school_enrollments
            .begin(&mut slice.school_enrollments, &mut room);
        self.enrollments.begin(&mut enrollments, &mut room);
        self.assignments.begin(&mut assignments, &mut room);
        self.contacts.begin(&mut slice.contacts, &mut room);
        self.left -= self.most - room;
        slice.enrollments = enrollments.try_map(|seat| seat.record(&self.seats, bundle, key))?;
        slice.assignments = assignments.try_map(|seat| seat.record(&self.seats, bundle, key))?;
        Some(slice)
    }
}

/// The changes of one kind that are left.
#[derive(Debug)]
struct Queue<E> {
    new: IntoIter<E>,
    changed: IntoIter<(Uuid, E)>,
    ended: IntoIter<Uuid>,
    withdrawn: IntoIter<Uuid>,
}

impl<E> Queue<E> {
    fn of(changes: Changes<E>) -> Self {
        Self {
            new: changes.new.into_iter(),
            changed: changes.changed.into_iter(),
            ended: changes.ended.into_iter(),
            withdrawn: changes.withdrawn.into_iter(),
        }
    }

    fn len(&self) -> usize {
        self.new.len() + self.changed.len() + self.ended.len() + self.withdrawn.len()
    }

    fn end(&mut self, to: &mut Changes<E>, room: &mut usize) {
        pour(&mut self.ended, &mut to.ended, room);
        pour(&mut self.withdrawn, &mut to.withdrawn, room);
    }

    fn begin(&mut self, to: &mut Changes<E>, room: &mut usize) {
        pour(&mut self.new, &mut to.new, room);
        pour(&mut self.changed, &mut to.changed, room);
    }
}

/// Moves as much as there is room for, and gives the memory back of what is empty.
fn pour<T>(from: &mut IntoIter<T>, to: &mut Vec<T>, room: &mut usize) {
    let before = to.len();
    to.extend(from.by_ref().take(*room));
    *room -= to.len() - before;
    if from.len() == 0 {
        *from = Vec::new().into_iter();
    }
}

fn holders(plan: &RosterPlan, held: &HeldRoster) -> HashMap<Uuid, UserId> {
    let mut holders = HashMap::new();
    note(&mut holders, &plan.roles, &held.roles, |role| role.user);
    let enrolled = &held.school_enrollments;
    note(&mut holders, &plan.school_enrollments, enrolled, |at| {
        at.user
    });
    note(&mut holders, &plan.enrollments, &held.enrollments, |seat| {
        seat.user
    });
    note(&mut holders, &plan.assignments, &held.assignments, |seat| {
        seat.user
    });
    note(&mut holders, &plan.contacts, &held.contacts, |contact| {
        contact.student
    });
    holders
}

/// Notes who has what ends of one kind of record.
fn note<E, H>(
    holders: &mut HashMap<Uuid, UserId>,
    changes: &Changes<E>,
    held: &[WithId<H>],
    holder: impl Fn(&H) -> UserId,
) {
    let over: HashSet<&Uuid> = changes.ended.iter().chain(&changes.withdrawn).collect();
    let over = held.iter().filter(|held| over.contains(&held.id));
    holders.extend(over.map(|held| (held.id, holder(&held.record))));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::{Changes, Queue, pour};

    fn changes(new: u8, changed: u8, ended: u8, withdrawn: u8) -> Changes<u8> {
        let ids = |count: u8| (0..count).map(|n| Uuid::from_u128(n.into()));
        Changes {
            new: (0..new).collect(),
            changed: ids(changed).zip(0..).collect(),
            ended: ids(ended).collect(),
            withdrawn: ids(withdrawn).collect(),
        }
    }

    proptest! {
        #[test]
        fn slices_together_are_the_whole_in_its_order_and_none_is_larger_than_it_may_be(
            counts in any::<[u8; 4]>(), most in 1_usize..50,
        ) {
            let [new, changed, ended, withdrawn] = counts.map(|count| count % 40);
            let whole = changes(new, changed, ended, withdrawn);
            let mut queue = Queue::of(whole.clone());
            let mut together = Changes::default();
            while queue.len() > 0 {
                let (mut slice, mut room) = (Changes::default(), most);
                queue.end(&mut slice, &mut room);
                let has_ends_left = queue.ended.len() + queue.withdrawn.len() > 0;
                queue.begin(&mut slice, &mut room);
                let begins = slice.new.len() + slice.changed.len();
                let size = begins + slice.ended.len() + slice.withdrawn.len();
                prop_assert!(size > 0 && size == most - room);
                prop_assert!(begins == 0 || !has_ends_left, "ends come first");
                together.new.extend(slice.new);
                together.changed.extend(slice.changed);
                together.ended.extend(slice.ended);
                together.withdrawn.extend(slice.withdrawn);
            }
            prop_assert_eq!(together.new, whole.new);
            prop_assert_eq!(together.changed, whole.changed);
            prop_assert_eq!(together.ended, whole.ended);
            prop_assert_eq!(together.withdrawn, whole.withdrawn);
        }
    }

    #[test]
    fn nothing_is_moved_where_there_is_no_room() {
        let (mut from, mut to, mut room) = (vec![1, 2].into_iter(), Vec::new(), 0);
        pour(&mut from, &mut to, &mut room);
        assert_eq!((from.len(), to.len()), (2, 0));
    }
}
