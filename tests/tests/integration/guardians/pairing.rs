//! Becoming a guardian by a code of the school.

use chrono::TimeDelta;
use domain::accounts::sessions::SessionKind;
use serde_json::json;
use tests::on_each_backend;

on_each_backend! {
    async fn a_parent_whom_the_school_knows_registers_and_reads(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let code = people.diaz.pairing_code(student, Some("in_person")).await;
        let noor = school.guardian_by(&code, "Noor").await;
        let own = noor.persona.get("/v1/me/guardianships").await.assert(200).json();
        assert_eq!(own["data"][0]["state"], "verified");
        assert_eq!(own["data"][0]["student_name"], "Ada E.");
        let record = format!("/v1/students/{student}/record");
        noor.persona.get(&record).await.assert(200);
        let organization = noor.persona.get(&format!("/v1/organizations/{}", school.world.district)).await;
        organization.assert(200);
        let listed = people.diaz.get(&format!("/v1/students/{student}/guardianships")).await;
        let listed = listed.assert(200).json();
        assert_eq!(listed["data"][0]["guardian_id"], json!(noor.persona.user));
        assert_eq!(listed["data"][0]["evidence"], "in_person");
        assert_eq!(listed["data"][0]["family_name"], "Haddad");
    }

    async fn a_code_that_was_sent_home_makes_a_claim_until_the_school_verifies_it(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let code = people.diaz.pairing_code(student, None).await;
        let noor = school.guardian_by(&code, "Noor").await;
        let own = noor.persona.get("/v1/me/guardianships").await.assert(200).json();
        assert_eq!(own["data"][0]["state"], "claimed");
        assert_eq!(own["data"][0]["student_name"], json!(null));
        let record = format!("/v1/students/{student}/record");
        noor.persona.get(&record).await.assert_problem(404, "not_found");
        let verify = json!({ "decision": "verify", "evidence": "school_record" });
        let verified = people.diaz.decide_guardianship(student, &noor.id, verify).await;
        assert_eq!(verified.assert(200).text("/state"), "verified");
        noor.persona.get(&record).await.assert(200);
    }

    async fn a_code_pairs_one_person_once_and_for_fourteen_days(school: TestApp) {
        let people = school.people().await;
        let used = people.diaz.pairing_code(people.ada.user, Some("document")).await;
        school.guardian_by(&used, "Noor").await;
        let again = school.register_guardian(&used, "Karim").await;
        again.assert_problem(401, "pairing_refused");
        let kept = people.diaz.pairing_code(people.ada.user, Some("document")).await;
        school.clock.advance(TimeDelta::days(14));
        let late = school.register_guardian(&kept, "Karim").await;
        late.assert_problem(401, "pairing_refused");
    }

    async fn a_revoked_code_and_one_that_never_was_are_refused_alike(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/students/{}/pairing-codes", people.ada.user);
        let issued = people.diaz.post(&path, json!({ "kind": "parent" })).await.assert(201);
        let revoke = format!("{path}/{}", issued.text("/id"));
        people.diaz.delete(&revoke).await.assert(204);
        people.diaz.delete(&revoke).await.assert_problem(404, "not_found");
        let revoked = school.register_guardian(&issued.text("/code"), "Noor").await;
        let invented = format!("hpp_{}", "A".repeat(64));
        let invented = school.register_guardian(&invented, "Noor").await;
        let said = revoked.assert_problem(401, "pairing_refused").body_without_request_id();
        assert_eq!(invented.assert_problem(401, "pairing_refused").body_without_request_id(), said);
    }

    async fn a_teacher_of_the_class_is_a_guardian_too_and_stays_one_when_the_role_ends(school: TestApp) {
        let people = school.people().await;
        let (student, school_id) = (people.ada.user, school.world.school);
        let code = people.diaz.pairing_code(student, Some("in_person")).await;
        let redeem = json!({ "code": code });
        let redeemed = people.chen.post("/v1/me/guardianships", redeem.clone()).await;
        assert_eq!(redeemed.assert(201).text("/student_name"), "Ada E.");
        people.chen.post("/v1/me/guardianships", redeem).await.assert_problem(401, "pairing_refused");
        let second = people.diaz.pairing_code(student, Some("in_person")).await;
        let second = people.chen.post("/v1/me/guardianships", json!({ "code": second })).await;
        second.assert_conflict("already_guardian");
        let staff = format!("/v1/schools/{school_id}/staff/{}", people.chen.user);
        people.diaz.delete(&staff).await.assert(204);
        people.chen.get(&format!("/v1/students/{student}/record")).await.assert(200);
        people.chen.get(&format!("/v1/classes/{}", people.class)).await.assert_problem(404, "not_found");
    }

    async fn who_issues_a_code_cannot_use_it(school: TestApp) {
        let people = school.people().await;
        let code = people.diaz.pairing_code(people.ada.user, Some("in_person")).await;
        let own = people.diaz.post("/v1/me/guardianships", json!({ "code": code })).await;
        own.assert_problem(401, "pairing_refused");
        people.moore.post("/v1/me/guardianships", json!({ "code": code })).await.assert(201);
    }

    async fn an_address_with_an_account_uses_the_code_up_and_is_not_told_apart(school: TestApp) {
        let people = school.people().await;
        let first = people.diaz.pairing_code(people.ada.user, Some("in_person")).await;
        school.guardian_by(&first, "Noor").await;
        let second = people.diaz.pairing_code(people.ada.user, Some("in_person")).await;
        let taken = school.register_guardian(&second, "Noor").await;
        taken.assert_problem(401, "pairing_refused");
        let other = school.register_guardian(&second, "Karim").await;
        other.assert_problem(401, "pairing_refused");
    }

    /// An address that nobody proved takes no role: neither an invitation nor a roster finds the account.
    async fn the_account_of_a_guardian_is_found_by_no_invitation_to_its_address(school: TestApp) {
        let people = school.people().await;
        let code = people.diaz.pairing_code(people.ada.user, None).await;
        let squatter = school.guardian_by(&code, "New Admin").await;
        let invited = json!({
            "email": tests::founding::address("New Admin").as_str(),
            "given_name": "New", "family_name": "Admin", "display_name": "Mx. Admin",
        });
        let invited = people.moore.post("/v1/staff-invitations", invited).await.assert(201);
        assert_ne!(invited.text("/user_id"), squatter.persona.user.to_string());
        squatter.persona.get("/v1/schools").await.assert_problem(404, "not_found");
        let own = squatter.persona.get("/v1/me/invitations").await.assert(200).json();
        assert_eq!(own["data"], json!([]));
        let accept = json!({
            "token": invited.text("/invitation_token"),
            "password": tests::accounts::PASSWORD,
        });
        school.anybody().post("/v1/auth/invitations/accept", accept).await.assert(200);
    }

    async fn a_code_ends_with_the_office_of_the_person_who_issued_it(school: TestApp) {
        let people = school.people().await;
        let code = people.diaz.pairing_code(people.ada.user, Some("in_person")).await;
        let staff = format!("/v1/schools/{}/staff/{}", school.world.school, people.diaz.user);
        people.moore.delete(&staff).await.assert(204);
        let refused = school.register_guardian(&code, "Noor").await;
        refused.assert_problem(401, "pairing_refused");
    }

    /// The school ends the guardianship and pairs anew: the way back of who forgot the password.
    async fn the_address_of_a_guardian_whose_account_closed_can_be_used_again(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await;
        let end = json!({ "decision": "end", "end_reason": "mistake", "accepts": "last_guardian" });
        people.diaz.decide_guardianship(people.ada.user, &noor.id, end).await.assert(200);
        let code = people.diaz.pairing_code(people.ada.user, Some("in_person")).await;
        school.guardian_by(&code, "Noor").await;
        let sign_in = json!({
            "organization": "maple",
            "email": tests::founding::address("Noor").as_str(),
            "password": tests::accounts::PASSWORD,
        });
        school.anybody().post("/v1/auth/sign-in", sign_in).await.assert(200);
    }

    /// AGE-14: the code was issued for a minor, and is redeemed on the birthday.
    async fn a_code_for_a_student_who_just_became_an_adult_pairs_nobody(school: TestApp) {
        let people = school.people().await;
        let born = format!("/v1/classes/{}/students/{}/age/statements", people.class, people.ada.user);
        people.diaz.post(&born, json!({ "born": "2008-09" })).await.assert(200);
        let code = people.diaz.pairing_code(people.ada.user, Some("in_person")).await;
        school.clock.advance(TimeDelta::days(10));
        let late = school.register_guardian(&code, "Noor").await;
        late.assert_problem(401, "pairing_refused");
        let diaz = school.again(&people.diaz, SessionKind::Staff).await;
        let path = format!("/v1/students/{}/pairing-codes", people.ada.user);
        let another = diaz.post(&path, json!({ "kind": "parent" })).await;
        another.assert_conflict("student_is_adult");
    }
}
