//! The schema: the same on both databases, undone as it was done, kept apart by tenant.

mod query_plans;
mod row_security;

use std::{collections::BTreeSet, path::PathBuf};

use diesel::{
    Connection, PgConnection, RunQueryDsl, SqliteConnection, sql_query, sql_types::BigInt,
};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use persistence::{Address, migrate};
use tests::{
    postgres::{Role, Server, server},
    schema::{self, Schema},
};

/// The tables that do not belong to one tenant's people: they say which tenant to ask.
const BEFORE_SIGN_IN: [&str; 3] = ["handles", "organization_domains", "organizations"];

/// The tables with one row for each organization.
const ONE_EACH: [&str; 4] = [
    "audit_heads",
    "audit_installation",
    "households",
    "organization_keys",
];

/// The one index over all organizations: it says whose work is due, and nothing about anybody.
const OF_ALL: (&str, &str) = ("jobs", "not_before");

#[cfg(test)]
pub fn required_server() -> &'static Server {
    server().expect("without a PostgreSQL this test is ignored")
}

#[cfg(test)]
fn steps(tree: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../migrations")
        .join(tree)
}

#[cfg(test)]
fn sqlite() -> Schema {
    let directory = tempfile::TempDir::new().unwrap();
    let file = directory.path().join("schema.db");
    migrate(&Address::Sqlite(file.clone()), "hallpass_service").unwrap();
    schema::of_sqlite(&mut SqliteConnection::establish(file.to_str().unwrap()).unwrap())
}

#[cfg(test)]
fn postgres() -> Schema {
    let database = required_server().empty_database().unwrap();
    let url = database.url(Role::Owner);
    migrate(&Address::Postgres(url.clone()), "hallpass_service").unwrap();
    schema::of_postgres(&mut PgConnection::establish(&url).unwrap())
}

#[cfg(test)]
pub fn tenants_tables(schema: &Schema) -> impl Iterator<Item = (&String, &schema::Table)> {
    schema
        .iter()
        .filter(|(name, _)| !BEFORE_SIGN_IN.contains(&name.as_str()))
}

#[test]
fn both_trees_have_the_same_steps() {
    let names = |tree| {
        std::fs::read_dir(steps(tree))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn both_trees_make_the_same_tables() {
    let (sqlite, postgres) = (sqlite(), postgres());
    assert_eq!(
        sqlite.keys().collect::<Vec<_>>(),
        postgres.keys().collect::<Vec<_>>()
    );
    for (name, table) in &sqlite {
        assert_eq!(table, &postgres[name], "{name}: SQLite on the left");
    }
}

#[cfg(test)]
fn every_step_is_undone<C: MigrationHarness<C::Backend> + Connection>(
    conn: &mut C,
    tree: &str,
    read: impl Fn(&mut C) -> Schema,
) {
    let steps = FileBasedMigrations::from_path(steps(tree)).unwrap();
    let mut before = read(conn);
    while conn.has_pending_migration(steps.clone()).unwrap() {
        let step = conn.run_next_migration(steps.clone()).unwrap().to_string();
        let after = read(conn);
        assert_ne!(before, after, "{step} does nothing");
        conn.revert_last_migration(steps.clone()).unwrap();
        assert_eq!(read(conn), before, "{step} is not undone");
        conn.run_next_migration(steps.clone()).unwrap();
        assert_eq!(read(conn), after, "{step} differs the second time");
        before = after;
    }
    conn.revert_all_migrations(steps).unwrap();
    assert!(read(conn).is_empty(), "all steps undone leave nothing");
}

#[test]
fn every_step_is_undone_on_sqlite() {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    every_step_is_undone(&mut conn, "sqlite", schema::of_sqlite);
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn every_step_is_undone_on_postgres() {
    let database = required_server().empty_database().unwrap();
    let mut conn = PgConnection::establish(&database.url(Role::Owner)).unwrap();
    every_step_is_undone(&mut conn, "postgres", schema::of_postgres);
    let functions = "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace";
    assert_eq!(count(&mut conn, functions), 0, "functions are left");
}

#[test]
fn every_row_belongs_to_an_organization() {
    for (name, table) in tenants_tables(&sqlite()) {
        let first = table.primary_key.first().map(String::as_str);
        assert_eq!(first, Some("organization_id"), "{name}: its key");
        assert!(
            table.primary_key.len() > 1 || ONE_EACH.contains(&name.as_str()),
            "{name}: its key is of one column"
        );
        for index in table.unique.iter().chain(&table.indexes) {
            let is_of_all = (name.as_str(), index[0].as_str()) == OF_ALL;
            assert!(
                is_of_all || index[0] == "organization_id",
                "{name}: {index:?}"
            );
        }
    }
}

#[test]
fn no_row_points_into_another_organization() {
    for (name, table) in tenants_tables(&sqlite()) {
        for key in &table.foreign_keys {
            let to_tenant = key.table == "organizations" && key.columns == ["organization_id"];
            let within = key.columns[0] == "organization_id" && key.columns.len() > 1;
            // A district assigns and works through courses of the public catalogue.
            let to_catalogue = key.columns[0] == "course_organization_id" && key.columns.len() > 1;
            assert!(to_tenant || within || to_catalogue, "{name}: {key:?}");
            assert_eq!(key.references[0], "organization_id", "{name}: {key:?}");
        }
    }
}

#[cfg(test)]
#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[cfg(test)]
pub fn count(conn: &mut PgConnection, query: &str) -> i64 {
    sql_query(query).get_result::<Count>(conn).unwrap().count
}
