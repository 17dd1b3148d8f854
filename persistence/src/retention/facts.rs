//! What the schedule has to know of accounts, read for some at a time.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::credentials::PersonKind,
    guardians::GuardianshipState,
    ids::{SchoolId, UserId},
    retention::{
        activity::{AccountActivity, counted_from},
        disposition::{AccountRecord, NthWarning, RetentionFacts},
        rule::RetentionRule,
    },
};

use crate::{
    database::Tx,
    error::DbError,
    schema::{
        classes, enrollments, feedback, guardianships, households, retention_warnings, users,
    },
};

/// An account as it was found.
pub(super) type Quiet = (UserId, PersonKind, DateTime<Utc>, Option<DateTime<Utc>>);

/// What is known of an account, without what stands against its end.
pub(super) struct Known {
    pub(super) person: UserId,
    pub(super) record: AccountRecord,
    pub(super) facts: RetentionFacts,
    /// The school that the student was of last.
    pub(super) school: Option<SchoolId>,
}

/// Which kind of tenant it is, as far as it decides which rules its accounts have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tenancy {
    /// A district: students without a class, adults.
    District,
    /// A home with this parent: learners, the parent.
    Home(UserId),
}

impl Tenancy {
    pub(super) fn of_tenant(tx: &mut Tx<'_>) -> Result<Self, DbError> {
        let parent: Option<UserId> = households::table
            .filter(households::organization_id.eq(tx.tenant()))
            .select(households::parent_id)
            .first(tx.conn())
            .optional()?;
        Ok(parent.map_or(Self::District, Self::Home))
    }

    fn rule(self, kind: PersonKind) -> RetentionRule {
        match (self, kind) {
            (_, PersonKind::Adult) => RetentionRule::R03,
            (Self::District, PersonKind::Student) => RetentionRule::R01,
            (Self::Home(_), PersonKind::Student) => RetentionRule::R02,
        }
    }
}

/// Reads what is known of accounts.
pub(super) fn known(
    tx: &mut Tx<'_>,
    tenancy: Tenancy,
    quiet: Vec<Quiet>,
) -> Result<Vec<Known>, DbError> {
    let people: Vec<UserId> = quiet.iter().map(|(person, ..)| *person).collect();
    let left = match tenancy {
        Tenancy::District => last_places(tx, &people)?,
        Tenancy::Home(_) => HashMap::new(),
    };
    let graded = graded(tx, &people)?;
    let parents = parents_sign_ins(tx, tenancy, &people)?;
    let warned = warnings(tx, &people)?;
    let known = quiet
        .into_iter()
        .map(|(person, kind, created_at, used_at)| {
            let rule = tenancy.rule(kind);
            let last = left.get(&person).filter(|_| kind == PersonKind::Student);
            let mut happened = vec![(AccountActivity::SignIn, used_at)];
            if kind == PersonKind::Student {
                let parent = parents.of(person);
                happened.push((AccountActivity::Graded, graded.get(&person).copied()));
                happened.push((AccountActivity::ParentSignIn, parent));
            }
            let began_at = last.map_or(created_at, |(ended_at, _)| created_at.max(*ended_at));
            let record = AccountRecord {
                rule,
                kind,
                counted_from: counted_from(began_at, happened),
            };
            let given = |nth| {
                let of = warned.get(&(person, nth));
                let valid = of.filter(|(of, from, _)| (*of, *from) == (rule, record.counted_from));
                valid.map(|(.., at)| *at)
            };
            Known {
                person,
                facts: RetentionFacts {
                    first_warned_at: given(NthWarning::First),
                    second_warned_at: given(NthWarning::Second),
                    ..RetentionFacts::default()
                },
                record,
                school: last.map(|(_, school)| *school),
            }
        });
    Ok(known.collect())
}

