//! Inviting whom a roster names as a parent, and what that is worth (FER-02).

use chrono::TimeDelta;
use domain::{accounts::sessions::SessionKind, ids::UserId};
use serde_json::json;
use tests::{app::TestApp, classes::NOWHERE, on_each_backend, persona::Persona, reply::Reply};

#[cfg(test)]
const ADDRESS: &str = "noor.haddad@example.org";

/// The address of the contacts of a student.
#[cfg(test)]
pub(crate) fn of(student: UserId) -> String {
    format!("/v1/students/{student}/guardian-contacts")
}

/// Invites a contact.
#[cfg(test)]
pub(crate) async fn invite(who: &Persona, student: UserId, contact: &str, delivery: &str) -> Reply {
    let path = format!("{}/{contact}/invite", of(student));
    who.post(&path, json!({ "delivery": delivery })).await
}

/// Mails an invitation: the code that it holds.
#[cfg(test)]
pub(crate) async fn mailed(
    school: &TestApp,
    who: &Persona,
    student: UserId,
    contact: &str,
) -> String {
    let invited = invite(who, student, contact, "mail")
        .await
        .assert(200)
        .json();
    assert_eq!(
        invited["code"],
        json!(null),
        "nobody but the contact sees it"
    );
    school.mailed_codes().await.pop().unwrap_or_default()
}

#[cfg(test)]
fn is_refused(reply: &Reply) -> bool {
    [403, 404].contains(&reply.status.as_u16())
}

