//! What is known of one student's age: the one reading on which every decision about age rests.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use domain::{
    accounts::{context::AccountContext, credentials::PersonKind},
    age::{
        band::AgeBand,
        conflict::{AgeSource, StatementState},
        evidence::DobEvidence,
        known::{AgeDay, KnownAge, unstated},
        location::{LocationFacts, resolve_country},
        today::{Whereabouts, legal_midnight, legal_today},
    },
    classes::grade_level::GradeLevel,
    countries::Location,
    ids::{AgeStatementId, SchoolId, UserId},
    organizations::time_zone,
};

use crate::{
    accounts::keys_of::subject_key,
    database::Tx,
    error::DbError,
    households::{self, Household},
    keys::{BlindIndex, SealContext, Sealed},
    schema::{age_statements, classes, enrollments, school_enrollments, schools, users},
    sql_types::bind_instant,
};

/// Where evidence of age stands.
pub(super) const EVIDENCE: SealContext = SealContext::of("age_statements", "evidence");

/// A piece of evidence that is held.
#[derive(Clone, Copy, Debug)]
pub(super) struct HeldStatement {
    pub(super) id: AgeStatementId,
    pub(super) source: AgeSource,
    pub(super) evidence: DobEvidence,
    pub(super) state: StatementState,
    pub(super) stated_at: DateTime<Utc>,
}

/// How old a student is, as far as it is known.
pub(super) struct PersonAge {
    pub(super) context: AccountContext,
    /// The household, of a student at home.
    pub(super) household: Option<Household>,
    /// The legal day, and the ages that the law sets on it.
    pub(super) day: AgeDay,
    pub(super) known: KnownAge,
    pub(super) held: Vec<HeldStatement>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) suspended_at: Option<DateTime<Utc>>,
    whereabouts: Vec<Whereabouts>,
    places: BTreeSet<Location>,
}

