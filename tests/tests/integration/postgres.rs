//! The harness itself: databases on a PostgreSQL server, and who may do what in them.

use diesel::connection::SimpleConnection;
use diesel::sql_types::{Bool, Integer};
use diesel::{Connection, PgConnection, RunQueryDsl};
use tests::postgres::{Address, Database, Role, Server, server};

#[cfg(test)]
fn required_server() -> &'static Server {
    server().expect("without a PostgreSQL this test is ignored")
}

#[cfg(test)]
fn connect(database: &Database, role: Role) -> PgConnection {
    PgConnection::establish(&database.url(role)).unwrap()
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn a_copy_begins_as_its_template_and_goes_its_own_way() {
    let server = required_server();
    let template = server.empty_database().unwrap();
    connect(&template, Role::Owner)
        .batch_execute("CREATE TABLE students AS SELECT 1 AS id")
        .unwrap();

    let changed = server.copy_of(&template).unwrap();
    connect(&changed, Role::Owner)
        .batch_execute("DELETE FROM students")
        .unwrap();
    let untouched = server.copy_of(&template).unwrap();
    let students = diesel::select(diesel::dsl::sql::<Integer>("id FROM students"))
        .first::<i32>(&mut connect(&untouched, Role::Owner));

    assert_eq!(students, Ok(1));
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn a_database_goes_away_with_its_handle_though_someone_is_connected() {
    let database = required_server().empty_database().unwrap();
    let url = database.url(Role::Owner);
    let connection = PgConnection::establish(&url).unwrap();

    drop(database);

    assert!(PgConnection::establish(&url).is_err());
    drop(connection);
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn neither_role_escapes_row_level_security() {
    let database = required_server().empty_database().unwrap();
    for role in [Role::Owner, Role::Service] {
        let escapes = "bool_or(rolsuper OR rolbypassrls OR rolcreaterole)
                       FROM pg_roles WHERE rolname = current_user";
        let escapes = diesel::select(diesel::dsl::sql::<Bool>(escapes))
            .first::<bool>(&mut connect(&database, role));
        assert_eq!(escapes, Ok(false), "{role}");
    }
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn the_service_sees_no_row_that_a_policy_hides() {
    let database = required_server().empty_database().unwrap();
    let tables = "CREATE TABLE students AS SELECT 1 AS id;
                  ALTER TABLE students ENABLE ROW LEVEL SECURITY;
                  GRANT SELECT ON students TO hallpass_service";
    connect(&database, Role::Owner)
        .batch_execute(tables)
        .unwrap();

    let students = diesel::select(diesel::dsl::sql::<Integer>(
        "count(*)::integer FROM students",
    ))
    .first::<i32>(&mut connect(&database, Role::Service));

    assert_eq!(students, Ok(0));
}

#[test]
fn role_and_database_change_and_the_rest_of_the_url_stays() {
    for (given, expected) in [
        (
            "postgres://a:b@localhost:5433/x?sslmode=require",
            "localhost:5433/db?sslmode=require",
        ),
        ("postgresql://localhost", "localhost/db"),
        (
            "postgres://postgres@/postgres?host=/tmp/cluster",
            "/db?host=/tmp/cluster",
        ),
    ] {
        let url = Address::parse(given).unwrap().url("role", "word", "db");
        assert_eq!(url, format!("postgres://role:word@{expected}"));
    }
}

#[test]
fn the_url_of_another_database_is_not_an_address() {
    assert_eq!(Address::parse("sqlite://hallpass.db"), None);
}
