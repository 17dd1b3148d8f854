//! Courses.

use std::{future::Future, pin::Pin};

use serde_json::json;

use super::{By, Fixture, Sample};
use crate::courses;

pub(super) type Arranging<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

pub(super) const SAMPLES: &[Sample] = &[
    Sample::new("list_courses", By::Anybody).given(catalogue),
    Sample::new("show_course", By::Anybody).given(catalogue),
    Sample::new("show_lesson", By::Anybody).given(catalogue),
    Sample::new("create_authored_course", By::Teacher)
        .amended(|stage, body| body["slug"] = json!(stage.knows("slug"))),
    Sample::new("list_authored_courses", By::Teacher).given(published),
    Sample::new("show_authored_course", By::Teacher).given(published),
    Sample::new("list_published_courses", By::Teacher).given(published),
    Sample::new("show_published_course", By::SchoolAdmin).given(published),
    Sample::new("show_published_lesson", By::SchoolAdmin).given(|stage| {
        Box::pin(async {
            published(stage).await;
            let path = format!("/v1/published-courses/{}", stage.knows("course_id"));
            let course = stage.teacher.get(&path).await.assert(200);
            stage.know("lesson_id", course.text("/units/0/lessons/0/id"));
        })
    }),
    Sample::new("write_draft", By::Teacher).given(published),
    Sample::new("publish_course", By::Teacher).given(drafted),
    Sample::new("assign_course", By::Teacher)
        .given(published)
        .amended(|stage, body| body["course_version_id"] = json!(stage.knows("version_id"))),
    Sample::new("list_class_courses", By::Student).given(assigned),
    Sample::new("show_class_course", By::Student).given(assigned),
    Sample::new("show_class_lesson", By::Student).given(assigned),
    Sample::new("show_class_lesson_key", By::Teacher).given(assigned),
    Sample::new("update_course_assignment", By::Teacher)
        .given(corrected)
        .amended(|stage, body| body["course_version_id"] = json!(stage.knows("version_id"))),
    Sample::new("preview_course_version", By::Teacher).given(corrected),
    Sample::new("end_course_assignment", By::Teacher).given(assigned),
];

/// The starter course.
fn catalogue(stage: &mut Fixture) -> Arranging<'_> {
    Box::pin(async {
        courses::seed(&stage.school).await;
        let anybody = stage.school.anybody();
        let listed = anybody.get("/v1/courses").await.assert(200);
        stage.know("course_id", listed.text("/data/0/id"));
        let path = format!("/v1/courses/{}", stage.knows("course_id"));
        let course = anybody.get(&path).await.assert(200);
        stage.know("lesson_id", course.text("/units/0/lessons/0/id"));
    })
}

/// A course with a published version.
fn published(stage: &mut Fixture) -> Arranging<'_> {
    Box::pin(async {
        let slug = stage.knows("slug").to_owned();
        let (course, version) = stage.teacher.published_course(&slug).await;
        stage.know("course_id", course);
        stage.know("version_id", version);
    })
}

/// A course with a draft.
fn drafted(stage: &mut Fixture) -> Arranging<'_> {
    Box::pin(async {
        published(stage).await;
        let slug = stage.knows("slug").to_owned();
        let path = format!("/v1/authored-courses/{}/draft", stage.knows("course_id"));
        let mut course = courses::whole(&slug);
        course["title"] = json!("Robots on Fixture, again");
        stage.teacher.put(&path, "*", course).await.assert(200);
    })
}

/// A course version that the class has.
pub(super) fn assigned(stage: &mut Fixture) -> Arranging<'_> {
    Box::pin(async {
        published(stage).await;
        let class = stage.class;
        let version = stage.knows("version_id").to_owned();
        let path = stage.teacher.assigned(class, &version).await;
        let assignment = path.rsplit('/').next().unwrap_or_default().to_owned();
        stage.know("assignment_id", assignment);
        let course = stage.teacher.get(&path).await.assert(200);
        stage.know("lesson_id", first_lesson(&course.json()));
    })
}

/// A course version that the class has, and the next one.
fn corrected(stage: &mut Fixture) -> Arranging<'_> {
    Box::pin(async {
        assigned(stage).await;
        let slug = stage.knows("slug").to_owned();
        let course = stage.knows("course_id").to_owned();
        let mut next = courses::whole(&slug);
        next["units"][0]["lessons"][0]["title"] = json!("Enter, robot");
        next["units"][0]["lessons"][0]["activities"][0]["title"] = json!("Read this");
        let version = stage.teacher.next_version(&course, next).await;
        stage.know("version_id", version);
    })
}

fn first_lesson(course: &serde_json::Value) -> String {
    let pointers = ["/units/0/lessons/0/id", "/course/units/0/lessons/0/id"];
    let found = pointers
        .iter()
        .find_map(|pointer| course.pointer(pointer)?.as_str());
    found
        .unwrap_or_else(|| panic!("no lesson in {course}"))
        .to_owned()
}
