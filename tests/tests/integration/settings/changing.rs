//! Who changes which setting, in which direction, and what is refused.

use chrono::TimeDelta;
use domain::accounts::sessions::SessionKind;
use serde_json::json;
use tests::{
    classes::NOWHERE,
    on_each_backend,
    rosters::{count, execute, literal},
};

use super::{SUGGESTIONS, change, change_of, decide, newest, of, own};

on_each_backend! {
    /// RTS-05: what is fixed is switched on by nobody, in nobody's account.
    async fn nobody_switches_on_what_is_off_for_everybody(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await;
        for setting in ["sharing_with_others", "geolocation", "learner_profiling", "advertising", "third_party_disclosure"] {
            for person in [&people.ada, &people.rivera, &people.moore] {
                let refused = change(person, setting, "on").await;
                refused.assert_conflict("setting_above_ceiling");
                change(person, setting, "off").await.assert_conflict("setting_unchanged");
            }
            for person in [&noor.persona, &people.diaz] {
                let refused = change_of(person, people.ada.user, setting, "on").await;
                refused.assert_conflict("setting_above_ceiling");
            }
        }
        assert_eq!(count(&school, "setting_values"), 0);
        assert_eq!(count(&school, "setting_changes"), 0);
    }

    async fn a_value_that_the_setting_does_not_have_is_refused(school: TestApp) {
        let people = school.people().await;
        let wrong = change(&people.ada, SUGGESTIONS, "es").await.assert(422);
        assert_eq!(wrong.text("/errors/0/pointer"), "/value");
        change(&people.ada, SUGGESTIONS, "perhaps").await.assert(422);
        change(&people.ada, "brightness", "on").await.assert(422);
        change(&people.ada, "message_language", "es").await.assert_conflict("setting_not_of_person");
        change(&people.rivera, SUGGESTIONS, "on").await.assert_conflict("setting_not_of_person");
        let more = json!({ "setting": SUGGESTIONS, "value": "on", "for": "all" });
        people.ada.post("/v1/me/setting-changes", more).await.assert(422);
    }

    /// An adult changes their own at once, and messages follow.
    async fn an_adult_changes_their_own_settings_at_once(school: TestApp) {
        let people = school.people().await;
        let changed = change(&people.rivera, "message_language", "es").await.assert(201);
        assert_eq!(changed.text("/state"), "applied");
        assert_eq!(changed.text("/before"), "en");
        assert_eq!(own(&people.rivera, "message_language").await["value"], "es");
        change(&people.rivera, "message_language", "es").await.assert_conflict("setting_unchanged");
        change(&people.rivera, "setting_change_messages", "off").await.assert(201);
        change(&people.rivera, "setting_change_messages", "on").await.assert(201);
        assert_eq!(count(&school, "setting_values"), 1, "a default leaves no row");
    }

    /// More privacy is at once by whoever may; a school sets nothing towards less.
    async fn more_privacy_is_at_once_and_a_school_never_lowers_it(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        change_of(&people.diaz, ada, SUGGESTIONS, "on").await.assert_conflict("setting_not_by_school");
        let on = change_of(&noor.persona, ada, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(on.text("/state"), "applied");
        assert_eq!(on.text("/asked_as"), "parent");
        assert_eq!(own(&people.ada, SUGGESTIONS).await["value"], "on");
        let off = change_of(&people.diaz, ada, SUGGESTIONS, "off").await.assert(201);
        assert_eq!(off.text("/asked_as"), "school");
        change_of(&noor.persona, ada, SUGGESTIONS, "on").await.assert(201);
        let off = change(&people.ada, SUGGESTIONS, "off").await.assert(201);
        assert_eq!(off.text("/state"), "applied");
        assert_eq!(own(&people.ada, SUGGESTIONS).await["value"], "off");
        // The family and the school read what was done, and nobody's name.
        let path = format!("/v1/students/{ada}/setting-changes");
        people.rivera.get(&path).await.assert(403);
        for person in [&noor.persona, &people.diaz] {
            let listed = person.get(&path).await.assert(200).json();
            assert_eq!(listed["data"].as_array().unwrap().len(), 4);
            assert!(!listed.to_string().contains(&noor.persona.user.to_string()));
        }
    }

    /// FER-04, D16: a teacher sees how a setting stands, and not what the student asked for.
    async fn a_teacher_is_not_told_what_waits_nor_what_was_changed(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let asked = change(&people.ada, SUGGESTIONS, "on").await.assert(201);
        let settings = format!("/v1/students/{ada}/settings");
        let changes = format!("/v1/students/{ada}/setting-changes");
        for person in [&noor.persona, &people.diaz] {
            let shown = person.get(&settings).await.assert(200);
            assert_eq!(of(&shown, SUGGESTIONS)["waiting"]["id"], asked.json()["id"]);
            person.get(&changes).await.assert(200);
        }
        let shown = people.rivera.get(&settings).await.assert(200);
        assert_eq!(of(&shown, SUGGESTIONS)["value"], "off");
        assert!(of(&shown, SUGGESTIONS)["waiting"].is_null());
        people.rivera.get(&changes).await.assert(403);
    }

    /// POL-05: who did not accept the policy in time raises a child's privacy, and does not lower it.
    async fn who_has_yet_to_accept_the_policy_lowers_nobodys_privacy(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        change_of(&noor.persona, ada, SUGGESTIONS, "on").await.assert(201);
        let of_noor = literal(&school, noor.persona.user.uuid());
        execute(&school, &format!("UPDATE users SET accepted_policy = NULL WHERE id = {of_noor}"));
        school.clock.advance(TimeDelta::days(15));
        let child = school.student(ada).await;
        let noor = school.again(&noor.persona, SessionKind::Staff).await;
        change_of(&noor, ada, SUGGESTIONS, "off").await.assert(201);
        let closed = change_of(&noor, ada, SUGGESTIONS, "on").await;
        closed.assert_problem(403, "policy_not_accepted");
        let asked = change(&child, SUGGESTIONS, "on").await.assert(201);
        let approved = decide(&noor, ada, &asked.text("/id"), "approve").await;
        approved.assert_problem(403, "policy_not_accepted");
        assert_eq!(newest(&child).await["state"], "waiting");
        decide(&noor, ada, &asked.text("/id"), "deny").await.assert(200);
        assert_eq!(own(&child, SUGGESTIONS).await["value"], "off");
    }

    /// FER-03, FER-04: teachers of record read; co-teachers, assistants, other families, schools and
    /// districts find no student.
    async fn settings_of_a_student_are_read_and_changed_by_few(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let bo = school.student_in(people.class, "Bo").await;
        let other = school.guardian_of(bo.user, "Lena").await;
        let path = format!("/v1/students/{ada}/settings");
        people.rivera.get(&path).await.assert(200);
        people.diaz.get(&path).await.assert(200);
        for person in [&people.chen, &people.kim, &people.moore] {
            person.get(&path).await.assert(403);
            change_of(person, ada, SUGGESTIONS, "off").await.assert(403);
        }
        change_of(&people.rivera, ada, SUGGESTIONS, "off").await.assert(403);
        let nowhere = other.persona.get(&format!("/v1/students/{NOWHERE}/settings")).await;
        let nowhere = nowhere.assert(404).body_without_request_id();
        for person in people.strangers.iter().chain([&other.persona, &bo, &people.ada]) {
            let hidden = person.get(&path).await.assert(404);
            if person.user == other.persona.user {
                assert_eq!(hidden.body_without_request_id(), nowhere);
            }
            change_of(person, ada, SUGGESTIONS, "off").await.assert(404);
        }
        let of_bo = format!("/v1/students/{}/settings", bo.user);
        other.persona.get(&of_bo).await.assert(200);
    }

    /// 13 and older at school: freely; a guardian sets towards more privacy alone.
    async fn a_young_person_at_school_decides_alone(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let born = format!("/v1/classes/{}/students/{ada}/age/statements", people.class);
        people.rivera.post(&born, json!({ "born": "2012-01" })).await.assert(200);
        change_of(&noor.persona, ada, SUGGESTIONS, "on").await.assert_conflict("setting_ones_own");
        let on = change(&people.ada, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(on.text("/state"), "applied");
        change_of(&noor.persona, ada, SUGGESTIONS, "off").await.assert(201);
        change(&people.ada, SUGGESTIONS, "on").await.assert(201);
    }

    /// FER-04, D7: what a learner writes is theirs: no school, and no guardian from 13 on, has it deleted.
    async fn nobody_else_switches_off_the_drafts_of_a_young_person_and_no_school_those_of_a_child(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        change_of(&people.diaz, ada, "saved_drafts", "off").await.assert_conflict("setting_ones_own");
        let off = change_of(&noor.persona, ada, "saved_drafts", "off").await.assert(201);
        assert_eq!(off.text("/state"), "applied");
        change_of(&people.diaz, ada, "saved_drafts", "on").await.assert_conflict("setting_ones_own");
        change_of(&noor.persona, ada, "saved_drafts", "on").await.assert(201);
        let born = format!("/v1/classes/{}/students/{ada}/age/statements", people.class);
        people.rivera.post(&born, json!({ "born": "2012-01" })).await.assert(200);
        for person in [&people.diaz, &noor.persona] {
            let refused = change_of(person, ada, "saved_drafts", "off").await;
            refused.assert_conflict("setting_ones_own");
        }
        assert_eq!(own(&people.ada, "saved_drafts").await["value"], "on");
        let off = change(&people.ada, "saved_drafts", "off").await.assert(201);
        assert_eq!(off.text("/state"), "applied");
    }

    /// AGE-16: who was taken for a young person switched it on alone; of the child it does not count, and
    /// what the child asks waits.
    async fn what_a_supposed_teen_switched_on_alone_ends_with_the_correction(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let born = format!("/v1/classes/{}/students/{ada}/age/statements", people.class);
        people.moore.post(&born, json!({ "born": "2012-01" })).await.assert(200);
        let on = change(&people.ada, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(on.text("/state"), "applied");
        assert_eq!(own(&people.ada, SUGGESTIONS).await["value"], "on");
        people.moore.post(&born, json!({ "born": "2015-03" })).await.assert(200);
        assert_eq!(own(&people.ada, SUGGESTIONS).await["value"], "off");
        let asked = change(&people.ada, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(asked.text("/state"), "waiting");
        assert_eq!(asked.text("/before"), "off");
        decide(&noor.persona, ada, &asked.text("/id"), "approve").await.assert(200);
        assert_eq!(own(&people.ada, SUGGESTIONS).await["value"], "on");
    }

    /// AGE-14: of an adult student nobody else changes anything.
    async fn nobody_else_changes_the_settings_of_an_adult_student(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let born = format!("/v1/classes/{}/students/{ada}/age/statements", people.class);
        people.diaz.post(&born, json!({ "born": "2008-08" })).await.assert(200);
        change(&people.ada, SUGGESTIONS, "on").await.assert(201);
        change_of(&people.diaz, ada, SUGGESTIONS, "off").await.assert_conflict("setting_ones_own");
        change_of(&noor.persona, ada, SUGGESTIONS, "off").await.assert(404);
    }

    /// RTS-02: of a restricted student staff see and change nothing; the student and the family do.
    async fn the_settings_of_a_restricted_student_are_the_familys(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let restrict = json!({ "subject_id": ada.to_string(), "kind": "restrict" });
        let filed = noor.persona.post("/v1/requests", restrict).await.assert(201).text("/id");
        let decision = json!({ "decision": "grant" });
        people.diaz.post(&format!("/v1/requests/{filed}/decision"), decision).await.assert(200);
        let path = format!("/v1/students/{ada}/settings");
        people.diaz.get(&path).await.assert(404);
        change_of(&people.diaz, ada, "saved_drafts", "off").await.assert(404);
        noor.persona.get(&path).await.assert(200);
        change_of(&noor.persona, ada, "saved_drafts", "off").await.assert(201);
        assert_eq!(own(&people.ada, "saved_drafts").await["value"], "off");
    }

    /// The same request twice is one change; another one under its key is refused.
    async fn a_repeated_change_is_made_once(school: TestApp) {
        let people = school.people().await;
        let wanted = json!({ "setting": "saved_drafts", "value": "off" });
        let first = people.ada.post_once("/v1/me/setting-changes", "k-1", wanted.clone()).await;
        let again = people.ada.post_once("/v1/me/setting-changes", "k-1", wanted).await;
        assert_eq!(first.assert(201).text("/id"), again.assert(201).text("/id"));
        assert_eq!(count(&school, "setting_changes"), 1);
        let other = json!({ "setting": "saved_drafts", "value": "on" });
        people.ada.post_once("/v1/me/setting-changes", "k-1", other).await.assert(422);
        assert_eq!(newest(&people.ada).await["state"], "applied");
        let shown = people.ada.get("/v1/me/settings").await.assert(200);
        assert_eq!(of(&shown, "saved_drafts")["value"], "off");
        school.clock.advance(TimeDelta::minutes(1));
        let ada = school.student(people.ada.user).await;
        let back = change(&ada, "saved_drafts", "on").await.assert(201);
        assert_eq!(back.text("/state"), "waiting", "drafts again are less privacy");
    }
}