on_each_backend! {
    /// FER-02: the roster names the address, the code went there, and the account has it.
    async fn a_contact_who_registers_with_the_address_of_the_roster_is_verified_by_it(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        let code = mailed(&school, &people.diaz, student, &contact).await;
        let noor = school.guardian_who(school.register_guardian_at(&code, "Noor.Haddad@Example.org").await).await;
        noor.persona.get(&format!("/v1/students/{student}/record")).await.assert(200);
        let listed = people.diaz.get(&format!("/v1/students/{student}/guardianships")).await;
        let listed = listed.assert(200).json();
        assert_eq!(listed["data"][0]["state"], "verified");
        assert_eq!(listed["data"][0]["evidence"], "roster");
        let contacts = people.diaz.get(&of(student)).await.assert(200).json();
        assert_eq!(contacts["data"][0]["guardianship_id"], listed["data"][0]["id"]);
        assert_eq!(contacts["data"][0]["invited_until"], json!(null), "it is used up");
        let again = invite(&people.diaz, student, &contact, "mail").await;
        again.assert_conflict("contact_is_guardian");
    }

    async fn with_another_address_the_school_decides(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        let code = mailed(&school, &people.diaz, student, &contact).await;
        let other = school.guardian_who(school.register_guardian_at(&code, "somebody@example.org").await).await;
        let record = format!("/v1/students/{student}/record");
        other.persona.get(&record).await.assert_problem(404, "not_found");
        let verify = json!({ "decision": "verify", "evidence": "document" });
        people.diaz.decide_guardianship(student, &other.id, verify).await.assert(200);
        other.persona.get(&record).await.assert(200);
        let by_hand = json!({ "decision": "verify", "evidence": "roster" });
        people.diaz.decide_guardianship(student, &other.id, by_hand).await.assert(422);
    }

    /// A printed code can be anybody's, the student's too, who knows the parent's address.
    async fn a_printed_code_makes_a_claim_whatever_the_address(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        let printed = invite(&people.diaz, student, &contact, "sheet").await.assert(200);
        let noor = school.guardian_who(school.register_guardian_at(&printed.text("/code"), ADDRESS).await).await;
        let record = format!("/v1/students/{student}/record");
        noor.persona.get(&record).await.assert_problem(404, "not_found");
        assert_eq!(school.mailed_codes().await, Vec::<String>::new());
        let path = format!("/v1/students/{student}/pairing-codes");
        let stated = json!({ "kind": "parent", "evidence": "roster" });
        people.diaz.post(&path, stated).await.assert(422);
    }

    async fn a_second_invitation_takes_the_first_one_back_and_each_holds_for_fourteen_days(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        let first = mailed(&school, &people.diaz, student, &contact).await;
        let second = mailed(&school, &people.diaz, student, &contact).await;
        assert_eq!(school.mailed_codes().await, std::slice::from_ref(&second), "the first is not sent any more");
        let refused = school.register_guardian_at(&first, ADDRESS).await;
        refused.assert_problem(401, "pairing_refused");
        school.clock.advance(TimeDelta::days(14));
        let late = school.register_guardian_at(&second, ADDRESS).await;
        late.assert_problem(401, "pairing_refused");
    }

    async fn without_an_address_a_contact_is_listed_and_invited_on_paper_alone(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let contact = school.contact_of(student, "pa1", "none").await;
        invite(&people.diaz, student, &contact, "mail").await.assert_conflict("no_address");
        invite(&people.diaz, student, &contact, "sheet").await.assert(200);
    }

    /// FER-02: nobody makes themselves a guardian, or decides about the other parent of their child.
    async fn nobody_of_the_family_manages_contacts(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let own = tests::founding::address("Diaz");
        let contact = school.contact_of(student, "pa1", own.as_str()).await;
        invite(&people.diaz, student, &contact, "mail").await.assert_conflict("own_guardianship");
        let other = school.contact_of(student, "pa2", ADDRESS).await;
        invite(&people.diaz, student, &other, "mail").await.assert_conflict("own_guardianship");
        let remove = format!("{}/{other}", of(student));
        people.diaz.delete(&remove).await.assert_conflict("own_guardianship");
        let listed = people.diaz.get(&of(student)).await.assert(200).json();
        assert_eq!(listed["data"], json!([]), "not where the other parent is reached");
        let park = school.school_admin("Park").await;
        assert_eq!(park.get(&of(student)).await.assert(200).rows().len(), 2);
        invite(&park, student, &contact, "mail").await.assert(200);
        park.delete(&remove).await.assert(204);
    }

    /// D19: the school's administrators alone, and to all others there is no student.
    async fn contacts_are_the_schools_and_nobody_elses(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        let noor = school.guardian_of(student, "Karim").await;
        for who in [&people.moore, &people.chen, &noor.persona, &people.ada] {
            let refused = who.get(&of(student)).await;
            assert!(is_refused(&refused), "{}", refused.status);
            let refused = invite(who, student, &contact, "sheet").await;
            assert!(is_refused(&refused), "{}", refused.status);
        }
        let nowhere = invite(&people.diaz, student, NOWHERE, "sheet").await.assert_problem(404, "not_found");
        let bell = school.student_in(people.class, "Bell").await;
        let elsewhere = school.contact_of(bell.user, "pa2", ADDRESS).await;
        let elsewhere = invite(&people.diaz, student, &elsewhere, "sheet").await.assert_problem(404, "not_found");
        assert_eq!(elsewhere.body_without_request_id(), nowhere.body_without_request_id());
    }

    /// FER-02: what limits a person limits them as a contact, also where they are known by the address alone.
    async fn who_is_limited_is_not_invited_by_another_road(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let code = people.diaz.pairing_code(student, Some("document")).await;
        let noor = school.guardian_who(school.register_guardian_at(&code, ADDRESS).await).await;
        let limits = format!("/v1/students/{student}/guardianships/{}/limits", noor.id);
        people.diaz.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        invite(&people.diaz, student, &contact, "mail").await.assert_conflict("guardian_limited");
    }

    /// FER-02: who is limited can have another address and another key; a contested family waits for the
    /// school, whoever comes.
    async fn of_a_contested_family_a_roster_verifies_nobody(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        let code = mailed(&school, &people.diaz, student, &contact).await;
        let karim = school.guardian_of(student, "Karim").await;
        let limits = format!("/v1/students/{student}/guardianships/{}/limits", karim.id);
        people.diaz.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        let claimed = school.guardian_who(school.register_guardian_at(&code, ADDRESS).await).await;
        claimed.persona.get(&format!("/v1/students/{student}/record")).await.assert_problem(404, "not_found");
        let listed = people.diaz.get(&format!("/v1/students/{student}/guardianships")).await;
        let listed = listed.assert(200).rows();
        let theirs = listed.iter().find(|one| one["id"] == json!(claimed.id)).unwrap();
        assert_eq!(theirs["state"], "claimed");
    }

    /// FER-02: whom the school removed learns nothing of the other parent by their office, as long as it is known
    /// who was.
    async fn who_was_removed_as_a_contact_stays_of_the_family(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let own = tests::founding::address("Diaz");
        let contact = school.contact_of(student, "pa1", own.as_str()).await;
        let other = school.contact_of(student, "pa2", ADDRESS).await;
        let park = school.school_admin("Park").await;
        let hold = json!({
            "scope": "person", "scope_id": student.to_string(), "matter": "litigation",
            "reference": "Docket 27-0142",
            "review_by": school.hallpass.now() + TimeDelta::days(60),
        });
        people.moore.post("/v1/legal-holds", hold).await.assert(201);
        park.delete(&format!("{}/{contact}", of(student))).await.assert(204);
        invite(&people.diaz, student, &other, "mail").await.assert_conflict("own_guardianship");
    }

    /// AGE-14: at eighteen nobody is a contact, nobody is invited, and no code pairs.
    async fn at_eighteen_contacts_end(school: TestApp) {
        let people = school.people().await;
        let student = people.ada.user;
        let born = format!("/v1/classes/{}/students/{student}/age/statements", people.class);
        people.diaz.post(&born, json!({ "born": "2008-09" })).await.assert(200);
        let contact = school.contact_of(student, "pa1", ADDRESS).await;
        let code = mailed(&school, &people.diaz, student, &contact).await;
        school.clock.advance(TimeDelta::days(10));
        let late = school.register_guardian_at(&code, ADDRESS).await;
        late.assert_problem(401, "pairing_refused");
        let diaz = school.again(&people.diaz, SessionKind::Staff).await;
        let listed = diaz.get(&of(student)).await.assert(200).json();
        assert_eq!(listed["data"], json!([]));
        school.does_its_work().await;
        let kept = "guardian_contacts WHERE given_name IS NOT NULL";
        assert_eq!(tests::rosters::count(&school, kept), 0);
        assert_eq!(tests::rosters::count(&school, "guardian_contacts WHERE barred_at IS NOT NULL"), 1);
    }
}
