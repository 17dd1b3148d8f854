//! The `row_security` between tenants on PostgreSQL: row-level security, and the role that it binds.

use std::sync::Arc;

use diesel::{
    Connection, PgConnection, RunQueryDsl,
    connection::SimpleConnection,
    sql_query,
    sql_types::{Bool, Text},
};
use persistence::{Address, Database, Settings, migrate};
use tests::{
    app::{Backend, TestApp},
    backends,
    postgres::Role,
    schema,
    template::{self, Place},
};

use crate::schema::{count, required_server, tenants_tables};

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
    let tenant = "(organization_id = transaction_tenant())";
    for name in schema::of_postgres(&mut conn).keys() {
        let row_security = format!(
            "SELECT count(*) FROM pg_class WHERE oid = '{name}'::regclass
             AND relrowsecurity AND relforcerowsecurity"
        );
        assert_eq!(count(&mut conn, &row_security), 1, "{name}");
        let writers = sql_query(format!(
            "SELECT coalesce(qual, '') || ' / ' || coalesce(with_check, '') AS rule FROM pg_policies
             WHERE tablename = '{name}' AND cmd <> 'SELECT'"
        ));
        let rules: Vec<String> = writers
            .load::<Policy>(&mut conn)
            .unwrap()
            .into_iter()
            .map(|policy| policy.rule)
            .collect();
        if name != "handles" {
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
             OR has_table_privilege('audit_links', 'UPDATE, DELETE, TRUNCATE')
             OR has_table_privilege('audit_heads', 'DELETE, TRUNCATE')
             OR has_table_privilege('audit_installation', 'DELETE, TRUNCATE')",
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
            "INSERT INTO organizations (organization_id, kind, name, slug, state, created_at, updated_at)
                 VALUES (gen_random_uuid(), 'district', 'x', 'x', 'active', now(), now())".to_owned(),
        ] {
            let refused = conn.batch_execute(&foreign).unwrap_err().to_string();
            assert!(refused.contains("row-level security"), "{foreign}: {refused}");
        }
        let handle = format!("INSERT INTO handles VALUES ('join', 'CDFG2345', '{other}')");
        let refused = conn.batch_execute(&handle).unwrap_err().to_string();
        assert!(refused.contains("row-level security"), "{refused}");
        let turned = format!(
            "UPDATE handles SET organization_id = '{district}' WHERE organization_id = '{other}'"
        );
        let refused = conn.batch_execute(&turned).unwrap_err().to_string();
        assert!(refused.contains("permission denied"), "{refused}");
        let given_back = format!("DELETE FROM handles WHERE organization_id = '{other}'");
        assert_eq!(sql_query(given_back).execute(&mut conn), Ok(0));
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

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn a_role_that_the_walls_do_not_bind_is_told_from_one_that_they_do() {
    world_on_postgres(async |school, _| {
        assert!(school.hallpass.verify_row_security().await.is_ok());
        let Place::Postgres(database) = &*school.place else {
            panic!("a PostgreSQL place")
        };
        let (served, owned) = (database.url(Role::Service), database.url(Role::Owner));
        let mut admin = PgConnection::establish(required_server().admin_url()).unwrap();
        admin
            .batch_execute(
                "DROP ROLE IF EXISTS hallpass_bypassing; DROP ROLE IF EXISTS hallpass_super;
                 CREATE ROLE hallpass_bypassing LOGIN PASSWORD 'hallpass' BYPASSRLS IN ROLE hallpass_service;
                 CREATE ROLE hallpass_super LOGIN PASSWORD 'hallpass' SUPERUSER;",
            )
            .unwrap();
        for (url, reason) in [
            (
                served.replace("hallpass_service", "hallpass_super"),
                "superuser",
            ),
            (
                served.replace("hallpass_service", "hallpass_bypassing"),
                "BYPASSRLS",
            ),
        ] {
            let unwalled = at(&url)
                .verify_row_security()
                .await
                .unwrap_err()
                .to_string();
            assert!(unwalled.contains(reason), "{unwalled}");
        }
        admin
            .batch_execute("GRANT hallpass_service TO hallpass_owner")
            .unwrap();
        let unwalled = at(&owned)
            .verify_row_security()
            .await
            .unwrap_err()
            .to_string();
        assert!(unwalled.contains("owns tables"), "{unwalled}");
        admin
            .batch_execute(
                "REVOKE hallpass_service FROM hallpass_owner;
                 DROP ROLE hallpass_bypassing; DROP ROLE hallpass_super;",
            )
            .unwrap();
    });
}

#[cfg(test)]
fn at(url: &str) -> Database {
    let keys = Arc::new(template::keyring(20));
    Database::open(
        &Address::Postgres(url.to_owned()),
        &Settings::default(),
        keys,
    )
    .unwrap()
}
