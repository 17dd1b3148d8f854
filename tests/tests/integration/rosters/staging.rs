//! Staging, discarding, and who may.

use actix_web::http::Method;
use api::housekeeping;
use chrono::TimeDelta;
use serde_json::json;
use tests::{
    app::Backend,
    bundles::Bundle,
    founding, on_each_backend,
    rosters::{IMPORTS, Importer, count, execute, importer},
};

use crate::rosters::is_still;

on_each_backend! {
    async fn an_import_is_called_by_the_name_of_its_file(school: TestApp) {
        let novak = importer(&school).await;
        let send = async |name: &str| {
            let path = format!("{IMPORTS}?file_name={name}");
            novak.0.send(Method::POST, &path, &[("Content-Type", "application/zip")], Bundle::small().zip()).await
        };
        let import = send("Maple%20fall%20(2).zip").await.assert(201);
        assert_eq!(import.text("/file_name"), "Maple fall (2).zip");
        let address = import.header("location");
        assert_eq!(novak.0.get(&address).await.assert(200).text("/file_name"), "Maple fall (2).zip");
        let applied = novak.apply(&address, false).await.assert(200);
        assert_eq!(applied.text("/file_name"), "Maple fall (2).zip");
        assert_eq!(novak.0.get(IMPORTS).await.assert(200).rows()[0]["file_name"], "Maple fall (2).zip");
        for name in ["..%2Fa.zip", "a%5Cb.zip", "a%0Ab", "", &"x".repeat(121)] {
            send(name).await.assert_problem(400, "invalid_parameter");
        }
        let nameless = novak.stage(&Bundle::small()).await;
        assert!(novak.0.get(&nameless).await.json()["file_name"].is_null());
    }

    async fn a_bundle_is_staged_and_shown_before_anything_of_it_is_in_effect(school: TestApp) {
        let novak = importer(&school).await;
        let import = novak.stage(&Bundle::small()).await;
        let shown = novak.0.get(&import).await.assert(200).json();
        assert_eq!(shown["state"], "staged");
        assert_eq!(shown["oneroster_version"], "1.2");
        assert_eq!(shown["counts"]["classes"]["created"], 4);
        assert_eq!(shown["counts"]["people"]["created"], 16);
        assert_eq!(shown["counts"]["enrollments"]["created"], 28);
        assert_eq!((&shown["errors"], &shown["warnings"]), (&json!(0), &json!(0)));
        assert_eq!(count(&school, "classes"), 0);
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 0);

        let applied = novak.apply(&import, false).await.assert(200).json();
        assert_eq!(applied["state"], "applied");
        assert_eq!(count(&school, "classes"), 4);
        assert_eq!(count(&school, "users WHERE kind = 'student' AND status = 'active'"), 12);
        assert_eq!(count(&school, "users WHERE kind = 'adult' AND status = 'invited'"), 4);
        assert_eq!(count(&school, "enrollments"), 24);
        assert_eq!(count(&school, "teaching_assignments"), 4);
        assert_eq!(count(&school, "staff_roles WHERE origin = 'roster'"), 4);
        assert_eq!(count(&school, "roster_bundles"), 0, "the bytes are of no more use");
    }

    async fn a_preview_names_which_schools_classes_and_people_change(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let changed = Bundle::small()
            .without_person("pu0")
            .replace("users.csv", "Givenpu1,Familypu1", "Grace,Hopper")
            .with_row("users.csv", "pu77,,,true,pu77,,Ada,Lovelace,,,,,,,04,,,,,,,")
            .with_row("roles.csv", "r77,,,pu77,primary,student,,,s0,")
            .replace("classes.csv", "Class 3", "Robots");
        let import = novak.stage(&changed).await;
        let listed = novak.0.get(&format!("{import}/changes")).await.assert(200).rows();
        let said: Vec<_> = listed.iter().map(|row| (
            row["kind"].as_str().unwrap(), row["change"].as_str().unwrap(),
            row["source_id"].as_str().unwrap(), row["title"].as_str().unwrap(),
        )).collect();
        assert_eq!(said, [
            ("class", "change", "k3", "Robots"),
            ("person", "create", "pu77", "Ada Lovelace"),
            ("person", "change", "pu1", "Grace Hopper"),
            ("person", "end", "pu0", "Givenpu0 Familypu0"),
        ]);
        let ended = novak.0.get(&format!("{import}/changes?kind=person&change=end")).await.assert(200).rows();
        assert_eq!(ended.len(), 1);
        assert_eq!(ended[0]["id"], listed[3]["id"]);
        let first = novak.0.get(&format!("{import}/changes?limit=3")).await.assert(200);
        let rest = novak.0.get(&format!("{import}/changes?limit=3&cursor={}", first.text("/next_cursor"))).await.assert(200);
        assert_eq!(rest.rows(), listed[3..]);
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 12, "nothing is in effect");
        school.school_admin("Diaz").await.get(&format!("{import}/changes")).await.assert_problem(403, "forbidden");
        let applied = novak.apply(&import, true).await.assert(200).json();
        assert_eq!((&applied["staged_by"], &applied["decided_by"]), (&json!(novak.0.user), &json!(novak.0.user)));
        novak.0.get(&format!("{import}/changes")).await.assert_conflict("import_not_staged");
        let imports = novak.0.get(IMPORTS).await.assert(200);
        assert_eq!(imports.rows()[0]["id"], applied["id"], "the newest comes first");
    }

    async fn an_unusable_bundle_is_refused_and_changes_nothing(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let delta = Bundle::small().replace("manifest.csv", "file.users,bulk", "file.users,delta");
        let headless = Bundle::small().replace("users.csv", "familyName", "surname");
        for (archive, code) in [
            (b"no archive".to_vec(), "not_a_zip"),
            (delta.zip(), "delta_not_supported"),
            (headless.zip(), "missing_column"),
        ] {
            let reply = novak.send(archive, &[]).await.assert(201);
            assert_eq!(reply.text("/state"), "refused");
            assert_eq!(reply.text("/refusal/code"), code);
            let import = reply.header("location");
            novak.apply(&import, true).await.assert_conflict("import_not_staged");
        }
        assert_eq!(count(&school, "roster_bundles"), 0);
        assert!(is_still(&novak.import(&Bundle::small()).await));
    }

    async fn a_repeated_request_stages_and_applies_once(school: TestApp) {
        let novak = importer(&school).await;
        let archive = Bundle::small().zip();
        let once = [("Idempotency-Key", "night-1")];
        let first = novak.send(archive.clone(), &once).await.assert(201);
        let again = novak.send(archive, &once).await.assert(201);
        assert_eq!(first.body, again.body);
        assert_eq!(count(&school, "roster_imports"), 1);
        novak.send(Bundle::district(1, 1, 1, 1).zip(), &once).await.assert_problem(422, "idempotency_key_reused");

        let apply = format!("{}/apply", first.header("location"));
        let body = json!({"accept_removals": false});
        let first = novak.0.post_once(&apply, "night-2", body.clone()).await.assert(200);
        let again = novak.0.post_once(&apply, "night-2", body).await.assert(200);
        assert_eq!(first.body, again.body);
    }

    async fn a_discarded_import_is_refused_for_good(school: TestApp) {
        let novak = importer(&school).await;
        let import = novak.stage(&Bundle::small()).await;
        let discarded = novak.0.post_empty(&format!("{import}/discard")).await.assert(200);
        assert_eq!(discarded.text("/state"), "refused");
        assert_eq!(count(&school, "roster_bundles"), 0);
        novak.apply(&import, true).await.assert_conflict("import_not_staged");
        novak.0.post_empty(&format!("{import}/discard")).await.assert_conflict("import_not_staged");
    }

    async fn what_nobody_decides_within_a_week_is_given_up_with_its_bytes(school: TestApp) {
        let novak = importer(&school).await;
        let forgotten = novak.stage(&Bundle::small()).await;
        school.clock.advance(TimeDelta::days(4));
        let novak = Importer(school.district_admin("Okafor").await);
        let recent = novak.stage(&Bundle::small()).await;
        assert_eq!(count(&school, "roster_bundles"), 2);
        school.clock.advance(TimeDelta::days(4));
        let novak = Importer(school.district_admin("Silva").await);
        novak.stage(&Bundle::small()).await;
        assert_eq!(novak.0.get(&forgotten).await.text("/state"), "failed");
        assert_eq!(novak.0.get(&recent).await.text("/state"), "staged");
        assert_eq!(count(&school, "roster_bundles"), 2);
        novak.apply(&forgotten, true).await.assert_conflict("import_not_staged");
    }

    async fn bundles_that_nobody_decides_about_go_though_nobody_stages_again(school: TestApp) {
        let novak = importer(&school).await;
        let forgotten = novak.stage(&Bundle::small()).await;
        let sweep = || housekeeping::sweep(founding::installation(), &school.hallpass);
        school.clock.advance(TimeDelta::days(7));
        sweep().await.unwrap();
        assert_eq!(count(&school, "roster_bundles"), 1);
        school.clock.advance(TimeDelta::seconds(1));
        assert_eq!(sweep().await.unwrap(), 1);
        assert_eq!(count(&school, "roster_bundles"), 0);
        let novak = Importer(school.district_admin("Silva").await);
        assert_eq!(novak.0.get(&forgotten).await.text("/state"), "failed");
        novak.apply(&forgotten, true).await.assert_conflict("import_not_staged");
    }

    async fn a_fifth_import_is_staged_only_after_a_decision_about_one_of_four(school: TestApp) {
        let novak = importer(&school).await;
        let archive = Bundle::small().zip();
        let once = [("Idempotency-Key", "first")];
        let first = novak.send(archive.clone(), &once).await.assert(201);
        for _ in 0..3 {
            novak.stage(&Bundle::small()).await;
        }
        for _ in 0..3 {
            let refused = novak.send(archive.clone(), &[]).await;
            refused.assert_problem(409, "too_many_staged_imports");
        }
        assert_eq!((count(&school, "roster_imports"), count(&school, "roster_bundles")), (4, 4));
        assert_eq!(novak.send(archive.clone(), &once).await.assert(201).body, first.body);
        assert_eq!(novak.send(b"no archive".to_vec(), &[]).await.assert(201).text("/state"), "refused");

        let import = first.header("location");
        novak.0.post_empty(&format!("{import}/discard")).await.assert(200);
        let import = novak.stage(&Bundle::small()).await;
        novak.send(archive.clone(), &[]).await.assert_problem(409, "too_many_staged_imports");
        novak.apply(&import, false).await.assert(200);
        novak.stage(&Bundle::small()).await;
        assert_eq!(count(&school, "roster_bundles"), 4);
    }

    async fn the_bundles_of_staged_imports_have_a_bound_together(school: TestApp) {
        let novak = importer(&school).await;
        let large = novak.stage(&Bundle::small()).await;
        execute(&school, "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 255)
            INSERT INTO roster_bundles SELECT organization_id, import_id, n, content FROM roster_bundles, numbers");
        let refused = novak.send(Bundle::small().zip(), &[]).await;
        refused.assert_problem(409, "too_many_staged_imports");
        assert_eq!((count(&school, "roster_imports"), count(&school, "roster_bundles")), (1, 256));
        novak.0.post_empty(&format!("{large}/discard")).await.assert(200);
        novak.stage(&Bundle::small()).await;
        assert_eq!(count(&school, "roster_bundles"), 1);
    }

    async fn an_import_that_cannot_be_applied_leaves_no_bytes(school: TestApp) {
        let novak = importer(&school).await;
        let import = novak.stage(&Bundle::small()).await;
        execute(&school, match school.backend {
            Backend::Sqlite => "UPDATE roster_bundles SET content = X'00'",
            Backend::Postgres => "UPDATE roster_bundles SET content = '\\x00'",
        });
        novak.apply(&import, false).await.assert_problem(500, "internal");
        assert_eq!(novak.0.get(&import).await.text("/state"), "failed");
        assert_eq!(count(&school, "roster_bundles"), 0);
    }

    async fn a_client_that_knows_only_bytes_can_send_a_bundle(school: TestApp) {
        let novak = importer(&school).await;
        let headers = [("Content-Type", "application/octet-stream")];
        let sent = novak.0.send(Method::POST, IMPORTS, &headers, Bundle::small().zip()).await;
        assert_eq!(sent.assert(201).text("/state"), "staged");
    }

    async fn only_administrators_of_the_district_import(school: TestApp) {
        let novak = importer(&school).await;
        let import = novak.stage(&Bundle::small()).await;
        let absent = format!("{IMPORTS}/01999999-9999-7999-8999-999999999999");
        let apply = json!({"accept_removals": true});
        for (persona, status, code) in [
            (school.anybody(), 401, "unauthenticated"),
            (school.teacher("Chen").await, 403, "forbidden"),
            (school.school_admin("Diaz").await, 403, "forbidden"),
        ] {
            persona.get(IMPORTS).await.assert_problem(status, code);
            persona.get(&import).await.assert_problem(status, code);
            persona.get(&format!("{import}/findings")).await.assert_problem(status, code);
            persona.post(&format!("{import}/apply"), apply.clone()).await.assert_problem(status, code);
            persona.post_empty(&format!("{import}/discard")).await.assert_problem(status, code);
            let other = Importer(persona);
            other.send(Bundle::small().zip(), &[]).await.assert_problem(status, code);
        }
        let far = domain::staff::role::StaffRole::DistrictAdmin;
        let stranger = school.staff(school.world.other_district, "Silva", far, None).await;
        for (here, nowhere) in [
            (stranger.get(&import).await, stranger.get(&absent).await),
            (stranger.get(&format!("{import}/findings")).await, stranger.get(&format!("{absent}/findings")).await),
            (
                stranger.post(&format!("{import}/apply"), apply.clone()).await,
                stranger.post(&format!("{absent}/apply"), apply.clone()).await,
            ),
            (
                stranger.post_empty(&format!("{import}/discard")).await,
                stranger.post_empty(&format!("{absent}/discard")).await,
            ),
        ] {
            let here = here.assert_problem(404, "not_found");
            let nowhere = nowhere.assert_problem(404, "not_found");
            assert_eq!(here.body_without_request_id(), nowhere.body_without_request_id());
        }
        assert_eq!(stranger.get(IMPORTS).await.assert(200).json()["data"], json!([]));
        assert_eq!(novak.0.get(IMPORTS).await.assert(200).json()["data"].as_array().unwrap().len(), 1);
    }

    async fn what_is_sent_must_be_a_zip_and_a_known_body(school: TestApp) {
        let novak = importer(&school).await;
        novak.0.post(IMPORTS, json!({})).await.assert_problem(415, "unsupported_media_type");
        let import = novak.stage(&Bundle::small()).await;
        let refused = novak.0.post(&format!("{import}/apply"), json!({"force": true})).await;
        assert_eq!(refused.assert_problem(422, "invalid_fields").text("/errors/0/pointer"), "/force");
    }

    async fn the_bytes_of_a_staged_bundle_are_sealed(school: TestApp) {
        let novak = importer(&school).await;
        novak.stage(&Bundle::small()).await;
        let clear = match school.backend {
            Backend::Sqlite => "instr(content, CAST('users.csv' AS BLOB)) > 0",
            Backend::Postgres => "position('users.csv'::bytea IN content) > 0",
        };
        assert_eq!(count(&school, "roster_bundles"), 1);
        assert_eq!(count(&school, &format!("roster_bundles WHERE {clear}")), 0);
    }
}
