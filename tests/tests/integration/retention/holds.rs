//! Holds: what they keep, whom they concern, and how they end (RET-03).

use chrono::{DateTime, TimeDelta, Utc};
use domain::{ids::UserId, mint::Clock as _};
use serde_json::{Value, json};
use tests::{
    app::TestApp, classes::People, learning::stands_in_the_clear, on_each_backend,
    persona::Persona, rosters::count,
};

use super::{SECOND, night_of, staff_again, students};

const HOLDS: &str = "/v1/legal-holds";

#[cfg(test)]
fn hold(scope: &Value, review_by: DateTime<Utc>) -> Value {
    let mut body = json!({
        "matter": "litigation",
        "reference": "Docket 27-0142, Ada Lovelace",
        "review_by": review_by,
    });
    for (member, value) in scope.as_object().into_iter().flatten() {
        body[member] = value.clone();
    }
    body
}

#[cfg(test)]
fn of_person(person: UserId) -> Value {
    json!({ "scope": "person", "scope_id": person.to_string() })
}

/// The school revokes its authorization for a student, who is deleted within 30 days.
#[cfg(test)]
async fn revoke(school: &TestApp, diaz: &Persona, student: &Persona) {
    let school = school.world.school;
    let path = format!("/v1/schools/{school}/students/{}/revoke", student.user);
    diaz.post_empty(&path).await.assert(200);
}

#[cfg(test)]
async fn bell(school: &TestApp, people: &People) -> Persona {
    let bell = school.student_in(people.class, "Bell").await;
    school.clock.advance(SECOND);
    bell
}

