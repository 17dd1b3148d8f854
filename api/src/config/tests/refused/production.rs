//! What is well-formed and would yet lay records open.

use super::{
    super::{MASTER_KEY, WITHOUT_TLS, development, given},
    refused, with,
};

#[test]
fn production_refuses_what_would_lay_records_open() {
    let database = |url: &str| with("HALLPASS_DATABASE_URL", url);
    let far = "postgres://h:hunter2@db.example.edu/h";
    let inline = format!("[keys]\nmaster_key = \"{MASTER_KEY}\"\n");
    let mut open_config = given().file(&inline);
    open_config.sources.file = Some(open_config.kept("open.toml", &inline, 0o644));
    refused(vec![
        (
            with("HALLPASS_PUBLIC_URL", "http://a.example.edu")
                .variable("HALLPASS_TOKENS__ISSUER", "https://a.example.edu"),
            "server.public_url",
            "https",
        ),
        (
            with("HALLPASS_TOKENS__ISSUER", "http://a.example.edu"),
            "tokens.issuer",
            "https",
        ),
        (
            with(
                "HALLPASS_SERVER__CORS_ALLOWED_ORIGINS",
                "http://a.example.edu",
            ),
            "server.cors_allowed_origins",
            "https",
        ),
        (database(far), "database.url", "sslmode"),
        (
            database(&format!("{far}?sslmode=prefer")),
            "database.url",
            "sslmode",
        ),
        (
            database(&format!("{far}?sslmode=disable")),
            "database.url",
            "sslmode",
        ),
        (
            database(&format!("{far}?sslmode=verify-full&sslmode=allow")),
            "database.url",
            "sslmode",
        ),
        (
            database("postgres://h:hunter2@localhost/h?host=10.1.2.3"),
            "database.url",
            "sslmode",
        ),
        (
            database("postgres:///h?hostaddr=10.1.2.3"),
            "database.url",
            "sslmode",
        ),
        (
            database("postgres://h@db%2eexample%2eedu/h"),
            "database.url",
            "sslmode",
        ),
        (
            database(&format!("{far}?sslmode=verify-full")).build(WITHOUT_TLS),
            "database.url",
            "postgres-tls",
        ),
        (
            database("postgres://h@localhost/h").variable("HALLPASS_DATABASE__OWNER_URL", far),
            "database.owner_url",
            "sslmode",
        ),
        (
            database("postgres:///h").variable("PGHOST", "10.1.2.3"),
            "database.url",
            "PGHOST",
        ),
        (
            database("postgres://h@localhost/h").variable("PGHOSTADDR", "10.1.2.3"),
            "database.url",
            "PGHOSTADDR",
        ),
        (
            given().variable_of_file("HALLPASS_MASTER_KEY_FILE", MASTER_KEY, 0o644),
            "keys.master_key",
            "chmod o-rw",
        ),
        (
            given().variable_of_file("HALLPASS_MASTER_KEY_FILE", MASTER_KEY, 0o602),
            "keys.master_key",
            "chmod o-rw",
        ),
        (open_config, "keys.master_key", "chmod o-rw"),
    ]);
}

#[test]
fn without_tls_a_far_postgresql_is_refused_in_every_environment() {
    let far = development().variable("HALLPASS_DATABASE_URL", "postgres://h:hunter2@db/h");
    refused(vec![(
        far.build(WITHOUT_TLS),
        "database.url",
        "postgres-tls",
    )]);
}
