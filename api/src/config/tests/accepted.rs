//! Configurations that are taken, and what they come to.

use std::path::Path;

use super::{
    super::{Config, Engine, Environment, Migrator, PUBLISHED_MASTER_KEY, SslMode},
    FORMER_KEY, Given, MASTER_KEY, WITHOUT_TLS, development, production,
};
use secrecy::ExposeSecret;

fn postgres_far(url: &str) -> Given {
    production().variable("HALLPASS_DATABASE_URL", url)
}

fn is_postgres(config: &Config, mode: SslMode) -> bool {
    matches!(&config.database.engine, Engine::Postgres(url) if url.ssl_mode == mode)
}

fn is_sqlite(config: &Config, path: &str) -> bool {
    matches!(&config.database.engine, Engine::Sqlite(found) if found == Path::new(path))
}

/// A configuration, and what it comes to.
type Row = (&'static str, Given, fn(&Config) -> bool);

/// Each case is taken and comes to what it should.
fn taken(table: Vec<Row>) {
    for (what, given, holds) in table {
        match given.load() {
            Ok(config) => assert!(holds(&config), "{what}: {config:?}"),
            Err(errors) => panic!("{what}: {errors}"),
        }
    }
}

#[test]
fn these_environments_and_addresses_are_taken() {
    taken(vec![
        (
            "production needs a master key and no more",
            production(),
            |config| {
                config.environment == Environment::Production
                    && config.tokens.issuer == "http://127.0.0.1:8080"
                    && is_sqlite(config, "hallpass-data/hallpass.db")
            },
        ),
        ("development needs nothing", development(), |config| {
            config.keys.master.secret.expose_secret() == &PUBLISHED_MASTER_KEY
        }),
        (
            "a demo on a free port",
            development().variable("HALLPASS_BIND", "127.0.0.1:0"),
            |config| config.server.bind.port() == 0,
        ),
        (
            "IPv6",
            production().variable("HALLPASS_BIND", "[::]:8080"),
            |config| config.server.bind.is_ipv6(),
        ),
        (
            "no metrics unless they are asked for",
            production(),
            |config| config.metrics.bind.is_none(),
        ),
        (
            "metrics on a port of their own",
            production().variable("HALLPASS_METRICS__BIND", "[::1]:9464"),
            |config| config.metrics.bind.is_some_and(|bind| bind.port() == 9464),
        ),
        (
            "a public address, of which the issuer is made",
            production().variable("HALLPASS_PUBLIC_URL", "https://Hallpass.example.edu/"),
            |config| config.tokens.issuer == "https://hallpass.example.edu",
        ),
        (
            "an issuer apart",
            production().variable("HALLPASS_TOKENS__ISSUER", "https://id.example.edu"),
            |config| config.tokens.issuer == "https://id.example.edu",
        ),
        (
            "an unprotected public address outside production",
            development().variable("HALLPASS_PUBLIC_URL", "http://hallpass.example.edu"),
            |config| config.server.public_url.scheme() == "http",
        ),
        (
            "localhost by name",
            production().variable("HALLPASS_PUBLIC_URL", "http://localhost:3000"),
            |config| config.server.public_url.port() == Some(3000),
        ),
    ]);
}

#[test]
fn these_databases_are_taken() {
    taken(vec![
        (
            "another data directory",
            production().variable("HALLPASS_DATA_DIR", "/var/lib/hallpass"),
            |config| is_sqlite(config, "/var/lib/hallpass/hallpass.db"),
        ),
        (
            "an SQLite file elsewhere",
            production().variable("HALLPASS_DATABASE_URL", "sqlite:/srv/h.db"),
            |config| is_sqlite(config, "/srv/h.db"),
        ),
        (
            "PostgreSQL on this machine needs no TLS",
            postgres_far("postgres://hallpass@127.0.0.1/hallpass").build(WITHOUT_TLS),
            |config| is_postgres(config, SslMode::Prefer),
        ),
        (
            "PostgreSQL by IPv6 loopback",
            postgres_far("postgresql://hallpass@[::1]:5433/hallpass").build(WITHOUT_TLS),
            |config| is_postgres(config, SslMode::Prefer),
        ),
        (
            "PostgreSQL through a socket",
            postgres_far("postgres:///hallpass?host=/run/postgresql").build(WITHOUT_TLS),
            |config| is_postgres(config, SslMode::Prefer),
        ),
        (
            "PostgreSQL through a socket, with a password",
            postgres_far("postgres://hallpass:secret@/hallpass?host=/run/postgresql")
                .build(WITHOUT_TLS),
            |config| is_postgres(config, SslMode::Prefer),
        ),
        (
            "PostgreSQL through an encoded socket",
            postgres_far("postgres://%2Frun%2Fpostgresql/hallpass").build(WITHOUT_TLS),
            |config| is_postgres(config, SslMode::Prefer),
        ),
        (
            "PostgreSQL far away, verified",
            postgres_far("postgres://h:pw@db.example.edu/h?sslmode=verify-full"),
            |config| is_postgres(config, SslMode::VerifyFull),
        ),
        (
            "PostgreSQL far away, encrypted",
            postgres_far("postgres://h:pw@db.example.edu/h?sslmode=require"),
            |config| is_postgres(config, SslMode::Require),
        ),
        (
            "PGHOST beside an address that names its host",
            postgres_far("postgres://h@localhost/h").variable("PGHOST", "db.example.edu"),
            |config| is_postgres(config, SslMode::Prefer),
        ),
        (
            "PostgreSQL in a made-up network",
            development().variable("HALLPASS_DATABASE_URL", "postgres://h@db/h?sslmode=disable"),
            |config| is_postgres(config, SslMode::Disable),
        ),
        (
            "a role that owns beside one that serves",
            postgres_far("postgres://serve@localhost/h")
                .variable("HALLPASS_DATABASE__OWNER_URL", "postgres://own@localhost/h"),
            |config| matches!(config.database.migrator, Migrator::Owner(_)),
        ),
        (
            "a PgBouncer in transaction mode",
            production().variable("HALLPASS_DATABASE__PREPARED_STATEMENTS", "false"),
            |config| !config.database.prepared_statements,
        ),
    ]);
}

#[test]
fn these_keys_lists_and_layers_are_taken() {
    taken(vec![
        (
            "a master key from a file, line end and all",
            super::given().variable_of_file(
                "HALLPASS_MASTER_KEY_FILE",
                &format!("{MASTER_KEY}\n"),
                0o400,
            ),
            |config| config.secret_files.len() == 1,
        ),
        (
            "a former key",
            production()
                .variable("HALLPASS_KEYS__MASTER_KEY_ID", "2026")
                .variable(
                    "HALLPASS_PREVIOUS_MASTER_KEYS",
                    &format!("2025:{FORMER_KEY}"),
                ),
            |config| config.keys.all().map(|key| &key.id).eq(["2026", "2025"]),
        ),
        (
            "former keys from a file",
            production().variable_of_file(
                "HALLPASS_PREVIOUS_MASTER_KEYS_FILE",
                &format!("a:{FORMER_KEY}\nb:{}\n", "aQ".repeat(21) + "A="),
                0o640,
            ),
            |config| config.keys.previous.len() == 2,
        ),
        (
            "web pages of other origins",
            production().variable(
                "HALLPASS_SERVER__CORS_ALLOWED_ORIGINS",
                "https://learn.example.edu, https://teach.example.edu:8443",
            ),
            |config| config.server.cors_allowed_origins.len() == 2,
        ),
        (
            "a proxy and a network of them",
            production().file("[server]\ntrusted_proxies = [\"10.0.0.5\", \"fd00::/8\"]\n"),
            |config| config.server.trusted_proxies.len() == 2,
        ),
        (
            "logs for machines",
            production().variable("HALLPASS_LOG__FORMAT", "json"),
            |config| config.log.format == super::super::LogFormat::Json,
        ),
        (
            "a file for the heads of the audit logs",
            production().variable("HALLPASS_AUDIT__HEADS_FILE", "/mnt/heads/audit.jsonl"),
            |config| config.audit.heads_file.is_some(),
        ),
        (
            "an empty section",
            production().file("[limits]\n"),
            |config| config.limits.sign_ins_per_address == 600,
        ),
        (
            "variables of the tests and of others",
            production()
                .variable("HALLPASS_TEST_POSTGRES", "postgres://x@localhost/x")
                .variable("HALLWAY", "1"),
            |config| is_sqlite(config, "hallpass-data/hallpass.db"),
        ),
    ]);
}
