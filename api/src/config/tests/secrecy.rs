//! Secrets are shown nowhere.

use super::{FORMER_KEY, MASTER_KEY, given, production};

#[test]
fn a_configuration_written_out_shows_no_secret() {
    let config = production()
        .variable("HALLPASS_DATABASE_URL", "postgres://h:hunter2@localhost/h")
        .variable(
            "HALLPASS_DATABASE__OWNER_URL",
            "postgres://o:hunter2@localhost/h",
        )
        .variable(
            "HALLPASS_PREVIOUS_MASTER_KEYS",
            &format!("old:{FORMER_KEY}"),
        )
        .taken();
    let shown = format!("{config:?} {config:#?}");
    // The bytes of the keys begin with "CANARY", as text or as a list of numbers.
    for secret in [
        MASTER_KEY,
        FORMER_KEY,
        "hunter2",
        "CANARY",
        "67, 65, 78, 65",
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(shown.contains("REDACTED"));
}

#[test]
fn everything_wrong_is_told_at_once_one_line_each() {
    let errors = given()
        .file("[server]\nbnid = 1\nworkers = 999\n")
        .variable("HALLPASS_LOG__LEVEL", "loud")
        .load()
        .unwrap_err();
    let mut keys: Vec<_> = errors
        .0
        .iter()
        .map(super::super::ConfigError::key)
        .collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        [
            "keys.master_key",
            "log.level",
            "server.bnid",
            "server.workers"
        ]
    );
    assert_eq!(errors.to_string().lines().count(), 4);
}
