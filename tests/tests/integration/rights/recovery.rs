//! What was deleted is restored in time, once, and where something covers it (RET-06).

use chrono::TimeDelta;
use domain::{accounts::sessions::SessionKind, mail::MessageKind, mint::Clock as _};
use persistence::{Scope, testing};
use serde_json::json;
use tests::{
    accounts::{PASSWORD, to_maple},
    app::TestApp,
    classes::People,
    learning::{Membership, end_membership},
    on_each_backend,
    rosters::count,
};
use uuid::Uuid;

use super::{REQUESTS, ask, grant, of, shown, staff_again, work};

/// The code of the message about the deletion of an account.
#[cfg(test)]
async fn code(school: &TestApp) -> String {
    let channel = domain::audit::Channel::Worker;
    let (district, now) = (school.world.district, school.clock.now());
    let scope = Scope::new(channel, district, now, Uuid::nil());
    let waiting = school
        .database
        .read(scope, testing::waiting_messages)
        .await
        .unwrap();
    let mut told = waiting
        .into_iter()
        .filter(|(kind, _)| *kind == MessageKind::AccountDeletion);
    told.next_back().unwrap().1["code"].clone()
}

/// A verified parent of Ada asks for this at the desk of the school.
#[cfg(test)]
async fn parent_asks(school: &TestApp, people: &People, kind: &str) {
    let path = format!("/v1/schools/{}/parent-requests", school.world.school);
    let body = json!({
        "student_id": people.ada.user.to_string(),
        "kind": kind,
        "requester": "verified_parent",
    });
    people.diaz.post(&path, body).await.assert(201);
}

