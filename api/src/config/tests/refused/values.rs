//! Values of the wrong kind, or out of bounds.

use super::{super::production, refused, with};

#[test]
fn what_the_server_cannot_be_is_named_with_what_is_expected() {
    refused(vec![
        (
            with("HALLPASS_METRICS__BIND", "localhost"),
            "metrics.bind",
            "an address and port",
        ),
        (
            with("HALLPASS_BIND", "localhost"),
            "server.bind",
            "an address and port",
        ),
        (
            with("HALLPASS_BIND", "127.0.0.1:99999"),
            "server.bind",
            "HALLPASS_BIND",
        ),
        (
            with("HALLPASS_PUBLIC_URL", "hallpass.example.edu"),
            "server.public_url",
            "https",
        ),
        (
            with("HALLPASS_PUBLIC_URL", "https://a.example.edu/api"),
            "server.public_url",
            "path",
        ),
        (
            with("HALLPASS_PUBLIC_URL", "https://u:hunter2@a.example.edu"),
            "server.public_url",
            "h",
        ),
        (
            with("HALLPASS_PUBLIC_URL", "ftp://a.example.edu"),
            "server.public_url",
            "http",
        ),
        (
            with("HALLPASS_SERVER__WORKERS", "many"),
            "server.workers",
            "from 0 to 256",
        ),
        (
            with("HALLPASS_SERVER__WORKERS", "-1"),
            "server.workers",
            "from 0 to 256",
        ),
        (
            with("HALLPASS_SERVER__WORKERS", "257"),
            "server.workers",
            "from 0 to 256",
        ),
        (
            production().file("[server]\nworkers = \"4\"\n"),
            "server.workers",
            "whole number",
        ),
        (
            production().file("[server]\nworkers = 1.5\n"),
            "server.workers",
            "whole number",
        ),
        (production().file("server = 3\n"), "server", "a section"),
        (
            production().file("[server]\nbind = {}\n"),
            "server.bind",
            "an address and port",
        ),
        (
            with("HALLPASS_SERVER__DOCS", "admins"),
            "server.docs",
            "public, off",
        ),
        (
            with("HALLPASS_SERVER__CORS_ALLOWED_ORIGINS", "*"),
            "server.cors_allowed_origins",
            "an origin",
        ),
        (
            production().file("[server]\ncors_allowed_origins = \"https://a.example.edu\"\n"),
            "server.cors_allowed_origins",
            "a list",
        ),
        (
            with("HALLPASS_SERVER__TRUSTED_PROXIES", "balancer"),
            "server.trusted_proxies",
            "10.0.0.0/24",
        ),
        (
            with("HALLPASS_SERVER__TRUSTED_PROXIES", "10.0.0.1,0.0.0.0/0"),
            "server.trusted_proxies",
            "not the whole internet",
        ),
    ]);
}

#[test]
fn what_the_database_cannot_be_is_named_with_what_is_expected() {
    refused(vec![
        (with("HALLPASS_DATA_DIR", ""), "data_dir", "a path"),
        (
            with("HALLPASS_DATABASE_URL", "mysql://h:hunter2@db/h"),
            "database.url",
            "postgres://",
        ),
        (
            with("HALLPASS_DATABASE_URL", "hunter2"),
            "database.url",
            "sqlite:PATH",
        ),
        (
            with("HALLPASS_DATABASE_URL", "sqlite:"),
            "database.url",
            "sqlite:PATH",
        ),
        (
            with("HALLPASS_DATABASE_URL", "sqlite::memory:"),
            "database.url",
            "sqlite:PATH",
        ),
        (
            with(
                "HALLPASS_DATABASE_URL",
                "postgres://h:hunter2@db/h?sslmode=full",
            ),
            "database.url",
            "known sslmode",
        ),
        (
            with(
                "HALLPASS_DATABASE_URL",
                "postgres://h:hunter2@a,b/h?sslmode=verify-full",
            ),
            "database.url",
            "one host",
        ),
        (
            with(
                "HALLPASS_DATABASE_URL",
                "postgres://h:hunter2@localhost/h?service=far",
            ),
            "database.url",
            "HALLPASS_DATABASE_URL",
        ),
        (
            with(
                "HALLPASS_DATABASE__OWNER_URL",
                "postgres://o:hunter2@localhost/h",
            ),
            "database.owner_url",
            "beside a postgres://",
        ),
        (
            with("HALLPASS_DATABASE__READERS", "0"),
            "database.readers",
            "from 1 to 64",
        ),
        (
            with("HALLPASS_DATABASE__POOL_SIZE", "501"),
            "database.pool_size",
            "from 1 to 500",
        ),
        (
            with("HALLPASS_DATABASE__PREPARED_STATEMENTS", "no"),
            "database.prepared_statements",
            "true or false",
        ),
    ]);
}

#[test]
fn bounds_and_words_are_named_with_what_is_expected() {
    refused(vec![
        (
            with("HALLPASS_TOKENS__ISSUER", "hallpass"),
            "tokens.issuer",
            "https",
        ),
        (
            with("HALLPASS_TOKENS__AUDIENCE", "two words"),
            "tokens.audience",
            "visible",
        ),
        (
            with("HALLPASS_DATABASE__CONNECT_TIMEOUT_SECONDS", "1"),
            "database.connect_timeout_seconds",
            "from 2 to 60",
        ),
        (
            with("HALLPASS_HASHING__QUEUE", "0"),
            "hashing.queue",
            "from 1 to 1024",
        ),
        (
            with("HALLPASS_LIMITS__SIGN_INS_PER_MINUTE_PER_ADDRESS", "0"),
            "limits.sign_ins_per_minute_per_address",
            "from 1 to",
        ),
        (
            with("HALLPASS_ROSTERS__MAX_ROWS", "999"),
            "rosters.max_rows",
            "from 1000 to",
        ),
        (
            with("HALLPASS_ROSTERS__RECORDS_AT_A_TIME", "0"),
            "rosters.records_at_a_time",
            "from 10 to 5000",
        ),
        (
            with("HALLPASS_STREAMS__CONNECTIONS", "0"),
            "streams.connections",
            "from 1 to",
        ),
        (
            with("HALLPASS_STREAMS__CONNECTIONS_PER_PERSON", "101"),
            "streams.connections_per_person",
            "from 1 to 100",
        ),
        (
            with("HALLPASS_STREAMS__INTERVAL_SECONDS", "61"),
            "streams.interval_seconds",
            "from 1 to 60",
        ),
        (
            with("HALLPASS_LOG__LEVEL", "INFO"),
            "log.level",
            "error, warn, info",
        ),
        (
            with("HALLPASS_LOG__FORMAT", "xml"),
            "log.format",
            "text, json",
        ),
        (
            with("HALLPASS_ENVIRONMENT", "prod"),
            "environment",
            "production, development, demo",
        ),
    ]);
}
