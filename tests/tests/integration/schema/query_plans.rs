//! How the databases find what is asked of a long audit log. The statements are those that the
//! service sends: they are heard on its connections, and given to the database to explain.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, SqliteConnection,
    connection::{
        Instrumentation, InstrumentationEvent, SimpleConnection as _, set_default_instrumentation,
    },
    sql_query,
    sql_types::Text,
};
use domain::{
    access::Relationship,
    audit::Channel,
    ids::{ObjectKind, UserId},
    mint::Clock as _,
};
use persistence::{
    Scope,
    audit::{self, EventsWanted},
    paging::PageRequest,
};
use tests::{app::TestApp, founding, on_each_backend, postgres::Role, rows::Rows, template::Place};
use uuid::Uuid;

/// What the log is filled with: events, and lists that they share; objects of each list, and things
/// that these are.
const EVENTS: u32 = 20_000;
const LISTS: u32 = 4_000;
const OBJECTS: u32 = 10;
const THINGS: u32 = 5_000;

/// How the databases say that they read a table, or all of a tenant's rows in it, one after another.
const WALKS: [&str; 4] = ["Seq Scan", "SCAN", "(organization_id=?)", " id<?)"];

/// The statements that read the log by its objects.
static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// How many tests listen. Connections of the tests beside them are listened to as long.
static LISTENING: AtomicUsize = AtomicUsize::new(0);

on_each_backend! {
    async fn events_about_an_object_or_a_person_are_found_through_the_indexes(school: TestApp) {
        fill(&school);
        set_default_instrumentation(listener).unwrap();
        let thing = |number| Uuid::from_u128(u128::from(THINGS) + number);
        let person = |number| Some(UserId::from_uuid(thing(number)));
        let object = |number, kind| Some((thing(number), kind));
        let all = EventsWanted::default();
        for (what, wanted) in [
            ("object_id", EventsWanted { object: object(1, None), ..all }),
            ("object_kind", EventsWanted { object: object(3, Some(ObjectKind::Class)), ..all }),
            ("person_id", EventsWanted { person: person(2), ..all }),
            ("person_id with object_id", EventsWanted { person: person(4), object: object(5, None), ..all }),
        ] {
            let plan = plan(&school, &asked(&school, wanted).await);
            for index in ["audit_objects_of_object", "audit_events_of_list"] {
                assert!(plan.iter().any(|step| step.contains(index)), "{what} does not use {index}: {plan:#?}");
            }
            for walk in WALKS {
                assert!(!plan.iter().any(|step| step.contains(walk)), "{what} reads the whole log: {plan:#?}");
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unnecessary_wraps, reason = "Diesel may be given none")]
fn listener() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(|event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event
            && LISTENING.load(Ordering::SeqCst) > 0
        {
            let query = query.to_string();
            if query.starts_with("SELECT") && query.contains("audit_objects") {
                HEARD
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(query);
            }
        }
    }))
}

/// How a database writes a value that is made of a number.
type Expression = fn(&str) -> String;

