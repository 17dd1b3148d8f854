//! What the registry says, and that everybody under 18 has the same defaults.

use serde_json::{Value, json};
use tests::{app::TestApp, on_each_backend, persona::Persona};

use super::own;

/// A student of a class of whom this month of birth is known.
#[cfg(test)]
async fn born(school: &TestApp, name: &str, month: Option<&str>) -> Persona {
    let teacher = school.teacher(&format!("Teacher of {name}")).await;
    let class = teacher.class("Robots").await;
    let student = school.student_in(class, name).await;
    if let Some(month) = month {
        let path = format!(
            "/v1/classes/{class}/students/{}/age/statements",
            student.user
        );
        let office = school.school_admin(&format!("Office of {name}")).await;
        office
            .post(&path, json!({ "born": month }))
            .await
            .assert(200);
    }
    student
}

#[cfg(test)]
async fn defaults(student: &Persona) -> Vec<(Value, Value, Value)> {
    let shown = student.get("/v1/me/settings").await.assert(200).json();
    let settings = shown["settings"].as_array().unwrap().iter();
    settings
        .map(|setting| {
            assert_eq!(setting["value"], setting["default"], "{setting}");
            (
                setting["setting"].clone(),
                setting["default"].clone(),
                setting["ceiling"].clone(),
            )
        })
        .collect()
}

on_each_backend! {
    /// RTS-05: private by default, the same for everybody under 18 and for who is not known to be older.
    async fn everybody_under_18_has_the_same_settings_that_protect(school: TestApp) {
        let unknown = defaults(&born(&school, "Ada", None).await).await;
        assert_eq!(unknown.len(), 7);
        for (setting, default, _) in &unknown {
            let expected = if setting == "saved_drafts" { "on" } else { "off" };
            assert_eq!(default, expected, "{setting}");
        }
        for (name, month) in [("Robin", "2018-01"), ("Kai", "2012-01"), ("Jo", "2010-01")] {
            assert_eq!(defaults(&born(&school, name, Some(month)).await).await, unknown, "{month}");
        }
        let who = |shown: Value| shown["changed_by"].clone();
        let child = who(own(&born(&school, "Mia", Some("2018-01")).await, "next_lesson_suggestions").await);
        assert_eq!(child[0], json!({
            "actor": "oneself", "more_private": "at_once", "less_private": "waits_for_school",
        }));
        let adult = who(own(&born(&school, "Sam", Some("2008-01")).await, "next_lesson_suggestions").await);
        assert_eq!(adult, json!([{
            "actor": "oneself", "more_private": "at_once", "less_private": "at_once",
        }]));
    }

    /// Promise 48: one place shows value, default, who changes it and why; what is fixed is shown too.
    async fn a_setting_says_what_it_does_why_and_who_changes_it(school: TestApp) {
        let people = school.people().await;
        let shown = people.ada.get("/v1/me/settings").await.assert(200);
        for setting in ["sharing_with_others", "geolocation", "learner_profiling", "advertising", "third_party_disclosure"] {
            let fixed = super::of(&shown, setting);
            assert_eq!(fixed["value"], "off");
            assert_eq!(fixed["ceiling"], "off");
            assert_eq!(fixed["changed_by"], json!([]));
            assert_eq!(fixed["purpose"], json!(null));
            assert!(fixed["text"].as_str().unwrap().ends_with("Nobody can switch this on."));
        }
        assert_eq!(super::of(&shown, "advertising")["rule"], "COM-06");
        let spanish = people.ada.get("/v1/me/settings?language=es").await.assert(200);
        let suggestions = super::of(&spanish, "next_lesson_suggestions");
        assert_eq!(suggestions["title"], "Sugerencias de la próxima lección");
        assert_eq!(suggestions["purpose"], "basic_personalization");
        assert_eq!(suggestions["rule"], "RTS-05");
        assert_eq!(super::of(&shown, "message_language"), json!(null), "a student gets no messages");
        let adult = people.rivera.get("/v1/me/settings").await.assert(200);
        assert_eq!(super::of(&adult, "message_language")["value"], "en");
        assert_eq!(super::of(&adult, "next_lesson_suggestions"), json!(null));
        people.anybody.get("/v1/me/settings").await.assert(401);
        people.ada.get("/v1/me/settings?language=fr").await.assert(400);
    }

    async fn anybody_reads_the_registry_of_settings(school: TestApp) {
        let registry = school.anybody().get("/v1/settings").await.assert(200).json();
        let settings = registry["settings"].as_array().unwrap();
        assert_eq!(settings.len(), 9);
        for setting in settings {
            let held_by = setting["held_by"].as_array().unwrap();
            let of_minors = held_by.iter().filter(|held| {
                ["child", "teen_below_dca", "teen"].contains(&held["holder"].as_str().unwrap())
            });
            let bounds: Vec<[&Value; 2]> = of_minors.map(|held| [&held["default"], &held["ceiling"]]).collect();
            assert!(bounds.windows(2).all(|pair| pair[0] == pair[1]), "{setting}");
        }
    }
}
