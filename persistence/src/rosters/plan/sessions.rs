//! Academic sessions.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use domain::{
    ids::AcademicSessionId,
    rosters::{
        AcademicSession, File, SessionKind,
        plan::{Held as State, Kind, Side, Step, Wanted, compare as steps},
    },
};

use super::{PlanContext, Rows, short};
use crate::{
    rosters::{rows::SessionRow, snapshot::HeldSession},
    sql_types::{BindUuid, bind_id, bind_instant},
};

/// The month from which on a session that ends belongs to the next school year.
const NEXT_YEAR_FROM: u32 = 8;

pub(super) fn compare(bench: &mut PlanContext<'_>) -> Rows<SessionRow, SessionRow, BindUuid> {
    let (bundle, held) = (bench.bundle, bench.held);
    let known: HashMap<&str, AcademicSessionId> = held
        .sessions
        .iter()
        .map(|session| (session.source_id.as_str(), session.id))
        .collect();
    let ids = bundle.sessions.iter().map(|session| {
        let id = known.get(session.sourced_id.as_str()).copied();
        id.unwrap_or_else(|| bench.new_id())
    });
    bench.sessions = ids.collect();

    let places = bundle.sessions.iter().enumerate();
    let present = places.map(|(place, session)| {
        let row = row(bench, place, session);
        (session.sourced_id.as_str(), Wanted::Present((place, row)))
    });
    let spared = bundle
        .spared
        .keys(File::AcademicSessions)
        .map(|key| (key, Wanted::KeptBecauseUnreadable));
    let current = held.sessions.iter().map(|session| {
        let state = if session.ended {
            State::Ended(session)
        } else {
            State::Current(session)
        };
        (session.source_id.as_str(), state)
    });
    let found: Vec<_> = steps(
        Side::new(present.chain(spared).collect()),
        Side::new(current.collect()),
        |(_, row), held| is_same(row, held),
    )
    .collect();

    let mut rows = Rows::default();
    let mut new = Vec::new();
    for (_, step) in found {
        bench.tally(Kind::AcademicSession).count(&step);
        match step {
            Step::Create((place, row)) => new.push((depth(&bundle.sessions, place), row)),
            Step::Change((_, row), _) | Step::Resume((_, row), _) => rows.changed.push(row),
            Step::End(held) => rows.ended.push(bind_id(held.id)),
            Step::Keep(_) | Step::Spare(_) => {}
        }
    }
    // A row refers to the one above it, which must be there first.
    new.sort_by_key(|(depth, _)| *depth);
    rows.new = new.into_iter().map(|(_, row)| row).collect();
    rows
}

fn row(bench: &PlanContext<'_>, place: usize, session: &AcademicSession) -> SessionRow {
    let id_at = |place: usize| bench.sessions.get(place).copied().map(bind_id);
    SessionRow {
        organization_id: bench.tenant,
        id: id_at(place).unwrap_or(bench.tenant),
        kind: kind(session.kind),
        title: short(&session.title),
        starts_on: session.starts_on,
        ends_on: session.ends_on,
        school_year: school_year(&bench.bundle.sessions, session),
        parent_id: session.parent.and_then(|parent| id_at(parent.index())),
        source_id: session.sourced_id.clone(),
        created_at: bind_instant(bench.now),
        updated_at: bind_instant(bench.now),
    }
}

fn is_same(row: &SessionRow, held: &HeldSession) -> bool {
    row.kind == held.kind
        && row.title == held.title
        && (row.starts_on, row.ends_on) == (held.starts_on, held.ends_on)
        && row.school_year == held.school_year
        && row.parent_id == held.parent.map(bind_id)
}

fn kind(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::SchoolYear => "school_year",
        SessionKind::Semester => "semester",
        SessionKind::Term => "term",
        SessionKind::GradingPeriod => "grading_period",
    }
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

fn depth(sessions: &[AcademicSession], place: usize) -> usize {
    sessions
        .get(place)
        .map_or(0, |session| line(sessions, session).count())
}

/// The calendar year in which the school year ends, as `OneRoster` counts.
fn school_year(sessions: &[AcademicSession], session: &AcademicSession) -> i32 {
    let year = line(sessions, session).find(|above| above.kind == SessionKind::SchoolYear);
    match year {
        Some(year) => year.ends_on.year(),
        None => year_of(session.ends_on),
    }
}

fn year_of(ends_on: NaiveDate) -> i32 {
    let next = i32::from(ends_on.month() >= NEXT_YEAR_FROM);
    ends_on.year() + next
}
