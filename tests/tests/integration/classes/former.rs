//! What a school still knows of a student who has left it: what it knew when they left (FER-03).

use chrono::TimeDelta;
use domain::{ids::ClassId, staff::role::StaffRole};
use serde_json::{Value, json};
use tests::{
    app::TestApp,
    dashboard,
    learning::{Events, StarterCourse},
    on_each_backend,
    persona::Persona,
};

/// A student who went from one school to another of the district, where the same course is learned.
struct Move {
    before: ClassId,
    after: ClassId,
    /// The administrator of the school that the student left, and the district's.
    offices: [Persona; 2],
    /// The teacher at the next school.
    next: Persona,
    ada: Persona,
}

/// How the student left.
#[derive(Clone, Copy)]
enum Left {
    TakenOut,
    ClassArchived,
}

#[cfg(test)]
async fn works(school: &TestApp, ada: &Persona, course: &StarterCourse, first: u128, code: &str) {
    let events = Events::from(school, first);
    let attempt = events.attempt(10, course.activities(0)[1], "failed", code);
    let told = ada
        .post("/v1/progress/events", json!({"events": [attempt]}))
        .await;
    assert_eq!(told.assert(200).text("/results/0/result"), "recorded");
}

#[cfg(test)]
impl Move {
    async fn of(school: &TestApp, left: Left) -> Self {
        let a_while = TimeDelta::seconds(50);
        let rivera = school.teacher("Rivera").await;
        let before = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(school).await;
        course.assign(&rivera, before).await;
        let ada = school.student_in(before, "Ada").await;
        let (diaz, moore) = (
            school.school_admin("Diaz").await,
            school.district_admin("Moore").await,
        );
        let next = school.teacher_at_other_school("Novak").await;
        let path = format!("/v1/schools/{}/classes", school.world.other_school);
        let after = next
            .post(&path, json!({"title": "Grade 5 Coding"}))
            .await
            .assert(201)
            .id("/id");
        course.assign(&next, after).await;

        school.clock.advance(a_while);
        works(school, &ada, &course, 1, "print('BEFORE')").await;
        school.clock.advance(TimeDelta::milliseconds(1));
        match left {
            Left::TakenOut => {
                let path = format!("/v1/classes/{before}/students/{}", ada.user);
                rivera.delete(&path).await.assert(204);
            }
            Left::ClassArchived => {
                diaz.post_empty(&format!("/v1/classes/{before}/archive"))
                    .await
                    .assert(200);
            }
        }
        let body = json!({"student_id": ada.user.uuid()});
        moore
            .post(&format!("/v1/classes/{after}/enrollments"), body)
            .await
            .assert(201);
        school.clock.advance(a_while);
        works(school, &ada, &course, 100, "print('AFTER')").await;
        Self {
            before,
            after,
            offices: [diaz, moore],
            next,
            ada,
        }
    }

    fn at(&self, class: ClassId) -> String {
        format!("/v1/classes/{class}/students/{}", self.ada.user)
    }
}

/// The code that a timeline shows, newest first.
#[cfg(test)]
async fn shown(who: &Persona, student: &str) -> Vec<Value> {
    let timeline = who.get(&format!("{student}/timeline")).await.assert(200);
    timeline
        .rows()
        .iter()
        .map(|event| event["code"].clone())
        .collect()
}

on_each_backend! {
    async fn a_former_school_reads_no_work_of_the_next(school: TestApp) {
        for left in [Left::TakenOut, Left::ClassArchived] {
            let school = TestApp::start(school.backend).await;
            let moved = Move::of(&school, left).await;
            for office in &moved.offices {
                let work = shown(office, &moved.at(moved.before)).await;
                assert_eq!(work, [json!("print('BEFORE')")]);
                let path = format!("/v1/classes/{}/progress", moved.before);
                let progress = office.get(&path).await.assert(200).json();
                assert!(dashboard::begun(&progress).is_empty());
            }
            let work = shown(&moved.next, &moved.at(moved.after)).await;
            assert_eq!(work, [json!("print('AFTER')"), json!("print('BEFORE')")]);
        }
    }

    async fn a_former_school_changes_nothing_of_a_student(school: TestApp) {
        for left in [Left::TakenOut, Left::ClassArchived] {
            let school = TestApp::start(school.backend).await;
            let moved = Move::of(&school, left).await;
            let path = moved.at(moved.before);
            for office in &moved.offices {
                let known = office.get(&path).await.assert(200).json();
                assert_eq!(known["display_name"], "Ada E.");
                assert_eq!((&known["username"], &known["grade_level"]), (&json!(null), &json!(null)));
                office.patch(&path, "*", json!({"given_name": "Al"})).await.assert_problem(404, "not_found");
                office.delete(&path).await.assert_problem(404, "not_found");
                office.post_empty(&format!("{path}/credential")).await.assert_problem(404, "not_found");
            }
        }
    }

    async fn a_former_school_cannot_reach_for_a_student_whom_another_has(school: TestApp) {
        let moved = Move::of(&school, Left::TakenOut).await;
        let diaz = &moved.offices[0];
        let students = |id| format!("/v1/schools/{id}/students");
        let listed = diaz.get(&students(school.world.school)).await.assert(200);
        assert_eq!(listed.rows(), Vec::<Value>::new());
        let place = format!("/v1/classes/{}/enrollments", moved.before);
        let body = json!({"student_id": moved.ada.user.uuid()});
        diaz.post(&place, body.clone()).await.assert_problem(404, "not_found");

        moved.next.delete(&moved.at(moved.after)).await.assert(204);
        let listed = diaz.get(&students(school.world.school)).await.assert(200);
        assert_eq!(listed.column("display_name"), ["Ada E."]);
        diaz.post(&place, body).await.assert(201);
        let work = shown(diaz, &moved.at(moved.before)).await;
        assert_eq!(work, [json!("print('AFTER')"), json!("print('BEFORE')")]);
    }

    async fn a_class_that_opens_again_does_not_take_back_a_student_whom_another_school_has(school: TestApp) {
        let moved = Move::of(&school, Left::ClassArchived).await;
        let diaz = &moved.offices[0];
        diaz.post_empty(&format!("/v1/classes/{}/reopen", moved.before)).await.assert(200);
        let path = format!("/v1/classes/{}/students", moved.before);
        assert_eq!(diaz.get(&path).await.assert(200).rows(), Vec::<Value>::new());
        let work = shown(diaz, &moved.at(moved.before)).await;
        assert_eq!(work, [json!("print('BEFORE')")]);
        diaz.patch(&moved.at(moved.before), "*", json!({})).await.assert_problem(404, "not_found");
    }

    async fn the_next_school_is_not_told_of_students_it_never_had(school: TestApp) {
        let people = school.people().await;
        let other = school.world.other_school;
        let admin = school.staff(school.world.district, "Novak Admin", StaffRole::SchoolAdmin, Some(other)).await;
        let listed = admin.get(&format!("/v1/schools/{other}/students")).await.assert(200);
        assert_eq!(listed.rows(), Vec::<Value>::new());
        let class = admin.post(&format!("/v1/schools/{other}/classes"), json!({"title": "Robots"})).await;
        let place = format!("/v1/classes/{}/enrollments", class.assert(201).text("/id"));
        let body = json!({"student_id": people.ada.user.uuid()});
        admin.post(&place, body).await.assert_problem(404, "not_found");
    }
}
