//! A class that learns: the bundled course, its assignment, and what pupils report.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use api::courses::catalogue::bundled;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query,
};
use domain::{
    access::{Relationship, action::AssignCourse},
    courses::outline::Course,
    ids::{
        ActivityId, ClassId, CourseAssignmentId, CourseId, CourseVersionId, Id, LessonId, PLATFORM,
        UnitId, UserId,
    },
};
use persistence::{
    Address,
    courses::{Edition, Ending, PartIds, assign, end, seed},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    app::TestApp,
    founding::{self, installation, permit},
    postgres::Role,
    template::Place,
};

/// The bundled course as it stands in a test's database.
#[derive(Clone)]
pub struct StarterCourse {
    /// Its version.
    pub version: CourseVersionId,
    course: Arc<Course>,
}

/// Ids that follow from slugs.
struct SlugIds;

fn id_of<Kind>(path: &str) -> Id<Kind> {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    let high = u128::from(hasher.finish());
    "again".hash(&mut hasher);
    let low = u128::from(hasher.finish());
    Id::from_uuid(uuid::Builder::from_random_bytes((high << 64 | low).to_be_bytes()).into_uuid())
}

impl PartIds for SlugIds {
    fn unit(&self, unit: &str) -> UnitId {
        id_of(&format!("unit/{unit}"))
    }

    fn lesson(&self, lesson: &str) -> LessonId {
        id_of(&format!("lesson/{lesson}"))
    }

    fn activity(&self, lesson: &str, activity: &str) -> ActivityId {
        id_of(&format!("activity/{lesson}/{activity}"))
    }
}

impl StarterCourse {
    /// Loads it.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn load(school: &TestApp) -> Self {
        let now = chrono_now(school);
        let bundle = bundled()
            .unwrap_or_else(|failure| panic!("{failure}"))
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("a course"));
        let (course, version): (CourseId, CourseVersionId) = (id_of("course"), id_of("version"));
        let content = bundle.course.clone();
        founding::write(&school.database, PLATFORM, now, move |tx| {
            let edition = Edition {
                course,
                version,
                number: 1,
                content: &content,
                parts: &SlugIds,
            };
            seed(tx, &installation(), &[edition])
        })
        .await;
        Self {
            version,
            course: Arc::new(bundle.course.get().clone()),
        }
    }

    /// The lesson at this place, from 0.
    ///
    /// # Panics
    /// When there is none.
    pub fn lesson(&self, place: usize) -> Uuid {
        SlugIds.lesson(&self.slug(place)).uuid()
    }

    fn slug(&self, place: usize) -> String {
        let mut lessons = self.course.units.iter().flat_map(|unit| &unit.lessons);
        let lesson = lessons.nth(place).unwrap_or_else(|| panic!("a lesson"));
        lesson.slug.clone()
    }

    /// The activities of the lesson at this place.
    ///
    /// # Panics
    /// When there is none.
    pub fn activities(&self, place: usize) -> Vec<Uuid> {
        let slug = self.slug(place);
        let mut lessons = self.course.units.iter().flat_map(|unit| &unit.lessons);
        let lesson = lessons.nth(place).unwrap_or_else(|| panic!("a lesson"));
        let ids = lesson.activities.iter();
        ids.map(|activity| SlugIds.activity(&slug, &activity.slug).uuid())
            .collect()
    }

    /// Assigns it to a class.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn assign(&self, school: &TestApp, class: ClassId) -> CourseAssignmentId {
        let (district, now, version) = (school.world.district, chrono_now(school), self.version);
        founding::write(&school.database, district, now, move |tx| {
            let permit = permit::<AssignCourse>(district, Relationship::TeacherOfRecord, class);
            assign(tx, &permit, version).map(|assigned| {
                assigned
                    .unwrap_or_else(|refusal| panic!("{refusal}"))
                    .record
                    .id
            })
        })
        .await
    }

    /// Ends its assignment to a class.
    ///
    /// # Panics
    /// When there is none.
    pub async fn take_back(
        &self,
        school: &TestApp,
        class: ClassId,
        assignment: CourseAssignmentId,
    ) {
        let (district, now) = (school.world.district, chrono_now(school));
        founding::write(&school.database, district, now, move |tx| {
            let permit = permit::<AssignCourse>(district, Relationship::TeacherOfRecord, class);
            assert_eq!(end(tx, &permit, assignment)?, Ending::Over);
            Ok(())
        })
        .await;
    }
}

/// The instant at which the test stands.
pub fn chrono_now(school: &TestApp) -> DateTime<Utc> {
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
        let at = chrono_now(self.school) - TimeDelta::seconds(seconds);
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
    /// A pupil's.
    Enrollment,
    /// A teacher's.
    Teaching,
}

/// Arranges in the tables what other rooms do over HTTP.
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

/// Enrols a pupil of the district in another class, under the agreement that they have.
///
/// # Panics
/// When the database fails.
pub fn enroll_again(school: &TestApp, class: ClassId, pupil: UserId, from: DateTime<Utc>) {
    run(
        school,
        &format!(
            "INSERT INTO enrollments (organization_id, id, class_id, user_id, collected_under, begins_at) \
         SELECT organization_id, {}, {}, user_id, collected_under, {} FROM enrollments WHERE user_id = {} LIMIT 1",
            literal(school, Uuid::from_u128(class.uuid().as_u128() ^ 5)),
            literal(school, class.uuid()),
            instant(school, from),
            literal(school, pupil.uuid()),
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
fn instant(school: &TestApp, at: DateTime<Utc>) -> String {
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
