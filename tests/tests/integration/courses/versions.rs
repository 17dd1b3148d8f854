//! What becomes of work when a class moves to another version of its course.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{
    app::TestApp,
    courses::whole,
    dashboard,
    learning::{Events, results},
    on_each_backend,
    persona::Persona,
};
use uuid::Uuid;

use crate::{
    courses::{NOWHERE, ids},
    progress::EVENTS,
};

/// A class that works on the robots, their author who is its teacher, and a student.
#[cfg(test)]
struct Robots {
    teacher: Persona,
    ada: Persona,
    class: domain::ids::ClassId,
    course: String,
    first: String,
    assignment: String,
    activities: Vec<Uuid>,
}

#[cfg(test)]
impl Robots {
    async fn of(school: &TestApp) -> Self {
        let teacher = school.teacher("Rivera").await;
        let class = teacher.class("Grade 4 Coding").await;
        let (course, first) = teacher.published_course("robots").await;
        let assignment = teacher.assigned(class, &first).await;
        let ada = school.student_in(class, "Ada").await;
        school.clock.advance(TimeDelta::minutes(5));
        let mut robots = Self {
            teacher,
            ada,
            class,
            course,
            first,
            assignment,
            activities: Vec::new(),
        };
        robots.activities = robots.activities_now().await;
        robots
    }

    async fn activities_now(&self) -> Vec<Uuid> {
        let outline = self.ada.get(&self.assignment).await.assert(200);
        let ids = ids(&outline, "/units/0/lessons/0/activities");
        ids.iter().map(|id| id.parse().unwrap()).collect()
    }

    async fn moved_to(&self, version: &str) -> tests::reply::Reply {
        let etag = self
            .teacher
            .get(&self.assignment)
            .await
            .assert(200)
            .header("etag");
        let body = json!({"course_version_id": version});
        self.teacher.patch(&self.assignment, &etag, body).await
    }

    async fn corrected(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut next = whole("robots");
        change(&mut next);
        let version = self.teacher.next_version(&self.course, next).await;
        self.moved_to(&version).await.assert(200);
        version
    }

    async fn reports(&self, events: &[Value]) -> Vec<String> {
        let answer = self.ada.post(EVENTS, json!({"events": events})).await;
        results(&answer.assert(200).json())
    }

    /// What she does of the lesson: all of it.
    fn everything(&self, events: &Events<'_>) -> Vec<Value> {
        vec![
            events.completed(50, self.activities[0]),
            events.attempt(40, self.activities[1], "passed", "print('Hello')"),
            events.chose(30, self.activities[2], &[0]),
            events.chose(20, self.activities[3], &[0]),
            events.answered(10, self.activities[4], "Good."),
        ]
    }

    /// The lesson as she sees it, and as the dashboard shows it.
    async fn lesson(&self) -> (Value, Value) {
        let own = self.ada.get("/v1/me/progress").await.assert(200).json();
        let path = format!("/v1/classes/{}/progress", self.class);
        let shown = self.teacher.get(&path).await.assert(200).json();
        let begun = dashboard::begun(&shown).first().cloned();
        (own["lessons"][0].clone(), begun.unwrap_or_default())
    }
}

#[cfg(test)]
fn lesson_of(course: &mut Value) -> &mut Value {
    &mut course["units"][0]["lessons"][0]
}

