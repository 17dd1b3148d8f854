//! Which of several values wins.

use std::ffi::OsString;

use super::{FORMER_KEY, MASTER_KEY, given, production};

#[test]
fn the_command_line_beats_the_environment_which_beats_the_file_which_beats_the_defaults() {
    let mut layers = production();
    assert_eq!(layers.taken().server.bind.port(), 8080);
    layers = layers.file("[server]\nbind = \"127.0.0.1:1001\"\n");
    assert_eq!(layers.taken().server.bind.port(), 1001);
    layers = layers.variable("HALLPASS_SERVER__BIND", "127.0.0.1:1002");
    assert_eq!(layers.taken().server.bind.port(), 1002);
    layers
        .sources
        .command_line
        .push(("server.bind", "127.0.0.1:1003".to_owned()));
    assert_eq!(layers.taken().server.bind.port(), 1003);
}

#[test]
fn the_file_can_be_named_by_the_environment_and_the_command_line_names_another() {
    let mut layers = production().file("data_dir = \"named\"\n");
    let named = layers.sources.file.take().unwrap();
    let variable = ("HALLPASS_CONFIG".to_owned(), OsString::from(named));
    layers.sources.environment.push(variable);
    assert_eq!(layers.taken().data_dir.to_str(), Some("named"));

    let other = layers.kept("other.toml", "data_dir = \"other\"\n", 0o600);
    layers.sources.file = Some(other);
    assert_eq!(layers.taken().data_dir.to_str(), Some("other"));
}

#[test]
fn a_secret_of_the_environment_takes_the_place_of_a_file_named_below_and_the_other_way_round() {
    let below = given().file("[keys]\nmaster_key_file = \"/nowhere\"\n");
    assert!(below.load().is_err());
    below.variable("HALLPASS_MASTER_KEY", MASTER_KEY).taken();

    let former = format!("[keys]\nmaster_key = \"{FORMER_KEY}\"\n");
    let above =
        given()
            .file(&former)
            .variable_of_file("HALLPASS_MASTER_KEY_FILE", MASTER_KEY, 0o600);
    let config = above.taken();
    assert_eq!(config.secret_files.len(), 1);
    assert!(
        config.secret_files[0]
            .path
            .ends_with("HALLPASS_MASTER_KEY_FILE")
    );
}

#[test]
fn a_variable_left_empty_does_not_stand_against_its_file() {
    given()
        .variable("HALLPASS_MASTER_KEY", "")
        .variable_of_file("HALLPASS_MASTER_KEY_FILE", MASTER_KEY, 0o600)
        .variable("HALLPASS_DATABASE_URL", "")
        .taken();
}

#[test]
fn an_empty_value_in_a_higher_layer_unsets_what_is_below() {
    let layers = production()
        .file("[database]\nurl = \"postgres://h@localhost/h\"\n")
        .variable("HALLPASS_DATABASE_URL", "");
    assert!(matches!(
        layers.taken().database.engine,
        super::super::Engine::Sqlite(_)
    ));
}
