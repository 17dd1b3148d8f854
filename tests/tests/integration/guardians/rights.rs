//! What a guardianship is worth, and when it is worth nothing (FER-02).

use chrono::TimeDelta;
use domain::accounts::sessions::SessionKind;
use serde_json::json;
use tests::{classes::NOWHERE, on_each_backend};

on_each_backend! {
    /// FER-02: each of two parents has all rights; a court order takes them from one, who is told nothing.
    async fn a_court_order_takes_the_rights_of_one_parent_and_looks_like_no_student(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await;
        let karim = school.guardian_of(student, "Karim").await;
        let record = format!("/v1/students/{student}/record");
        for parent in [&noor, &karim] {
            parent.persona.get(&record).await.assert(200);
        }
        let limits = format!("/v1/students/{student}/guardianships/{}/limits", karim.id);
        let until = school.hallpass.now() + TimeDelta::minutes(10);
        let order = json!({ "basis": "court_order", "ends_at": until });
        let limited = people.diaz.post(&limits, order).await.assert(201);
        let hidden = karim.persona.get(&record).await.assert_problem(404, "not_found");
        let nowhere = karim.persona.get(&format!("/v1/students/{NOWHERE}/record")).await;
        assert_eq!(hidden.body_without_request_id(), nowhere.body_without_request_id());
        let own = karim.persona.get("/v1/me/guardianships").await.assert(200).json();
        assert_eq!(own["data"][0]["student_name"], json!(null));
        assert_eq!(own["data"][0]["state"], "claimed", "they are not told why");
        assert!(!own.to_string().contains("court_order"));
        noor.persona.get(&record).await.assert(200);
        school.clock.advance(TimeDelta::minutes(10));
        let karim = school.again(&karim.persona, SessionKind::Staff).await;
        karim.get(&record).await.assert(200);
        let lift = format!("{limits}/{}", limited.text("/id"));
        let diaz = school.again(&people.diaz, SessionKind::Staff).await;
        diaz.delete(&lift).await.assert_problem(404, "not_found");
    }

    /// FER-02: who is limited is no other parent, and gives up like one who claims.
    async fn a_limited_guardian_counts_for_nobody_and_is_told_nothing_when_they_give_up(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await;
        let karim = school.guardian_of(student, "Karim").await;
        let limits = format!("/v1/students/{student}/guardianships/{}/limits", karim.id);
        people.diaz.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        let end = json!({ "decision": "end", "end_reason": "mistake" });
        let last = people.diaz.decide_guardianship(student, &noor.id, end).await;
        last.assert_conflict("last_guardian");
        let give_up = |id: &str| format!("/v1/me/guardianships/{id}/give-up");
        noor.persona.post(&give_up(&noor.id), json!({})).await.assert_conflict("last_guardian");
        let knowing = json!({ "accepts": "last_guardian" });
        noor.persona.post(&give_up(&noor.id), knowing).await.assert(204);
        karim.persona.post(&give_up(&karim.id), json!({})).await.assert(204);
    }

    /// A limit holds for the pair of them: to give up and to be paired again is no way around it.
    async fn a_limit_outlives_the_guardianship_for_which_it_was_recorded(school: TestApp) {
        let people = school.people().await;
        let (student, kim) = (people.ada.user, &people.kim);
        let code = people.diaz.pairing_code(student, Some("in_person")).await;
        let first = kim.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        let first = first.text("/id");
        let limits = format!("/v1/students/{student}/guardianships/{first}/limits");
        people.diaz.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        let give_up = format!("/v1/me/guardianships/{first}/give-up");
        kim.post(&give_up, json!({ "accepts": "last_guardian" })).await.assert(204);
        let code = people.diaz.pairing_code(student, Some("in_person")).await;
        kim.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        let own = kim.get("/v1/me/guardianships").await.assert(200).json();
        assert_eq!(own["data"][0]["student_name"], json!(null));
        assert_eq!(own["data"][0]["state"], "claimed");
    }

    async fn a_limit_that_is_lifted_gives_the_rights_back(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await;
        let record = format!("/v1/students/{student}/record");
        let limits = format!("/v1/students/{student}/guardianships/{}/limits", noor.id);
        let limited = people.diaz.post(&limits, json!({ "basis": "safeguarding" })).await;
        let limited = limited.assert(201);
        noor.persona.get(&record).await.assert_problem(404, "not_found");
        people.diaz.delete(&format!("{limits}/{}", limited.text("/id"))).await.assert(204);
        noor.persona.get(&record).await.assert(200);
        let past = school.hallpass.now();
        let past = people.diaz.post(&limits, json!({ "basis": "statute", "ends_at": past })).await;
        assert_eq!(past.assert(422).text("/errors/0/pointer"), "/ends_at");
    }

    async fn a_contested_guardianship_has_no_rights_and_the_last_one_ends_only_knowingly(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let noor = school.guardian_of(student, "Noor").await;
        let record = format!("/v1/students/{student}/record");
        let end = json!({ "decision": "end", "end_reason": "mistake" });
        let last = people.diaz.decide_guardianship(student, &noor.id, end.clone()).await;
        last.assert_conflict("last_guardian");
        let dispute = json!({ "decision": "dispute" });
        people.diaz.decide_guardianship(student, &noor.id, dispute).await.assert(200);
        noor.persona.get(&record).await.assert_problem(404, "not_found");
        let ended = people.diaz.decide_guardianship(student, &noor.id, end.clone()).await.assert(200);
        assert_eq!(ended.text("/end_reason"), "mistake");
        noor.persona.get("/v1/me").await.assert_problem(401, "unauthenticated");
        let over = people.diaz.decide_guardianship(student, &noor.id, end).await;
        over.assert_conflict("guardianship_ended");
    }

    async fn a_decision_says_what_it_needs_and_nobody_decides_about_their_own(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let haas = school.school_admin("Haas").await;
        let code = haas.pairing_code(student, None).await;
        let claimed = people.diaz.post("/v1/me/guardianships", json!({ "code": code })).await;
        let id = claimed.assert(201).text("/id");
        let verify = json!({ "decision": "verify", "evidence": "document" });
        let own = people.diaz.decide_guardianship(student, &id, verify.clone()).await;
        own.assert_conflict("own_guardianship");
        for (body, pointer) in [
            (json!({ "decision": "verify" }), "/evidence"),
            (json!({ "decision": "end" }), "/end_reason"),
            (json!({ "decision": "dispute", "evidence": "document" }), "/evidence"),
        ] {
            let refused = haas.decide_guardianship(student, &id, body).await;
            assert_eq!(refused.assert(422).text("/errors/0/pointer"), pointer);
        }
        haas.decide_guardianship(student, NOWHERE, verify.clone()).await.assert_problem(404, "not_found");
        haas.decide_guardianship(student, &id, verify).await.assert(200);
        let limits = format!("/v1/students/{student}/guardianships/{id}/limits");
        people.diaz.post(&limits, json!({ "basis": "statute" })).await.assert_conflict("own_guardianship");
        let limited = haas.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        let lift = format!("{limits}/{}", limited.text("/id"));
        people.diaz.delete(&lift).await.assert_problem(404, "not_found");
        let listed = people.diaz.get(&format!("/v1/students/{student}/guardianships")).await;
        assert_eq!(listed.assert(200).json()["data"][0]["limits"], json!([]));
        let dispute = json!({ "decision": "dispute" });
        haas.decide_guardianship(student, &id, dispute).await.assert(200);
        let give_up = format!("/v1/me/guardianships/{id}/give-up");
        let contested = people.diaz.post(&give_up, json!({ "accepts": "last_guardian" })).await;
        contested.assert_conflict("guardianship_disputed");
        let verify = json!({ "decision": "verify", "evidence": "document" });
        haas.decide_guardianship(student, &id, verify).await.assert(200);
        // FER-04, D19: the contact of a parent is the school's.
        people.moore.get(&format!("/v1/students/{student}/guardianships")).await.assert_problem(403, "forbidden");
        haas.delete(&lift).await.assert(204);
        people.diaz.post(&give_up, json!({})).await.assert_conflict("last_guardian");
        people.diaz.post(&give_up, json!({ "accepts": "last_guardian" })).await.assert(204);
        people.diaz.get("/v1/me").await.assert(200);
    }

    /// FER-04, D19: no office shows a parent where the other one is reached, or takes that one's rights.
    async fn a_parent_who_administers_the_school_has_no_hand_in_the_guardians_of_their_child(school: TestApp) {
        let people = school.people().await;
        let (student, diaz) = (people.ada.user, &people.diaz);
        let haas = school.school_admin("Haas").await;
        let code = haas.pairing_code(student, Some("in_person")).await;
        let own = diaz.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201).text("/id");
        let noor = school.guardian_of(student, "Noor").await;
        let guardianships = format!("/v1/students/{student}/guardianships");
        assert_eq!(diaz.get(&guardianships).await.assert(200).column("id"), [own]);
        assert_eq!(haas.get(&guardianships).await.assert(200).rows().len(), 2);
        let limits = format!("{guardianships}/{}/limits", noor.id);
        let order = json!({ "basis": "court_order" });
        diaz.post(&limits, order.clone()).await.assert_conflict("own_guardianship");
        for decision in [
            json!({ "decision": "verify", "evidence": "document" }),
            json!({ "decision": "dispute" }),
            json!({ "decision": "end", "end_reason": "mistake", "accepts": "last_guardian" }),
        ] {
            let refused = diaz.decide_guardianship(student, &noor.id, decision).await;
            refused.assert_conflict("own_guardianship");
        }
        let limited = haas.post(&limits, order).await.assert(201);
        let lift = format!("{limits}/{}", limited.text("/id"));
        diaz.delete(&lift).await.assert_problem(404, "not_found");
        haas.delete(&lift).await.assert(204);
        let codes = format!("/v1/students/{student}/pairing-codes");
        let parent = json!({ "kind": "parent" });
        diaz.post(&codes, parent.clone()).await.assert_conflict("own_guardianship");
        let issued = haas.post(&codes, parent).await.assert(201);
        let revoke = format!("{codes}/{}", issued.text("/id"));
        diaz.delete(&revoke).await.assert_problem(404, "not_found");
        haas.delete(&revoke).await.assert(204);
        noor.persona.get(&format!("/v1/students/{student}/record")).await.assert(200);
    }

    /// AGE-14: at midnight of the eighteenth birthday the rights are the student's.
    async fn the_rights_pass_to_the_student_at_eighteen(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let born = format!("/v1/classes/{}/students/{student}/age/statements", people.class);
        people.diaz.post(&born, json!({ "born": "2008-09" })).await.assert(200);
        let noor = school.guardian_of(student, "Noor").await;
        let record = format!("/v1/students/{student}/record");
        let log = format!("/v1/students/{student}/access-log");
        people.ada.get(&record).await.assert(200);
        people.ada.get(&log).await.assert_problem(404, "not_found");
        let last: chrono::DateTime<chrono::Utc> = "2026-09-30T06:59:59Z".parse().unwrap();
        school.clock.advance(last - school.hallpass.now());
        let parent = school.again(&noor.persona, SessionKind::Staff).await;
        let ada = school.student(student).await;
        parent.get(&record).await.assert(200);
        school.clock.advance(TimeDelta::seconds(1));
        parent.get(&record).await.assert_problem(404, "not_found");
        ada.get(&log).await.assert(200);
    }

    /// Twins, one guardian: what is one's says nothing of the other.
    async fn a_guardian_of_one_child_learns_nothing_of_another_with_the_same_name(school: TestApp) {
        let people = school.people().await;
        let twin = people.rivera.enrol(people.class, "Ada", "Example").await;
        let noor = school.guardian_of(people.ada.user, "Noor").await;
        for path in ["record", "access-log", "disclosures", "guardianships", "classes"] {
            let of_twin = noor.persona.get(&format!("/v1/students/{twin}/{path}")).await;
            let nowhere = noor.persona.get(&format!("/v1/students/{NOWHERE}/{path}")).await;
            let hidden = of_twin.assert_problem(404, "not_found").body_without_request_id();
            assert_eq!(hidden, nowhere.body_without_request_id(), "{path}");
        }
        let own = noor.persona.get(&format!("/v1/students/{}/record", people.ada.user)).await;
        assert!(!own.assert(200).json().to_string().contains(&twin.to_string()));
        let class = format!("/v1/classes/{}/students", people.class);
        noor.persona.get(&class).await.assert_problem(404, "not_found");
        let code = people.diaz.pairing_code(twin, Some("in_person")).await;
        noor.persona.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
        noor.persona.get(&format!("/v1/students/{twin}/record")).await.assert(200);
    }

    async fn an_erased_student_leaves_no_guardianship_and_closes_the_account_of_the_guardian(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await;
        let limits = format!("/v1/students/{}/guardianships/{}/limits", people.ada.user, noor.id);
        people.diaz.post(&limits, json!({ "basis": "statute" })).await.assert(201);
        let asked = json!({ "ground": "other", "recipient": "Juniper", "categories": ["name"], "statements": [] });
        let disclosures = format!("/v1/students/{}/disclosures", people.ada.user);
        people.diaz.post(&disclosures, asked).await.assert(201);
        let path = format!("/v1/classes/{}/students/{}/account", people.class, people.ada.user);
        let removed = people.rivera.delete(&path).await;
        removed.assert(204);
        noor.persona.get("/v1/me").await.assert_problem(401, "unauthenticated");
        let mut rows = tests::rows::Rows::of(&school);
        for table in ["guardianships", "pairing_codes", "guardian_limits", "record_disclosures"] {
            assert_eq!(rows.count(table), 0, "{table}");
        }
    }
}