/// Fills the log of the district.
#[cfg(test)]
fn fill(school: &TestApp) {
    let mut rows = Rows::of(school);
    let district = rows.id(school.world.district.uuid());
    let (id, digest, now): (Expression, Expression, &str) = match rows {
        Rows::Sqlite(_) => (
            |number| format!("unhex(printf('%032x', {number}))"),
            |number| format!("unhex(printf('%064x', {number}))"),
            "0",
        ),
        Rows::Postgres(_) => (
            |number| format!("CAST(lpad(to_hex({number}), 32, '0') AS uuid)"),
            |number| format!("decode(lpad(to_hex({number}), 64, '0'), 'hex')"),
            "now()",
        ),
    };
    let numbers = |count: u32| {
        format!(
            "WITH RECURSIVE numbers (n) AS
                 (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {count})"
        )
    };
    let (event, list) = (id("n"), digest(&format!("n % {LISTS}")));
    rows.execute(&format!(
        "INSERT INTO audit_events (organization_id, id, at, happening, outcome, object_list,
             records, attempts, channel, request_id, leaf)
         {} SELECT {district}, {event}, {now}, 'list_students', 'done', {list}, 1, 1, 'api', {event},
             {list} FROM numbers",
        numbers(EVENTS),
    ));
    let kind = "CASE n % 2 WHEN 0 THEN 'user' ELSE 'class' END";
    let (list, thing) = (
        digest(&format!("n / {OBJECTS}")),
        id(&format!("{THINGS} + n % {THINGS}")),
    );
    rows.execute(&format!(
        "INSERT INTO audit_objects (organization_id, list, position, role, kind, object_id)
         {} SELECT {district}, {list}, n % {OBJECTS}, 'shown', {kind}, {thing} FROM numbers",
        numbers(LISTS * OBJECTS),
    ));
    if let Rows::Postgres(_) = rows {
        rows.execute("ANALYZE audit_events, audit_objects");
    }
}

/// The statement with which the service looks for these events, and what is bound to it.
#[cfg(test)]
async fn asked(school: &TestApp, wanted: EventsWanted) -> Asked {
    let district = school.world.district;
    let scope = Scope::new(Channel::Worker, district, school.clock.now(), Uuid::nil());
    let page = PageRequest {
        after: None,
        limit: 50,
    };
    let database = school.place.open(9);
    let found = database.read(scope, move |tx| {
        let permit = founding::permit(tx, Relationship::DistrictAdmin, district);
        audit::list(tx, &permit, &wanted, page)
    });
    LISTENING.fetch_add(1, Ordering::SeqCst);
    let found = found.await;
    LISTENING.fetch_sub(1, Ordering::SeqCst);
    assert!(!found.unwrap().rows.is_empty());
    let (object, person) = (wanted.object.map(|(id, _)| id), wanted.person);
    let id = object.or(person.map(UserId::uuid)).unwrap().to_string();
    let heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
    let of_this_test = |said: &&String| said.contains(&district.to_string()) && said.contains(&id);
    let (statement, bound) = (heard.iter().find(of_this_test))
        .and_then(|said| said.split_once(" -- binds: "))
        .unwrap();
    Asked {
        statement: statement.to_owned(),
        bound: bound.to_owned(),
    }
}

/// A statement as it was sent, and a description of the values that were bound to it.
struct Asked {
    statement: String,
    bound: String,
}

#[derive(QueryableByName)]
struct SqliteStep {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct PostgresStep {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    detail: String,
}

/// The steps of the plan of a statement. On PostgreSQL the plan is for its values, under the role of
/// the service; on SQLite no plan depends on values.
#[cfg(test)]
fn plan(school: &TestApp, Asked { statement, bound }: &Asked) -> Vec<String> {
    match &*school.place {
        Place::Sqlite(_) => {
            let file = school.place.file().unwrap();
            let mut conn = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
            let plan = sql_query(format!("EXPLAIN QUERY PLAN {statement}"));
            let steps = plan.load::<SqliteStep>(&mut conn).unwrap();
            steps.into_iter().map(|step| step.detail).collect()
        }
        Place::Postgres(database) => {
            let mut conn = PgConnection::establish(&database.url(Role::Service)).unwrap();
            let district = school.world.district;
            conn.batch_execute(&format!(
                "SET hallpass.organization = '{district}'; PREPARE asked AS {statement}"
            ))
            .unwrap();
            let values: Vec<String> = (bound.trim_matches(['[', ']']).split(", "))
                .map(|value| value.trim_start_matches("BindUuid("))
                .map(|value| format!("'{}'", value.trim_matches([')', '"'])))
                .collect();
            let plan = sql_query(format!("EXPLAIN EXECUTE asked ({})", values.join(", ")));
            let steps = plan.load::<PostgresStep>(&mut conn).unwrap();
            steps.into_iter().map(|step| step.detail).collect()
        }
    }
}
