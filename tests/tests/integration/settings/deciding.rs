//! What a child asks waits: for a guardian who holds the rights, or for the school.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use domain::{accounts::sessions::SessionKind, audit::Channel, mail::MessageKind};
use persistence::{Scope, testing};
use serde_json::{Value, json};
use tests::{app::TestApp, classes::NOWHERE, on_each_backend, rosters::count};
use uuid::Uuid;

use super::{SUGGESTIONS, change, change_of, decide, newest, own};

/// The messages about settings that wait to be sent.
#[cfg(test)]
async fn messages(school: &TestApp) -> Vec<BTreeMap<String, String>> {
    let now = school.hallpass.now();
    let scope = Scope::new(Channel::Worker, school.world.district, now, Uuid::nil());
    let found = school.database.read(scope, testing::waiting_messages).await;
    let found = found.unwrap().into_iter();
    let of_kind = found.filter(|(kind, _)| *kind == MessageKind::SettingChangeWaits);
    of_kind.map(|(_, content)| content).collect()
}

on_each_backend! {
    /// Promise 28: before and after, the child sees that it waits, the guardian is told and approves.
    async fn a_guardian_approves_what_a_child_asks_and_it_is_changed(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let asked = change(&people.ada, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(asked.text("/state"), "waiting");
        assert_eq!(asked.text("/decider"), "parent");
        assert_eq!(asked.text("/before"), "off");
        assert_eq!(asked.text("/after"), "on");
        assert_eq!(asked.text("/lapses_at"), "2026-09-28T15:00:00Z");
        let shown = own(&people.ada, SUGGESTIONS).await;
        assert_eq!(shown["value"], "off");
        assert_eq!(shown["waiting"]["state"], "waiting");
        change(&people.ada, SUGGESTIONS, "on").await.assert_conflict("setting_change_waits");

        let told = messages(&school).await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0]["setting"], "Suggestions of the next lesson");
        assert_eq!(told[0]["day"], "2026-09-28");
        let written = format!("{told:?}");
        assert!(!written.contains("Ada") && !written.contains(&ada.to_string()), "it names nobody");

        let change = asked.text("/id");
        decide(&people.diaz, ada, &change, "approve").await.assert_conflict("setting_change_elsewhere");
        let done = decide(&noor.persona, ada, &change, "approve").await.assert(200);
        assert_eq!(done.text("/state"), "approved");
        assert_eq!(own(&people.ada, SUGGESTIONS).await["value"], "on");
        for decision in ["approve", "deny"] {
            let twice = decide(&noor.persona, ada, &change, decision).await;
            twice.assert_conflict("setting_change_elsewhere");
        }
        assert_eq!(own(&people.ada, SUGGESTIONS).await["waiting"], json!(null));
    }

    async fn what_a_guardian_denies_stays_as_it_is_and_is_asked_again_after_a_week(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let asked = change(&people.ada, SUGGESTIONS, "on").await.assert(201).text("/id");
        let denied = decide(&noor.persona, ada, &asked, "deny").await.assert(200);
        assert_eq!(denied.text("/state"), "denied");
        assert_eq!(own(&people.ada, SUGGESTIONS).await["value"], "off");
        change(&people.ada, SUGGESTIONS, "on").await.assert_conflict("setting_asked_lately");
        assert_eq!(messages(&school).await.len(), 1);
        school.clock.advance(TimeDelta::days(7));
        let child = school.student(ada).await;
        change(&child, SUGGESTIONS, "on").await.assert(201);
        // Whoever denied it may change their mind.
        let noor = school.again(&noor.persona, SessionKind::Staff).await;
        change_of(&noor, ada, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(own(&child, SUGGESTIONS).await["value"], "on");
        assert_eq!(count(&school, "setting_changes WHERE state = 'closed'"), 1);
    }

    /// VPC-11: of two parents the one who said no is the one who says yes.
    async fn what_one_guardian_refused_another_does_not_approve(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let karim = school.guardian_of(ada, "Karim").await;
        let asked = change(&people.ada, SUGGESTIONS, "on").await.assert(201).text("/id");
        decide(&noor.persona, ada, &asked, "deny").await.assert(200);
        let refused = change_of(&karim.persona, ada, SUGGESTIONS, "on").await;
        refused.assert_conflict("other_parent_objected");
        school.clock.advance(TimeDelta::days(7));
        let child = school.student(ada).await;
        let [noor, karim] = [&noor.persona, &karim.persona];
        let karim = school.again(karim, SessionKind::Staff).await;
        let again = change(&child, SUGGESTIONS, "on").await.assert(201).text("/id");
        decide(&karim, ada, &again, "approve").await.assert_conflict("other_parent_objected");
        let noor = school.again(noor, SessionKind::Staff).await;
        decide(&noor, ada, &again, "approve").await.assert(200);
        change_of(&karim, ada, SUGGESTIONS, "off").await.assert(201);
        change_of(&noor, ada, SUGGESTIONS, "on").await.assert_conflict("other_parent_objected");
        change_of(&karim, ada, SUGGESTIONS, "on").await.assert(201);
    }

    /// FER-02: who is contested, limited or gone decides nothing, and is not told.
    async fn a_guardian_without_rights_decides_nothing(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let karim = school.guardian_of(ada, "Karim").await;
        let limits = format!("/v1/students/{ada}/guardianships/{}/limits", karim.id);
        people.diaz.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        let asked = change(&people.ada, SUGGESTIONS, "on").await.assert(201).text("/id");
        assert_eq!(messages(&school).await.len(), 1, "who is limited is told nothing");
        decide(&karim.persona, ada, &asked, "approve").await.assert(404);
        change_of(&karim.persona, ada, SUGGESTIONS, "on").await.assert(404);
        let dispute = json!({ "decision": "dispute" });
        people.diaz.decide_guardianship(ada, &noor.id, dispute).await.assert(200);
        decide(&noor.persona, ada, &asked, "approve").await.assert(404);
        // Nobody is left for whom it waits: it is closed, and what is asked now waits for the school.
        assert_eq!(own(&people.ada, SUGGESTIONS).await["waiting"], json!(null));
        let asked = change(&people.ada, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(asked.text("/decider"), "school");
        decide(&people.diaz, ada, &asked.text("/id"), "approve").await.assert(200);
        assert_eq!(own(&people.ada, SUGGESTIONS).await["value"], "on");
    }

    /// Without a guardian the administrator of the school decides, and finds it in the list of the school.
    async fn without_a_guardian_the_school_decides(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let asked = change(&people.ada, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(asked.text("/decider"), "school");
        assert_eq!(messages(&school).await.len(), 0);
        let list = format!("/v1/schools/{}/setting-changes", school.world.school);
        let waiting = people.diaz.get(&list).await.assert(200).json();
        assert_eq!(waiting["data"][0]["id"], asked.json()["id"]);
        assert_eq!(waiting["data"][0]["person_id"], ada.to_string());
        for person in [&people.rivera, &people.moore] {
            person.get(&list).await.assert(403);
            decide(person, ada, &asked.text("/id"), "approve").await.assert(403);
        }
        let other = format!("/v1/schools/{}/setting-changes", school.world.other_school);
        people.diaz.get(&other).await.assert(404);
        decide(&people.diaz, ada, NOWHERE, "approve").await.assert(404);
        let bo = school.student_in(people.class, "Bo").await;
        decide(&people.diaz, bo.user, &asked.text("/id"), "approve").await.assert(404);
        decide(&people.diaz, ada, &asked.text("/id"), "approve").await.assert(200);
        assert_eq!(people.diaz.get(&list).await.assert(200).json()["data"], json!([]));
        assert_eq!(own(&people.ada, SUGGESTIONS).await["value"], "on");
    }

    /// An administrator who is or was of the family does not decide for the school.
    async fn nobody_decides_for_the_school_about_their_own_family(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let vega = school.school_admin("Vega").await;
        let code = vega.pairing_code(ada, Some("in_person")).await;
        let own = people.diaz.post("/v1/me/guardianships", json!({ "code": code })).await;
        let own = own.assert(201).text("/id");
        let limits = format!("/v1/students/{ada}/guardianships/{own}/limits");
        vega.post(&limits, json!({ "basis": "court_order" })).await.assert(201);
        let asked = change(&people.ada, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(asked.text("/decider"), "school");
        let decided = decide(&people.diaz, ada, &asked.text("/id"), "approve").await;
        decided.assert_conflict("setting_of_family");
        change_of(&people.diaz, ada, "saved_drafts", "off").await.assert_conflict("setting_of_family");
        decide(&vega, ada, &asked.text("/id"), "deny").await.assert(200);
    }

    /// COM-02: a guardian has these messages in their language, or none.
    async fn a_guardian_chooses_the_language_of_messages_or_none(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let karim = school.guardian_of(ada, "Karim").await;
        change(&noor.persona, "message_language", "es").await.assert(201);
        change(&karim.persona, "setting_change_messages", "off").await.assert(201);
        change(&people.ada, SUGGESTIONS, "on").await.assert(201);
        let told: Vec<Value> = messages(&school).await.into_iter().map(|told| json!(told)).collect();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0]["setting"], "Sugerencias de la próxima lección");
        assert_eq!(told[0]["after"], "activado");
        assert_eq!(count(&school, "messages WHERE kind = 'setting_change_waits' AND language = 'es'"), 1);
    }

    /// A student takes back what waits, and nothing else.
    async fn a_student_withdraws_what_waits(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let asked = change(&people.ada, SUGGESTIONS, "on").await.assert(201).text("/id");
        let withdraw = format!("/v1/me/setting-changes/{asked}/withdraw");
        noor.persona.post_empty(&withdraw).await.assert(404);
        let bo = school.student_in(people.class, "Bo").await;
        bo.post_empty(&withdraw).await.assert(404);
        let back = people.ada.post_empty(&withdraw).await.assert(200);
        assert_eq!(back.text("/state"), "withdrawn");
        people.ada.post_empty(&withdraw).await.assert_conflict("setting_change_elsewhere");
        decide(&noor.persona, ada, &asked, "approve").await.assert_conflict("setting_change_elsewhere");
        assert_eq!(newest(&people.ada).await["state"], "withdrawn");
        change(&people.ada, SUGGESTIONS, "on").await.assert_conflict("setting_asked_lately");
    }
}
