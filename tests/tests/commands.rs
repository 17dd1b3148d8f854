//! What whoever holds the machine does to people and keys.

use tests::process::Installation;

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
            let body = serde_json::json!({"token": token, "password": "lanterns drift over quiet marsh 27"});
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
}
