//! Configurations that are refused, the key that is named, and what is said about it.

mod files;
mod keys;
mod production;
mod values;

use super::{super::ConfigError, DEMO_KEY, FORMER_KEY, Given, MASTER_KEY, production};

/// A setting of production by its variable.
fn with(variable: &str, value: &str) -> Given {
    production().variable(variable, value)
}

/// Each case is refused with exactly this key, and a message that has these words and no secret.
fn refused(cases: Vec<(Given, &str, &str)>) {
    for (given, key, words) in cases {
        let errors = given.load().map(|_| ()).expect_err(key);
        let keys: Vec<_> = errors.0.iter().map(ConfigError::key).collect();
        assert_eq!(keys, [key], "{errors}");
        let message = format!("{errors} {errors:?}");
        assert!(message.contains(key), "{key} is not named: {message}");
        assert!(message.contains(words), "{key}: no `{words}` in: {message}");
        for secret in [MASTER_KEY, FORMER_KEY, DEMO_KEY, "hunter2"] {
            assert!(!message.contains(secret), "{key} leaks: {message}");
        }
    }
}

#[test]
fn unknown_keys_are_named_with_the_nearest_one() {
    refused(vec![
        (
            production().file("data_dri = \"x\"\n"),
            "data_dri",
            "did you mean `data_dir`?",
        ),
        (
            production().file("[server]\nbnid = 1\n"),
            "server.bnid",
            "`server.bind`",
        ),
        (
            production().file("[sever]\nbind = \"x\"\n"),
            "sever.bind",
            "`server.bind`",
        ),
        (production().file("[sever]\n"), "sever", "is not a setting"),
        (
            production().file("public_url = \"x\"\n"),
            "public_url",
            "`server.public_url`",
        ),
        (
            production().file("[server.bind]\nport = 1\n"),
            "server.bind.port",
            "`server.bind`",
        ),
        (
            production().file("zebra = \"hunter2\"\n"),
            "zebra",
            "is not a setting",
        ),
        (
            with("HALLPASS_SERVER_BIND", "hunter2"),
            "HALLPASS_SERVER_BIND",
            "HALLPASS_SERVER__BIND",
        ),
        (
            with("HALLPASS_DATABSE_URL", "hunter2"),
            "HALLPASS_DATABSE_URL",
            "HALLPASS_DATABASE_URL",
        ),
        (
            with("HALLPASS_log__level", "info"),
            "HALLPASS_log__level",
            "HALLPASS_LOG__LEVEL",
        ),
        (
            with("HALLPASS_LOG__LEVEL_FILE", "x"),
            "HALLPASS_LOG__LEVEL_FILE",
            "HALLPASS_LOG__LEVEL",
        ),
        (with("HALLPASS_", "x"), "HALLPASS_", "is not a setting"),
    ]);
}
