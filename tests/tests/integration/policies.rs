//! The privacy policy: versions, acceptance, what silence closes, and who is told of a change.

use api::policies::announce;
use chrono::TimeDelta;
use domain::{accounts::sessions::SessionKind, mail::MessageKind};
use serde_json::{Value, json};
use tests::{
    app::TestApp,
    families::Family,
    founding::installation,
    on_each_backend,
    persona::Persona,
    policy_versions::changed,
    rosters::{count, execute, literal},
    rows::Rows,
};

/// The teacher, signed in anew: a session does not last as long as a fortnight.
#[cfg(test)]
async fn again(school: &TestApp, teacher: &Persona) -> Persona {
    school
        .signed_in(school.world.district, teacher.user, SessionKind::Staff)
        .await
}

#[cfg(test)]
fn acceptance() -> Value {
    json!({ "version": "1.0.0", "language": "en" })
}

#[cfg(test)]
fn a_class() -> Value {
    json!({ "title": "Robots", "grade_level": "04" })
}

on_each_backend! {
    async fn anybody_reads_every_version_of_the_policy_in_words_of_their_own(school: TestApp) {
        let anybody = school.anybody();
        let versions = anybody.get("/v1/policies").await.assert(200).json();
        assert_eq!(versions["versions"][0]["version"], "1.0.0");
        assert_eq!(versions["versions"][0]["state"], "in_force");
        let adults = anybody.get("/v1/policies/1.0.0").await.assert(200);
        assert!(adults.text("/text").starts_with("# Privacy policy"));
        let spanish = anybody.get("/v1/policies/1.0.0?language=es&audience=parent").await.assert(200);
        assert!(spanish.text("/text").starts_with("# Política de privacidad"));
        let learners = anybody.get("/v1/policies/1.0.0?audience=learner").await.assert(200);
        assert!(learners.text("/text").len() < adults.text("/text").len() / 2);
        anybody.get("/v1/policies/9.0.0").await.assert_problem(404, "not_found");
        let page = anybody.get("/privacy?language=es").await.assert(200);
        let page = String::from_utf8(page.body).unwrap();
        assert!(page.contains("<html lang=\"es\">") && page.contains("Versión 1.0.0"), "{page}");
    }

    /// POL-05: reminded for fourteen days, then reading; nothing is ever deleted.
    async fn who_is_silent_is_reminded_for_a_fortnight_and_then_reads(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let of_rivera = literal(&school, rivera.user.uuid());
        execute(&school, &format!("UPDATE users SET accepted_policy = NULL WHERE id = {of_rivera}"));
        let classes = format!("/v1/schools/{}/classes", school.world.school);
        let reminded = rivera.get("/v1/me/policies").await.assert(200);
        assert_eq!(reminded.text("/permission"), "until_reminder_ends");
        assert_eq!(reminded.text("/to_accept/version"), "1.0.0");
        assert_eq!(reminded.text("/accept_by"), "2026-10-05T15:00:00Z");
        rivera.post(&classes, a_class()).await.assert(201);

        school.clock.advance(TimeDelta::days(14) - TimeDelta::seconds(1));
        again(&school, &rivera).await.post(&classes, a_class()).await.assert(201);
        school.clock.advance(TimeDelta::seconds(1));
        let rivera = again(&school, &rivera).await;
        rivera.post(&classes, a_class()).await.assert_problem(403, "policy_not_accepted");
        rivera.get("/v1/me/classes").await.assert(200);
        let closed = rivera.get("/v1/me/policies").await.assert(200);
        assert_eq!(closed.text("/permission"), "read_only");

        rivera.post("/v1/me/policy-acceptances", acceptance()).await.assert(201);
        let open = rivera.get("/v1/me/policies").await.assert(200).json();
        assert_eq!(open["permission"], "everything");
        assert!(open["to_accept"].is_null() && open["accept_by"].is_null());
        assert_eq!(open["accepted"][0]["method"], "click");
        rivera.post(&classes, a_class()).await.assert(201);
    }

    async fn silence_takes_no_right_away(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let of_rivera = literal(&school, rivera.user.uuid());
        execute(&school, &format!("UPDATE users SET accepted_policy = NULL WHERE id = {of_rivera}"));
        school.clock.advance(TimeDelta::days(15));
        let rivera = again(&school, &rivera).await;
        rivera.delete("/v1/me/sessions").await.assert(204);
        rivera.get("/v1/me").await.assert(200);
    }

    /// POL-06: a record is written once, by an adult, about a version that can be read.
    async fn a_version_is_accepted_once_by_an_adult_and_the_record_stays(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let first = rivera.post("/v1/me/policy-acceptances", acceptance()).await.assert(201);
        let again = rivera.post("/v1/me/policy-acceptances", acceptance()).await.assert(201);
        assert_eq!(first.text("/id"), again.text("/id"));
        assert_eq!(count(&school, "policy_acceptances"), 1);
        let mut rows = Rows::of(&school);
        for statement in [
            "UPDATE policy_acceptances SET version = '2.0.0'",
            "DELETE FROM policy_acceptances",
        ] {
            assert!(rows.attempt(statement).is_err(), "{statement}");
        }
        let unknown = json!({ "version": "9.0.0", "language": "en" });
        rivera.post("/v1/me/policy-acceptances", unknown).await.assert_problem(422, "invalid_fields");
        let class = rivera.class("Robots").await;
        let vera = school.student_in(class, "Vera").await;
        vera.post("/v1/me/policy-acceptances", acceptance()).await.assert_problem(403, "forbidden");
        let nothing = vera.get("/v1/me/policies").await.assert(200);
        assert_eq!(nothing.text("/permission"), "everything");
    }

    /// POL-03, POL-04: a material change is announced to adults by mail, once, and asks for an act.
    async fn a_material_change_is_told_to_adults_and_accepted_anew(school: TestApp) {
        let school = school.under(changed("account")).await;
        let family = Family::register(&school, "Diaz").await;
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        school.student_in(class, "Vera").await;
        let adults = "users WHERE kind = 'adult' AND email IS NOT NULL AND status = 'active'";
        let adults = Rows::of(&school).count(adults);

        assert_eq!(announce(installation(), &school.hallpass).await.unwrap(), 0);
        school.clock.advance(TimeDelta::days(1));
        let told = announce(installation(), &school.hallpass).await.unwrap();
        assert_eq!(told, adults);
        assert_eq!(announce(installation(), &school.hallpass).await.unwrap(), 0);
        let told = family.messages(MessageKind::PolicyChange).await;
        let [told] = &told[..] else { panic!("one message") };
        assert_eq!(told["link"], "https://hallpass.example.org/privacy/2.0.0");
        assert_eq!(told["effective_date"], "2026-10-22");

        let rivera = again(&school, &rivera).await;
        assert_eq!(rivera.get("/v1/me/policies").await.text("/permission"), "everything");
        school.clock.advance(TimeDelta::days(30));
        let rivera = again(&school, &rivera).await;
        let asked = rivera.get("/v1/me/policies").await.assert(200);
        assert_eq!(asked.text("/permission"), "until_reminder_ends");
        assert_eq!(asked.text("/to_accept/version"), "2.0.0");
        rivera.post("/v1/me/policy-acceptances", acceptance()).await.assert_conflict("later_version_in_force");
        let second = json!({ "version": "2.0.0", "language": "es" });
        rivera.post("/v1/me/policy-acceptances", second).await.assert(201);
        let versions = rivera.get("/v1/policies").await.assert(200).json();
        assert_eq!(versions["versions"][0]["change"], "material");
        assert_eq!(versions["versions"][1]["state"], "superseded");
    }
}