on_each_backend! {
    async fn what_a_teacher_deleted_is_restored_once_within_30_days(school: TestApp) {
        let people = school.people().await;
        school.clock.advance(TimeDelta::minutes(1));
        let request = ask(&people.rivera, &people.ada, "erase").await;
        grant(&people.diaz, &request).await;
        school.clock.advance(TimeDelta::days(30) - TimeDelta::seconds(1));
        let rivera = staff_again(&school, &people.rivera).await;
        let restored = rivera.post_empty(&of(&request, "undo")).await.assert(200);
        assert_eq!(restored.text("/state"), "undone");
        let student = format!("/v1/classes/{}/students/{}", people.class, people.ada.user);
        rivera.get(&student).await.assert(200);
        let ada = school.again(&people.ada, SessionKind::StudentOnPersonalDevice).await;
        ada.get("/v1/me").await.assert(200);
        rivera.post_empty(&of(&request, "undo")).await.assert_conflict("not_restorable");
        school.clock.advance(TimeDelta::seconds(1));
        work(&school).await;
        rivera.get(&student).await.assert(200);
    }

    async fn on_day_30_and_after_the_agreement_ended_nothing_is_restored(school: TestApp) {
        let people = school.people().await;
        let ben = school.student_in(people.class, "Ben").await;
        school.clock.advance(TimeDelta::minutes(1));
        let late = ask(&people.rivera, &people.ada, "erase").await;
        grant(&people.diaz, &late).await;
        school.clock.advance(TimeDelta::minutes(1));
        let uncovered = ask(&people.rivera, &ben, "erase").await;
        grant(&people.diaz, &uncovered).await;
        let path = format!("/v1/schools/{}/agreements", school.world.school);
        let agreed = people.moore.get(&path).await.assert(200).text("/data/0/id");
        let ends = json!({ "ends_on": "2026-09-22" });
        people.moore.post(&format!("{path}/{agreed}/end"), ends).await.assert(200);
        school.clock.advance(TimeDelta::days(30) - TimeDelta::minutes(1));
        let rivera = staff_again(&school, &people.rivera).await;
        rivera.post_empty(&of(&late, "undo")).await.assert_conflict("not_restorable");
        rivera.post_empty(&of(&uncovered, "undo")).await.assert_conflict("nothing_covers");
    }

    async fn sch_06_a_teacher_who_left_takes_nothing_back_and_the_school_does(school: TestApp) {
        let people = school.people().await;
        let request = ask(&people.rivera, &people.ada, "erase").await;
        school.clock.advance(TimeDelta::minutes(1));
        grant(&people.diaz, &request).await;
        let (teacher, now) = (people.rivera.user, school.clock.now());
        end_membership(&school, Membership::Teaching, people.class, teacher, now);
        let refused = people.rivera.post_empty(&of(&request, "undo")).await;
        refused.assert_problem(403, "forbidden");
        people.diaz.post_empty(&of(&request, "undo")).await.assert(200);
    }

    async fn sch_07_what_a_parent_had_closed_since_is_not_restored(school: TestApp) {
        let people = school.people().await;
        let request = ask(&people.rivera, &people.ada, "erase").await;
        parent_asks(&school, &people, "deactivate").await;
        school.clock.advance(TimeDelta::minutes(1));
        grant(&people.diaz, &request).await;
        school.clock.advance(TimeDelta::days(3));
        work(&school).await;
        let rivera = staff_again(&school, &people.rivera).await;
        rivera.post_empty(&of(&request, "undo")).await.assert_conflict("nothing_covers");
        assert_eq!(count(&school, "users WHERE kind = 'student' AND status = 'disabled'"), 1);
    }

    async fn sch_07_what_a_parent_had_closed_before_is_closed_again(school: TestApp) {
        let people = school.people().await;
        let request = ask(&people.rivera, &people.ada, "erase").await;
        parent_asks(&school, &people, "no_further_submissions").await;
        work(&school).await;
        school.clock.advance(TimeDelta::minutes(1));
        grant(&people.moore, &request).await;
        school.clock.advance(TimeDelta::minutes(1));
        people.moore.post_empty(&of(&request, "undo")).await.assert(200);
        let locked = "users WHERE kind = 'student' AND status = 'disabled' AND locked_at IS NOT NULL";
        assert_eq!(count(&school, locked), 1);
    }

    async fn an_adult_restores_their_account_by_the_code_of_a_message(school: TestApp) {
        let people = school.people().await;
        school.give_passwords_to_staff().await;
        let rivera = staff_again(&school, &people.rivera).await;
        let olsen = school.operator("Ortega").await;
        let filed = rivera.post(REQUESTS, json!({ "kind": "erase" })).await.assert(201);
        let request = filed.text("/id");
        grant(&olsen, &request).await;
        rivera.get("/v1/me").await.assert(401);
        let sign_in = to_maple("rivera@example.edu", PASSWORD);
        let closed = school.anybody().post("/v1/auth/sign-in", sign_in.clone()).await;
        closed.assert_problem(401, "sign_in_failed");
        let staff = format!("/v1/classes/{}/staff", people.class);
        let listed = people.diaz.get(&staff).await.assert(200).json().to_string();
        assert!(!listed.contains(&rivera.user.to_string()));

        let code = json!({ "code": code(&school).await });
        school.anybody().post("/v1/account-recovery", code.clone()).await.assert(204);
        let tokens = school.anybody().post("/v1/auth/sign-in", sign_in).await.assert(200);
        let rivera = school.bearer(&tokens.text("/access_token"));
        rivera.get("/v1/me").await.assert(200);
        // The school gives the work again, or does not.
        rivera.get(&format!("/v1/classes/{}/students", people.class)).await.assert(404);
        assert_eq!(count(&school, "erased_places"), 0);
        school.anybody().post("/v1/account-recovery", code).await.assert(404);
        let wrong = json!({ "code": format!("hpu_{}", "A".repeat(64)) });
        school.anybody().post("/v1/account-recovery", wrong).await.assert(404);
    }

    async fn an_adult_who_is_erased_leaves_the_records_of_students_without_a_name(school: TestApp) {
        let people = school.people().await;
        let olsen = school.operator("Ortega").await;
        let body = json!({ "kind": "erase", "finality": "permanent" });
        let request = people.rivera.post(REQUESTS, body.clone()).await.assert(201).text("/id");
        grant(&olsen, &request).await;
        work(&school).await;
        assert_eq!(shown(&olsen, &request).await["state"], "done");
        let person = people.moore.get(&format!("/v1/people/{}", people.rivera.user)).await;
        assert_eq!(person.assert(200).text("/display_name"), "Former member");

        // The last one who administers the platform stays until there is another.
        let last = olsen.post(REQUESTS, body).await.assert(201).text("/id");
        let decision = json!({ "decision": "grant" });
        olsen.post(&of(&last, "decision"), decision).await.assert(403);
    }
}
