//! Settings at home: the parent decides for a child, and with 13 nothing alone any more (AGE-12).

use chrono::{DateTime, TimeDelta, Utc};
use domain::mail::MessageKind;
use serde_json::{Value, json};
use tests::{
    families::{Child, Family},
    mail_server::MailServer,
    on_each_backend,
    persona::Persona,
    rows::Rows,
};

use super::{SUGGESTIONS, change, change_of, decide, newest, own};

/// A child of whom this month of birth is known, with these scopes of a consent.
#[cfg(test)]
async fn child(family: &mut Family, born: &str, scopes: &[&str]) -> Child {
    family.ask().await;
    let token = family.token(MessageKind::ConsentNotice).await;
    let given = json!({ "token": token, "decision": "give", "scopes": scopes });
    family
        .school
        .anybody()
        .post("/v1/consent/decision", given)
        .await
        .assert(200);
    let consent = family.a_day_goes_by().await;
    let said = json!({ "given_name": "Robin", "born": born });
    let opened = family
        .parent
        .post(&format!("/v1/consents/{consent}/account"), said)
        .await;
    let opened = opened.assert(201);
    Child {
        consent,
        id: opened.text("/child_id"),
        sign_in: json!({
            "class_code": opened.text("/sign_in_code"),
            "username": opened.text("/username"),
            "passphrase": opened.text("/passphrase"),
        }),
    }
}

#[cfg(test)]
async fn signed_in(family: &Family, child: &Child) -> Persona {
    let tokens = family.school.anybody();
    let tokens = tokens
        .post("/v1/auth/class-sign-in", child.sign_in.clone())
        .await;
    family
        .school
        .bearer(&tokens.assert(200).text("/access_token"))
}

#[cfg(test)]
async fn at(family: &mut Family, instant: &str) {
    let instant: DateTime<Utc> = instant.parse().unwrap();
    family
        .school
        .clock
        .advance(instant - family.school.hallpass.now());
    family.sign_in().await;
}

const BOTH: [&str; 2] = ["account_and_learning", "personalization"];

