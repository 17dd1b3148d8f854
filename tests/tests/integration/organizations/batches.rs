//! Many members of staff, invited at once.

use domain::{audit::Channel, mail::MessageKind, mint::Clock as _};
use persistence::{Scope, testing};
use serde_json::{Value, json};
use tests::{app::TestApp, on_each_backend};
use uuid::Uuid;

use crate::organizations::requests::person;

#[cfg(test)]
fn batch(delivery: &str, names: &[&str]) -> Value {
    let row = |name: &&str| {
        let mut row = person(name);
        row["role"] = json!("teacher");
        row
    };
    json!({"delivery": delivery, "staff": names.iter().map(row).collect::<Vec<_>>()})
}

/// The tokens of the invitations that wait to be mailed.
#[cfg(test)]
async fn mailed(school: &TestApp) -> Vec<String> {
    let scope = Scope::new(
        Channel::Worker,
        school.world.district,
        school.clock.now(),
        Uuid::nil(),
    );
    let waiting = school
        .database
        .read(scope, testing::waiting_messages)
        .await
        .unwrap();
    let invitations = waiting
        .into_iter()
        .filter(|(kind, _)| *kind == MessageKind::StaffInvitation);
    invitations
        .map(|(_, content)| content["token"].clone())
        .collect()
}

on_each_backend! {
    async fn many_are_invited_on_one_sheet_under_one_event_and_a_repeated_request_shows_it_again(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}/staff-invitation-batches", school.world.school);
        let body = batch("sheet", &["Chen", "Ito", "Kim"]);
        let sheet = diaz.post_once(&path, "k", body.clone()).await.assert(200);
        let novak = school.district_admin("Novak").await;
        let events = novak.get("/v1/audit/events?happening=invite_school_staff&outcome=done").await.assert(200);
        assert_eq!(events.rows().len(), 1);
        let again = diaz.post_once(&path, "k", body.clone()).await.assert(200);
        assert_eq!(sheet.body, again.body);
        let rows = sheet.json()["rows"].as_array().unwrap().clone();
        assert_eq!(rows.len(), 3);
        for row in &rows {
            assert_eq!((&row["outcome"], &row["status"]), (&json!("invited"), &json!("invited")));
        }
        let token = rows[1]["invitation_token"].as_str().unwrap();
        let ito = school.accept(token).await.assert(200);
        assert!(!ito.text("/access_token").is_empty());

        let second = diaz.post(&path, body).await.assert(200).json();
        let outcomes: Vec<&Value> = second["rows"].as_array().unwrap().iter().map(|row| &row["outcome"]).collect();
        assert_eq!(outcomes, ["invited", "already_held", "invited"]);
    }

    async fn by_mail_the_tokens_reach_the_people_and_not_the_inviter(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}/staff-invitation-batches", school.world.school);
        let answer = diaz.post(&path, batch("mail", &["Chen", "Ito"])).await.assert(200).json();
        for row in answer["rows"].as_array().unwrap() {
            assert_eq!((&row["outcome"], &row["invitation_token"]), (&json!("mailed"), &Value::Null));
        }
        let tokens = mailed(&school).await;
        assert_eq!(tokens.len(), 2);
        school.accept(&tokens[0]).await.assert(200);
    }

    async fn a_batch_with_a_wrong_row_invites_nobody_and_names_each(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}/staff-invitation-batches", school.world.school);
        let mut body = batch("sheet", &["Chen", "Ito", "Chen"]);
        let twice = diaz.post(&path, body.clone()).await.assert_problem(422, "invalid_fields");
        assert_eq!((twice.text("/errors/0/pointer"), twice.text("/errors/0/code")), ("/staff/2/email".to_owned(), "duplicate".to_owned()));
        body["staff"][0]["email"] = json!("nobody");
        body["staff"][2]["given_name"] = json!("");
        let wrong = diaz.post(&path, body).await.assert_problem(422, "invalid_fields").json();
        let mut pointers: Vec<&str> = wrong["errors"].as_array().unwrap().iter().filter_map(|error| error["pointer"].as_str()).collect();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/staff/0/email", "/staff/2/given_name"]);
        let staff = diaz.get(&format!("/v1/schools/{}/staff?status=invited", school.world.school)).await.assert(200);
        assert_eq!(staff.rows().len(), 0);
        school.teacher("Rivera").await.post(&path, batch("sheet", &["Chen"])).await.assert_problem(403, "forbidden");
    }

    async fn the_address_of_an_open_invitation_is_shown_to_the_person_who_typed_it_alone(school: TestApp) {
        let (diaz, haas) = (school.school_admin("Diaz").await, school.school_admin("Haas").await);
        let base = format!("/v1/schools/{}", school.world.school);
        let answer = diaz.post(&format!("{base}/staff-invitation-batches"), batch("sheet", &["Chen"])).await.assert(200);
        let (chen, token) = (answer.text("/rows/0/user_id"), answer.text("/rows/0/invitation_token"));
        let path = format!("{base}/staff?q=chen");
        let address = async |admin: &tests::persona::Persona| admin.get(&path).await.assert(200).rows()[0]["invited_address"].clone();
        assert_eq!(address(&diaz).await, "chen@example.edu");
        assert_eq!(address(&haas).await, Value::Null);

        let again = format!("{base}/staff/{chen}/invitation");
        let renewed = diaz.post_empty(&again).await.assert(200).text("/invitation_token");
        assert_ne!(renewed, token);
        assert_eq!(address(&diaz).await, "chen@example.edu");
        haas.post_empty(&again).await.assert(200);
        assert_eq!((address(&diaz).await, address(&haas).await), (Value::Null, Value::Null));
    }

    async fn an_accepted_invitation_shows_its_address_no_more(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let base = format!("/v1/schools/{}", school.world.school);
        let answer = diaz.post(&format!("{base}/staff-invitation-batches"), batch("sheet", &["Chen"])).await.assert(200);
        school.accept(&answer.text("/rows/0/invitation_token")).await.assert(200);
        let listed = diaz.get(&format!("{base}/staff?q=chen")).await.assert(200);
        assert_eq!(listed.rows()[0]["invited_address"], Value::Null);
    }
}
