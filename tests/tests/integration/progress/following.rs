//! A dashboard that is followed by its revision.

use serde_json::{Value, json};
use tests::{
    learning::{Events, StarterCourse, count, give_part, now_of},
    on_each_backend,
};

use crate::progress::report;

#[cfg(test)]
fn names(shown: &Value) -> Vec<&str> {
    let students = shown["students"].as_array().unwrap();
    students
        .iter()
        .map(|student| student["display_name"].as_str().unwrap())
        .collect()
}

on_each_backend! {
    async fn what_changed_since_a_revision_is_all_that_is_shown(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let (ada, ben) = (school.student_in(class, "Ada").await, school.student_in(class, "Ben").await);
        let path = format!("/v1/classes/{class}/progress");
        let disclosures = || count(&school, "SELECT COUNT(*) AS n FROM audit_events WHERE happening = 'read_class_progress'");
        let whole = rivera.get(&path).await.assert(200).json();
        assert_eq!(whole["extent"], "whole");
        assert_eq!(whole["poll_after_seconds"], 15);
        assert_eq!(names(&whole), ["Ada E.", "Ben E."]);
        let first = whole["revision"].as_str().unwrap();

        let since = |revision: &str| format!("{path}?since={revision}");
        let same = rivera.get(&since(first)).await.assert(200).json();
        assert_eq!((&same["extent"], &same["revision"]), (&json!("changes"), &json!(first)));
        assert!(names(&same).is_empty());
        assert_eq!(disclosures(), 1);

        let events = Events::from(&school, 1);
        report(&ben, &[events.completed(0, course.activities(0)[0])]).await;
        let changes = rivera.get(&since(first)).await.assert(200).json();
        assert_eq!(changes["extent"], "changes");
        assert_eq!(changes["lessons"], json!([]));
        assert_eq!(names(&changes), ["Ben E."]);
        assert_eq!(changes["students"][0]["lessons"]["status"][0], "started");
        assert_eq!(disclosures(), 2);
        let second = changes["revision"].as_str().unwrap();
        assert_ne!(first, second);
        let whole = rivera.get(&path).await.assert(200).json();
        assert_eq!(whole["revision"], second);
        assert_eq!(whole["students"][1], changes["students"][0]);
        report(&ada, &[Events::from(&school, 9).completed(0, course.activities(0)[0])]).await;
        let both = rivera.get(&since(first)).await.assert(200).json();
        assert_eq!(names(&both), ["Ada E.", "Ben E."]);
        let latest = rivera.get(&since(second)).await.assert(200).json();
        assert_eq!(names(&latest), ["Ada E."]);

        school.student_in(class, "Cleo").await;
        let grown = rivera.get(&since(second)).await.assert(200).json();
        assert_eq!(grown["extent"], "whole");
        assert_eq!(names(&grown).len(), 3);
        assert_eq!(grown["lessons"].as_array().unwrap().len(), 12);
        let admin = school.school_admin("Diaz").await;
        let of_another = admin.get(&since(second)).await.assert(200).json();
        assert_eq!(of_another["extent"], "whole");
        for nonsense in ["x", "AAAA", &"A".repeat(44)] {
            rivera.get(&since(nonsense)).await.assert_problem(400, "invalid_parameter");
        }
    }

    async fn students_of_one_name_are_told_apart_by_those_who_hand_out_their_logins(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        StarterCourse::load(&school).await.assign(&rivera, class).await;
        school.student_in(class, "Vera").await;
        let another = json!({"students": [{"given_name": "Vera", "family_name": "Example", "grade_level": "04"}]});
        rivera.post(&format!("/v1/classes/{class}/students"), another).await.assert(201);
        let path = format!("/v1/classes/{class}/progress");
        let shown = rivera.get(&path).await.assert(200).json();
        assert_eq!(names(&shown), ["Vera E.", "Vera E."]);
        let usernames = [0, 1].map(|place| shown["students"][place]["username"].clone());
        assert!(usernames.iter().all(Value::is_string), "{usernames:?}");
        assert_ne!(usernames[0], usernames[1]);
        let chen = school.teacher("Chen").await;
        give_part(&school, class, chen.user, "co_teacher", now_of(&school));
        let novak = school.district_admin("Novak").await;
        for reader in [&chen, &novak] {
            let shown = reader.get(&path).await.assert(200).json();
            assert_eq!(shown["students"][0]["username"], json!(null));
        }
    }
}
