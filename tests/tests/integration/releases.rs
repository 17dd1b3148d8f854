//! De-identified releases: what is told of many is told of nobody (FER-18).

use chrono::TimeDelta;
use domain::{accounts::sessions::SessionKind, ids::ClassId};
use serde_json::{Value, json};
use tests::{
    app::TestApp,
    learning::{Events, StarterCourse},
    on_each_backend,
    persona::Persona,
    releases::{course_id, fill},
};

/// Each of these students has completed one activity of the course.
#[cfg(test)]
async fn begin(school: &TestApp, course: &StarterCourse, students: &[Persona]) {
    for (number, student) in (1_u128..).zip(students) {
        let event = Events::from(school, number * 1_000).completed(0, course.activities(0)[0]);
        let body = json!({ "events": [event] });
        student.post("/v1/progress/events", body).await.assert(200);
    }
}

/// The students who are told to be in a line: by outcome, and all.
#[cfg(test)]
fn numbers(line: &Value) -> Vec<Option<u64>> {
    let outcomes = line["outcomes"].as_array().unwrap().iter();
    let mut numbers: Vec<Option<u64>> = outcomes.map(|cell| cell["students"].as_u64()).collect();
    numbers.push(line["students"].as_u64());
    numbers
}

on_each_backend! {
    async fn a_release_tells_nothing_of_few_students_and_of_none_alone(school: TestApp) {
        let moore = school.district_admin("Moore").await;
        let course = StarterCourse::load(&school).await;
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        course.assign(&rivera, class).await;
        let students = fill(&rivera, class, 25).await;
        let mut begun = Vec::new();
        for student in &students[..12] {
            begun.push(school.student(*student).await);
        }
        begin(&school, &course, &begun).await;
        let novak = school.teacher_at_other_school("Novak").await;
        let path = format!("/v1/schools/{}/classes", school.world.other_school);
        let other = novak.post(&path, json!({ "title": "Robots", "grade_level": "04" })).await;
        let other: ClassId = other.assert(201).id("/id");
        novak.has_attested(other).await;
        course.assign(&novak, other).await;
        fill(&novak, other, 11).await;

        let releases = format!("/v1/organizations/{}/releases", school.world.district);
        let wanted = json!({ "course_id": course_id(&novak, other).await, "form": "counts" });
        let made = moore.post(&releases, wanted.clone()).await.assert(201);
        let location = made.header("location");
        let made = made.json();
        let lines = made["lines"].as_array().unwrap();
        assert_eq!(lines.len(), 3);
        // Of the other school nobody has begun: that says something of everybody there.
        let there = lines.iter().find(|line| line["school_id"] == school.world.other_school.to_string());
        assert_eq!(numbers(there.unwrap())[..4], [None; 4]);
        assert_eq!(there.unwrap()["students"], 11);
        assert_eq!(lines[2]["school_id"], Value::Null);
        assert_eq!(lines[2]["students"], 36);
        for line in lines {
            let numbers = numbers(line);
            assert!(numbers.iter().flatten().all(|count| *count == 0 || *count >= 10), "{numbers:?}");
            assert_ne!(numbers.iter().filter(|number| number.is_none()).count(), 1, "{numbers:?}");
        }
        for place in 0..5 {
            let column = lines.iter().map(|line| numbers(line)[place]);
            assert_ne!(column.filter(Option::is_none).count(), 1);
        }
        // The administrators of schools read what was released, as it was.
        let diaz = school.school_admin("Diaz").await;
        assert_eq!(diaz.get(&location).await.assert(200).json(), made);
        let listed = diaz.get(&releases).await.assert(200).json();
        assert_eq!(listed["data"][0]["id"], made["id"]);
        diaz.post(&releases, wanted.clone()).await.assert(403);
        rivera.get(&location).await.assert(403);
        let far = school.teacher_in_other_district("Silva").await;
        far.get(&location).await.assert(404);
    }

    /// FER-18, step 6: who changed school is one student of the district, and not two.
    async fn two_releases_of_which_the_totals_tell_of_one_student_are_not_both_made(school: TestApp) {
        let moore = school.district_admin("Moore").await;
        let course = StarterCourse::load(&school).await;
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        course.assign(&rivera, class).await;
        let students = fill(&rivera, class, 25).await;
        let novak = school.teacher_at_other_school("Novak").await;
        let path = format!("/v1/schools/{}/classes", school.world.other_school);
        let other = novak.post(&path, json!({ "title": "Robots", "grade_level": "04" })).await;
        let other: ClassId = other.assert(201).id("/id");
        novak.has_attested(other).await;
        course.assign(&novak, other).await;
        fill(&novak, other, 11).await;
        school.clock.advance(TimeDelta::seconds(1));
        let releases = format!("/v1/organizations/{}/releases", school.world.district);
        let wanted = json!({ "course_id": course_id(&novak, other).await, "form": "counts" });
        moore.post(&releases, wanted.clone()).await.assert(201);

        for student in &students[..10] {
            let placed = json!({ "student_id": student.to_string() });
            moore.post(&format!("/v1/classes/{other}/enrollments"), placed).await.assert(201);
            rivera.delete(&format!("/v1/classes/{class}/students/{student}")).await.assert(204);
        }
        fill(&rivera, class, 1).await;
        school.clock.advance(TimeDelta::days(28));
        let moore = school.again(&moore, SessionKind::Staff).await;
        moore.post(&releases, wanted.clone()).await.assert_conflict("too_similar");
        let rivera = school.again(&rivera, SessionKind::Staff).await;
        rivera.has_attested(class).await;
        fill(&rivera, class, 9).await;
        school.clock.advance(TimeDelta::seconds(1));
        moore.post(&releases, wanted).await.assert(201);
    }

    async fn two_releases_that_tell_of_one_student_together_are_not_both_made(school: TestApp) {
        let moore = school.district_admin("Moore").await;
        let diaz = school.school_admin("Diaz").await;
        let course = StarterCourse::load(&school).await;
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        course.assign(&rivera, class).await;
        let students = fill(&rivera, class, 9).await;
        let releases = format!("/v1/organizations/{}/releases", school.world.district);
        let wanted = |form: &str, id: &str| json!({ "course_id": id, "form": form });
        let id = course_id(&rivera, class).await;
        moore.post(&releases, wanted("shares", &id)).await.assert_conflict("too_few_students");
        fill(&rivera, class, 12).await;
        school.clock.advance(TimeDelta::seconds(1));
        let made = moore.post(&releases, wanted("shares", &id)).await.assert(201).json();
        assert_eq!(made["lines"][0]["students"], Value::Null);
        assert_eq!(made["lines"][0]["size"], "21_to_40");
        moore.post(&releases, wanted("shares", &id)).await.assert_conflict("released_lately");
        moore.post(&releases, wanted("counts", &id)).await.assert_conflict("other_release_form");

        // A student is erased: nothing of them is held, and the table of before still counts them.
        let body = json!({ "subject_id": students[0].to_string(), "kind": "erase", "finality": "permanent" });
        let filed = diaz.post("/v1/requests", body).await.assert(201).text("/id");
        let decision = json!({ "decision": "grant" });
        moore.post(&format!("/v1/requests/{filed}/decision"), decision).await.assert(200);
        school.clock.advance(TimeDelta::days(28));
        school.does_its_work().await;
        let moore = school.again(&moore, SessionKind::Staff).await;
        moore.post(&releases, wanted("shares", &id)).await.assert_conflict("too_similar");
        // When enough others came, it is not known any more who left.
        let rivera = school.again(&rivera, SessionKind::Staff).await;
        rivera.has_attested(class).await;
        fill(&rivera, class, 9).await;
        school.clock.advance(TimeDelta::seconds(1));
        moore.post(&releases, wanted("shares", &id)).await.assert(201);
    }
}
