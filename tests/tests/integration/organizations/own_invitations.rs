//! Invitations of a school to people whom it does not know: who has an account elsewhere answers
//! with it, and nobody else learns of it.

use serde_json::{Value, json};
use tests::{app::TestApp, on_each_backend, persona::Persona, reply::Reply, rows::Rows};

use crate::organizations::requests::{invitations_to, opened, other_school_admin, person};

const OWN: &str = "/v1/me/invitations";

#[cfg(test)]
fn teacher(named: &str) -> Value {
    let mut body = person(named);
    body["role"] = json!("teacher");
    body
}

#[cfg(test)]
fn only(listed: &Reply) -> Value {
    let rows = listed.rows();
    assert_eq!(rows.len(), 1);
    rows[0].clone()
}

/// What an answer says apart from what is new each time.
#[cfg(test)]
fn shape(reply: &Reply, named: &str) -> (Vec<String>, String) {
    let mut headers: Vec<String> = reply.headers.keys().map(ToString::to_string).collect();
    headers.sort();
    let mut body = reply.json();
    let fresh = [body["user_id"].take(), body["invitation_token"].take()];
    let lengths = fresh.map(|value| value.as_str().unwrap().len());
    (headers, format!("{lengths:?}{body}").replace(named, "…"))
}

/// What the administrator sees of a person on the staff of the school.
#[cfg(test)]
async fn seen(school: &TestApp, by: &Persona, invited: &Reply, named: &str) -> String {
    let listed = by
        .get(&format!(
            "/v1/schools/{}/staff?limit=200",
            school.world.school
        ))
        .await
        .assert(200);
    let rows = listed.rows();
    let mut row = rows
        .into_iter()
        .find(|row| row["id"] == invited.json()["user_id"])
        .unwrap();
    row["id"].take();
    row["login"].take();
    row.to_string().replace(named, "…")
}

