//! What tests of rosters arrange beside the API, and look at beneath it.

use actix_web::http::Method;
use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, SqliteConnection,
    connection::SimpleConnection as _,
    sql_query,
    sql_types::{BigInt, Text},
};
use domain::{
    accounts::sessions::SessionKind,
    ids::{Id, SchoolId, UserId},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    app::TestApp, bundles::Bundle, persona::Persona, postgres::Role, reply::Reply, template::Place,
};

/// The address of imports.
pub const IMPORTS: &str = "/v1/rosters/imports";

/// The address of merges.
pub const MERGES: &str = "/v1/rosters/merges";

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

/// A person who imports rosters.
#[derive(Clone)]
pub struct Importer(pub Persona);

impl Importer {
    /// Sends an archive.
    pub async fn send(&self, archive: Vec<u8>, headers: &[(&str, &str)]) -> Reply {
        let mut all = vec![("Content-Type", "application/zip")];
        all.extend(headers);
        self.0.send(Method::POST, IMPORTS, &all, archive).await
    }

    /// Stages a bundle and gives the import's address.
    pub async fn stage(&self, bundle: &Bundle) -> String {
        let reply = self.send(bundle.zip(), &[]).await.assert(201);
        assert_eq!(reply.text("/state"), "staged");
        reply.header("location")
    }

    /// Applies a staged import.
    pub async fn apply(&self, import: &str, accept_removals: bool) -> Reply {
        let body = json!({ "accept_removals": accept_removals });
        self.0.post(&format!("{import}/apply"), body).await
    }

    /// Discards what is staged, so that there is room.
    pub async fn discard_staged(&self) {
        for import in self.0.get(IMPORTS).await.assert(200).rows() {
            if let ("staged", Some(id)) = (
                import["state"].as_str().unwrap_or_default(),
                import["id"].as_str(),
            ) {
                let path = format!("{IMPORTS}/{id}/discard");
                self.0.post_empty(&path).await.assert(200);
            }
        }
    }

    /// Stages and applies, and gives what was done.
    pub async fn import(&self, bundle: &Bundle) -> Value {
        let import = self.stage(bundle).await;
        self.apply(&import, false).await.assert(200).json()
    }

    /// The account that is proposed to be merged of the person with one key, and the one of the
    /// candidate with another.
    ///
    /// # Panics
    /// When it is not proposed.
    pub async fn proposed(&self, key: &str, left: &str) -> (String, String) {
        let path = "/v1/rosters/merge-proposals?limit=200";
        let proposals = self.0.get(path).await.assert(200).rows();
        let of =
            |rows: &[Value], key: &str| rows.iter().find(|row| row["source_id"] == key).cloned();
        let id = |row: &Value| row["user_id"].as_str().unwrap_or_default().to_owned();
        let proposal = of(&proposals, key).unwrap_or_else(|| panic!("{key} is not proposed"));
        let candidates = proposal["candidates"].as_array().cloned();
        let candidate = of(&candidates.unwrap_or_default(), left);
        let candidate = candidate.unwrap_or_else(|| panic!("{left} is no candidate"));
        (id(&proposal), id(&candidate))
    }

    /// The first page of an import's findings.
    pub async fn findings(&self, import: &str) -> Vec<Value> {
        let reply = self.0.get(&format!("{import}/findings?limit=200")).await;
        let page = reply.assert(200).json();
        page["data"].as_array().cloned().unwrap_or_default()
    }
}

/// An administrator of the district who imports, its two schools known to rosters as `s0`, `s1`.
pub async fn importer(school: &TestApp) -> Importer {
    let importer = Importer(school.district_admin("Novak").await);
    name_school(&importer, school.world.school, "s0").await;
    name_school(&importer, school.world.other_school, "s1").await;
    importer
}

/// Gives a school the key that rosters have for it.
pub async fn name_school(importer: &Importer, school: SchoolId, key: &str) {
    let path = format!("/v1/schools/{school}");
    let named = json!({ "source_id": key });
    importer.0.patch(&path, "*", named).await.assert(200);
}