on_each_backend! {
    async fn a_typing_error_is_mended_in_a_running_class_and_no_work_is_lost(school: TestApp) {
        let robots = Robots::of(&school).await;
        let events = Events::from(&school, 1);
        let work = robots.everything(&events);
        assert_eq!(robots.reports(&work).await, ["recorded"; 5]);
        let before = robots.lesson().await;
        assert_eq!(before.0["status"], "completed");

        let second = robots
            .corrected(|course| {
                course["title"] = json!("Robots on stage");
                lesson_of(course)["title"] = json!("Enter, robot");
            })
            .await;
        assert_eq!(robots.activities_now().await, robots.activities);
        let (own, shown) = robots.lesson().await;
        assert_eq!(own["title"], "Enter, robot");
        assert_eq!(own["course_version_id"], second);
        for member in ["id", "status", "activities_completed", "completed_at", "last_seen_at"] {
            assert_eq!(own[member], before.0[member], "{member}");
        }
        assert_eq!(shown, before.1);
        let own = robots.ada.get("/v1/me/progress").await.assert(200).json();
        assert_eq!(own["courses"][0]["resume"], "finished");
        assert_eq!(own["activities"][0]["course_version_id"], robots.first);

        let repeated = vec!["already_recorded"; 5];
        assert_eq!(robots.reports(&work).await, repeated);
        let again = [events.attempt(0, robots.activities[1], "passed", "print('Hello!')")];
        assert_eq!(robots.reports(&again).await, ["recorded"]);
        let own = robots.ada.get("/v1/me/progress").await.assert(200).json();
        assert_eq!(own["activities"][1]["course_version_id"], second);
        assert_eq!(own["activities"][1]["tries"], 2);
        let timeline = format!("/v1/classes/{}/students/{}/timeline", robots.class, robots.ada.user);
        let timeline = robots.teacher.get(&timeline).await.assert(200).json();
        assert_eq!(timeline["data"].as_array().unwrap().len(), 6);
    }

    async fn a_lesson_is_complete_when_the_activities_are_that_it_has_now(school: TestApp) {
        let robots = Robots::of(&school).await;
        let events = Events::from(&school, 1);
        robots.reports(&robots.everything(&events)).await;
        let more = json!({"slug": "bow", "title": "Bow",
                          "content": {"kind": "text", "body": "The robot bows."}});
        robots
            .corrected(|course| {
                let activities = lesson_of(course)["activities"].as_array_mut().unwrap();
                activities.remove(0);
                activities.push(more.clone());
            })
            .await;
        let (own, shown) = robots.lesson().await;
        assert_eq!(own["status"], "started");
        assert_eq!((&own["activities"], &own["activities_completed"]), (&json!(5), &json!(4)));
        assert_eq!(shown["status"], "started");
        assert_eq!(shown["activities_completed"], 4);

        let now = robots.activities_now().await;
        assert_eq!(now[..4], robots.activities[1..]);
        let bow = [events.completed(0, now[4])];
        assert_eq!(robots.reports(&bow).await, ["recorded"]);
        let (own, shown) = robots.lesson().await;
        assert_eq!((&own["status"], &shown["status"]), (&json!("completed"), &json!("completed")));

        robots.moved_to(&robots.first).await.assert(200);
        let (own, shown) = robots.lesson().await;
        assert_eq!((&own["status"], &shown["status"]), (&json!("completed"), &json!("completed")));
        assert_eq!(own["activities_completed"], 5);
    }

    async fn an_activity_of_another_kind_begins_anew(school: TestApp) {
        let robots = Robots::of(&school).await;
        let events = Events::from(&school, 1);
        robots.reports(&robots.everything(&events)).await;
        robots
            .corrected(|course| {
                lesson_of(course)["activities"][0]["content"] =
                    json!({"kind": "prompt", "question": "What do robots follow?"});
            })
            .await;
        let now = robots.activities_now().await;
        assert_ne!(now[0], robots.activities[0]);
        assert_eq!(now[1..], robots.activities[1..]);
        assert_eq!(robots.lesson().await.0["activities_completed"], 4);
    }

    async fn work_in_the_earlier_version_that_arrives_late_is_marked_by_its_key(school: TestApp) {
        let robots = Robots::of(&school).await;
        let events = Events::from(&school, 1);
        let question = robots.activities[2];
        let late = events.chose(0, question, &[0]);
        school.clock.advance(TimeDelta::minutes(1));
        robots
            .corrected(|course| {
                let content = &mut lesson_of(course)["activities"][2]["content"];
                content["correct"] = json!([1]);
            })
            .await;
        school.clock.advance(TimeDelta::minutes(1));
        let mut offline = events.chose(0, question, &[0]);
        let now = events.chose(0, question, &[0]);
        offline["course_version_id"] = json!(robots.first);
        let batch = json!({"events": [late, offline, now]});
        for result in ["recorded", "already_recorded"] {
            let told = robots.ada.post(EVENTS, batch.clone()).await.assert(200).json();
            let marks: Vec<&Value> = told["results"].as_array().unwrap().iter().collect();
            let outcomes: Vec<&Value> = marks.iter().map(|mark| &mark["outcome"]).collect();
            assert_eq!(outcomes, ["passed", "passed", "failed"]);
            assert!(marks.iter().all(|mark| mark["result"] == result), "{told}");
        }
        let mut unknown = events.chose(0, question, &[0]);
        unknown["course_version_id"] = json!(NOWHERE);
        assert_eq!(robots.reports(&[unknown]).await, ["not_assigned"]);
    }

    async fn two_classes_with_two_versions_show_the_same_work(school: TestApp) {
        let robots = Robots::of(&school).await;
        let events = Events::from(&school, 1);
        robots.reports(&robots.everything(&events)).await;
        let more = json!({"slug": "bow", "title": "Bow",
                          "content": {"kind": "text", "body": "The robot bows."}});
        let mut next = whole("robots");
        lesson_of(&mut next)["activities"].as_array_mut().unwrap().push(more);
        let second = robots.teacher.next_version(&robots.course, next).await;
        let club = robots.teacher.class("Robot club").await;
        robots.teacher.assigned(club, &second).await;
        let code = robots.teacher.join_code(club, 1, 1).await.assert(201).text("/code");
        robots.ada.join(&code).await.assert(200);

        let own = robots.ada.get("/v1/me/progress").await.assert(200).json();
        let by_version = |own: &Value| -> Vec<(Value, Value)> {
            let lessons = own["lessons"].as_array().unwrap().iter();
            lessons.map(|it| (it["status"].clone(), it["activities_completed"].clone())).collect()
        };
        let expected = [(json!("completed"), json!(5)), (json!("started"), json!(5))];
        assert_eq!(by_version(&own), expected);
        for (class, status) in [(robots.class, "completed"), (club, "started")] {
            let path = format!("/v1/classes/{class}/progress");
            let shown = robots.teacher.get(&path).await.assert(200).json();
            assert_eq!(dashboard::begun(&shown)[0]["status"], status);
        }
    }

    async fn what_another_version_would_change_is_told_before(school: TestApp) {
        let robots = Robots::of(&school).await;
        let events = Events::from(&school, 1);
        robots.reports(&robots.everything(&events)).await;
        let mut next = whole("robots");
        let activities = lesson_of(&mut next)["activities"].as_array_mut().unwrap();
        activities.remove(4);
        activities[1]["content"]["instructions"] = json!("Greet the robot.");
        activities.push(json!({"slug": "bow", "title": "Bow",
                               "content": {"kind": "text", "body": "The robot bows."}}));
        let second = robots.teacher.next_version(&robots.course, next).await;
        let path = |version: &str| format!("{}/versions/{version}/changes", robots.assignment);

        let told = robots.teacher.get(&path(&second)).await.assert(200).json();
        assert_eq!(told["version"]["number"], 2);
        let changes: Vec<[Value; 3]> = told["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|change| ["change", "title", "students"].map(|member| change[member].clone()))
            .collect();
        let expected = [
            [json!("removed"), json!("Feel"), json!(1)],
            [json!("changed"), json!("Code"), json!(1)],
            [json!("added"), json!("Bow"), json!(0)],
        ];
        assert_eq!(changes, expected);
        let same = robots.teacher.get(&path(&robots.first)).await.assert(200).json();
        assert_eq!(same["changes"], json!([]));
        robots.teacher.get(&path(NOWHERE)).await.assert_problem(404, "not_found");
        robots.ada.get(&path(&second)).await.assert_problem(403, "forbidden");
    }

    async fn a_class_has_a_course_once_and_moves_only_within_it(school: TestApp) {
        let robots = Robots::of(&school).await;
        let second = robots.teacher.next_version(&robots.course, whole("robots")).await;
        let path = format!("/v1/classes/{}/courses", robots.class);
        let body = json!({"course_version_id": second});
        robots.teacher.post(&path, body).await.assert_problem(409, "already_exists");

        let (_, other) = robots.teacher.published_course("stars").await;
        for version in [other.as_str(), NOWHERE] {
            let refused = robots.moved_to(version).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), "/course_version_id");
        }
        robots.moved_to(&second).await.assert(200);
        let stale = robots.teacher.patch(&robots.assignment, "\"stale\"", json!({})).await;
        stale.assert_problem(412, "precondition_failed");
    }
}
