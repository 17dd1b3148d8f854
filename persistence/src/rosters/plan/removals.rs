//! Which records an import would end, as one word: whoever accepts them accepts these and no others.

use std::fmt::Write as _;

use uuid::Uuid;

use super::{Plan, PlanContext, SeatChange, SeatEnd};
use crate::sql_types::{BindInstant, BindUuid};

/// A kind of record with one of its ids.
type Removed = (u8, Uuid);

/// A keyed digest of the ids of everything that would end or has no day in effect any more, in
/// hexadecimal.
pub(super) fn digest(bench: &PlanContext<'_>, plan: &Plan) -> String {
    let mut removed: Vec<Removed> = Vec::new();
    let mut add = |kind: u8, ids: &mut dyn Iterator<Item = Uuid>| {
        removed.extend(ids.map(|id| (kind, id)));
    };
    let keys = |BindUuid(id): &BindUuid| *id;
    add(0, &mut plan.schools.ended.iter().map(keys));
    add(1, &mut plan.sessions.ended.iter().map(keys));
    add(2, &mut plan.classes.ended.iter().map(keys));
    add(3, &mut bench.losses.classes.iter().map(|id| id.uuid()));
    add(4, &mut bench.losses.people.iter().map(|id| id.uuid()));
    let ends = |end: &SeatEnd| end.id.0;
    add(5, &mut plan.roles.ended.iter().map(ends));
    add(6, &mut plan.enrollments.ended.iter().map(ends));
    add(7, &mut plan.assignments.ended.iter().map(ends));
    let idle = |change: &&SeatChange| is_idle(bench, change.begins_at, change.ends_at);
    let changed = |change: &SeatChange| change.id.0;
    add(
        6,
        &mut plan.enrollments.changed.iter().filter(idle).map(changed),
    );
    add(
        7,
        &mut plan.assignments.changed.iter().filter(idle).map(changed),
    );
    let roles = plan.roles.changed.iter();
    let idle_roles = roles.filter(|change| is_idle(bench, change.begins_at, change.ends_at));
    add(5, &mut idle_roles.map(|change| change.id.0));
    removed.sort_unstable();

    let mut message = Vec::with_capacity(removed.len() * 17);
    for (kind, id) in removed {
        message.push(kind);
        message.extend_from_slice(id.as_bytes());
    }
    let derived = bench.held.key.derive("rosters.removals", &message);
    let mut word = String::with_capacity(2 * derived.len());
    for byte in derived.iter() {
        // Writing to a string does not fail.
        let _ = write!(word, "{byte:02x}");
    }
    word
}

fn is_idle(bench: &PlanContext<'_>, begins_at: BindInstant, ends_at: Option<BindInstant>) -> bool {
    begins_at.0 > bench.now || ends_at.is_some_and(|ends_at| ends_at.0 <= bench.now)
}
