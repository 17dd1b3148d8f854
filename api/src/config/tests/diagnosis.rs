//! What `hallpass check` says.

use super::{
    super::{
        Config, ConfigError,
        check::{Diagnosis, Probe, Severity, diagnose, diagnose_with, worst},
    },
    FORMER_KEY, Given, MASTER_KEY, development, given, production,
};

fn verdict(given: &Given, key: &str) -> Option<Severity> {
    let found = diagnose(&given.taken());
    found
        .iter()
        .find(|diagnosis| diagnosis.key == key)
        .map(|diagnosis| diagnosis.severity)
}

#[test]
fn a_plain_production_configuration_is_in_order() {
    let found = diagnose(&production().taken());
    assert_eq!(worst(&found), Severity::Ok, "{found:#?}");
}

#[test]
fn what_deserves_a_look_is_a_warning_at_its_key() {
    let far = |mode: &str| {
        let url = format!("postgres://h@db.example.edu/h?sslmode={mode}");
        production().variable("HALLPASS_DATABASE_URL", &url)
    };
    let https = || production().variable("HALLPASS_PUBLIC_URL", "https://a.example.edu");
    let near = || production().variable("HALLPASS_DATABASE_URL", "postgres://h@localhost/h");
    let owner = "postgres://o@localhost/h";
    let open = || development().variable_of_file("HALLPASS_MASTER_KEY_FILE", MASTER_KEY, 0o644);
    let (ok, warning) = (Some(Severity::Ok), Some(Severity::Warning));
    let metrics = |bind: &str| production().variable("HALLPASS_METRICS__BIND", bind);
    let table = [
        (production(), "metrics.bind", ok),
        (metrics("[::1]:9464"), "metrics.bind", ok),
        (metrics("0.0.0.0:9464"), "metrics.bind", warning),
        (development(), "environment", warning),
        (production(), "environment", ok),
        (development(), "keys.master_key", warning),
        (production(), "keys.previous_master_keys", None),
        (
            production().variable(
                "HALLPASS_PREVIOUS_MASTER_KEYS",
                &format!("old:{FORMER_KEY}"),
            ),
            "keys.previous_master_keys",
            ok,
        ),
        (open(), "keys.master_key", ok),
        (far("require"), "database.url", warning),
        (far("verify-ca"), "database.url", ok),
        (far("verify-full"), "database.url", ok),
        (near(), "database.url", ok),
        (near(), "database.owner_url", None),
        (
            near().variable("HALLPASS_DATABASE__OWNER_URL", owner),
            "database.owner_url",
            warning,
        ),
        (https(), "server.trusted_proxies", warning),
        (
            https().variable("HALLPASS_SERVER__TRUSTED_PROXIES", "10.0.0.5"),
            "server.trusted_proxies",
            ok,
        ),
        (
            production().variable("HALLPASS_LOG__LEVEL", "debug"),
            "log.level",
            warning,
        ),
        (
            development().variable("HALLPASS_LOG__LEVEL", "debug"),
            "log.level",
            ok,
        ),
    ];
    for (given, key, expected) in table {
        assert_eq!(verdict(&given, key), expected, "{key}");
    }
    let open_file = Diagnosis::new(Severity::Warning, "keys.master_key", "");
    let found = diagnose(&open().taken());
    let same = |d: &&Diagnosis| d.severity == open_file.severity && d.key == open_file.key;
    assert!(
        found
            .iter()
            .find(same)
            .is_some_and(|d| d.sentence.contains("can read"))
    );
}

#[test]
fn a_configuration_that_does_not_load_is_an_error_at_its_key() {
    let errors = given().load().unwrap_err();
    let found: Vec<Diagnosis> = errors.0.iter().map(Diagnosis::from).collect();
    assert_eq!(worst(&found), Severity::Error);
    assert_eq!(
        found[0].key,
        errors.0.first().map(ConfigError::key).unwrap()
    );
}

#[test]
fn a_probe_adds_what_it_found() {
    struct Unreachable;
    impl Probe for Unreachable {
        fn probe(&self, _: &Config) -> Vec<Diagnosis> {
            vec![Diagnosis::new(
                Severity::Error,
                "database.url",
                "the server does not answer",
            )]
        }
    }
    let found = diagnose_with(&production().taken(), &[&Unreachable]);
    assert_eq!(worst(&found), Severity::Error);
}
