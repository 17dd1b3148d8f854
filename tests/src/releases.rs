//! Classes large enough that something may be told of them.

use domain::ids::{ClassId, UserId};
use serde_json::{Value, json};

use crate::persona::Persona;

/// Creates so many students in a class of the teacher.
///
/// # Panics
/// When it is refused.
pub async fn fill(teacher: &Persona, class: ClassId, count: usize) -> Vec<UserId> {
    let student = |number: usize| {
        let letter = char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
        json!({ "given_name": format!("Robin{letter}"), "family_name": "Example" })
    };
    let students: Vec<Value> = (0..count).map(student).collect();
    let path = format!("/v1/classes/{class}/students");
    let created = teacher.post(&path, json!({ "students": students })).await;
    let created = created.assert(201);
    let id = |number: usize| created.id(&format!("/students/{number}/student_id"));
    (0..count).map(id).collect()
}

/// The course that a class has.
///
/// # Panics
/// When it has none.
pub async fn course_id(teacher: &Persona, class: ClassId) -> String {
    let path = format!("/v1/classes/{class}/courses");
    let courses = teacher.get(&path).await.assert(200);
    courses.text("/data/0/version/course_id")
}