on_each_backend! {
    /// VPC-01: without the parent's consent for the purpose nothing is asked, set or suggested.
    async fn what_the_consent_does_not_cover_is_not_switched_on(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = child(&mut family, "2018-01", &BOTH[..1]).await;
        let robin = signed_in(&family, &child).await;
        change(&robin, SUGGESTIONS, "on").await.assert_conflict("setting_not_covered");
        let refused = change_of(&family.parent, &child.id, SUGGESTIONS, "on").await;
        refused.assert_conflict("setting_not_covered");
    }

    /// Promise 28 at home: the parent is told in the language of the household, and decides.
    async fn a_parent_at_home_decides_about_what_a_child_asks(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = child(&mut family, "2018-01", &BOTH).await;
        let robin = signed_in(&family, &child).await;
        let asked = change(&robin, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(asked.text("/state"), "waiting");
        assert_eq!(asked.text("/decider"), "parent");
        let told = family.messages(MessageKind::SettingChangeWaits).await;
        assert_eq!(told.len(), 1);
        let other = Family::register(&school, "Vega").await;
        decide(&other.parent, &child.id, &asked.text("/id"), "approve").await.assert(404);
        let shown = format!("/v1/students/{}/settings", child.id);
        other.parent.get(&shown).await.assert(404);
        let mine = family.parent.get(&shown).await.assert(200);
        assert_eq!(super::of(&mine, SUGGESTIONS)["waiting"]["id"], asked.json()["id"]);
        decide(&family.parent, &child.id, &asked.text("/id"), "approve").await.assert(200);
        assert_eq!(own(&robin, SUGGESTIONS).await["value"], "on");

        // With the consent for the purpose the choice goes.
        let withdraw = format!("/v1/consents/{}/withdraw", child.consent);
        let scope = json!({ "scope": "personalization" });
        family.parent.post(&withdraw, scope).await.assert(200);
        assert_eq!(own(&robin, SUGGESTIONS).await["value"], "off");
        change(&robin, SUGGESTIONS, "on").await.assert_conflict("setting_not_covered");
        let ended = newest(&robin).await;
        assert_eq!((&ended["before"], &ended["after"]), (&json!("on"), &json!("off")));
        assert_eq!((&ended["state"], &ended["asked_as"]), (&json!("applied"), &json!("parent")));
    }

    /// VPC-07: what waits ends with the consent for its purpose.
    async fn a_consent_that_is_taken_back_closes_what_waits(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = child(&mut family, "2018-01", &BOTH).await;
        let robin = signed_in(&family, &child).await;
        change(&robin, SUGGESTIONS, "on").await.assert(201);
        let withdraw = format!("/v1/consents/{}/withdraw", child.consent);
        family.parent.post(&withdraw, json!({ "scope": "personalization" })).await.assert(200);
        assert_eq!(newest(&robin).await["state"], "closed");
        assert_eq!(Rows::of(&school).count("setting_changes WHERE state = 'waiting'"), 0);
        assert_eq!(Rows::of(&school).count("setting_changes"), 1);
    }

    /// AGE-12: what a young person chose themselves is theirs, whatever the parent takes back.
    async fn a_parent_who_takes_a_consent_back_ends_no_choice_of_a_young_person(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = child(&mut family, "2013-10", &BOTH).await;
        at(&mut family, "2026-11-05T12:00:00Z").await;
        let robin = signed_in(&family, &child).await;
        change(&robin, SUGGESTIONS, "on").await.assert(201);
        let withdraw = format!("/v1/consents/{}/withdraw", child.consent);
        family.parent.post(&withdraw, json!({ "scope": "personalization" })).await.assert(200);
        assert_eq!(own(&robin, SUGGESTIONS).await["value"], "on");
        assert_eq!(Rows::of(&school).count("setting_changes"), 1);
    }

    /// AGE-12: the parent's look at the settings ends thirty days after the young person consents alone.
    async fn a_parent_at_home_looks_at_the_settings_for_thirty_days_more(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = child(&mut family, "2013-10", &BOTH).await;
        let paths = ["settings", "setting-changes"]
            .map(|last| format!("/v1/students/{}/{last}", child.id));
        for (instant, status) in [
            ("2026-10-31T07:00:00Z", 200),
            ("2026-11-30T06:59:59Z", 200),
            ("2026-11-30T07:00:00Z", 404),
        ] {
            at(&mut family, instant).await;
            for path in &paths {
                family.parent.get(path).await.assert(status);
            }
        }
        let robin = signed_in(&family, &child).await;
        robin.get("/v1/me/settings").await.assert(200);
    }

    /// AGE-12: from 13 on a parent at home changes no setting alone; what they chose ends after thirty days
    /// unless the young person chooses it.
    async fn from_thirteen_on_a_parent_at_home_changes_nothing_alone(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = child(&mut family, "2013-10", &BOTH).await;
        change_of(&family.parent, &child.id, SUGGESTIONS, "on").await.assert(201);
        at(&mut family, "2026-10-31T06:59:59Z").await;
        change_of(&family.parent, &child.id, SUGGESTIONS, "off").await.assert(201);
        change_of(&family.parent, &child.id, SUGGESTIONS, "on").await.assert(201);
        at(&mut family, "2026-10-31T07:00:00Z").await;
        for value in ["off", "on"] {
            let refused = change_of(&family.parent, &child.id, SUGGESTIONS, value).await;
            refused.assert_conflict("setting_ones_own");
        }
        let robin = signed_in(&family, &child).await;
        assert_eq!(own(&robin, SUGGESTIONS).await["value"], "on");
        school.clock.advance(TimeDelta::days(30) + TimeDelta::hours(1));
        let robin = signed_in(&family, &child).await;
        assert_eq!(own(&robin, SUGGESTIONS).await["value"], "off");
        assert_eq!(change(&robin, SUGGESTIONS, "on").await.assert(201).text("/state"), "applied");
        assert_eq!(own(&robin, SUGGESTIONS).await["value"], "on");
    }

    /// AGE-12: a young person says yes to what a parent had chosen, and it goes on.
    async fn what_a_parent_chose_goes_on_when_the_young_person_chooses_it(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = child(&mut family, "2013-10", &BOTH).await;
        change_of(&family.parent, &child.id, SUGGESTIONS, "on").await.assert(201);
        at(&mut family, "2026-11-05T12:00:00Z").await;
        let robin = signed_in(&family, &child).await;
        let confirmed = change(&robin, SUGGESTIONS, "on").await.assert(201);
        assert_eq!(confirmed.text("/state"), "applied");
        change(&robin, SUGGESTIONS, "on").await.assert_conflict("setting_unchanged");
        school.clock.advance(TimeDelta::days(28));
        let robin = signed_in(&family, &child).await;
        assert_eq!(own(&robin, SUGGESTIONS).await["value"], "on");
    }

    /// AGE-12, R-04: what ended is deleted, and no copy has it.
    async fn what_a_parent_chose_is_deleted_when_it_ends(school: TestApp) {
        let server = MailServer::taking();
        let mailing = school.mailing_to(&server).await;
        let mut family = Family::register(&mailing, "Diaz").await;
        let child = child(&mut family, "2013-10", &BOTH).await;
        change_of(&family.parent, &child.id, SUGGESTIONS, "on").await.assert(201);
        at(&mut family, "2026-10-31T12:00:00Z").await;
        family.work().await;
        family.work().await;
        assert_eq!(Rows::of(&school).count("setting_values"), 1);
        at(&mut family, "2026-11-30T06:59:59Z").await;
        family.work().await;
        assert_eq!(Rows::of(&school).count("setting_values"), 1);
        at(&mut family, "2026-11-30T07:00:00Z").await;
        family.work().await;
        assert_eq!(Rows::of(&school).count("setting_values"), 0);
        let robin = signed_in(&family, &child).await;
        assert_eq!(own(&robin, SUGGESTIONS).await["value"], "off");
    }

    /// AGE-12: what waited for the parent is closed with 13.
    async fn what_waits_at_home_is_closed_with_thirteen(school: TestApp) {
        let server = MailServer::taking();
        let mailing = school.mailing_to(&server).await;
        let mut family = Family::register(&mailing, "Diaz").await;
        let child = child(&mut family, "2013-10", &BOTH).await;
        at(&mut family, "2026-10-30T12:00:00Z").await;
        let robin = signed_in(&family, &child).await;
        let asked = change(&robin, SUGGESTIONS, "on").await.assert(201).text("/id");
        at(&mut family, "2026-10-31T12:00:00Z").await;
        let decided = decide(&family.parent, &child.id, &asked, "approve").await;
        decided.assert_conflict("setting_change_elsewhere");
        family.work().await;
        family.work().await;
        let robin = signed_in(&family, &child).await;
        let closed: Value = newest(&robin).await;
        assert_eq!(closed["state"], "closed");
        assert_ne!(closed["ended_at"], json!(null), "it was written down");
    }
}
