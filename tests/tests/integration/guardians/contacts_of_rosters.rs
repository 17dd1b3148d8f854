//! Parents whom rosters name, from one import to the next.

use api::config::Rosters;
use chrono::TimeDelta;
use domain::{
    accounts::sessions::SessionKind,
    ids::{Id, UserId},
};
use serde_json::{Value, json};
use tests::{
    app::{ROSTERS, TestApp},
    bundles::Bundle,
    on_each_backend,
    persona::Persona,
    rosters::{Importer, count, importer, student_of, teacher_of},
};

use super::contacts::{mailed, of};

#[cfg(test)]
const ADDRESS: &str = "pa1@example.org";

/// A district of whose students the first, alone in a class, has a parent.
#[cfg(test)]
pub(crate) fn district() -> Bundle {
    Bundle::district(2, 4, 40, 2)
        .with_row("classes.csv", "k9,,,Chess,04,c0,K9,scheduled,,s0,y1,,,1")
        .with_row("enrollments.csv", "e9,,,k9,s0,pu0,student,,,")
        .replace(
            "users.csv",
            "pu0@example.edu,,,,04",
            "pu0@example.edu,,,pa1,04",
        )
        .with_row(
            "users.csv",
            "pa1,,,true,pa1,,Noor,Haddad,,,pa1@example.org,,,,,,,,,,,",
        )
        .with_row("roles.csv", "r-pa1,,,pa1,primary,parent,,,s0,")
}

/// The student does not name the parent any more.
#[cfg(test)]
fn without_agent(district: Bundle) -> Bundle {
    district.replace(
        "users.csv",
        "pu0@example.edu,,,pa1,04",
        "pu0@example.edu,,,,04",
    )
}

/// Imports it: who imports, who administers the school, and the student.
#[cfg(test)]
pub(crate) async fn imported(school: &TestApp) -> (Importer, Persona, UserId) {
    let novak = importer(school).await;
    let import = novak.import(&district()).await;
    assert_eq!(import["counts"]["contacts"]["created"], 1, "{import}");
    let student = student_of(school, "k9").await.user;
    (novak, school.school_admin("Diaz").await, student)
}

/// Everybody signs in again, a while later.
#[cfg(test)]
async fn later(school: &TestApp, novak: &Importer, diaz: &Persona) -> (Importer, Persona) {
    school.clock.advance(TimeDelta::minutes(5));
    let novak = Importer(school.again(&novak.0, SessionKind::Staff).await);
    (novak, school.again(diaz, SessionKind::Staff).await)
}

#[cfg(test)]
async fn listed(diaz: &Persona, student: UserId) -> Vec<Value> {
    diaz.get(&of(student)).await.assert(200).rows()
}