on_each_backend! {
    async fn ret_03_a_hold_keeps_exactly_whom_it_names_and_ends_by_itself(school: TestApp) {
        let people = school.people().await;
        let bell = bell(&school, &people).await;
        let now = school.clock.now();
        let review_by = now + TimeDelta::days(60);
        let placed = people.moore.post(HOLDS, hold(&of_person(people.ada.user), review_by)).await.assert(201);
        assert_eq!(placed.text("/state"), "in_force");
        assert_eq!(placed.text("/reference"), "Docket 27-0142, Ada Lovelace");
        assert!(!stands_in_the_clear(&school, "Docket 27-0142"));

        let request = json!({ "subject_id": people.ada.user.to_string(), "kind": "erase_part" });
        let request = people.rivera.post("/v1/requests", request).await.assert(201).text("/id");
        let decision = format!("/v1/requests/{request}/decision");
        let refused = people.diaz.post(&decision, json!({ "decision": "grant" })).await;
        assert_eq!(refused.assert_conflict("erasure_blocked").text("/rule"), "RET-03");
        let plan = format!("/v1/people/{}/erasure-plan?scope=account", people.ada.user);
        let plan = people.diaz.get(&plan).await.assert(200).json();
        assert_eq!(plan["blockers"], json!(["legal_hold"]));

        revoke(&school, &people.diaz, &people.ada).await;
        revoke(&school, &people.diaz, &bell).await;
        people.ada.get("/v1/me").await.assert(401);
        night_of(&school, now + TimeDelta::days(31)).await;
        assert_eq!(students(&school), 1, "Bell is gone, Ada is held");
        night_of(&school, review_by - SECOND).await;
        assert_eq!(students(&school), 1);
        assert_eq!(count(&school, "users WHERE kind = 'student' AND status = 'disabled'"), 1);
        night_of(&school, review_by + TimeDelta::days(1)).await;
        assert_eq!(students(&school), 0);
        let moore = staff_again(&school, &people.moore).await;
        let listed = moore.get(HOLDS).await.assert(200).json();
        assert_eq!(listed["data"][0]["state"], "lapsed");
        let renew = format!("{HOLDS}/{}/reviews", placed.text("/id"));
        let later = json!({ "review_by": school.clock.now() + TimeDelta::days(30) });
        moore.post(&renew, later).await.assert_conflict("hold_over");
    }

    async fn ret_03_a_review_renews_a_hold_and_a_release_lets_go_at_the_next_run(school: TestApp) {
        let people = school.people().await;
        school.clock.advance(SECOND);
        let now = school.clock.now();
        let scope = json!({ "scope": "school", "scope_id": school.world.school.to_string() });
        let placed = people.moore.post(HOLDS, hold(&scope, now + TimeDelta::days(40))).await.assert(201);
        let this = format!("{HOLDS}/{}", placed.text("/id"));
        revoke(&school, &people.diaz, &people.ada).await;
        night_of(&school, now + TimeDelta::days(39)).await;
        let moore = staff_again(&school, &people.moore).await;
        let far = json!({ "review_by": school.clock.now() + TimeDelta::days(91) });
        moore.post(&format!("{this}/reviews"), far).await.assert_problem(422, "invalid_fields");
        let later = json!({ "review_by": school.clock.now() + TimeDelta::days(90) });
        let renewed = moore.post(&format!("{this}/reviews"), later).await.assert(200);
        assert_eq!(renewed.text("/state"), "in_force");
        night_of(&school, now + TimeDelta::days(80)).await;
        assert_eq!(students(&school), 1);
        let moore = staff_again(&school, &people.moore).await;
        let released = moore.post_empty(&format!("{this}/release")).await.assert(200);
        assert_eq!(released.text("/state"), "released");
        assert_eq!(moore.post_empty(&format!("{this}/release")).await.assert(200).text("/state"), "released");
        night_of(&school, now + TimeDelta::days(82)).await;
        assert_eq!(students(&school), 0);
    }

    async fn ret_03_what_a_parent_wants_deleted_waits_locked_for_a_hold_of_the_district(school: TestApp) {
        let people = school.people().await;
        school.clock.advance(SECOND);
        let now = school.clock.now();
        let scope = json!({ "scope": "organization" });
        people.moore.post(HOLDS, hold(&scope, now + TimeDelta::days(20))).await.assert(201);
        let path = format!("/v1/schools/{}/parent-requests", school.world.school);
        let body = json!({
            "student_id": people.ada.user.to_string(),
            "kind": "delete",
            "requester": "verified_parent",
        });
        let filed = people.diaz.post(&path, body).await.assert(201).text("/id");
        let answer = json!({ "answer": "carry_out" });
        let answered = people.diaz.post(&format!("{path}/{filed}/answer"), answer).await.assert(200);
        assert_eq!(answered.text("/state"), "forwarded_to_school");
        people.ada.get("/v1/me").await.assert(401);
        let student = format!("/v1/classes/{}/students/{}/account", people.class, people.ada.user);
        let removal = people.rivera.delete(&student).await;
        assert!(removal.status.is_client_error(), "{}", removal.status);
        night_of(&school, now + TimeDelta::days(19)).await;
        assert_eq!(students(&school), 1);
        night_of(&school, now + TimeDelta::days(22)).await;
        assert_eq!(students(&school), 0);
    }

    async fn ret_03_who_is_to_be_deleted_under_a_hold_is_locked_out_and_deleted_when_it_is_released(school: TestApp) {
        let people = school.people().await;
        let now = school.clock.now();
        let review_by = now + TimeDelta::days(60);
        let placed = people.moore.post(HOLDS, hold(&of_person(people.ada.user), review_by)).await;
        let release = format!("{HOLDS}/{}/release", placed.assert(201).text("/id"));
        let body = json!({ "subject_id": people.ada.user.to_string(), "kind": "erase" });
        let request = people.moore.post("/v1/requests", body).await.assert(201).text("/id");
        let decision = format!("/v1/requests/{request}/decision");
        let granted = people.diaz.post(&decision, json!({ "decision": "grant" })).await.assert(200);
        assert_eq!(granted.text("/state"), "granted");
        people.ada.get("/v1/me").await.assert(401);
        night_of(&school, now + TimeDelta::days(40)).await;
        assert_eq!(students(&school), 1);
        let moore = staff_again(&school, &people.moore).await;
        moore.post_empty(&release).await.assert(200);
        night_of(&school, now + TimeDelta::days(41)).await;
        assert_eq!(students(&school), 0);
    }

    async fn ret_03_only_administrators_of_the_district_place_see_and_release(school: TestApp) {
        let people = school.people().await;
        let review_by = school.clock.now() + TimeDelta::days(30);
        let body = hold(&of_person(people.ada.user), review_by);
        let placed = people.moore.post(HOLDS, body.clone()).await.assert(201);
        let this = format!("{HOLDS}/{}", placed.text("/id"));
        for other in [&people.diaz, &people.rivera, &people.chen] {
            other.post(HOLDS, body.clone()).await.assert_problem(403, "forbidden");
            other.get(HOLDS).await.assert_problem(403, "forbidden");
            other.get(&this).await.assert_problem(403, "forbidden");
            other.post_empty(&format!("{this}/release")).await.assert_problem(403, "forbidden");
            other.get("/v1/retention-runs").await.assert_problem(403, "forbidden");
        }
        people.ada.get(HOLDS).await.assert_problem(403, "forbidden");
        let far = school
            .staff(school.world.other_district, "Far", domain::staff::role::StaffRole::DistrictAdmin, None)
            .await;
        far.get(&this).await.assert(404);
        far.post_empty(&format!("{this}/release")).await.assert(404);
        far.post(HOLDS, body).await.assert_problem(422, "invalid_fields");
        let both = json!({ "scope": "organization", "scope_id": people.ada.user.to_string() });
        let both = hold(&both, review_by);
        people.moore.post(HOLDS, both).await.assert_problem(422, "invalid_fields");
        let over = hold(&of_person(people.ada.user), school.clock.now());
        people.moore.post(HOLDS, over).await.assert_problem(422, "invalid_fields");
        people.moore.get(&this).await.assert(200);
    }
}