on_each_backend! {
    async fn a_school_cannot_tell_whether_an_address_has_an_account_elsewhere(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        school.district_admin("Okoye").await;
        school.teacher_at_other_school("Chens").await;
        let oakes = other_school_admin(&school).await;
        opened(&school, &oakes, school.world.other_school, "Lopes").await;
        oakes.post(&invitations_to(school.world.other_school), teacher("Waits")).await.assert(201);
        let left = opened(&school, &oakes, school.world.other_school, "Leavs").await;
        oakes.delete(&format!("/v1/schools/{}/staff/{}", school.world.other_school, left.user)).await.assert(204);

        let mut all = Vec::new();
        for named in ["Nobod", "Okoye", "Chens", "Lopes", "Waits", "Leavs", "Oakes"] {
            let first = diaz.post(&invitations_to(school.world.school), teacher(named)).await.assert(201);
            let again = diaz.post(&invitations_to(school.world.school), teacher(named)).await.assert(201);
            assert_eq!(first.json()["user_id"], again.json()["user_id"]);
            let member = format!("/v1/schools/{}/staff/{}", school.world.school, first.text("/user_id"));
            let anew = diaz.post_empty(&format!("{member}/invitation")).await.assert(200);
            let reset = diaz.post_empty(&format!("{member}/credential-reset")).await.assert(200);
            let listed = seen(&school, &diaz, &first, named).await;
            all.push((named, shape(&first, named), shape(&again, named), shape(&anew, named), shape(&reset, named), listed));
        }
        let (_, first, again, anew, reset, listed) = all[0].clone();
        for (named, one, two, three, four, seen) in all {
            assert_eq!((&one, &two, &three, &four, &seen), (&first, &again, &anew, &reset, &listed), "{named}");
        }
    }

    async fn who_has_an_account_answers_with_it_and_keeps_it(school: TestApp) {
        let (diaz, okoye) = (school.school_admin("Diaz").await, school.district_admin("Okoye").await);
        let invited = diaz.post(&invitations_to(school.world.school), teacher("Okoye")).await.assert(201);
        school.accept(&invited.text("/invitation_token")).await.assert_problem(401, "invitation_refused");
        let member = format!("/v1/schools/{}/staff/{}", school.world.school, invited.text("/user_id"));
        diaz.post_empty(&format!("{member}/credential-reset")).await.assert(200);
        diaz.delete(&member).await.assert(204);
        okoye.get("/v1/staff").await.assert(200);
        assert!(okoye.get(OWN).await.assert(200).rows().is_empty(), "the school took it back");

        diaz.post(&invitations_to(school.world.school), teacher("Okoye")).await.assert(201);
        let waiting = only(&okoye.get(OWN).await.assert(200));
        assert_eq!((&waiting["school_id"], &waiting["roles"]), (&json!(school.world.school.to_string()), &json!(["teacher"])));
        let accept = format!("{OWN}/{}/accept", waiting["id"].as_str().unwrap());
        okoye.post_empty(&accept).await.assert(204);
        okoye.post_empty(&accept).await.assert_problem(404, "not_found");
        let staff = diaz.get(&format!("/v1/schools/{}/staff", school.world.school)).await.assert(200);
        let with_role = staff.rows().into_iter().filter(|row| row["login"] == "o***@e***.edu");
        assert_eq!(with_role.map(|row| row["id"].clone()).collect::<Vec<_>>(), [json!(okoye.user.to_string())]);

        diaz.delete(&format!("/v1/schools/{}/staff/{}", school.world.school, okoye.user)).await.assert(204);
        okoye.get("/v1/staff").await.assert(200);
    }

    async fn the_work_that_was_given_meanwhile_is_theirs_once_they_accept(school: TestApp) {
        let (diaz, chen) = (school.school_admin("Diaz").await, school.teacher_at_other_school("Chen").await);
        let class = school.teacher("Rivera").await.class("Robots").await;
        diaz.post(&invitations_to(school.world.school), teacher("Chen")).await.assert(201);
        let appoint = json!({"email": "chen@example.edu", "role": "teacher_of_record"});
        diaz.post(&format!("/v1/classes/{class}/staff"), appoint).await.assert(201);
        chen.get(&format!("/v1/classes/{class}")).await.assert_problem(404, "not_found");
        let waiting = only(&chen.get(OWN).await.assert(200));
        chen.post_empty(&format!("{OWN}/{}/accept", waiting["id"].as_str().unwrap())).await.assert(204);
        chen.get(&format!("/v1/classes/{class}")).await.assert(200);
    }

    async fn a_declined_invitation_looks_to_the_school_like_one_that_nobody_answered(school: TestApp) {
        let (diaz, chen) = (school.school_admin("Diaz").await, school.teacher_at_other_school("Chen").await);
        let other = school.teacher_at_other_school("Novak").await;
        let invited = diaz.post(&invitations_to(school.world.school), teacher("Chen")).await.assert(201);
        let before = seen(&school, &diaz, &invited, "Chen").await;
        let waiting = only(&chen.get(OWN).await.assert(200));
        let own = format!("{OWN}/{}", waiting["id"].as_str().unwrap());
        other.delete(&own).await.assert_problem(404, "not_found");
        other.post_empty(&format!("{own}/accept")).await.assert_problem(404, "not_found");
        chen.delete(&own).await.assert(204);
        chen.delete(&own).await.assert_problem(404, "not_found");
        assert_eq!(seen(&school, &diaz, &invited, "Chen").await, before);
        assert!(chen.get(OWN).await.assert(200).rows().is_empty());
        let events = "SELECT happening AS value FROM audit_events WHERE happening = 'answer_own_invitation' AND outcome = 'done'";
        assert_eq!(Rows::of(&school).values(events).len(), 1);
    }

    async fn two_schools_that_invite_one_person_do_not_meet(school: TestApp) {
        let (diaz, oakes) = (school.school_admin("Diaz").await, other_school_admin(&school).await);
        let first = diaz.post(&invitations_to(school.world.school), teacher("Boss")).await.assert(201);
        let second = oakes.post(&invitations_to(school.world.other_school), teacher("Boss")).await.assert(201);
        assert_ne!(first.text("/user_id"), second.text("/user_id"));
        let tokens = school.accept(&first.text("/invitation_token")).await.assert(200);
        school.accept(&second.text("/invitation_token")).await.assert_problem(401, "invitation_refused");
        let boss = school.bearer(&tokens.text("/access_token"));
        let waiting = only(&boss.get(OWN).await.assert(200));
        let accept = format!("{OWN}/{}/accept", waiting["id"].as_str().unwrap());
        boss.post_empty(&accept).await.assert_conflict("opened_by_school");
        boss.get("/v1/me").await.assert(200);
    }

    async fn an_invitation_waits_no_longer_than_the_office_of_who_issued_it(school: TestApp) {
        let (diaz, okoye) = (school.school_admin("Diaz").await, school.district_admin("Okoye").await);
        let chen = school.teacher_at_other_school("Chen").await;
        diaz.post(&invitations_to(school.world.school), teacher("Chen")).await.assert(201);
        let waiting = only(&chen.get(OWN).await.assert(200));
        okoye.delete(&format!("/v1/schools/{}/staff/{}", school.world.school, diaz.user)).await.assert(204);
        assert!(chen.get(OWN).await.assert(200).rows().is_empty());
        chen.post_empty(&format!("{OWN}/{}/accept", waiting["id"].as_str().unwrap())).await.assert_problem(404, "not_found");
    }
}
