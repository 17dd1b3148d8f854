//! Students at schools, in classes or not: a school sees those too whom no class has yet.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    changes::{Changes, Entity, Succession},
    compare::{HeldRecord, Wanted, compare},
    context::PlanContext,
    counts::Kind,
    records::{SchoolEnrollmentRecord, WithId},
    roles::is_spared,
    span::Span,
};
use crate::{
    ids::{SchoolId, UserId},
    rosters::roles::RosterRole,
};

impl Entity for SchoolEnrollmentRecord {
    type Held = WithId<Self>;

    fn id(held: &Self::Held) -> Uuid {
        held.id
    }

    fn succeed(self, held: &Self::Held, now: DateTime<Utc>) -> Succession<Self> {
        let span = self.span.following(held.record.span, now);
        Succession::Becomes(Self { span, ..self })
    }

    fn has_begun(held: &Self::Held, now: DateTime<Utc>) -> bool {
        held.record.span.has_begun(now)
    }

    fn is_idle(&self, now: DateTime<Utc>) -> bool {
        self.span.is_idle(now)
    }
}

/// Who is at which school.
type Place = (SchoolId, UserId);

pub(super) fn reconcile(context: &mut PlanContext<'_>) -> Changes<SchoolEnrollmentRecord> {
    let (held, now) = (context.held, context.now);
    let mut wanted = wanted(context);
    let known = held.school_enrollments.iter().map(|held| {
        let SchoolEnrollmentRecord { school, user, span } = held.record;
        ((school, user), HeldRecord::new(held, span.is_over(now)))
    });
    let known: Vec<_> = known.collect();
    // Where a bundle says nothing certain of a person, they stay where they are.
    let spared = known.iter().map(|(place, _)| *place);
    wanted.extend(
        spared
            .filter(|(school, user)| is_spared(context, *user, Some(*school)))
            .map(|place| (place, Wanted::KeptBecauseUnreadable)),
    );
    let steps: Vec<_> = compare(wanted, known, |wanted, held| {
        wanted.span.agrees(held.record.span, now)
    })
    .collect();
    Changes::of(steps, context.counts(Kind::Role), now)
}

/// Where the bundle has its students: from the first of their days there to the last.
fn wanted(context: &PlanContext<'_>) -> Vec<(Place, Wanted<SchoolEnrollmentRecord>)> {
    let mut wanted: BTreeMap<Place, Span> = BTreeMap::new();
    for grant in &context.bundle.grants {
        let (RosterRole::Student, Some(school)) = (grant.role, context.school(grant.org)) else {
            continue;
        };
        let Some(user) = context
            .person(grant.person)
            .filter(|_| school.agreement.is_some())
        else {
            continue;
        };
        let span = Span::of(grant.interval, school.zone, context.now);
        if !span.is_over(context.now) {
            let whole = wanted.entry((school.id, user)).or_insert(span);
            *whole = whole.hull(span);
        }
    }
    let record = |((school, user), span)| {
        let record = SchoolEnrollmentRecord { user, school, span };
        ((school, user), Wanted::Present(record))
    };
    wanted.into_iter().map(record).collect()
}
