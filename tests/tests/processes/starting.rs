//! What keeps a process from starting is named.

use std::path::{Path, PathBuf};

use serde_json::json;
use tests::{
    app::Backend,
    postgres,
    process::{Installation, PASSWORD, open_district},
};

const BINARY: &str = env!("CARGO_BIN_EXE_hallpass-process");
/// Another master key than that of the installations, in base64.
const OTHER_KEY: &str = "KysrKysrKysrKysrKysrKysrKysrKysrKysrKysrKys=";

/// The directory of the last step of the schema.
#[cfg(test)]
fn last_step(backend: Backend) -> PathBuf {
    let database = match backend {
        Backend::Sqlite => "sqlite",
        Backend::Postgres => "postgres",
    };
    let steps = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../migrations")
        .join(database);
    let steps = steps.read_dir().unwrap().map(|step| step.unwrap().path());
    steps.filter(|step| step.is_dir()).max().unwrap()
}

tests::on_each_backend! {
    fn a_release_refuses_what_a_newer_one_migrated_and_changes_nothing(backend: Backend) {
        let installation = Installation::new(backend, BINARY);
        installation.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('20250101000000')");
        for command in ["serve", "migrate", "list-operators"] {
            let [_, complaint] = installation.ends_with(5, &[command]);
            assert!(complaint.contains("a newer release migrated the database"), "{command}: {complaint}");
            assert!(complaint.contains("20250101000000"), "{command}: {complaint}");
        }
        let [_, complaint] = installation.ends_with(1, &["check"]);
        assert!(complaint.contains("a newer release migrated the database"), "{complaint}");
        assert_eq!(installation.count("organizations"), 0);

        installation.execute("DELETE FROM __diesel_schema_migrations WHERE version = '20250101000000'");
        installation.serve().kill();
        assert_eq!(installation.count("organizations"), 1);
    }

    fn data_of_the_schema_before_is_kept_by_the_migration_without_which_it_is_refused(backend: Backend) {
        let installation = Installation::new(backend, BINARY);
        let serving = installation.serve();
        open_district(&installation, &serving);
        serving.kill();
        let organizations = installation.count("organizations");
        let step = last_step(backend);
        installation.execute(&std::fs::read_to_string(step.join("down.sql")).unwrap());
        let version: String = step.file_name().unwrap().to_str().unwrap().chars().filter(char::is_ascii_digit).collect();
        installation.execute(&format!("DELETE FROM __diesel_schema_migrations WHERE version = '{version}'"));
        let [_, complaint] = installation.ends_with(1, &["list-operators"]);
        assert!(complaint.contains("older than this release: run `hallpass migrate`"), "{complaint}");

        assert!(installation.run(&["migrate"]).contains(&version));
        let serving = installation.serve();
        assert_eq!(serving.anybody().get("/readyz").map(|answer| answer.status), Some(204));
        let signed_in = serving.anybody().post("/v1/auth/sign-in", &json!({
            "organization": "maple", "email": "admin@maple.example.edu", "password": PASSWORD,
        }));
        assert_eq!(signed_in.map(|answer| answer.status), Some(200));
        assert_eq!(installation.count("organizations"), organizations);
        installation.run(&["verify-audit"]);
    }

    fn a_master_key_that_is_not_the_databases_is_named(backend: Backend) {
        let installation = Installation::new(backend, BINARY);
        installation.serve().kill();
        let renamed = installation.with("HALLPASS_KEYS__MASTER_KEY_ID", "another");
        let [_, complaint] = renamed.ends_with(1, &["serve"]);
        assert!(complaint.contains("`keys.master_key`"), "{complaint}");
        let exchanged = renamed
            .with("HALLPASS_KEYS__MASTER_KEY_ID", "1")
            .with("HALLPASS_MASTER_KEY", OTHER_KEY);
        let [_, complaint] = exchanged.ends_with(1, &["serve"]);
        assert!(complaint.contains("`keys.master_key`"), "{complaint}");
    }

    fn a_program_says_its_version_without_any_configuration(backend: Backend) {
        let installation = Installation::new(backend, BINARY).with("HALLPASS_MASTER_KEY", "none");
        assert_eq!(installation.run(&["version"]), format!("hallpass {}\n", api::meta::VERSION));
    }
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn a_database_that_is_silent_is_told_from_one_that_refuses_or_is_not_there() {
    let server = postgres::server().unwrap();
    let (scheme, rest) = server.admin_url().split_once("://").unwrap();
    let (_, host) = rest.split_once('@').unwrap();
    let (elsewhere, _) = server.admin_url().rsplit_once('/').unwrap();
    let mut installation = Installation::new(Backend::Postgres, BINARY);
    let table = [
        (
            "postgres://ada:hunter2@127.0.0.1:1/hallpass".to_owned(),
            "no PostgreSQL answers at that address",
        ),
        (
            format!("{scheme}://nobody_of_that_name:hunter2@{host}"),
            "refuses the role or its password",
        ),
        (
            format!("{elsewhere}/nowhere"),
            "has no database of that name",
        ),
    ];
    for (url, expected) in table {
        installation = installation.with("HALLPASS_DATABASE_URL", &url);
        let [_, complaint] = installation.ends_with(1, &["serve"]);
        assert!(complaint.contains(expected), "{expected}: {complaint}");
        assert!(!complaint.contains("hunter2"), "{complaint}");
    }
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn who_migrates_without_the_owners_address_is_told_its_key() {
    let installation = Installation::new(Backend::Postgres, BINARY);
    let forgetful = installation.with("HALLPASS_DATABASE__OWNER_URL", "");
    let [_, complaint] = forgetful.ends_with(1, &["migrate"]);
    assert!(
        complaint.contains("`database.owner_url` is not set"),
        "{complaint}"
    );
}
