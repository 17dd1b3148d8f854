//! How contacts end, and what ends with them.

use api::housekeeping::sweep;
use chrono::TimeDelta;
use serde_json::json;
use tests::{founding::installation, on_each_backend, rosters::count};

use super::contacts::{invite, mailed, of};

#[cfg(test)]
const ADDRESS: &str = "noor.haddad@example.org";

on_each_backend! {
    async fn a_contact_whom_the_school_removes_is_forgotten_and_what_rested_on_the_roster_is_a_claim(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        let code = mailed(&school, &people.diaz, student, &contact).await;
        let noor = school.guardian_who(school.register_guardian_at(&code, ADDRESS).await).await;
        let record = format!("/v1/students/{student}/record");
        noor.persona.get(&record).await.assert(200);
        let path = format!("{}/{contact}", of(student));
        people.diaz.delete(&path).await.assert(204);
        people.diaz.delete(&path).await.assert_problem(404, "not_found");
        noor.persona.get(&record).await.assert_problem(404, "not_found");
        let listed = people.diaz.get(&format!("/v1/students/{student}/guardianships")).await;
        assert_eq!(listed.assert(200).json()["data"][0]["state"], "claimed");
        assert_eq!(count(&school, "guardian_contacts WHERE given_name IS NULL AND email IS NULL AND barred_at IS NOT NULL"), 1);
    }

    async fn what_the_school_verified_otherwise_stays_when_the_contact_is_gone(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        let code = mailed(&school, &people.diaz, student, &contact).await;
        let noor = school.guardian_who(school.register_guardian_at(&code, ADDRESS).await).await;
        let verify = json!({ "decision": "verify", "evidence": "document" });
        people.diaz.decide_guardianship(student, &noor.id, verify).await.assert(200);
        people.diaz.delete(&format!("{}/{contact}", of(student))).await.assert(204);
        noor.persona.get(&format!("/v1/students/{student}/record")).await.assert(200);
    }

    async fn an_invitation_of_a_contact_who_is_gone_opens_nothing_and_is_not_sent(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        let code = mailed(&school, &people.diaz, student, &contact).await;
        people.diaz.delete(&format!("{}/{contact}", of(student))).await.assert(204);
        assert_eq!(school.mailed_codes().await, Vec::<String>::new());
        let refused = school.register_guardian_at(&code, ADDRESS).await;
        refused.assert_problem(401, "pairing_refused");
        invite(&people.diaz, student, &contact, "sheet").await.assert_problem(404, "not_found");
    }

    /// RET-03: what is held for a matter is kept until the hold ends; afterwards it is forgotten by itself.
    async fn what_is_held_for_a_matter_is_over_and_kept_until_it_is_not_held(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        let hold = json!({
            "scope": "person", "scope_id": student.to_string(), "matter": "litigation",
            "reference": "Docket 27-0142",
            "review_by": school.hallpass.now() + TimeDelta::days(60),
        });
        people.moore.post("/v1/legal-holds", hold).await.assert(201);
        people.diaz.delete(&format!("{}/{contact}", of(student))).await.assert(204);
        let listed = people.diaz.get(&of(student)).await.assert(200).json();
        assert_eq!(listed["data"], json!([]), "it is over all the same");
        let named = "guardian_contacts WHERE given_name IS NOT NULL";
        assert_eq!(count(&school, named), 1);
        sweep(installation(), &school.hallpass).await.unwrap();
        assert_eq!(count(&school, named), 1);
        school.clock.advance(TimeDelta::days(60));
        sweep(installation(), &school.hallpass).await.unwrap();
        assert_eq!(count(&school, named), 0);
        assert_eq!(count(&school, "guardian_contacts WHERE barred_at IS NOT NULL"), 1);
    }

    /// RET-04: with the student everything ends that names a parent.
    async fn what_is_known_of_contacts_ends_with_the_student(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        mailed(&school, &people.diaz, student, &contact).await;
        let other = school.contact_of(student, "pa2", "karim@example.org").await;
        people.diaz.delete(&format!("{}/{other}", of(student))).await.assert(204);
        assert_eq!(count(&school, "guardian_contacts"), 2);
        let erase = json!({ "subject_id": student.to_string(), "kind": "erase" });
        let request = people.moore.post("/v1/requests", erase).await.assert(201).text("/id");
        let grant = json!({ "decision": "grant" });
        people.diaz.post(&format!("/v1/requests/{request}/decision"), grant).await.assert(200);
        school.does_its_work().await;
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 0);
        assert_eq!(count(&school, "guardian_contacts"), 0);
        assert_eq!(count(&school, "messages WHERE kind = 'guardian_invitation'"), 0);
    }

    /// RET-06: with the account of the guardian ends what the roster said of them, and does not come back.
    async fn what_the_roster_said_of_a_guardian_ends_with_the_account(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        let code = mailed(&school, &people.diaz, student, &contact).await;
        let noor = school.guardian_who(school.register_guardian_at(&code, ADDRESS).await).await;
        let erase = json!({ "kind": "erase", "finality": "permanent" });
        let request = noor.persona.post("/v1/requests", erase).await.assert(201).text("/id");
        let olsen = school.operator("Ortega").await;
        let grant = json!({ "decision": "grant" });
        olsen.post(&format!("/v1/requests/{request}/decision"), grant).await.assert(200);
        school.does_its_work().await;
        assert_eq!(count(&school, "guardian_contacts WHERE given_name IS NOT NULL"), 0);
        assert_eq!(count(&school, "guardian_contacts WHERE end_reason = 'erased' AND barred_at IS NOT NULL"), 1);
        let listed = people.diaz.get(&of(student)).await.assert(200).json();
        assert_eq!(listed["data"], json!([]));
    }
    /// RET-06: also where a guardian came by a code that the school handed out, and the roster names them too.
    async fn what_the_roster_says_of_a_guardian_by_hand_ends_with_the_account_too(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let code = people.diaz.pairing_code(student, Some("document")).await;
        let noor = school.guardian_who(school.register_guardian_at(&code, ADDRESS).await).await;
        school.contact_of(student, "pa1", ADDRESS).await;
        school.contact_of(student, "pa2", "karim@example.org").await;
        let erase = json!({ "kind": "erase", "finality": "permanent" });
        let request = noor.persona.post("/v1/requests", erase).await.assert(201).text("/id");
        let olsen = school.operator("Ortega").await;
        let grant = json!({ "decision": "grant" });
        olsen.post(&format!("/v1/requests/{request}/decision"), grant).await.assert(200);
        school.does_its_work().await;
        assert_eq!(count(&school, "guardian_contacts WHERE given_name IS NOT NULL"), 1);
        assert_eq!(count(&school, "guardian_contacts WHERE end_reason = 'erased' AND barred_at IS NOT NULL"), 1);
    }
}
