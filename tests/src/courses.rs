//! Courses for stories: the bundled catalogue, and one that a teacher writes.

use std::sync::Arc;

use api::courses::catalogue::{self, BundledCourse};
use domain::ids::{ClassId, PLATFORM};
use domain::mint::Clock as _;
use serde_json::{Value, json};

use crate::{app::TestApp, founding, persona::Persona};

/// The starter course, as the server's start writes it. Gives how many courses were written.
///
/// # Panics
/// When it is not there to be written.
pub async fn seed(school: &TestApp) -> usize {
    let bundled = catalogue::bundled().unwrap_or_else(|failure| panic!("{failure}"));
    seed_these(school, bundled).await
}

/// The same with other courses.
pub async fn seed_these(school: &TestApp, bundled: Vec<BundledCourse>) -> usize {
    let bundled = Arc::new(bundled);
    founding::write(&school.database, PLATFORM, school.clock.now(), move |tx| {
        catalogue::seed(tx, &founding::installation(), &bundled)
    })
    .await
}

/// What a teacher sends to begin a course.
pub fn beginning(slug: &str) -> Value {
    json!({
        "slug": slug,
        "title": "Robots on Fixture",
        "summary": "Learners program a robot play.",
        "language": "en",
        "grade_band": {"from": "03", "to": "05"},
    })
}

/// A whole course with one activity of every kind, whose secrets are recognisable.
pub fn whole(slug: &str) -> Value {
    let mut course = beginning(slug);
    course["units"] = json!([{
        "slug": "first-act",
        "title": "First act",
        "lessons": [{
            "slug": "enter-the-robot",
            "title": "Enter the robot",
            "summary": "Your robot says its first line.",
            "minutes": 45,
            "activities": [
                {"slug": "read", "title": "Read",
                 "content": {"kind": "text", "body": "Robots follow instructions."}},
                {"slug": "code", "title": "Code",
                 "content": {"kind": "code_exercise", "instructions": "Greet.",
                             "language": "python", "starter_code": "",
                             "goal": {"output": "Hello"},
                             "solution": "print('SECRET-SOLUTION')"}},
                {"slug": "think", "title": "Think", "content": question("question")},
                {"slug": "check", "title": "Check", "content": question("check_for_understanding")},
                {"slug": "feel", "title": "Feel",
                 "content": {"kind": "prompt", "question": "How was it?"}},
            ],
        }],
    }]);
    course
}

fn question(kind: &str) -> Value {
    json!({
        "kind": kind, "question": "Which line speaks?",
        "choices": ["`print`", "`pass`"],
        "correct": [0], "explanation": "SECRET-EXPLANATION",
    })
}

impl Persona {
    /// Writes and publishes a course. Gives its id and that of its version.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn published_course(&self, slug: &str) -> (String, String) {
        let begun = self.post("/v1/authored-courses", beginning(slug)).await;
        let begun = begun.assert(201);
        let path = begun.header("location");
        let draft = format!("{path}/draft");
        let etag = begun.header("etag");
        self.put(&draft, &etag, whole(slug)).await.assert(200);
        let published = self.post_empty(&format!("{path}/publish")).await;
        let published = published.assert(200);
        (published.text("/id"), published.text("/versions/0/id"))
    }

    /// Writes and publishes the next version of a course of theirs. Gives its id.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn next_version(&self, course: &str, content: Value) -> String {
        let path = format!("/v1/authored-courses/{course}");
        let etag = self.get(&path).await.assert(200).header("etag");
        let draft = format!("{path}/draft");
        self.put(&draft, &etag, content).await.assert(200);
        let published = self.post_empty(&format!("{path}/publish")).await;
        published.assert(200).text("/versions/0/id")
    }

    /// Gives a course version to a class. Gives the address of the assignment.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn assigned(&self, class: ClassId, version: &str) -> String {
        let path = format!("/v1/classes/{class}/courses");
        let body = json!({"course_version_id": version});
        let assigned = self.post(&path, body).await.assert(201);
        assigned.header("location")
    }
}
