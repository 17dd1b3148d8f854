//! Evidence of age: stated, contradicted and resolved.

use serde_json::json;
use tests::families::Family;

use super::age_path;

tests::on_each_backend! {
    /// AGE-03, G-06: who says nothing of a student's age has a student who counts as a child.
    async fn a_student_of_unknown_age_counts_as_a_child(school: TestApp) {
        let people = school.people().await;
        let age = people.rivera.get(&age_path(people.class, &people.ada)).await.assert(200);
        assert_eq!((age.text("/band"), age.text("/certainty")), ("child".to_owned(), "assumed".to_owned()));
        let own = people.ada.get("/v1/me/age").await.assert(200);
        assert_eq!(own.text("/band"), "child");
        assert_eq!(own.json().get("statements"), None);
    }

    async fn a_teacher_says_the_month_of_birth_when_the_student_is_created(school: TestApp) {
        let people = school.people().await;
        let path = format!("/v1/classes/{}/students", people.class);
        let body = json!({"students": [{"given_name": "Grace", "born": "2015-03"}]});
        let grace = people.rivera.post(&path, body).await.assert(201).text("/students/0/student_id");
        let age = people.rivera.get(&format!("{path}/{grace}/age")).await.assert(200);
        assert_eq!(age.text("/statements/0/evidence"), "2015-03");
        assert_eq!(age.text("/statements/0/source"), "teacher_statement");
        assert_eq!(age.text("/certainty"), "known");
        for born in ["2015-03-04", "1800", "2031-01", "next year"] {
            let body = json!({"students": [{"given_name": "Alan", "born": born}]});
            people.rivera.post(&path, body).await.assert_problem(422, "invalid_fields");
        }
    }

    /// SCH-02 d: without evidence of age in the agreement's schedule none is kept.
    async fn evidence_needs_an_agreement_that_lists_it(school: TestApp) {
        let moore = school.district_admin("Moore").await;
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let ada = school.student_in(class, "Ada").await;
        let path = format!("/v1/schools/{}/agreements", school.world.school);
        let held = moore.get(&path).await.assert(200).text("/data/0/id");
        moore.post(&format!("{path}/{held}/end"), json!({"ends_on": "2026-09-21"})).await.assert(200);
        let path = format!("{}/statements", age_path(class, &ada));
        let refused = rivera.post(&path, json!({"born": "2009"})).await;
        refused.assert_problem(403, "school_authorization_required");
    }

    /// AGE-04: a statement of less weight that makes the student younger is possible knowledge of a
    /// child: it opens a review, and the younger age counts until an administrator resolves it.
    async fn contradicting_evidence_counts_for_the_younger_age_until_it_is_resolved(school: TestApp) {
        let people = school.people().await;
        let age = age_path(people.class, &people.ada);
        let state = format!("{age}/statements");
        let record = people.diaz.post(&state, json!({"born": "2009"})).await.assert(200);
        assert_eq!(record.text("/band"), "teen");
        let contested = people.rivera.post(&state, json!({"born": "2015-03"})).await.assert(200);
        assert_eq!(contested.text("/band"), "child");
        assert_eq!(contested.text("/statements/1/state"), "contested");

        let reviews = format!("/v1/schools/{}/age-reviews", school.world.school);
        let open = people.diaz.get(&reviews).await.assert(200);
        assert_eq!(open.text("/data/0/student_id"), people.ada.user.to_string());
        assert_eq!(open.text("/data/0/class_id"), people.class.to_string());
        let decide = format!("{state}/{}/decision", open.text("/data/0/statement_id"));
        people.rivera.post(&decide, json!({"decision": "dismiss"})).await.assert_problem(403, "forbidden");
        let dismissed = people.diaz.post(&decide, json!({"decision": "dismiss"})).await.assert(200);
        assert_eq!(dismissed.text("/band"), "teen");
        people.diaz.post(&decide, json!({"decision": "accept"})).await.assert_problem(404, "not_found");

        let again = people.rivera.post(&state, json!({"born": "2015-03"})).await.assert(200);
        let decide = format!("{state}/{}/decision", again.text("/statements/1/id"));
        let accepted = people.diaz.post(&decide, json!({"decision": "accept"})).await.assert(200);
        assert_eq!(accepted.text("/band"), "child");
        assert_eq!(accepted.json()["statements"].as_array().unwrap().len(), 1);
        assert_eq!(people.diaz.get(&reviews).await.assert(200).json()["data"], json!([]));
    }

    /// AGE-04: a statement of less weight that makes the student older is not taken.
    async fn a_teacher_makes_nobody_older_than_the_schools_record(school: TestApp) {
        let people = school.people().await;
        let state = format!("{}/statements", age_path(people.class, &people.ada));
        people.diaz.post(&state, json!({"born": "2015-03"})).await.assert(200);
        let older = people.rivera.post(&state, json!({"born": "2009"})).await.assert(200);
        assert_eq!(older.text("/band"), "child");
        assert_eq!(older.json()["statements"].as_array().unwrap().len(), 1);
    }

    /// AGE-17: a device's bracket is actual knowledge of a child, and proves no age against a record.
    async fn the_signal_of_a_device_protects_and_proves_nothing(school: TestApp) {
        let people = school.people().await;
        let age = age_path(people.class, &people.ada);
        let state = format!("{age}/statements");
        people.diaz.post(&state, json!({"born": "2014"})).await.assert(200);
        people.ada.post("/v1/me/age-signal", json!({"bracket": "18_or_older"})).await.assert(204);
        assert_eq!(people.diaz.get(&age).await.assert(200).text("/band"), "child");
        people.diaz.post(&state, json!({"born": "2009"})).await.assert(200);
        people.ada.post("/v1/me/age-signal", json!({"bracket": "under_13"})).await.assert(204);
        let contested = people.diaz.get(&age).await.assert(200);
        assert_eq!(contested.text("/band"), "child");
        assert_eq!(contested.text("/statements/1/source"), "platform_signal");
        // The same again adds nothing to what waits for a decision.
        people.ada.post("/v1/me/age-signal", json!({"bracket": "under_13"})).await.assert(204);
        let again = people.diaz.get(&age).await.assert(200).json();
        assert_eq!(again["statements"].as_array().map(Vec::len), Some(2));
    }

    /// AGE-04: whoever stated a wrong month corrects it, also where the band is the same.
    async fn a_parent_corrects_a_month_of_birth_within_the_band(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child_of(json!({ "given_name": "Robin", "born": "2013-12" })).await;
        let class = family.parent.get("/v1/household").await.assert(200).text("/class_id");
        let state = format!("/v1/classes/{class}/students/{}/age/statements", child.id);
        for (says, evidence) in [
            (json!({ "born": "2019-12" }), "2019-12"),
            (json!({ "born": "2014-02" }), "2014-02"),
            // The year has the month in it and corrects nothing.
            (json!({ "born": "2014" }), "2014-02"),
            (json!({ "completed_years": 6 }), "6@2026-09-22"),
        ] {
            let age = family.parent.post(&state, says.clone()).await.assert(200);
            assert_eq!(age.json()["statements"].as_array().map(Vec::len), Some(1), "{says}");
            assert_eq!(age.text("/statements/0/evidence"), evidence, "{says}");
        }
    }

    /// AGE-04, AGE-17: a month takes the place of a grade level and of the bracket of a device.
    async fn a_month_of_birth_takes_the_place_of_what_is_coarser(school: TestApp) {
        let people = school.people().await;
        let grade = format!("/v1/classes/{}/students/{}", people.class, people.ada.user);
        people.rivera.patch(&grade, "*", json!({ "grade_level": "03" })).await.assert(200);
        let state = format!("{}/statements", age_path(people.class, &people.ada));
        let month = people.rivera.post(&state, json!({ "born": "2018-03" })).await.assert(200);
        assert_eq!(month.text("/statements/0/evidence"), "2018-03");

        let ben = school.student_in(people.class, "Ben").await;
        ben.post("/v1/me/age-signal", json!({ "bracket": "under_13" })).await.assert(204);
        let state = format!("{}/statements", age_path(people.class, &ben));
        let month = people.rivera.post(&state, json!({ "born": "2017-05" })).await.assert(200);
        assert_eq!(month.json()["statements"].as_array().map(Vec::len), Some(1));
        assert_eq!(month.text("/statements/0/evidence"), "2017-05");
        // The device says the same again, and knows no better.
        ben.post("/v1/me/age-signal", json!({ "bracket": "under_13" })).await.assert(204);
        let same = people.rivera.get(&age_path(people.class, &ben)).await.assert(200);
        assert_eq!(same.json()["statements"], month.json()["statements"]);
    }

    /// AGE-04: of two contradictions of one word the younger waits, also where the band is the same.
    async fn a_younger_contradiction_takes_the_place_of_an_older_one(school: TestApp) {
        let people = school.people().await;
        let state = format!("{}/statements", age_path(people.class, &people.ada));
        people.diaz.post(&state, json!({ "born": "2009" })).await.assert(200);
        for (born, waits) in [("2014-05", "2014-05"), ("2016-05", "2016-05"), ("2015-05", "2016-05")] {
            let age = people.rivera.post(&state, json!({ "born": born })).await.assert(200);
            assert_eq!(age.json()["statements"].as_array().map(Vec::len), Some(2), "{born}");
            assert_eq!(age.text("/statements/1/state"), "contested", "{born}");
            assert_eq!(age.text("/statements/1/evidence"), waits, "{born}");
        }
    }

    /// AGE-14: what a teacher said before does not keep the school's record of the same from counting.
    async fn a_record_of_what_a_teacher_said_takes_its_place(school: TestApp) {
        let people = school.people().await;
        let state = format!("{}/statements", age_path(people.class, &people.ada));
        people.rivera.post(&state, json!({ "completed_years": 18 })).await.assert(200);
        let own_log = format!("/v1/students/{}/access-log", people.ada.user);
        people.ada.get(&own_log).await.assert_problem(404, "not_found");
        let record = people.diaz.post(&state, json!({ "completed_years": 18 })).await.assert(200);
        assert_eq!(record.text("/statements/0/source"), "school_roster");
        people.ada.get(&own_log).await.assert(200);
    }

    /// AGE-14 at home: the child's own device makes nobody an adult from whom the parent is kept.
    async fn a_childs_device_does_not_shut_the_parent_out(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child_of(json!({ "given_name": "Robin" })).await;
        let tokens = school.anybody().post("/v1/auth/class-sign-in", child.sign_in).await;
        let robin = school.bearer(&tokens.assert(200).text("/access_token"));
        robin.post("/v1/me/age-signal", json!({"bracket": "18_or_older"})).await.assert(204);
        let class = family.parent.get("/v1/household").await.assert(200).text("/class_id");
        let own = format!("/v1/classes/{class}/students/{}", child.id);
        family.parent.get(&own).await.assert(200);
    }

    /// AGE-14: a school may attest that a student is 18 or older.
    async fn a_school_attests_that_a_student_is_an_adult(school: TestApp) {
        let people = school.people().await;
        let state = format!("{}/statements", age_path(people.class, &people.ada));
        let attested = people.diaz.post(&state, json!({"completed_years": 18})).await.assert(200);
        assert_eq!(attested.text("/band"), "adult");
        for body in [json!({}), json!({"born": "2009", "completed_years": 17})] {
            people.diaz.post(&state, body).await.assert_problem(422, "invalid_fields");
        }
    }
}
