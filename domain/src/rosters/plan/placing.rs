//! Where a bundle places people.

use super::{context::PlanContext, span::Span};
use crate::rosters::roles::RosterRole;

/// Where the bundle places a person at this instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Placed {
    /// Nowhere any more.
    Nowhere,
    /// Only in schools that may not have students.
    Unauthorized,
    /// Where they may be held.
    Somewhere,
}

/// Where each person of the bundle is placed, by the roles that are not over.
pub(super) fn placed(context: &PlanContext<'_>) -> Vec<Placed> {
    let mut placed = vec![Placed::Nowhere; context.bundle.people.places()];
    for grant in &context.bundle.grants {
        let school = context.school(grant.org);
        let zone = school.and_then(|school| school.zone);
        if Span::of(grant.interval, zone, context.now).is_over(context.now) {
            continue;
        }
        let found = match (grant.role, school) {
            (RosterRole::Student, Some(school)) if school.agreement.is_some() => Placed::Somewhere,
            (RosterRole::Student, _) => Placed::Unauthorized,
            (RosterRole::Staff(_), _) => Placed::Somewhere,
        };
        if let Some(slot) = placed.get_mut(grant.person.index()) {
            *slot = found.max(*slot);
        }
    }
    placed
}
