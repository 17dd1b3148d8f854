//! The schema of the house: the same on both databases, undone as it was done, walled by tenant.

use std::{collections::BTreeSet, path::PathBuf};

use diesel::{
    Connection, PgConnection, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection,
    sql_query,
    sql_types::{BigInt, Bool, Text},
};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use persistence::{Address, migrate};
use tests::{
    app::{Backend, TestApp},
    backends,
    postgres::{Role, Server, server},
    schema::{self, Schema},
    template::Place,
};

/// The tables that do not belong to one tenant's people: they say which tenant to ask.
const BEFORE_SIGN_IN: [&str; 2] = ["handles", "organizations"];

#[cfg(test)]
fn required_server() -> &'static Server {
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
fn tenants_tables(schema: &Schema) -> impl Iterator<Item = (&String, &schema::Table)> {
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
            table.primary_key.len() > 1 || name == "organization_keys",
            "{name}: its key is of one column"
        );
        for index in table.unique.iter().chain(&table.indexes) {
            assert_eq!(index[0], "organization_id", "{name}: {index:?}");
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
fn count(conn: &mut PgConnection, query: &str) -> i64 {
    sql_query(query).get_result::<Count>(conn).unwrap().count
}

#[cfg(test)]
#[derive(diesel::QueryableByName)]
struct Policy {
    #[diesel(sql_type = Text)]
    rule: String,
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn row_level_security_is_enabled_and_forced_on_every_table_of_tenants() {
    let database = required_server().empty_database().unwrap();
    let url = database.url(Role::Owner);
    migrate(&Address::Postgres(url.clone()), "hallpass_service").unwrap();
    let mut conn = PgConnection::establish(&url).unwrap();
    let tenant = "(organization_id = (NULLIF(current_setting('hallpass.organization'::text, true), ''::text))::uuid)";
    for name in schema::of_postgres(&mut conn).keys() {
        let walls = format!(
            "SELECT count(*) FROM pg_class WHERE oid = '{name}'::regclass
             AND relrowsecurity AND relforcerowsecurity"
        );
        let walled = count(&mut conn, &walls) == 1;
        assert_eq!(walled, name != "handles", "{name}");
        let writers = sql_query(format!(
            "SELECT qual || ' / ' || coalesce(with_check, '') AS rule FROM pg_policies
             WHERE tablename = '{name}' AND cmd <> 'SELECT'"
        ));
        let rules: Vec<String> = writers
            .load::<Policy>(&mut conn)
            .unwrap()
            .into_iter()
            .map(|policy| policy.rule)
            .collect();
        if walled {
            assert_eq!(rules, [format!("{tenant} / {tenant}")], "{name}");
        }
    }
}

#[cfg(test)]
fn world_on_postgres(story: impl AsyncFnOnce(TestApp, PgConnection)) {
    backends::run(Backend::Postgres, async |school: TestApp| {
        let Place::Postgres(database) = &*school.place else {
            panic!("a PostgreSQL place")
        };
        let conn = PgConnection::establish(&database.url(Role::Service)).unwrap();
        story(school.clone(), conn).await;
    });
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn the_role_that_serves_owns_nothing_and_skips_nothing() {
    world_on_postgres(async |_, mut conn| {
        let unwalled = "SELECT count(*) FROM pg_roles WHERE rolname = current_user
             AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)";
        assert_eq!(count(&mut conn, unwalled), 0);
        let owned = "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole";
        assert_eq!(count(&mut conn, owned), 0);
        let changes_the_log = diesel::select(diesel::dsl::sql::<Bool>(
            "has_table_privilege('audit_events', 'UPDATE, DELETE, TRUNCATE')
             OR has_table_privilege('audit_links', 'UPDATE, DELETE, TRUNCATE')",
        ));
        assert_eq!(changes_the_log.get_result(&mut conn), Ok(false));
    });
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn without_a_scope_or_in_another_one_no_row_of_a_tenant_is_seen() {
    world_on_postgres(async |school, mut conn| {
        school.teacher("Rivera").await.class("Robots").await;
        let district = school.world.district;
        let own = format!("SET hallpass.organization = '{district}'");
        let other = format!(
            "SET hallpass.organization = '{}'",
            school.world.other_district
        );
        let names: Vec<String> = tenants_tables(&schema::of_postgres(&mut conn))
            .map(|(name, _)| name.clone())
            .collect();
        let mut filled = 0;
        for name in names {
            let rows = format!("SELECT count(*) FROM {name} WHERE organization_id = '{district}'");
            conn.batch_execute(&own).unwrap();
            filled += i64::from(count(&mut conn, &rows) > 0);
            for scope in [
                "RESET hallpass.organization",
                "SET hallpass.organization = ''",
                &other,
            ] {
                conn.batch_execute(scope).unwrap();
                assert_eq!(count(&mut conn, &rows), 0, "{name}: {scope}");
            }
        }
        assert!(filled > 8, "only {filled} tables have rows to hide");
    });
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn no_row_can_be_written_for_another_tenant_or_handed_to_one() {
    world_on_postgres(async |school, mut conn| {
        let (district, other) = (school.world.district, school.world.other_district);
        let person = school.teacher("Rivera").await.user;
        conn.batch_execute(&format!("SET hallpass.organization = '{district}'"))
            .unwrap();
        for foreign in [
            format!(
                "INSERT INTO schools (organization_id, id, name, time_zone, created_at, updated_at)
                 VALUES ('{other}', gen_random_uuid(), 'x', 'UTC', now(), now())"
            ),
            format!("INSERT INTO subject_keys VALUES ('{other}', gen_random_uuid(), '\\x00')"),
            format!("UPDATE subject_keys SET organization_id = '{other}' WHERE subject_id = '{person}'"),
            format!(
                "INSERT INTO organizations (organization_id, kind, name, slug, state, created_at, updated_at)
                 VALUES (gen_random_uuid(), 'district', 'x', 'x', 'active', now(), now())"
            ),
        ] {
            let refused = conn.batch_execute(&foreign).unwrap_err().to_string();
            assert!(refused.contains("row-level security"), "{foreign}: {refused}");
        }
        let renamed = sql_query(format!(
            "UPDATE organizations SET name = 'x' WHERE organization_id = '{other}'"
        ));
        assert_eq!(
            renamed.execute(&mut conn),
            Ok(0),
            "what is visible to all is not writable"
        );
    });
}
