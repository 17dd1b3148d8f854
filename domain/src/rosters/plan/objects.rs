//! What an import changes, as the audit log names it.

use std::collections::HashMap;

use uuid::Uuid;

use super::{changes::Changes, held::HeldRoster, records::WithId, roster_plan::RosterPlan};
use crate::{
    audit::{
        ChangeRole::{Changed as Altered, Created, Ended},
        Changed,
    },
    ids::{Id, Named, UserId, kind},
};

impl RosterPlan {
    /// What applying this changes: schools, sessions and classes, and the people of whom anything
    /// changes, be it a role or a place in a class.
    pub fn objects(&self, held: &HeldRoster) -> Changed {
        of_kind::<_, kind::School>(&self.schools, |school| school.id)
            .and(of_kind::<_, kind::AcademicSession>(
                &self.sessions,
                |session| session.id,
            ))
            .and(of_kind::<_, kind::Class>(&self.classes, |class| class.id))
            .and(of_kind::<_, kind::User>(&self.people, |person| person.user))
            .and(people_of(
                &self.roles,
                &held.roles,
                |role| role.user,
                |role| role.user,
            ))
            .and(people_of(
                &self.school_enrollments,
                &held.school_enrollments,
                |enrolled| enrolled.user,
                |enrolled| enrolled.user,
            ))
            .and(people_of(
                &self.enrollments,
                &held.enrollments,
                |seat| seat.user,
                |seat| seat.user,
            ))
            .and(people_of(
                &self.assignments,
                &held.assignments,
                |seat| seat.user,
                |seat| seat.user,
            ))
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
fn people_of<E, H>(
    changes: &Changes<E>,
    held: &[WithId<H>],
    user: impl Fn(&E) -> UserId,
    holder: impl Fn(&H) -> UserId,
) -> Changed {
    let holders: HashMap<Uuid, UserId> = held
        .iter()
        .map(|held| (held.id, holder(&held.record)))
        .collect();
    let over = changes.ended.iter().chain(&changes.withdrawn);
    let lost = over.filter_map(|id| holders.get(id).copied());
    let wanted = changes
        .new
        .iter()
        .chain(changes.changed.iter().map(|(_, to)| to));
    Changed::each(Altered, wanted.map(user).chain(lost))
}