impl PersonAge {
    /// The instant at which a day has begun at every school of the student.
    pub(super) fn midnight(&self, day: NaiveDate) -> DateTime<Utc> {
        let everywhere = self.whereabouts.iter();
        let begins = everywhere.map(|whereabouts| legal_midnight(day, *whereabouts));
        begins.max().unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// The legal day of another instant, and the ages on it.
    pub(super) fn day_at(&self, instant: DateTime<Utc>) -> AgeDay {
        day_at(instant, self.context, &self.whereabouts, &self.places)
    }
}

/// The band that is proven of a student of the tenant, by the legal day of this instant; a child's if nothing
/// is known.
pub(crate) fn band_of(tx: &mut Tx<'_>, person: UserId) -> Result<AgeBand, DbError> {
    let age = of_person(tx, person)?;
    Ok(age.map_or(AgeBand::Child, |age| age.known.proven_band(&age.day)))
}

/// What is known of the age of a student of the tenant; `None` if there is no such account.
pub(super) fn of_person(tx: &mut Tx<'_>, person: UserId) -> Result<Option<PersonAge>, DbError> {
    type Row = (
        Option<GradeLevel>,
        Option<BlindIndex>,
        DateTime<Utc>,
        Option<DateTime<Utc>>,
    );
    let row: Option<Row> = users::table
        .find((tx.tenant(), person))
        .filter(users::kind.eq(PersonKind::Student))
        .select((
            users::grade_level,
            users::source_index,
            users::created_at,
            users::suspended_at,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((grade, on_roster, created_at, suspended_at)) = row else {
        return Ok(None);
    };
    let household = households::of_tenant(tx)?;
    let (context, whereabouts) = match &household {
        Some(household) => (AccountContext::HomeManaged, vec![at_home(household)]),
        None => (AccountContext::SchoolManaged, at_schools(tx, person)?),
    };
    let places = resolve_country(LocationFacts {
        context,
        school: None,
        declared: household
            .as_ref()
            .map(|household| Location::country(household.country)),
        networks: &[],
    });
    let held = statements(tx, person)?;
    let of_state = |state| {
        held.iter()
            .filter(move |held| held.state == state)
            .map(|held| (held.source, held.evidence))
    };
    let keeps_grade = match on_roster {
        Some(_) => AgeSource::SchoolRoster,
        None => AgeSource::TeacherStatement,
    };
    let current = of_state(StatementState::Current).next();
    let known = KnownAge {
        current: current.unwrap_or_else(|| unstated(grade.map(|grade| (keeps_grade, grade)))),
        contested: of_state(StatementState::Contested).collect(),
    };
    Ok(Some(PersonAge {
        day: day_at(tx.now(), context, &whereabouts, &places),
        context,
        household,
        known,
        held,
        created_at,
        suspended_at,
        whereabouts,
        places,
    }))
}

fn day_at(
    instant: DateTime<Utc>,
    context: AccountContext,
    whereabouts: &[Whereabouts],
    places: &BTreeSet<Location>,
) -> AgeDay {
    let days = whereabouts
        .iter()
        .map(|whereabouts| legal_today(instant, *whereabouts));
    AgeDay::of(context, places, days.min().unwrap_or(NaiveDate::MIN))
}

fn at_home(household: &Household) -> Whereabouts {
    Whereabouts {
        context: AccountContext::HomeManaged,
        school: None,
        account: time_zone::parse(&household.time_zone).ok(),
        residence: Some(household.country),
    }
}

/// The zones of the student's schools, or an unknown one.
fn at_schools(tx: &mut Tx<'_>, person: UserId) -> Result<Vec<Whereabouts>, DbError> {
    let schools = schools_of(tx, person)?;
    let at = |school| Whereabouts {
        context: AccountContext::SchoolManaged,
        school,
        account: None,
        residence: None,
    };
    if schools.is_empty() {
        return Ok(vec![at(None)]);
    }
    let zones = schools.into_iter().map(|(_, zone)| zone);
    Ok(zones.map(at).collect())
}

/// The schools that have a student now, with their zones; if none has, those that had.
pub(super) fn schools_of(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<Vec<(SchoolId, Option<Tz>)>, DbError> {
    type Row = (SchoolId, String, Option<DateTime<Utc>>);
    let rows: Vec<Row> = school_enrollments::table
        .inner_join(
            schools::table.on(schools::organization_id
                .eq(school_enrollments::organization_id)
                .and(schools::id.eq(school_enrollments::school_id))),
        )
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::user_id.eq(person))
        .filter(school_enrollments::begins_at.le(bind_instant(tx.now())))
        .order(school_enrollments::id)
        .select((schools::id, schools::time_zone, school_enrollments::ends_at))
        .load(tx.conn())?;
    let seats = seats(tx, person)?;
    let now = tx.now();
    let is_present = |(school, _, ends_at): &Row| {
        ends_at.is_none_or(|end| end > now) || seats.iter().any(|(seat, _)| seat == school)
    };
    let has_present = rows.iter().any(is_present);
    Ok(rows
        .iter()
        .filter(|row| !has_present || is_present(row))
        .map(|(school, zone, _)| (*school, time_zone::parse(zone).ok()))
        .collect())
}

/// The schools of the classes in which a student is now, and since when.
pub(super) fn seats(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<Vec<(SchoolId, DateTime<Utc>)>, DbError> {
    let now = bind_instant(tx.now());
    Ok(enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(person))
        .filter(in_force!(enrollments, now))
        .select((classes::school_id, enrollments::begins_at))
        .load(tx.conn())?)
}

fn statements(tx: &mut Tx<'_>, person: UserId) -> Result<Vec<HeldStatement>, DbError> {
    type Row = (
        AgeStatementId,
        AgeSource,
        Sealed,
        StatementState,
        DateTime<Utc>,
    );
    let rows: Vec<Row> = age_statements::table
        .filter(age_statements::organization_id.eq(tx.tenant()))
        .filter(age_statements::user_id.eq(person))
        .order(age_statements::id)
        .select((
            age_statements::id,
            age_statements::source,
            age_statements::evidence,
            age_statements::state,
            age_statements::stated_at,
        ))
        .load(tx.conn())?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = subject_key(tx, person)?;
    rows.into_iter()
        .map(|(id, source, sealed, state, stated_at)| {
            let text = key.open_text(EVIDENCE, id.uuid(), &sealed)?;
            Ok(HeldStatement {
                id,
                source,
                evidence: DobEvidence::read(&text)
                    .ok_or(DbError::Corrupt("evidence of age reads back"))?,
                state,
                stated_at,
            })
        })
        .collect()
}
