//! A class that learns: the bundled course, its assignment, and what students report.

use std::{collections::BTreeMap, sync::Arc};

use api::courses::catalogue::{BundledCourse, bundled};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query,
};
use domain::{
    courses::outline::Lesson,
    ids::{ClassId, UserId},
};
use persistence::{Address, courses::PartIds as _};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{app::TestApp, courses, persona::Persona, postgres::Role, template::Place};

/// The bundled course as it stands in a test's database.
#[derive(Clone)]
pub struct StarterCourse(Arc<BundledCourse>);

impl StarterCourse {
    /// Loads it.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn load(school: &TestApp) -> Self {
        courses::seed(school).await;
        let bundle = bundled().unwrap_or_else(|failure| panic!("{failure}"));
        let first = bundle.into_iter().next();
        Self(Arc::new(first.unwrap_or_else(|| panic!("a course"))))
    }

    /// Its version.
    pub fn version(&self) -> Uuid {
        self.0.ids().version().uuid()
    }

    fn at(&self, place: usize) -> &Lesson {
        let course = self.0.course.get();
        let mut lessons = course.units.iter().flat_map(|unit| &unit.lessons);
        lessons.nth(place).unwrap_or_else(|| panic!("a lesson"))
    }

    /// The lesson at this place, from 0.
    pub fn lesson(&self, place: usize) -> Uuid {
        self.0.ids().lesson(&self.at(place).details.slug).uuid()
    }

    /// The activities of the lesson at this place.
    pub fn activities(&self, place: usize) -> Vec<Uuid> {
        let (lesson, ids) = (self.at(place), self.0.ids());
        let activities = lesson.activities.iter();
        let of = ids.lesson(&lesson.details.slug);
        activities
            .map(|activity| ids.activity(of, activity).uuid())
            .collect()
    }

    /// Gives it to a class. Gives the address of the assignment.
    pub async fn assign(&self, teacher: &Persona, class: ClassId) -> String {
        teacher.assigned(class, &self.version().to_string()).await
    }
}

/// The instant at which the test stands.
pub fn now_of(school: &TestApp) -> DateTime<Utc> {
    domain::mint::Clock::now(school.clock.as_ref())
}

/// Events in the making: each has an id of its own and the instant of the test's clock.
pub struct Events<'s> {
    school: &'s TestApp,
    next: std::cell::Cell<u128>,
}

impl<'s> Events<'s> {
    /// Numbers its events from here on.
    pub fn from(school: &'s TestApp, first: u128) -> Self {
        Self {
            school,
            next: std::cell::Cell::new(first),
        }
    }

    /// An event with these fields, so many seconds ago.
    pub fn ago(&self, seconds: i64, fields: Value) -> Value {
        let id = Uuid::from_u128(self.next.get());
        self.next.set(self.next.get() + 1);
        let at = now_of(self.school) - TimeDelta::seconds(seconds);
        let mut event = json!({"id": id, "occurred_at": at});
        if let (Some(event), Value::Object(fields)) = (event.as_object_mut(), fields) {
            event.extend(fields);
        }
        event
    }

    /// A passed or failed try with code.
    pub fn attempt(&self, seconds: i64, activity: Uuid, outcome: &str, code: &str) -> Value {
        let kind = "attempted";
        self.ago(
            seconds,
            json!({"kind": kind, "activity_id": activity, "outcome": outcome, "code": code}),
        )
    }

    /// An answer to a question.
    pub fn chose(&self, seconds: i64, activity: Uuid, choices: &[u8]) -> Value {
        self.ago(
            seconds,
            json!({"kind": "attempted", "activity_id": activity, "choices": choices}),
        )
    }

    /// A finished activity.
    pub fn completed(&self, seconds: i64, activity: Uuid) -> Value {
        self.ago(
            seconds,
            json!({"kind": "completed", "activity_id": activity}),
        )
    }

    /// An opened lesson.
    pub fn opened(&self, seconds: i64, lesson: Uuid) -> Value {
        self.ago(
            seconds,
            json!({"kind": "lesson_opened", "lesson_id": lesson}),
        )
    }

    /// Time spent on an activity.
    pub fn spent(&self, seconds: i64, activity: Uuid, time: u32) -> Value {
        self.ago(
            seconds,
            json!({"kind": "time_spent", "activity_id": activity, "seconds": time}),
        )
    }

    /// An answer to a prompt.
    pub fn answered(&self, seconds: i64, activity: Uuid, answer: &str) -> Value {
        self.ago(
            seconds,
            json!({"kind": "prompt_answered", "activity_id": activity, "answer": answer}),
        )
    }
}

/// The results of a batch, in words: `recorded`, `already_recorded`, or the reason of the refusal.
///
/// # Panics
/// When the answer is none.
pub fn results(answer: &Value) -> Vec<String> {
    let results = answer["results"].as_array();
    let results = results.unwrap_or_else(|| panic!("no results: {answer}"));
    let said = results.iter().map(|result| {
        let reason = result["reason"].as_str().or(result["result"].as_str());
        reason.unwrap_or_default().to_owned()
    });
    said.collect()
}

/// How often each result was given.
pub fn counted(results: &[String]) -> BTreeMap<&str, usize> {
    let mut counted = BTreeMap::new();
    for result in results {
        *counted.entry(result.as_str()).or_default() += 1;
    }
    counted
}

/// Ends rows of a person in a class at an instant, as the tables have it.
#[derive(Clone, Copy)]
pub enum Membership {
    /// A student's.
    Enrollment,
    /// A teacher's.
    Teaching,
}

