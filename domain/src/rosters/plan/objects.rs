//! What an import changes, as the audit log names it.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    changes::Changes,
    slices::{Slice, Slices},
};
use crate::{
    audit::{
        ChangeRole::{Changed as Altered, Created, Ended},
        Changed,
    },
    ids::{Id, Named, UserId, kind},
};

impl Slice {
    /// What writing this changes: schools, sessions and classes, and the people of whom anything
    /// changes, be it a role or a place in a class.
    pub fn objects(&self, of: &Slices) -> Changed {
        let holders = of.holders();
        of_kind::<_, kind::School>(&self.schools, |school| school.id)
            .and(of_kind::<_, kind::AcademicSession>(
                &self.sessions,
                |session| session.id,
            ))
            .and(of_kind::<_, kind::Class>(&self.classes, |class| class.id))
            .and(of_kind::<_, kind::User>(&self.people, |person| person.user))
            .and(Changed::each(
                Altered,
                self.addresses_given_up.iter().copied(),
            ))
            .and(Changed::each(
                Altered,
                self.usernames_given_up.iter().copied(),
            ))
            .and(people_of(&self.roles, holders, |role| role.user))
            .and(people_of(&self.school_enrollments, holders, |enrolled| {
                enrolled.user
            }))
            .and(people_of(&self.enrollments, holders, |seat| seat.user))
            .and(people_of(&self.assignments, holders, |seat| seat.user))
            .and(people_of(&self.contacts, holders, |contact| {
                contact.student
            }))
    }
}

fn of_kind<E, Kind: Named>(changes: &Changes<E>, id: impl Fn(&E) -> Id<Kind>) -> Changed {
    let ended = changes.ended.iter().chain(&changes.withdrawn);
    Changed::each(Created, changes.new.iter().map(&id))
        .and(Changed::each::<Kind>(
            Altered,
            changes.changed.iter().map(|(id, _)| Id::from_uuid(*id)),
        ))
        .and(Changed::each::<Kind>(
            Ended,
            ended.map(|id| Id::from_uuid(*id)),
        ))
}

/// The people who get, lose or keep for another time a role or a place in a class.
fn people_of<E>(
    changes: &Changes<E>,
    holders: &HashMap<Uuid, UserId>,
    user: impl Fn(&E) -> UserId,
) -> Changed {
    let over = changes.ended.iter().chain(&changes.withdrawn);
    let lost = over.filter_map(|id| holders.get(id).copied());
    let wanted = changes
        .new
        .iter()
        .chain(changes.changed.iter().map(|(_, to)| to));
    Changed::each(Altered, wanted.map(user).chain(lost))
}