/// When the last place of students in a class ended, and at which school. A place ends with its class.
fn last_places(
    tx: &mut Tx<'_>,
    people: &[UserId],
) -> Result<HashMap<UserId, (DateTime<Utc>, SchoolId)>, DbError> {
    type Place = (
        UserId,
        Option<DateTime<Utc>>,
        DateTime<Utc>,
        Option<DateTime<Utc>>,
        SchoolId,
    );
    let places: Vec<Place> = enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq_any(people))
        .select((
            enrollments::user_id,
            enrollments::ends_at,
            classes::access_ends_at,
            classes::archived_at,
            classes::school_id,
        ))
        .load(tx.conn())?;
    let mut last: HashMap<UserId, (DateTime<Utc>, SchoolId)> = HashMap::new();
    for (person, ends_at, closes_at, archived_at, school) in places {
        let ended = ends_at.map_or(closes_at, |ends_at| ends_at.min(closes_at));
        let ended = archived_at.map_or(ended, |archived_at| ended.min(archived_at));
        let held = last.entry(person).or_insert((ended, school));
        if held.0 < ended {
            *held = (ended, school);
        }
    }
    Ok(last)
}

/// When a teacher last gave feedback to each of these learners.
fn graded(tx: &mut Tx<'_>, people: &[UserId]) -> Result<HashMap<UserId, DateTime<Utc>>, DbError> {
    let rows: Vec<(UserId, DateTime<Utc>)> = feedback::table
        .filter(feedback::organization_id.eq(tx.tenant()))
        .filter(feedback::learner_id.eq_any(people))
        .select((feedback::learner_id, feedback::given_at))
        .load(tx.conn())?;
    Ok(latest(rows))
}

/// When those who answer for a learner last signed in.
enum ParentSignIns {
    /// The parent of the home.
    OfAll(Option<DateTime<Utc>>),
    /// Verified guardians of students.
    OfEach(HashMap<UserId, DateTime<Utc>>),
}

impl ParentSignIns {
    fn of(&self, person: UserId) -> Option<DateTime<Utc>> {
        match self {
            Self::OfAll(at) => *at,
            Self::OfEach(each) => each.get(&person).copied(),
        }
    }
}

fn parents_sign_ins(
    tx: &mut Tx<'_>,
    tenancy: Tenancy,
    people: &[UserId],
) -> Result<ParentSignIns, DbError> {
    if let Tenancy::Home(parent) = tenancy {
        let at: Option<Option<DateTime<Utc>>> = users::table
            .find((tx.tenant(), parent))
            .select(users::last_used_at)
            .first(tx.conn())
            .optional()?;
        return Ok(ParentSignIns::OfAll(at.flatten()));
    }
    let rows: Vec<(UserId, Option<DateTime<Utc>>)> = guardianships::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(guardianships::organization_id)
                .and(users::id.eq(guardianships::guardian_id))),
        )
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::student_id.eq_any(people))
        .filter(guardianships::state.eq(GuardianshipState::Verified))
        .select((guardianships::student_id, users::last_used_at))
        .load(tx.conn())?;
    let known = rows
        .into_iter()
        .filter_map(|(person, at)| Some((person, at?)));
    Ok(ParentSignIns::OfEach(latest(known)))
}

fn latest(
    rows: impl IntoIterator<Item = (UserId, DateTime<Utc>)>,
) -> HashMap<UserId, DateTime<Utc>> {
    let mut latest: HashMap<UserId, DateTime<Utc>> = HashMap::new();
    for (person, at) in rows {
        let held = latest.entry(person).or_insert(at);
        *held = at.max(*held);
    }
    latest
}

type Given = (RetentionRule, DateTime<Utc>, DateTime<Utc>);

/// The warnings that were given: by which rule, from when the time counted, and when.
fn warnings(
    tx: &mut Tx<'_>,
    people: &[UserId],
) -> Result<HashMap<(UserId, NthWarning), Given>, DbError> {
    type Row = (
        UserId,
        NthWarning,
        RetentionRule,
        DateTime<Utc>,
        DateTime<Utc>,
    );
    let rows: Vec<Row> = retention_warnings::table
        .filter(retention_warnings::organization_id.eq(tx.tenant()))
        .filter(retention_warnings::user_id.eq_any(people))
        .select((
            retention_warnings::user_id,
            retention_warnings::nth,
            retention_warnings::rule,
            retention_warnings::counted_from,
            retention_warnings::warned_at,
        ))
        .load(tx.conn())?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(person, nth, rule, from, at)| ((person, nth), (rule, from, at)))
        .collect())
}