/// The only member of staff with a part in a rostered class, with a session.
///
/// # Panics
/// When there is none.
pub async fn teacher_of(app: &TestApp, class: &str) -> Persona {
    let user = user(
        app,
        &format!(
            "teaching_assignments t JOIN classes c ON c.id = t.class_id WHERE c.source_id = '{class}'"
        ),
        "t.user_id",
    );
    signed_in(app, user, SessionKind::Staff).await
}

/// Some student of a rostered class, with a session.
///
/// # Panics
/// When there is none.
pub async fn student_of(app: &TestApp, class: &str) -> Persona {
    let user = user(
        app,
        &format!("enrollments e JOIN classes c ON c.id = e.class_id WHERE c.source_id = '{class}'"),
        "e.user_id",
    );
    signed_in(app, user, SessionKind::StudentOnPersonalDevice).await
}

fn user(app: &TestApp, from: &str, column: &str) -> UserId {
    let shown = match *app.place {
        Place::Sqlite(_) => format!("lower(hex({column}))"),
        Place::Postgres(_) => format!("{column}::text"),
    };
    let found = word(app, &format!("SELECT min({shown}) AS word FROM {from}"));
    Id::from_uuid(Uuid::parse_str(&found).unwrap_or_else(|_| panic!("an id: {found}")))
}

async fn signed_in(app: &TestApp, user: UserId, kind: SessionKind) -> Persona {
    let id = literal(app, user.uuid());
    execute(
        app,
        &format!("UPDATE users SET status = 'active' WHERE id = {id}"),
    );
    app.signed_in(app.world.district, user, kind).await
}

/// The id of a rostered class.
///
/// # Panics
/// When there is none.
pub fn class(app: &TestApp, key: &str) -> Uuid {
    user(
        app,
        &format!("classes c WHERE c.source_id = '{key}'"),
        "c.id",
    )
    .uuid()
}

/// A UUID as the database writes it.
pub fn literal(app: &TestApp, id: Uuid) -> String {
    match *app.place {
        Place::Sqlite(_) => format!("X'{}'", id.simple()),
        Place::Postgres(_) => format!("'{id}'"),
    }
}

/// Counts rows: what follows `FROM`.
///
/// # Panics
/// When the database fails.
pub fn count(app: &TestApp, from: &str) -> i64 {
    let query = sql_query(format!("SELECT count(*) AS number FROM {from}"));
    let found: Number = match &*app.place {
        Place::Sqlite(_) => query.get_result(&mut sqlite(app)),
        Place::Postgres(database) => query.get_result(&mut postgres(app, database)),
    }
    .unwrap_or_else(|failure| panic!("{failure}"));
    found.number
}

/// One text.
///
/// # Panics
/// When there is none.
pub fn word(app: &TestApp, query: &str) -> String {
    let query = sql_query(query);
    let found: Word = match &*app.place {
        Place::Sqlite(_) => query.get_result(&mut sqlite(app)),
        Place::Postgres(database) => query.get_result(&mut postgres(app, database)),
    }
    .unwrap_or_else(|failure| panic!("{failure}"));
    found.word
}

/// Changes rows behind the API's back.
///
/// # Panics
/// When the database fails.
pub fn execute(app: &TestApp, statement: &str) {
    match &*app.place {
        Place::Sqlite(_) => sqlite(app).batch_execute(statement),
        Place::Postgres(database) => postgres(app, database).batch_execute(statement),
    }
    .unwrap_or_else(|failure| panic!("{failure}"));
}

fn sqlite(app: &TestApp) -> SqliteConnection {
    let file = app.place.file().unwrap_or_else(|| panic!("a file"));
    let path = file.to_str().unwrap_or_else(|| panic!("a path in UTF-8"));
    let mut connection =
        SqliteConnection::establish(path).unwrap_or_else(|failure| panic!("{failure}"));
    connection
        .batch_execute("PRAGMA busy_timeout = 5000")
        .unwrap_or_else(|failure| panic!("{failure}"));
    connection
}

fn postgres(app: &TestApp, database: &crate::postgres::Database) -> PgConnection {
    let mut connection = PgConnection::establish(&database.url(Role::Owner))
        .unwrap_or_else(|failure| panic!("{failure}"));
    connection
        .batch_execute(&format!(
            "SET hallpass.organization = '{}'",
            app.world.district
        ))
        .unwrap_or_else(|failure| panic!("{failure}"));
    connection
}
