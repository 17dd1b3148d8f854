//! Who asks, who decides, and by when (RTS-01, RTS-03).

use chrono::TimeDelta;
use domain::staff::role::StaffRole;
use serde_json::json;
use tests::{families::Family, on_each_backend};

use super::{REQUESTS, ask, grant, of, shown, staff_again};

on_each_backend! {
    async fn what_a_teacher_asks_the_school_decides_and_nobody_decides_their_own(school: TestApp) {
        let people = school.people().await;
        let request = ask(&people.rivera, &people.ada, "erase_part").await;
        let decision = json!({ "decision": "grant" });
        let path = of(&request, "decision");
        people.rivera.post(&path, decision.clone()).await.assert(403);
        people.chen.post(&path, decision.clone()).await.assert(404);
        let other = Some(school.world.other_school);
        let oakes = school.staff(school.world.district, "Oakes", StaffRole::SchoolAdmin, other).await;
        oakes.post(&path, decision.clone()).await.assert(404);
        for stranger in &people.strangers {
            stranger.post(&path, decision.clone()).await.assert(404);
            stranger.get(&format!("{REQUESTS}/{request}")).await.assert(404);
        }
        grant(&people.diaz, &request).await;

        // An administrator's own request waits for another one.
        let own = ask(&people.diaz, &people.ada, "correct").await;
        people.diaz.post(&of(&own, "decision"), decision.clone()).await.assert(403);
        grant(&people.moore, &own).await;
        let done = people.moore.post_empty(&of(&own, "completion")).await.assert(200);
        assert_eq!(done.text("/state"), "done");
        people.moore.post(&of(&own, "decision"), decision).await.assert_conflict("request_elsewhere");
    }

    async fn a_student_of_a_school_sees_their_own_and_asks_a_teacher_for_the_rest(school: TestApp) {
        let people = school.people().await;
        let access = ask(&people.ada, &people.ada, "access").await;
        let seen = shown(&people.ada, &access).await;
        assert_eq!(seen["authority"], "oneself");
        assert_eq!(seen["decider"], "school");
        for kind in ["erase", "correct", "restrict", "object"] {
            let refused = people.ada.post(REQUESTS, json!({ "kind": kind })).await;
            let refused = refused.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/code"), "not_entitled");
        }
        // What is a person's own to get is not for the school to ask.
        let body = json!({ "subject_id": people.ada.user.to_string(), "kind": "portability" });
        people.rivera.post(REQUESTS, body.clone()).await.assert_problem(422, "invalid_fields");
        people.chen.post(REQUESTS, body.clone()).await.assert(403);
        people.strangers[0].post(REQUESTS, body).await.assert(404);
    }

    async fn a_child_at_home_asks_and_the_parent_decides(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let signed_in = school.anybody().post("/v1/auth/class-sign-in", child.sign_in.clone()).await;
        let robin = school.bearer(&signed_in.assert(200).text("/access_token"));
        let filed = robin.post(REQUESTS, json!({ "kind": "erase" })).await.assert(201);
        assert_eq!(filed.text("/decider"), "parent");
        let request = filed.text("/id");
        let listed = family.parent.get(REQUESTS).await.assert(200);
        assert_eq!(listed.text("/data/0/id"), request);
        let granted = grant(&family.parent, &request).await;
        assert_eq!(granted["subject_id"], child.id);
        assert_eq!(granted["restorable_until"], json!(null));
        robin.get("/v1/me").await.assert(401);
        let again = school.anybody().post("/v1/auth/class-sign-in", child.sign_in).await;
        again.assert_problem(401, "sign_in_failed");
    }

    /// RTS-03, AGE-14: what the child's own device says takes no right from the parent, and gives the child none.
    async fn a_childs_own_device_takes_no_right_from_the_parent(school: TestApp) {
        for (name, bracket, kinds) in [
            ("Diaz", "13_to_15", ["portability", "restrict", "object"]),
            ("Reyes", "18_or_older", ["access", "portability", "correct"]),
        ] {
            let mut family = Family::register(&school, name).await;
            let child = family.child().await;
            let signed_in = school.anybody().post("/v1/auth/class-sign-in", child.sign_in).await;
            let robin = school.bearer(&signed_in.assert(200).text("/access_token"));
            robin.post("/v1/me/age-signal", json!({ "bracket": bracket })).await.assert(204);
            for kind in kinds {
                let body = json!({ "kind": kind, "subject_id": child.id });
                family.parent.post(REQUESTS, body).await.assert(201);
            }
            let erase = json!({ "kind": "erase", "finality": "permanent" });
            let filed = robin.post(REQUESTS, erase).await.assert(201);
            assert_eq!(filed.text("/decider"), "parent", "{bracket}");
        }
    }

    /// RTS-03, AGE-14: a teacher who says that a student is an adult makes nobody one.
    async fn a_teachers_word_takes_a_school_students_rights_from_no_parent(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let age = format!("/v1/classes/{}/students/{}/age/statements", people.class, people.ada.user);
        people.rivera.post(&age, json!({ "completed_years": 18 })).await.assert(200);
        ask(&noor, &people.ada, "access").await;
        let refused = people.ada.post(REQUESTS, json!({ "kind": "erase" })).await;
        let refused = refused.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/code"), "not_entitled");
    }

    async fn every_clock_that_runs_is_kept_and_what_is_overdue_is_seen(school: TestApp) {
        let people = school.people().await;
        let request = ask(&people.rivera, &people.ada, "correct").await;
        let seen = shown(&people.diaz, &request).await;
        assert_eq!(seen["acknowledged_at"], seen["received_at"]);
        // Thirty days from 21 September, by the end of the day in Los Angeles.
        assert_eq!(seen["due_at"], "2026-10-22T07:00:00Z");
        let clocks = seen["deadlines"].as_array().unwrap();
        let of = |regime: &str, duty: &str| {
            let clock = clocks.iter().find(|clock| clock["regime"] == regime && clock["duty"] == duty);
            clock.unwrap()["due_at"].as_str().unwrap().to_owned()
        };
        assert_eq!(of("ferpa", "answer"), "2026-11-06T08:00:00Z");
        assert_eq!(of("agreement", "answer"), "2026-10-22T07:00:00Z");
        assert_eq!(of("policy", "acknowledge"), "2026-09-25T07:00:00Z");
        assert_eq!(seen["is_overdue"], false);
        let extended = people.diaz.post(&super::of(&request, "extension"), json!({ "reason": "complex" })).await;
        extended.assert_conflict("no_more_time");

        school.clock.advance(TimeDelta::days(31));
        let diaz = staff_again(&school, &people.diaz).await;
        let open = diaz.get("/v1/requests?wanted=open").await.assert(200);
        assert_eq!(open.json()["data"][0]["is_overdue"], true);
        grant(&diaz, &request).await;
        let open = diaz.get("/v1/requests?wanted=open").await.assert(200);
        assert_eq!(open.json()["data"], json!([]));
    }

    async fn an_operator_pauses_and_extends_what_an_adult_asks_and_is_not_told_who_it_is(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let olsen = school.operator("Olsen").await;
        let request = ask(&rivera, &rivera, "access").await;
        let listed = olsen.get(REQUESTS).await.assert(200).json();
        assert_eq!(listed["data"][0]["id"], request);
        assert_eq!(listed["data"][0]["subject_id"], json!(null));
        assert_eq!(listed["data"][0]["requester_id"], json!(null));

        let identity = json!({ "reason": "identity" });
        let paused = olsen.post(&of(&request, "pause"), identity.clone()).await.assert(200);
        assert_eq!(paused.text("/pause_reason"), "identity");
        olsen.post(&of(&request, "pause"), identity).await.assert_conflict("request_elsewhere");
        let grant_it = json!({ "decision": "grant" });
        olsen.post(&of(&request, "decision"), grant_it).await.assert_conflict("request_elsewhere");
        school.clock.advance(TimeDelta::minutes(5));
        let resumed = olsen.post_empty(&of(&request, "resumption")).await.assert(200);
        let due_at = resumed.text("/due_at");
        let complex = json!({ "reason": "complex" });
        let extended = olsen.post(&of(&request, "extension"), complex.clone()).await.assert(200);
        assert!(extended.text("/due_at") > due_at);
        olsen.post(&of(&request, "extension"), complex).await.assert_conflict("request_elsewhere");
        let seen = shown(&rivera, &request).await;
        assert_eq!(seen["extension_reason"], "complex");
        assert_eq!(seen["subject_id"], rivera.user.to_string());
    }

    async fn the_same_request_is_answered_again_and_another_persons_is_another(school: TestApp) {
        let people = school.people().await;
        let first = ask(&people.rivera, &people.ada, "correct").await;
        let body = json!({ "subject_id": people.ada.user.to_string(), "kind": "correct" });
        let again = people.rivera.post(REQUESTS, body).await.assert(200);
        assert_eq!(again.text("/id"), first);
        let other = ask(&people.diaz, &people.ada, "correct").await;
        assert_ne!(other, first);
        let refusal = json!({ "decision": "refuse", "reason": "claims" });
        let path = of(&first, "decision");
        people.diaz.post(&path, refusal).await.assert_problem(422, "invalid_fields");
        people.diaz.post(&path, json!({ "decision": "refuse" })).await.assert_problem(422, "invalid_fields");
        let refusal = json!({ "decision": "refuse", "reason": "accurate" });
        let refused = people.diaz.post(&path, refusal).await.assert(200);
        assert_eq!(refused.text("/refusal_reason"), "accurate");
        assert_ne!(ask(&people.rivera, &people.ada, "correct").await, first);
    }
}
