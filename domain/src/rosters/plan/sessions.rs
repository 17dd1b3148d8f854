//! Academic sessions.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

use super::{
    changes::{Changes, Entity},
    compare::{HeldRecord, Wanted, compare},
    context::PlanContext,
    counts::Kind,
    records::SessionRecord,
};
use crate::{
    ids::AcademicSessionId,
    organizations::academic_session::AcademicSessionKind,
    rosters::{files::File, sessions::AcademicSession},
};

/// The month from which on a session that ends belongs to the next school year.
const NEXT_YEAR_FROM: u32 = 8;

impl Entity for SessionRecord {
    type Held = Self;

    fn id(held: &Self) -> Uuid {
        held.id.uuid()
    }
}

pub(super) fn reconcile(context: &mut PlanContext<'_>) -> Changes<SessionRecord> {
    let (sessions, held) = (&context.bundle.sessions, context.held);
    let known: HashMap<&str, AcademicSessionId> = held
        .sessions
        .iter()
        .map(HeldRecord::record)
        .map(|session| (session.source_id.as_str(), session.id))
        .collect();
    let ids = sessions.iter().map(|session| {
        let id = known.get(session.sourced_id.as_str()).copied();
        id.unwrap_or_else(|| context.new_id())
    });
    let ids: Vec<AcademicSessionId> = ids.collect();
    let depths: HashMap<AcademicSessionId, usize> = ids
        .iter()
        .zip(sessions)
        .map(|(id, session)| (*id, line(sessions, session).count()))
        .collect();
    let wanted = ids.iter().zip(sessions).map(|(id, session)| {
        let record = SessionRecord {
            id: *id,
            source_id: session.sourced_id.clone(),
            kind: session.kind,
            title: session.title.clone(),
            starts_on: session.starts_on,
            ends_on: session.ends_on,
            school_year: school_year(sessions, session),
            parent: session
                .parent
                .and_then(|parent| ids.get(parent.index()).copied()),
        };
        (session.sourced_id.as_str(), Wanted::Present(record))
    });
    let unread = context.unread(File::AcademicSessions);
    let current = held
        .sessions
        .iter()
        .map(|session| (session.record().source_id.as_str(), session.as_ref()));
    let steps = compare(
        wanted.chain(unread).collect(),
        current.collect(),
        |wanted, held| wanted == *held,
    );
    let mut changes = Changes::of(steps, context.counts(Kind::AcademicSession), held.now);
    // A row refers to the one above it, which must be there first.
    changes
        .new
        .sort_by_key(|session| depths.get(&session.id).copied());
    context.sessions = ids;
    changes
}

/// The session and those above it. There are no cycles.
fn line<'a>(
    sessions: &'a [AcademicSession],
    from: &'a AcademicSession,
) -> impl Iterator<Item = &'a AcademicSession> {
    std::iter::successors(Some(from), |session| {
        session
            .parent
            .and_then(|parent| sessions.get(parent.index()))
    })
}

/// The calendar year in which the school year ends, as `OneRoster` counts.
fn school_year(sessions: &[AcademicSession], session: &AcademicSession) -> i32 {
    let year = line(sessions, session).find(|above| above.kind == AcademicSessionKind::SchoolYear);
    match year {
        Some(year) => year.ends_on.year(),
        None => year_of(session.ends_on),
    }
}

fn year_of(ends_on: NaiveDate) -> i32 {
    let next = i32::from(ends_on.month() >= NEXT_YEAR_FROM);
    ends_on.year() + next
}
