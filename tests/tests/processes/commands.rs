//! What whoever holds the machine does to people, rosters and keys.

use serde_json::json;
use tests::{
    bundles::Bundle,
    process::{Installation, PASSWORD, open_district},
};

const WHO: [&str; 2] = ["--email", "olsen@example.org"];

tests::on_each_backend! {
    fn an_operator_is_appointed_reset_and_ended_from_the_command_line(backend: Backend) {
        let installation = Installation::new(backend, env!("CARGO_BIN_EXE_hallpass-process"));
        let names = ["--given-name", "Oda", "--family-name", "Olsen"];
        let appointed = installation.run(&[&["appoint-operator"], &WHO[..], &names[..]].concat());
        let token = |said: &str| said.lines().last().unwrap_or_default().to_owned();
        assert!(token(&appointed).starts_with("hpi_"), "{appointed}");
        assert_eq!(installation.run(&["list-operators"]), "Oda Olsen <o***@e***.org> invited\n");

        let reset = [&["reset-staff", "--organization", "hallpass"], &WHO[..]].concat();
        let reset = installation.run(&reset);
        assert!(token(&reset).starts_with("hpi_"), "{reset}");
        assert_ne!(token(&reset), token(&appointed));
        let serving = installation.serve();
        let accept = |token: &str| {
            let body = json!({"token": token, "password": PASSWORD});
            serving.anybody().post("/v1/auth/invitations/accept", &body).unwrap()
        };
        assert_eq!(accept(&token(&appointed)).status, 401);
        let opened = accept(&token(&reset));
        assert_eq!(opened.status, 200);
        let operator = serving.bearer(&opened.text("/access_token"));
        assert_eq!(operator.get("/v1/organizations").unwrap().status, 200);

        installation.run(&[&["end-operator"], &WHO[..]].concat());
        assert_eq!(operator.get("/v1/organizations").unwrap().status, 401);
        assert_eq!(installation.run(&["list-operators"]), "");
    }

    fn a_lost_signing_key_is_revoked_from_the_command_line(backend: Backend) {
        let installation = Installation::new(backend, env!("CARGO_BIN_EXE_hallpass-process"));
        let published = || {
            let serving = installation.serve();
            serving.anybody().get("/.well-known/jwks.json").unwrap().text("/keys/0/kid")
        };
        let lost = published();
        installation.run(&["revoke-signing-key", &lost]);
        assert_ne!(published(), lost);
    }

    fn a_roster_is_imported_from_the_command_line_which_says_what_became_of_it(backend: Backend) {
        let installation = Installation::new(backend, env!("CARGO_BIN_EXE_hallpass-process"));
        let serving = installation.serve();
        let admin = serving.bearer(&open_district(&installation, &serving));
        let directory = tempfile::TempDir::new().unwrap();
        let import = |bundle: &Bundle| {
            let path = directory.path().join("roster.zip");
            std::fs::write(&path, bundle.zip()).unwrap();
            let path = path.display().to_string();
            ["import", &path, "--organization", "maple", "--on-behalf-of", "admin@maple.example.edu"].map(str::to_owned)
        };
        let run = |bundle: &Bundle| installation.run(&import(bundle).each_ref().map(String::as_str));

        let schools = run(&Bundle::district(2, 0, 0, 0));
        assert!(schools.contains("applied\n") && schools.contains("2 created"), "{schools}");
        assert_eq!(admin.get("/v1/schools").unwrap().body["data"].as_array().unwrap().len(), 2);
        let [students, complaint] = installation.ends_with(3, &import(&Bundle::small()).each_ref().map(String::as_str));
        assert!(complaint.contains("2 rows were left out"), "{complaint}");
        assert!(students.contains("× error\n    orgs.csv line "), "{students}");
        assert!(students.contains(": school_authorization_required ("), "{students}");

        let [said, complaint] = installation.ends_with(4, &import(&Bundle::district(2, 0, 0, 0)).each_ref().map(String::as_str));
        assert!(said.contains("staged\n") && said.contains("must be accepted: "), "{said}");
        assert!(complaint.contains("--accept-removals"), "{complaint}");

        let on_behalf = ["--organization", "maple", "--on-behalf-of", "admin@maple.example.edu"];
        let staged = said.split_once("import ").and_then(|(_, rest)| rest.split_once(':')).unwrap().0;
        let decide = |decision: &[&str]| installation.ends_with(0, &[&["import"], decision, &on_behalf[..]].concat());
        assert!(decide(&["--discard", staged])[0].contains("refused\n"));
        let bundle = import(&Bundle::district(2, 0, 0, 0));
        let again = installation.ends_with(0, &[&bundle.each_ref().map(String::as_str)[..], &["--stage-only"]].concat());
        let staged = again[0].split_once("import ").and_then(|(_, rest)| rest.split_once(':')).unwrap().0;
        assert!(decide(&["--apply", staged, "--accept-removals"])[0].contains("applied\n"));

        let unusable = Bundle::small().replace("users.csv", "sourcedId", "colour");
        let [said, complaint] = installation.fail(&import(&unusable).each_ref().map(String::as_str));
        assert!(said.contains("refused\n"), "{said}");
        assert!(complaint.contains("nothing was changed: missing_column users sourcedId"), "{complaint}");
    }
}
