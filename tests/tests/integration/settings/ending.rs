//! What waits ends: by the clock, by a birthday, with the account; and what is held is in the copy and in
//! the record.

use chrono::{DateTime, TimeDelta, Utc};
use domain::accounts::sessions::SessionKind;
use serde_json::{Value, json};
use tests::{on_each_backend, rosters::count};

use super::{SUGGESTIONS, change, change_of, decide, newest, own};

on_each_backend! {
    /// RTS-05: silence is a no, at the instant, whether the worker sleeps or not, and whichever way the
    /// clock moves.
    async fn a_change_that_nobody_decides_lapses_to_no_after_seven_days(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let asked = change(&people.ada, SUGGESTIONS, "on").await.assert(201).text("/id");
        school.clock.advance(TimeDelta::days(7) - TimeDelta::seconds(1));
        let child = school.student(ada).await;
        assert_eq!(newest(&child).await["state"], "waiting");
        school.clock.advance(TimeDelta::seconds(1));
        let noor = school.again(&noor.persona, SessionKind::Staff).await;
        // The worker has not written it down.
        assert_eq!(newest(&child).await["state"], "lapsed");
        assert_eq!(newest(&child).await["ended_at"], "2026-09-28T15:00:00Z");
        decide(&noor, ada, &asked, "approve").await.assert_conflict("setting_change_elsewhere");
        assert_eq!(count(&school, "setting_changes WHERE state = 'waiting'"), 1);
        school.does_its_work().await;
        assert_eq!(count(&school, "setting_changes WHERE state = 'lapsed'"), 1);
        // A clock that is set back opens nothing again.
        school.clock.advance(-TimeDelta::days(3));
        school.does_its_work().await;
        assert_eq!(count(&school, "setting_changes WHERE state = 'lapsed'"), 1);
        school.clock.advance(TimeDelta::days(3));
        decide(&noor, ada, &asked, "approve").await.assert_conflict("setting_change_elsewhere");
        let child = school.student(ada).await;
        assert_eq!(own(&child, SUGGESTIONS).await["value"], "off");
        let again = change(&child, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(again.text("/state"), "waiting");
        assert_eq!(count(&school, "setting_changes"), 2);
    }

    /// AGE-11: what a child asked is the young person's own from 13 on: what waits is closed.
    async fn what_waits_is_closed_by_the_birthday(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        let born = format!("/v1/classes/{}/students/{ada}/age/statements", people.class);
        people.rivera.post(&born, json!({ "born": "2013-09" })).await.assert(200);
        let birthday: DateTime<Utc> = "2026-09-30T07:00:00Z".parse().unwrap();
        let late = birthday - TimeDelta::days(1);
        school.clock.advance(late - school.hallpass.now());
        let child = school.student(ada).await;
        let asked = change(&child, SUGGESTIONS, "on").await.assert(201).text("/id");
        school.clock.advance(TimeDelta::days(1));
        let child = school.student(ada).await;
        assert_eq!(newest(&child).await["state"], "closed");
        let noor = school.again(&noor.persona, SessionKind::Staff).await;
        decide(&noor, ada, &asked, "approve").await.assert_conflict("setting_change_elsewhere");
        school.does_its_work().await;
        school.does_its_work().await;
        assert_eq!(count(&school, "setting_changes WHERE state = 'closed'"), 1);
        assert_eq!(own(&child, SUGGESTIONS).await["value"], "off");
        assert_eq!(change(&child, SUGGESTIONS, "on").await.assert(201).text("/state"), "applied");
    }

    /// A guardian who comes takes the decision over from the school.
    async fn a_guardian_who_comes_decides_and_the_school_does_not(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let asked = change(&people.ada, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(asked.text("/decider"), "school");
        let noor = school.guardian_of(ada, "Noor").await;
        let decided = decide(&people.diaz, ada, &asked.text("/id"), "approve").await;
        decided.assert_conflict("setting_change_elsewhere");
        assert_eq!(newest(&people.ada).await["state"], "closed");
        let again = change(&people.ada, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(again.text("/decider"), "parent");
        decide(&noor.persona, ada, &again.text("/id"), "approve").await.assert(200);
    }

    /// RET-04: nothing is left of an erased student, and their guardian decides about nothing.
    async fn settings_and_what_waits_go_with_the_student(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        change_of(&noor.persona, ada, "saved_drafts", "off").await.assert(201);
        let asked = change(&people.ada, SUGGESTIONS, "on").await.assert(201).text("/id");
        let erase = json!({ "subject_id": ada.to_string(), "kind": "erase" });
        let filed = people.moore.post("/v1/requests", erase).await.assert(201).text("/id");
        let decision = json!({ "decision": "grant" });
        people.diaz.post(&format!("/v1/requests/{filed}/decision"), decision).await.assert(200);
        decide(&noor.persona, ada, &asked, "approve").await.assert(404);
        school.clock.advance(TimeDelta::days(31));
        school.does_its_work().await;
        school.does_its_work().await;
        assert_eq!(count(&school, "setting_values"), 0);
        assert_eq!(count(&school, "setting_changes"), 0);
    }

    /// Promise 46: the copy has the settings and their changes, and the record their values.
    async fn settings_are_in_the_copy_and_in_the_record(school: TestApp) {
        let people = school.people().await;
        let ada = people.ada.user;
        let noor = school.guardian_of(ada, "Noor").await;
        change(&people.ada, SUGGESTIONS, "on").await.assert(201);
        change_of(&noor.persona, ada, SUGGESTIONS, "on").await.assert(201);
        let copy = people.ada.copy_from("/v1/me/exports").await;
        let values = copy.rows("setting_values");
        assert_eq!(values.len(), 1);
        assert_eq!(values[0]["value"], "on");
        assert!(!copy.says(&noor.persona.user.to_string()));
        // Who asked and decided is with those who decide (FER-04, D16).
        assert_eq!(copy.rows("setting_changes").len(), 2);
        let copy = noor.persona.copy_from(&format!("/v1/students/{ada}/exports")).await;
        assert_eq!(copy.rows("setting_changes").len(), 2);
        let record = noor.persona.get(&format!("/v1/students/{ada}/record")).await.assert(200).json();
        let settings: &Value = &record["settings"];
        let wanted = json!({ "setting": SUGGESTIONS, "value": "on" });
        assert!(settings.as_array().unwrap().contains(&wanted), "{settings}");
    }
}