/// Arranges in the tables what other modules do over HTTP.
///
/// # Panics
/// When the database fails.
pub fn end_membership(
    school: &TestApp,
    membership: Membership,
    class: ClassId,
    user: UserId,
    at: DateTime<Utc>,
) {
    let table = match membership {
        Membership::Enrollment => "enrollments",
        Membership::Teaching => "teaching_assignments",
    };
    run(
        school,
        &format!(
            "UPDATE {table} SET ends_at = {} WHERE class_id = {} AND user_id = {}",
            instant(school, at),
            literal(school, class.uuid()),
            literal(school, user.uuid())
        ),
    );
}

/// Puts a person into a class in a part, from an instant on.
///
/// # Panics
/// When the database fails.
pub fn give_part(school: &TestApp, class: ClassId, user: UserId, role: &str, from: DateTime<Utc>) {
    run(
        school,
        &format!(
            "INSERT INTO teaching_assignments (organization_id, id, class_id, user_id, role, begins_at) \
         VALUES ({}, {}, {}, {}, '{role}', {})",
            literal(school, school.world.district.uuid()),
            literal(
                school,
                Uuid::from_u128(u128::from(user.uuid().as_u64_pair().1) + 7)
            ),
            literal(school, class.uuid()),
            literal(school, user.uuid()),
            instant(school, from),
        ),
    );
}

/// Enrols a student of the district in another class, under the agreement that they have.
///
/// # Panics
/// When the database fails.
pub fn enroll_again(school: &TestApp, class: ClassId, student: UserId, from: DateTime<Utc>) {
    run(
        school,
        &format!(
            "INSERT INTO enrollments (organization_id, id, class_id, user_id, collected_under, begins_at) \
         SELECT organization_id, {}, {}, user_id, collected_under, {} FROM enrollments WHERE user_id = {} LIMIT 1",
            literal(school, Uuid::from_u128(class.uuid().as_u128() ^ 5)),
            literal(school, class.uuid()),
            instant(school, from),
            literal(school, student.uuid()),
        ),
    );
}

/// A UUID as a literal of the database.
pub fn literal(school: &TestApp, id: Uuid) -> String {
    match school.place.as_ref() {
        Place::Sqlite(_) => format!("x'{}'", id.simple()),
        Place::Postgres(_) => format!("'{id}'"),
    }
}

/// An instant as a literal of the database.
pub fn instant(school: &TestApp, at: DateTime<Utc>) -> String {
    match school.place.as_ref() {
        Place::Sqlite(_) => at.timestamp_micros().to_string(),
        Place::Postgres(_) => format!("'{}'", at.to_rfc3339()),
    }
}

/// Runs a statement as the owner of the tables, to whom no tenant is set.
fn run(school: &TestApp, statement: &str) {
    let changed = match school.place.as_ref() {
        Place::Sqlite(_) => sql_query(statement).execute(&mut sqlite(school)),
        Place::Postgres(_) => {
            let mut conn = postgres(school);
            sql_query(statement).execute(&mut conn)
        }
    };
    let changed = changed.unwrap_or_else(|failure| panic!("{failure}"));
    assert_ne!(changed, 0, "{statement}");
}

/// Rows that a statement counts, as the column `n`.
///
/// # Panics
/// When the database fails.
pub fn count(school: &TestApp, statement: &str) -> i64 {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    let rows: Result<Vec<Count>, _> = match school.place.as_ref() {
        Place::Sqlite(_) => sql_query(statement).load(&mut sqlite(school)),
        Place::Postgres(_) => sql_query(statement).load(&mut postgres(school)),
    };
    let rows = rows.unwrap_or_else(|failure| panic!("{failure}"));
    rows.first().map_or(0, |count| count.n)
}

/// Whether a text stands anywhere in what a learner's events keep.
///
/// # Panics
/// When the database fails.
pub fn stands_in_the_clear(school: &TestApp, text: &str) -> bool {
    let contains = match school.place.as_ref() {
        Place::Sqlite(_) => format!("instr(content, CAST('{text}' AS BLOB))"),
        Place::Postgres(_) => format!("position('{text}'::bytea IN content)"),
    };
    count(
        school,
        &format!("SELECT COUNT(*) AS n FROM progress_events WHERE {contains} > 0"),
    ) > 0
}

fn sqlite(school: &TestApp) -> SqliteConnection {
    let Address::Sqlite(path) = school.place.address() else {
        panic!("an embedded database")
    };
    let path = path.to_str().unwrap_or_else(|| panic!("a path in UTF-8"));
    let mut conn = SqliteConnection::establish(path).unwrap_or_else(|failure| panic!("{failure}"));
    sql_query("PRAGMA busy_timeout = 5000")
        .execute(&mut conn)
        .unwrap_or_else(|failure| panic!("{failure}"));
    conn
}

fn postgres(school: &TestApp) -> PgConnection {
    let Place::Postgres(database) = school.place.as_ref() else {
        panic!("a PostgreSQL database")
    };
    let mut conn = PgConnection::establish(&database.url(Role::Service))
        .unwrap_or_else(|failure| panic!("{failure}"));
    let tenant = school.world.district;
    for statement in [
        "SET ROLE hallpass_service".to_owned(),
        format!("SET hallpass.organization = '{tenant}'"),
    ] {
        sql_query(statement)
            .execute(&mut conn)
            .unwrap_or_else(|failure| panic!("{failure}"));
    }
    conn
}