on_each_backend! {
    async fn a_parent_whom_a_roster_names_is_a_contact_without_an_account(school: TestApp) {
        let (novak, diaz, student) = imported(&school).await;
        let contacts = listed(&diaz, student).await;
        assert_eq!(contacts.len(), 1);
        assert_eq!(contacts[0]["given_name"], "Noor");
        assert_eq!(contacts[0]["family_name"], "Haddad");
        assert_eq!(contacts[0]["email"], ADDRESS);
        assert_eq!(contacts[0]["kind"], "parent");
        assert_eq!(count(&school, "users WHERE kind = 'adult' AND source_index IS NOT NULL"), 4, "the teachers");
        let (novak, _) = later(&school, &novak, &diaz).await;
        let again = novak.import(&district()).await;
        assert_eq!(again["counts"]["contacts"]["unchanged"], 1, "{again}");
        assert_eq!(again["counts"]["contacts"]["created"], 0, "{again}");
    }

    async fn what_a_roster_says_anew_is_taken_and_takes_an_invitation_back(school: TestApp) {
        let (novak, diaz, student) = imported(&school).await;
        let contact = listed(&diaz, student).await[0]["id"].as_str().unwrap().to_owned();
        let code = mailed(&school, &diaz, student, &contact).await;
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        let moved = district().replace("users.csv", "pa1@example.org", "noor@example.net");
        let import = novak.import(&moved).await;
        assert_eq!(import["counts"]["contacts"]["changed"], 1, "{import}");
        let contacts = listed(&diaz, student).await;
        assert_eq!(contacts[0]["id"], json!(contact));
        assert_eq!(contacts[0]["email"], "noor@example.net");
        let refused = school.register_guardian_at(&code, ADDRESS).await;
        refused.assert_problem(401, "pairing_refused");
    }

    /// FER-02: the ground is that the roster names this parent at this address.
    async fn a_guardian_by_the_roster_is_one_as_long_as_it_names_them_at_their_address(school: TestApp) {
        let (novak, diaz, student) = imported(&school).await;
        let contact = listed(&diaz, student).await[0]["id"].as_str().unwrap().to_owned();
        let code = mailed(&school, &diaz, student, &contact).await;
        let noor = school.guardian_who(school.register_guardian_at(&code, ADDRESS).await).await;
        let record = format!("/v1/students/{student}/record");
        noor.persona.get(&record).await.assert(200);
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        novak.import(&district().replace("users.csv", ",Noor,", ",Noor Amal,")).await;
        noor.persona.get(&record).await.assert(200);
        let (novak, _) = later(&school, &novak, &diaz).await;
        let noor = school.again(&noor.persona, SessionKind::Staff).await;
        novak.import(&district().replace("users.csv", "pa1@example.org", "noor@example.net")).await;
        noor.get(&record).await.assert_problem(404, "not_found");
    }

    async fn whom_the_roster_names_no_more_is_forgotten_and_named_again_begins_anew(school: TestApp) {
        let (novak, diaz, student) = imported(&school).await;
        let contact = listed(&diaz, student).await[0]["id"].as_str().unwrap().to_owned();
        let code = mailed(&school, &diaz, student, &contact).await;
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        let import = novak.import(&without_agent(district())).await;
        assert_eq!(import["counts"]["contacts"]["ended"], 1, "{import}");
        assert_eq!(count(&school, "guardian_contacts"), 0);
        let refused = school.register_guardian_at(&code, ADDRESS).await;
        refused.assert_problem(401, "pairing_refused");
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        novak.import(&district()).await;
        let contacts = listed(&diaz, student).await;
        assert_ne!(contacts[0]["id"], json!(contact));
        assert_eq!(contacts[0]["guardianship_id"], json!(null));
    }

    async fn whom_the_school_removed_no_roster_brings_back(school: TestApp) {
        let (novak, diaz, student) = imported(&school).await;
        let contact = listed(&diaz, student).await[0]["id"].as_str().unwrap().to_owned();
        diaz.delete(&format!("{}/{contact}", of(student))).await.assert(204);
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        let import = novak.import(&district()).await;
        assert_eq!(import["counts"]["contacts"]["created"], 0, "{import}");
        assert_eq!(listed(&diaz, student).await, Vec::<Value>::new());
    }

    /// FER-02: a limit and a dispute win over everything that a roster says.
    async fn who_is_limited_or_contested_does_not_come_back_with_a_later_roster(school: TestApp) {
        let (novak, diaz, student) = imported(&school).await;
        let contact = listed(&diaz, student).await[0]["id"].as_str().unwrap().to_owned();
        let code = mailed(&school, &diaz, student, &contact).await;
        let noor = school.guardian_who(school.register_guardian_at(&code, ADDRESS).await).await;
        let dispute = json!({ "decision": "dispute" });
        diaz.decide_guardianship(student, &noor.id, dispute).await.assert(200);
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        novak.import(&district()).await;
        let record = format!("/v1/students/{student}/record");
        let noor = school.again(&noor.persona, SessionKind::Staff).await;
        noor.get(&record).await.assert_problem(404, "not_found");
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        novak.import(&without_agent(district())).await;
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        novak.import(&district()).await;
        assert_eq!(listed(&diaz, student).await, Vec::<Value>::new());
        let path = format!("/v1/students/{student}/guardianships");
        let state = diaz.get(&path).await.assert(200).json()["data"][0]["state"].clone();
        assert_eq!(state, "disputed");
    }

    async fn what_cannot_be_read_ends_no_contact(school: TestApp) {
        let (novak, diaz, student) = imported(&school).await;
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        let nameless = district().replace("users.csv", ",Noor,Haddad,", ",,,");
        let import = novak.import(&nameless).await;
        assert_eq!(import["counts"]["contacts"]["spared"], 1, "{import}");
        assert_eq!(listed(&diaz, student).await.len(), 1);
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        let long = "x".repeat(300);
        let broken = district().replace("users.csv", "pu0@example.edu,,,pa1,04", &format!("pu0@example.edu,,,{long},04"));
        novak.import(&broken).await;
        assert_eq!(listed(&diaz, student).await.len(), 1);
    }

    /// Two accounts of one student: the contacts are where the roster says that the student is.
    async fn contacts_follow_the_account_that_is_kept(school: TestApp) {
        let (novak, diaz, _) = imported(&school).await;
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        let moved = district().renumber("pu0", "pu-new").replace("users.csv", "pu-new,,,true,pu0,", "pu-new,,,true,punew,");
        let import = novak.stage(&moved).await;
        novak.apply(&import, true).await.assert(200);
        let (merged, kept) = novak.proposed("pu-new", "pu0").await;
        let both = json!({ "kept_user_id": kept, "merged_user_id": merged });
        novak.0.post(tests::rosters::MERGES, both).await.assert(201);
        let kept: UserId = Id::from_uuid(uuid::Uuid::parse_str(&kept).unwrap());
        let contacts = listed(&diaz, kept).await;
        assert_eq!(contacts.len(), 1);
        assert_eq!(contacts[0]["given_name"], "Noor");
        let (novak, _) = later(&school, &novak, &diaz).await;
        let again = novak.import(&moved).await;
        assert_eq!(again["counts"]["contacts"]["unchanged"], 1, "{again}");
    }

    async fn whom_the_school_removed_from_one_account_no_roster_brings_to_the_other(school: TestApp) {
        let (novak, diaz, _) = imported(&school).await;
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        let moved = district().renumber("pu0", "pu-new").replace("users.csv", "pu-new,,,true,pu0,", "pu-new,,,true,punew,");
        let import = novak.stage(&moved).await;
        novak.apply(&import, true).await.assert(200);
        let (merged, kept) = novak.proposed("pu-new", "pu0").await;
        let of_merged: UserId = Id::from_uuid(uuid::Uuid::parse_str(&merged).unwrap());
        let contact = listed(&diaz, of_merged).await[0]["id"].as_str().unwrap().to_owned();
        diaz.delete(&format!("{}/{contact}", of(of_merged))).await.assert(204);
        let both = json!({ "kept_user_id": kept, "merged_user_id": merged });
        novak.0.post(tests::rosters::MERGES, both).await.assert(201);
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        let again = novak.import(&moved).await;
        assert_eq!(again["counts"]["contacts"]["created"], 0, "{again}");
        let kept: UserId = Id::from_uuid(uuid::Uuid::parse_str(&kept).unwrap());
        assert_eq!(listed(&diaz, kept).await, Vec::<Value>::new());
    }

    /// A guardian who teaches has one key for both, and redeems with the account there is; twins have one
    /// guardian.
    async fn a_teacher_is_the_parent_of_twins_by_the_roster_with_the_account_there_is(school: TestApp) {
        let novak = importer(&school).await;
        let twins = Bundle::district(2, 4, 40, 2)
            .with_row("classes.csv", "k9,,,Chess,04,c0,K9,scheduled,,s0,y1,,,1")
            .with_row("classes.csv", "k8,,,Go,04,c0,K8,scheduled,,s0,y1,,,1")
            .with_row("enrollments.csv", "e9,,,k9,s0,pu0,student,,,")
            .with_row("enrollments.csv", "e8,,,k8,s0,pu2,student,,,")
            .replace("users.csv", "te0@example.edu,,,,", "te0@example.edu,,,\"pu0,pu2\",")
            .with_row("roles.csv", "r-te0-2,,,te0,secondary,parent,,,s0,");
        let import = novak.import(&twins).await;
        assert_eq!(import["counts"]["contacts"]["created"], 2, "{import}");
        let diaz = school.school_admin("Diaz").await;
        let hopper = teacher_of(&school, "k0").await;
        for class in ["k9", "k8"] {
            let student = student_of(&school, class).await.user;
            let contact = listed(&diaz, student).await[0]["id"].as_str().unwrap().to_owned();
            let code = mailed(&school, &diaz, student, &contact).await;
            let redeemed = hopper.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
            assert_eq!(redeemed.text("/state"), "verified");
            hopper.get(&format!("/v1/students/{student}/record")).await.assert(200);
        }
    }

    /// Of an import in parts a student comes with one part, and the contact with a later one.
    async fn contacts_come_with_a_roster_that_is_written_in_parts(school: TestApp) {
        let school = school.importing(Rosters { records_at_a_time: 7, ..ROSTERS }).await;
        let (novak, diaz, student) = imported(&school).await;
        assert_eq!(listed(&diaz, student).await[0]["given_name"], "Noor");
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        let import = novak.import(&without_agent(district())).await;
        assert_eq!(import["counts"]["contacts"]["ended"], 1, "{import}");
        assert_eq!(listed(&diaz, student).await, Vec::<Value>::new());
    }

    /// The contact is the student's, and the office is the school's where the student is.
    async fn a_student_who_changes_the_school_takes_the_contacts_along_and_no_invitation(school: TestApp) {
        let (novak, diaz, student) = imported(&school).await;
        let contact = listed(&diaz, student).await[0]["id"].as_str().unwrap().to_owned();
        let code = mailed(&school, &diaz, student, &contact).await;
        let (novak, diaz) = later(&school, &novak, &diaz).await;
        let moved = district()
            .replace("roles.csv", "r-pu0,,,pu0,primary,student,,,s0,", "r-pu0,,,pu0,primary,student,,,s1,")
            .without("enrollments.csv", &[",pu0,"])
            .with_row("enrollments.csv", "e99,,,k1,s1,pu0,student,,,");
        let import = novak.stage(&moved).await;
        novak.apply(&import, true).await.assert(200);
        diaz.get(&of(student)).await.assert_problem(404, "not_found");
        let refused = school.register_guardian_at(&code, ADDRESS).await;
        refused.assert_problem(401, "pairing_refused");
        let moore = school.again(&novak.0, SessionKind::Staff).await;
        moore.get(&of(student)).await.assert(403);
        assert_eq!(count(&school, "guardian_contacts WHERE ended_at IS NULL"), 1);
    }

    /// RET-04: whom an erasure marked by the address no roster brings back as a contact either.
    async fn who_was_erased_is_no_contact_of_another_child(school: TestApp) {
        let (novak, diaz, student) = imported(&school).await;
        let contact = listed(&diaz, student).await[0]["id"].as_str().unwrap().to_owned();
        let code = mailed(&school, &diaz, student, &contact).await;
        let noor = school.guardian_who(school.register_guardian_at(&code, ADDRESS).await).await;
        let erase = json!({ "kind": "erase", "finality": "permanent" });
        let request = noor.persona.post("/v1/requests", erase).await.assert(201).text("/id");
        let olsen = school.operator("Ortega").await;
        let grant = json!({ "decision": "grant" });
        olsen.post(&format!("/v1/requests/{request}/decision"), grant).await.assert(200);
        school.does_its_work().await;
        let (novak, _) = later(&school, &novak, &diaz).await;
        let sibling = district().replace("users.csv", "pu2@example.edu,,,,04", "pu2@example.edu,,,pa1,04");
        let import = novak.import(&sibling).await;
        assert_eq!(import["counts"]["contacts"]["created"], 0, "{import}");
        assert_eq!(count(&school, "guardian_contacts WHERE ended_at IS NULL"), 0);
    }
}
