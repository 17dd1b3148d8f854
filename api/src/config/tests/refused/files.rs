//! Files that do not open, and settings given twice.

use super::{
    super::{FORMER_KEY, MASTER_KEY, given, production},
    refused, with,
};

#[test]
fn files_must_be_readable_and_twice_is_once_too_often() {
    let missing = |variable| given().variable(variable, "/nowhere/at/all");
    let file = "HALLPASS_MASTER_KEY_FILE";
    let mut no_file = production();
    no_file.sources.file = Some("/nowhere/hallpass.toml".into());
    refused(vec![
        (no_file, "--config", "/nowhere/hallpass.toml"),
        (
            production().file("[keys]\nmaster_key = hunter2\n"),
            "--config",
            "line 2",
        ),
        (
            production().file("a = 1\na = 2\n"),
            "--config",
            "not valid TOML",
        ),
        (missing(file), "keys.master_key_file", "/nowhere/at/all"),
        (
            with("HALLPASS_DATABASE_URL_FILE", "/nowhere"),
            "database.url_file",
            "cannot be read",
        ),
        (
            given().variable_of_file(file, "hunter2", 0o600),
            "keys.master_key",
            file,
        ),
        (
            given().variable_of_file(file, "", 0o600),
            "keys.master_key",
            "32 bytes",
        ),
        (
            given().variable_of_file(file, &"A".repeat(70_000), 0o600),
            "keys.master_key_file",
            "large",
        ),
        (
            production().variable_of_file(file, MASTER_KEY, 0o600),
            "keys.master_key",
            "set twice",
        ),
        (
            with("HALLPASS_KEYS__MASTER_KEY", FORMER_KEY),
            "keys.master_key",
            "HALLPASS_KEYS__MASTER_KEY and HALLPASS_MASTER_KEY",
        ),
        (
            with("HALLPASS_BIND", "127.0.0.1:1").variable("HALLPASS_SERVER__BIND", "127.0.0.1:2"),
            "server.bind",
            "set twice",
        ),
    ]);
}
