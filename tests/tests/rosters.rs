//! Rosters, as districts bring them and as classes feel them.

use chrono::TimeDelta;
use domain::mint::Clock as _;
use serde_json::{Value, json};
use tests::{
    bundles::Bundle,
    founding, on_each_backend,
    rosters::{IMPORTS, class, count, importer, literal, name_school, pupil_of, teacher_of, word},
};

#[cfg(test)]
fn kinds() -> [&'static str; 6] {
    [
        "schools",
        "academic_sessions",
        "classes",
        "people",
        "roles",
        "enrollments",
    ]
}

/// Whether nothing was created, changed, resumed or ended.
#[cfg(test)]
fn is_still(import: &Value) -> bool {
    kinds().iter().all(|kind| {
        let counts = &import["counts"][kind];
        ["created", "changed", "resumed", "ended"]
            .iter()
            .all(|change| counts[change] == 0)
    })
}

on_each_backend! {
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
        assert_eq!(count(&school, "users WHERE kind = 'pupil'"), 0);

        let applied = novak.apply(&import, false).await.assert(200).json();
        assert_eq!(applied["state"], "applied");
        assert_eq!(count(&school, "classes"), 4);
        assert_eq!(count(&school, "users WHERE kind = 'pupil' AND status = 'active'"), 12);
        assert_eq!(count(&school, "users WHERE kind = 'staff' AND status = 'invited'"), 4);
        assert_eq!(count(&school, "enrollments"), 24);
        assert_eq!(count(&school, "teaching_assignments"), 4);
        assert_eq!(count(&school, "staff_roles WHERE origin = 'roster'"), 4);
        assert_eq!(count(&school, "roster_bundles"), 0, "the bytes are of no more use");
    }

    async fn a_rostered_class_is_there_for_its_teacher_and_its_pupils(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let class = class(&school, "k0");
        let shown = teacher_of(&school, "k0").await.get(&format!("/v1/classes/{class}")).await.assert(200);
        assert_eq!(shown.text("/title"), "Class 0");
        assert_eq!(shown.text("/grade_level"), "04");
        assert_eq!(shown.text("/access_ends_at"), "2027-07-30T07:00:00Z");
        let mine = pupil_of(&school, "k0").await.get("/v1/me/classes").await.assert(200).json();
        assert_eq!(mine["data"].as_array().unwrap().len(), 2);
    }

    async fn no_address_of_a_pupil_is_kept(school: TestApp) {
        importer(&school).await.import(&Bundle::small()).await;
        assert_eq!(count(&school, "users WHERE kind = 'pupil' AND email IS NOT NULL"), 0);
        assert_eq!(count(&school, "users WHERE kind = 'pupil' AND username IS NULL"), 0);
        assert_eq!(count(&school, "users WHERE source_index IS NOT NULL AND kind = 'staff' AND email IS NULL"), 0);
    }

    async fn the_same_bundle_again_changes_nothing(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        school.clock.advance(TimeDelta::minutes(5));
        let again = novak.import(&Bundle::small()).await;
        assert!(is_still(&again), "{again}");
        assert_eq!(again["counts"]["enrollments"]["unchanged"], 28);
        assert_eq!(count(&school, "enrollments"), 24);
    }

    async fn a_new_name_is_a_change_of_one_person(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let renamed = Bundle::small().replace("users.csv", "Givenpu3,", "Robin,");
        let import = novak.import(&renamed).await;
        assert_eq!(import["counts"]["people"]["changed"], 1);
        assert_eq!(import["counts"]["people"]["unchanged"], 15);
        assert!(is_still(&novak.import(&renamed).await));
    }

    async fn a_pupil_who_is_dropped_ends_and_is_out_at_once(school: TestApp) {
        let novak = importer(&school).await;
        let district = Bundle::district(2, 4, 40, 2)
            .with_row("classes.csv", "k9,,,Chess,04,c0,K9,scheduled,,s0,y1,,,1")
            .with_row("enrollments.csv", "e9,,,k9,s0,pu0,student,,,");
        novak.import(&district).await;
        let gone = pupil_of(&school, "k9").await;
        gone.get("/v1/me/classes").await.assert(200);
        school.clock.advance(TimeDelta::minutes(5));
        let import = novak.import(&district.without_person("pu0")).await;
        assert_eq!(import["counts"]["people"]["ended"], 1);
        assert_eq!(import["counts"]["enrollments"]["ended"], 3);
        gone.get("/v1/me/classes").await.assert_problem(401, "unauthenticated");
        assert_eq!(count(&school, "users WHERE kind = 'pupil'"), 40, "nothing is deleted");
        assert_eq!(count(&school, "users WHERE status = 'disabled' AND epoch = 1"), 1);
        assert_eq!(count(&school, "enrollments"), 81);
    }

    async fn a_teacher_who_is_dropped_loses_the_class_at_once(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let address = format!("/v1/classes/{}", class(&school, "k0"));
        let teacher = teacher_of(&school, "k0").await;
        teacher.get(&address).await.assert(200);
        // Out of the class, not out of the school.
        novak.import(&Bundle::small().without("enrollments.csv", &["et0,"])).await;
        teacher.get(&address).await.assert_problem(404, "not_found");
        // Out of the district.
        let import = novak.import(&Bundle::small().without_person("te0")).await;
        assert_eq!(import["counts"]["people"]["ended"], 1);
        assert_eq!(import["counts"]["roles"]["ended"], 1);
        teacher.get(&address).await.assert_problem(401, "unauthenticated");
    }

    async fn who_comes_back_is_in_class_for_a_new_interval_only(school: TestApp) {
        let novak = importer(&school).await;
        let district = Bundle::district(2, 4, 40, 1);
        novak.import(&district).await;
        school.clock.advance(TimeDelta::minutes(3));
        novak.import(&district.clone().without_person("pu7")).await;
        school.clock.advance(TimeDelta::minutes(3));
        let import = novak.import(&district).await;
        assert_eq!(import["counts"]["people"]["resumed"], 1);
        assert_eq!(count(&school, "users WHERE kind = 'pupil' AND status = 'active'"), 40);
        assert_eq!(count(&school, "enrollments"), 41);
        assert_eq!(count(&school, "users WHERE kind = 'pupil'"), 40);
        assert!(is_still(&novak.import(&district).await));
    }

    async fn a_class_that_leaves_the_roster_is_archived_and_one_made_by_hand_stays(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let rivera = school.teacher("Rivera").await;
        let by_hand = rivera.class("Robots").await;
        let smaller = Bundle::small().without("classes.csv", &["k3,"]).without("enrollments.csv", &[",k3,"]);
        let import = novak.stage(&smaller).await;
        let import = novak.apply(&import, true).await.assert(200).json();
        assert_eq!(import["counts"]["classes"]["ended"], 1);
        assert_eq!(count(&school, "classes WHERE archived_at IS NOT NULL AND source_id = 'k3'"), 1);
        rivera.get(&format!("/v1/classes/{by_hand}")).await.assert(200);
        // It is back with the roster; one that somebody archived is not.
        novak.import(&Bundle::small()).await;
        assert_eq!(count(&school, "classes WHERE archived_at IS NOT NULL"), 0);
        let teacher = teacher_of(&school, "k1").await;
        let archive = format!("/v1/classes/{}/archive", class(&school, "k1"));
        teacher.post_empty(&archive).await;
        let import = novak.import(&Bundle::small().replace("classes.csv", "Class 1,", "Class One,")).await;
        assert_eq!(import["counts"]["classes"]["changed"], 1);
        assert_eq!(count(&school, "classes WHERE archived_at IS NOT NULL AND source_id = 'k1'"), 1);
    }

    async fn many_pupils_end_only_if_somebody_accepts_it(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let halved = (0..6).fold(Bundle::small(), |bundle, n| bundle.without_person(&format!("pu{n}")));
        let import = novak.stage(&halved).await;
        assert_eq!(novak.0.get(&import).await.json()["shrinking"]["schools"], 2);
        novak.apply(&import, false).await.assert_problem(409, "removals_not_accepted");
        assert_eq!(novak.0.get(&import).await.text("/state"), "staged");
        assert_eq!(count(&school, "users WHERE status = 'disabled'"), 0);
        let applied = novak.apply(&import, true).await.assert(200).json();
        assert_eq!(applied["counts"]["people"]["ended"], 6);
    }

    async fn keys_that_are_all_new_are_no_loss(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let rekeyed = Bundle::small().replace("enrollments.csv", "\ne", "\nnew-e");
        let import = novak.import(&rekeyed).await;
        assert_eq!(import["counts"]["enrollments"]["created"], 28);
        assert_eq!(import["counts"]["enrollments"]["ended"], 28);
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
            novak.apply(&import, true).await.assert_problem(409, "state_conflict");
        }
        assert_eq!(count(&school, "roster_bundles"), 0);
        assert!(is_still(&novak.import(&Bundle::small()).await));
    }

    async fn a_row_that_cannot_be_read_costs_itself_and_ends_nobody(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let dirty = Bundle::small()
            .replace("users.csv", "Familypu3,", ",")
            .replace("enrollments.csv", "e4-0,,,k0,s0,pu4,student,,2026-08-01", "e4-0,,,k0,s0,pu4,student,,yesterday")
            .with_row("enrollments.csv", "x1,,,k9,s0,Zebulon,student,,,");
        let import = novak.stage(&dirty).await;
        let findings = novak.findings(&import).await;
        assert!(findings.iter().any(|found| found["file"] == "users" && found["field"] == "familyName"
            && found["code"] == "missing_value" && found["severity"] == "error" && found["row"] == 9), "{findings:?}");
        assert!(findings.iter().any(|found| found["file"] == "enrollments" && found["code"] == "invalid_date"));
        let text = serde_json::to_string(&findings).unwrap();
        for value in ["Zebulon", "yesterday", "pu3", "Given", "example.edu"] {
            assert!(!text.contains(value), "{value} is in the findings");
        }
        let applied = novak.apply(&import, false).await.assert(200).json();
        assert!(is_still(&applied), "{applied}");
        assert_eq!(applied["errors"], findings.len());
        assert_eq!(count(&school, "users WHERE status = 'disabled'"), 0);
    }

    async fn without_an_agreement_a_school_gets_classes_and_staff_but_no_pupils(school: TestApp) {
        let novak = importer(&school).await;
        name_school(&school, school.world.school_without_agreement, "s2");
        let district = Bundle::district(3, 3, 9, 1);
        let import = novak.import(&district).await;
        assert_eq!(import["counts"]["classes"]["created"], 3);
        assert_eq!(import["counts"]["people"]["created"], 3 + 6);
        assert_eq!(import["counts"]["enrollments"]["created"], 3 + 6);
        let address = format!("{IMPORTS}/{}", import["id"].as_str().unwrap());
        let findings = novak.findings(&address).await;
        let refused = |file: &str| findings.iter()
            .filter(|found| found["file"] == file && found["code"] == "school_authorization_required").count();
        assert_eq!((refused("users"), refused("enrollments")), (3, 3));

        let (birch, district_id) = (school.world.school_without_agreement, school.world.district);
        founding::write(&school.database, district_id, school.clock.now(), move |tx| {
            let permit = founding::permit(district_id, domain::access::Relationship::DistrictAdmin, birch);
            persistence::organizations::agreements::record(tx, &permit, &founding::standing_agreement())
        }).await;
        let import = novak.import(&district).await;
        assert_eq!(import["counts"]["people"]["created"], 3);
        assert_eq!(import["counts"]["enrollments"]["created"], 3);
    }

    async fn a_pupil_never_becomes_staff(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let promoted = Bundle::small()
            .replace("roles.csv", "pu0,primary,student", "pu0,primary,teacher")
            .without("enrollments.csv", &[",pu0,"])
            .with_row("enrollments.csv", "et9,,,k0,s0,pu0,teacher,true,,");
        let import = novak.stage(&promoted).await;
        let findings = novak.findings(&import).await;
        assert!(findings.iter().any(|found| found["code"] == "role_conflict" && found["severity"] == "error"));
        novak.apply(&import, true).await.assert(200);
        assert_eq!(count(&school, "users WHERE kind = 'pupil'"), 12);
        assert_eq!(count(&school, "staff_roles WHERE origin = 'roster'"), 4);
        assert_eq!(count(&school, "teaching_assignments"), 4);
    }

    async fn staff_who_were_invited_before_are_recognised_by_their_address(school: TestApp) {
        let novak = importer(&school).await;
        let rivera = school.teacher("Rivera").await;
        let staff = count(&school, "users WHERE kind = 'staff'");
        let named = Bundle::small().replace("users.csv", "te0@example.edu", "rivera@example.edu");
        novak.import(&named).await;
        assert_eq!(count(&school, "users WHERE kind = 'staff'"), staff + 3);
        rivera.get(&format!("/v1/classes/{}", class(&school, "k0"))).await.assert(200);
        // The roster ends what it gave, and not what somebody gave by hand.
        novak.import(&named.without_person("te0")).await;
        rivera.get(&format!("/v1/classes/{}", class(&school, "k0"))).await.assert_problem(404, "not_found");
        rivera.get("/v1/me/classes").await.assert(200);
    }

    async fn an_import_is_applied_once_and_on_what_is_held_then(school: TestApp) {
        let novak = importer(&school).await;
        let first = novak.stage(&Bundle::small()).await;
        let second = novak.stage(&Bundle::small()).await;
        novak.apply(&first, false).await.assert(200);
        novak.apply(&first, false).await.assert_problem(409, "state_conflict");
        let applied = novak.apply(&second, false).await.assert(200).json();
        assert!(is_still(&applied), "{applied}");
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
        novak.apply(&import, true).await.assert_problem(409, "state_conflict");
        novak.0.post_empty(&format!("{import}/discard")).await.assert_problem(409, "state_conflict");
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
            let other = tests::rosters::Importer(persona);
            other.send(Bundle::small().zip(), &[]).await.assert_problem(status, code);
        }
        let far = domain::organizations::staff_role::StaffRole::DistrictAdmin;
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

    async fn findings_come_in_pages(school: TestApp) {
        let novak = importer(&school).await;
        let dirty = Bundle::small().replace("users.csv", ",,,true,", ",active,,true,");
        let import = novak.stage(&dirty).await;
        let first = novak.0.get(&format!("{import}/findings?limit=10")).await.assert(200).json();
        assert_eq!(first["data"].as_array().unwrap().len(), 10);
        let cursor = first["next_cursor"].as_str().unwrap();
        let second = novak.0.get(&format!("{import}/findings?limit=10&cursor={cursor}")).await.assert(200).json();
        assert_eq!(second["data"].as_array().unwrap().len(), 6);
        assert_eq!(second["has_more"], false);
    }

    async fn the_bytes_of_a_staged_bundle_are_sealed(school: TestApp) {
        let novak = importer(&school).await;
        novak.stage(&Bundle::small()).await;
        let clear = match school.backend {
            tests::app::Backend::Sqlite => "instr(content, CAST('users.csv' AS BLOB)) > 0",
            tests::app::Backend::Postgres => "position('users.csv'::bytea IN content) > 0",
        };
        assert_eq!(count(&school, "roster_bundles"), 1);
        assert_eq!(count(&school, &format!("roster_bundles WHERE {clear}")), 0);
    }

    async fn an_import_leaves_its_counts_in_the_audit_log(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let actor = literal(&school, novak.0.user.uuid());
        let records = word(&school, &format!(
            "SELECT CAST(records AS text) AS word FROM audit_events WHERE happening = 'apply_roster' AND actor_id = {actor}"
        ));
        // Two schools renamed, two sessions, four classes, sixteen people, four roles, 28 seats.
        assert_eq!(records, (2 + 2 + 4 + 16 + 4 + 28).to_string());
    }

    async fn two_thousand_pupils_are_imported(school: TestApp) {
        let novak = importer(&school).await;
        let district = Bundle::district(2, 80, 2_000, 6);
        let import = novak.import(&district).await;
        assert_eq!(import["counts"]["people"]["created"], 2_080);
        assert_eq!(import["counts"]["enrollments"]["created"], 12_080);
        assert_eq!(count(&school, "enrollments"), 12_000);
        assert!(is_still(&novak.import(&district).await));
    }
}
