//! Copies of what is held about a person.

mod archive;
mod asking;
mod readers;
mod whole;

use domain::ids::{ClassId, UserId};
use serde_json::json;
use tests::{
    app::TestApp,
    learning::{Events, StarterCourse},
    persona::Persona,
};

const MINE: &str = "/v1/me/exports";

#[cfg(test)]
fn of_student(student: UserId) -> String {
    format!("/v1/students/{student}/exports")
}

/// A student with a life at school, from the account on, all of it over HTTP. Each text is one of a kind.
#[cfg(test)]
struct Life {
    rivera: Persona,
    class: ClassId,
    robin: Persona,
}

/// What the student wrote.
#[cfg(test)]
const WRITTEN: [&str; 3] = ["CANARY-CODE", "CANARY-ANSWER", "CANARY-DRAFT"];

#[cfg(test)]
impl Life {
    async fn lived(school: &TestApp) -> Self {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Canary Class").await;
        let course = StarterCourse::load(school).await;
        course.assign(&rivera, class).await;
        rivera.attest(class).await.assert(201);
        rivera.enrol(class, "Classmate", "Hidden").await;
        let path = format!("/v1/classes/{class}/students");
        let body = json!({"students": [{
            "given_name": "Canarygiven",
            "family_name": "Canaryfamily",
            "username": "canary.login",
            "born": "2016-03",
        }]});
        let created = rivera.post(&path, body).await.assert(201);
        let student = created.id("/students/0/student_id");
        let grade = json!({"grade_level": "04"});
        let of_student = format!("{path}/{student}");
        rivera.patch(&of_student, "*", grade).await.assert(200);
        let shown = rivera
            .get(&format!("/v1/classes/{class}"))
            .await
            .assert(200);
        let claim = json!({
            "class_code": shown.text("/sign_in_code"),
            "username": "canary.login",
            "passphrase": created.text("/students/0/passphrase"),
        });
        school
            .anybody()
            .post("/v1/auth/class-sign-in", claim)
            .await
            .assert(200);
        let robin = school.student(student).await;
        school.clock.advance(chrono::TimeDelta::minutes(4));
        robin.learns(school, &course).await;
        let path = format!("/v1/classes/{class}/students/{student}/feedback");
        let feedback = json!({"activity_id": course.activities(0)[1], "code": "kept_going"});
        rivera.post(&path, feedback).await.assert(201);
        Self {
            rivera,
            class,
            robin,
        }
    }
}

#[cfg(test)]
trait Learns {
    async fn learns(&self, school: &TestApp, course: &StarterCourse);
}

#[cfg(test)]
impl Learns for Persona {
    async fn learns(&self, school: &TestApp, course: &StarterCourse) {
        let events = Events::from(school, 1);
        let activities = course.activities(0);
        let told = [
            events.opened(230, course.lesson(0)),
            events.completed(200, activities[0]),
            events.attempt(180, activities[1], "failed", "print('CANARY-CODE')"),
            events.spent(170, activities[1], 90),
            events.answered(100, activities[5], "CANARY-ANSWER"),
        ];
        let told = json!({ "events": told });
        self.post("/v1/progress/events", told).await.assert(200);
        let path = format!("/v1/me/activities/{}/work", activities[1]);
        let draft = json!({"text": "print('CANARY-DRAFT')"});
        self.put(&path, "*", draft).await.assert(200);
    }
}
