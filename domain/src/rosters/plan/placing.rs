//! Where a bundle places people.

use std::collections::BTreeMap;

use super::{context::PlanContext, span::Span};
use crate::rosters::{
    codes::Code,
    files::{Field, File},
    numbers::OrgNumber,
    report::{Finding, FindingSubject, Severity},
    roles::RosterRole,
};

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

/// Where each person of the bundle is placed, by the roles that are not over. Of a school that may
/// not have students this is said once, with the number of those whom it would have.
pub(super) fn placed(context: &mut PlanContext<'_>) -> Vec<Placed> {
    let mut unauthorized = BTreeMap::new();
    let mut placed = vec![Placed::Nowhere; context.bundle.people.places()];
    for grant in &context.bundle.grants {
        let school = context.school(grant.org);
        let zone = school.and_then(|school| school.zone);
        if Span::of(grant.interval, zone, context.now).is_over(context.now) {
            continue;
        }
        let found = match (grant.role, school) {
            (RosterRole::Student, Some(school)) if school.agreement.is_some() => Placed::Somewhere,
            (RosterRole::Student, _) => {
                *unauthorized.entry(grant.org).or_default() += 1;
                Placed::Unauthorized
            }
            (RosterRole::Staff(_), _) => Placed::Somewhere,
        };
        if let Some(slot) = placed.get_mut(grant.person.index()) {
            *slot = found.max(*slot);
        }
    }
    for (org, students) in unauthorized {
        context
            .findings
            .push(unauthorized_school(context, org, students));
    }
    placed
}

fn unauthorized_school(context: &PlanContext<'_>, org: OrgNumber, students: u64) -> Finding {
    let org = context.bundle.orgs.get(org.index());
    let subject = FindingSubject {
        file: Some(File::Orgs),
        field: Some(Field::SourcedId),
        code: Code::SchoolAuthorizationRequired,
        severity: Severity::Error,
    };
    Finding {
        times: students,
        ..Finding::of(org.map(|org| org.row), subject)
    }
}
