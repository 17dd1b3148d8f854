//! Whom a list for a party has, and whom it does not (FER-16).

use actix_web::http::Method;
use domain::ids::UserId;
use serde_json::json;
use tests::{on_each_backend, rows::Rows};

use super::{again, names, refusals, released};
use crate::amendments::{contested, heard};

on_each_backend! {
    async fn who_refused_the_name_is_in_no_list_and_nothing_tells_of_them(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let ben = school.student_in(people.class, "Ben").await;
        let (diaz, list) = released(&school, &people.diaz, &["name", "grade_level"]).await;
        let both = diaz.get(&list).await.assert(200);
        assert_eq!(both.column("name").len(), 2);
        let noor = again(&school, &noor).await;
        noor.post(&refusals(people.ada.user), json!({ "types": ["name"] })).await.assert(200);
        let one = diaz.get(&list).await.assert(200).json();
        assert_eq!(one["data"].as_array().unwrap().len(), 1);
        let members: Vec<&String> = one.as_object().unwrap().keys().collect();
        assert_eq!(members.len(), both.json().as_object().unwrap().len());
        assert!(!one.to_string().contains("Ada"));
        assert_eq!(names(&diaz, &format!("{list}?limit=1")).await.len(), 1);
        let page = diaz.get(&format!("{list}?limit=1")).await.assert(200).json();
        assert_eq!(page["next_cursor"], json!(null));
        let table = diaz.send(Method::GET, &list, &[("Accept", "text/csv")], Vec::new()).await.assert(200);
        let text = String::from_utf8(table.content()).unwrap();
        assert!(text.starts_with("\u{feff}\"name\",\"grade_level\"\r\n"), "{text}");
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(!text.contains("Ada"), "{text}");
        // The log names who was shown, and not who was left out.
        let moore = again(&school, &people.moore).await;
        let of = |student: UserId| format!("/v1/audit/events?happening=release_directory&person_id={student}");
        let (ada, ben) = (of(people.ada.user), of(ben.user));
        assert_eq!(moore.get(&ada).await.assert(200).rows().len(), 1);
        assert_eq!(moore.get(&ben).await.assert(200).rows().len(), 5);
        // In class the name stays.
        let rivera = again(&school, &people.rivera).await;
        let class = rivera.get(&format!("/v1/classes/{}/students", people.class)).await.assert(200);
        assert!(class.column("display_name").contains(&"Ada E.".to_owned()));
    }

    async fn who_refused_any_type_of_a_list_is_left_out_of_it_wholly(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let graded = format!("/v1/classes/{}/students/{}", people.class, people.ada.user);
        people.rivera.patch(&graded, "*", json!({ "grade_level": "04" })).await.assert(200);
        noor.post(&refusals(people.ada.user), json!({ "types": ["grade_level"] })).await.assert(200);
        let (diaz, list) = released(&school, &people.diaz, &["name", "grade_level"]).await;
        assert_eq!(names(&diaz, &list).await, Vec::<String>::new());
        let noor = again(&school, &noor).await;
        noor.post(&format!("{}/rescission", refusals(people.ada.user)), json!({ "types": ["grade_level"] })).await.assert(200);
        let listed = diaz.get(&list).await.assert(200).json();
        assert_eq!(listed["data"], json!([{ "name": "Ada E.", "grade_level": "04" }]));
    }

    async fn who_came_later_has_their_own_time_to_refuse(school: TestApp) {
        let people = school.people().await;
        let (diaz, list) = released(&school, &people.diaz, &["name"]).await;
        school.student_in(people.class, "Ben").await;
        assert_eq!(names(&diaz, &list).await, ["Ada E."]);
        school.clock.advance(chrono::TimeDelta::days(14));
        let diaz = again(&school, &diaz).await;
        assert_eq!(names(&diaz, &list).await.len(), 2);
    }

    /// FER-14, 34 CFR 99.21(c)(2): a list has no place for a statement of disagreement.
    async fn of_whom_the_name_is_contested_is_in_no_list_also_when_it_was_decided(school: TestApp) {
        let people = school.people().await;
        let (ada, haas) = (people.ada.user, school.school_admin("Haas").await);
        let noor = school.guardian_of(ada, "Noor").await.persona;
        let ben = school.student_in(people.class, "Ben").await;
        let of_ben = school.guardian_of(ben.user, "Samira").await.persona;
        let (diaz, list) = released(&school, &people.diaz, &["name"]).await;
        assert_eq!(names(&diaz, &list).await.len(), 2);
        let (noor, of_ben) = (again(&school, &noor).await, again(&school, &of_ben).await);
        contested(&of_ben, ben.user, "username").await;
        let amendment = contested(&noor, ada, "given_name").await;
        assert_eq!(names(&diaz, &list).await, ["Ben E."]);
        let (diaz, noor) = heard(&school, (&diaz, &noor), &haas, &amendment).await;
        let findings = json!({ "outcome": "upheld", "findings": "The certificate says so." });
        diaz.post(&format!("{amendment}/outcome"), findings).await.assert(200);
        let statement = json!({ "statement": "We hold that it is Eda." });
        noor.post(&format!("{amendment}/statement"), statement).await.assert(200);
        assert_eq!(names(&diaz, &list).await, ["Ben E."]);
    }

    async fn the_erasure_of_a_contested_guardian_settles_nothing(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await;
        let (diaz, list) = released(&school, &people.diaz, &["name"]).await;
        diaz.decide_guardianship(people.ada.user, &noor.id, json!({ "decision": "dispute" })).await.assert(200);
        assert_eq!(names(&diaz, &list).await, Vec::<String>::new());
        let noor = again(&school, &noor.persona).await;
        let erase = json!({ "kind": "erase", "finality": "permanent" });
        let request = noor.post("/v1/requests", erase).await.assert(201).text("/id");
        let ortega = school.operator("Ortega").await;
        let granted = json!({ "decision": "grant" });
        ortega.post(&format!("/v1/requests/{request}/decision"), granted).await.assert(200);
        school.does_its_work().await;
        assert_eq!(Rows::of(&school).count("users WHERE erased_at IS NOT NULL"), 1);
        assert_eq!(names(&diaz, &list).await, Vec::<String>::new());
    }

    async fn who_is_restricted_contested_or_gone_is_in_no_list(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let ben = school.student_in(people.class, "Ben").await;
        let code = people.diaz.pairing_code(ben.user, Some("document")).await;
        let sam = school.guardian_by(&code, "Sam").await;
        let cleo = school.student_in(people.class, "Cleo").await;
        let (diaz, list) = released(&school, &people.diaz, &["name"]).await;
        assert_eq!(names(&diaz, &list).await.len(), 3);
        let dispute = json!({ "decision": "dispute" });
        diaz.decide_guardianship(ben.user, &sam.id, dispute).await.assert(200);
        assert_eq!(names(&diaz, &list).await, ["Ada E.", "Cleo E."]);
        let noor = again(&school, &noor).await;
        let asked = json!({ "subject_id": people.ada.user.to_string(), "kind": "restrict" });
        let filed = noor.post("/v1/requests", asked).await.assert(201).text("/id");
        let granted = json!({ "decision": "grant" });
        diaz.post(&format!("/v1/requests/{filed}/decision"), granted).await.assert(200);
        assert_eq!(names(&diaz, &list).await, ["Cleo E."]);
        let erased = json!({ "subject_id": cleo.user.to_string(), "kind": "erase" });
        let rivera = again(&school, &people.rivera).await;
        let filed = rivera.post("/v1/requests", erased).await.assert(201).text("/id");
        diaz.post(&format!("/v1/requests/{filed}/decision"), json!({ "decision": "grant" })).await.assert(200);
        assert_eq!(names(&diaz, &list).await, Vec::<String>::new());
    }
}
