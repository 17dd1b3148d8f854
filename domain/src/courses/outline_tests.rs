//! What a course must be before it can be published.

use chrono::DateTime;
use uuid::Uuid;

use super::{Activity, Course, CourseDetails, Lesson, LessonDetails, Unit, UnitDetails};
use crate::{
    classes::grade_level::GradeLevel,
    courses::{
        Valid,
        ViolationCode::{
            self, Duplicate, EmailAddress, Malformed, OrderReversed, OutOfRange, Required, TooFew,
            TooMany,
        },
        bounds,
        content::{ActivityContent, Text},
        grade_band::GradeBand,
        version::DraftVersion,
    },
    ids::CourseVersionId,
};

fn activity(slug: &str) -> Activity {
    Activity {
        slug: slug.to_owned(),
        title: "Read".to_owned(),
        content: ActivityContent::Text(Text {
            body: "Hello.".to_owned(),
        }),
    }
}

fn lesson(slug: &str) -> Lesson {
    Lesson {
        details: LessonDetails {
            slug: slug.to_owned(),
            title: "A lesson".to_owned(),
            summary: "We read.".to_owned(),
            minutes: 30,
        },
        activities: vec![activity("read")],
    }
}

fn unit(slug: &str, lessons: &[&str]) -> Unit {
    Unit {
        details: UnitDetails {
            slug: slug.to_owned(),
            title: "A unit".to_owned(),
        },
        lessons: lessons.iter().map(|slug| lesson(slug)).collect(),
    }
}

fn course(units: Vec<Unit>) -> Course {
    Course {
        details: CourseDetails {
            slug: "a-course".to_owned(),
            title: "A course".to_owned(),
            summary: "About reading.".to_owned(),
            language: "en".to_owned(),
            grade_band: GradeBand {
                from: GradeLevel::Third,
                to: GradeLevel::Fifth,
            },
        },
        units,
    }
}

fn refused(course: Course, expected: &[(&str, ViolationCode)]) {
    assert_eq!(Valid::check(course).unwrap_err().pairs(), expected);
}

#[test]
fn a_course_with_something_on_every_level_is_valid() {
    let whole = course(vec![unit("one", &["a", "b"]), unit("two", &["c"])]);
    assert_eq!(Valid::check(whole.clone()).unwrap().get(), &whole);
}

#[test]
fn a_draft_is_published_with_the_proof_that_its_content_is_valid() {
    let content = Valid::check(course(vec![unit("one", &["a"])])).unwrap();
    let id = CourseVersionId::from_uuid(Uuid::from_u128(1));
    let now = DateTime::UNIX_EPOCH;

    let published = DraftVersion::first(id).publish(&content, now);

    assert_eq!((published.id(), published.number()), (id, 1));
    assert_eq!(published.published_at(), now);
}

#[test]
fn no_level_may_be_empty() {
    refused(course(Vec::new()), &[("/units", TooFew)]);
    refused(
        course(vec![unit("one", &[])]),
        &[("/units/0/lessons", TooFew)],
    );

    let mut without_activity = course(vec![unit("one", &["a"])]);
    without_activity.units[0].lessons[0].activities.clear();
    refused(
        without_activity,
        &[("/units/0/lessons/0/activities", TooFew)],
    );
}

#[test]
fn no_level_may_be_endless() {
    let slugs: Vec<String> = (0..=bounds::ACTIVITIES_MAX)
        .map(|n| format!("a{n}"))
        .collect();
    let mut long = course(vec![unit("one", &["a"])]);
    long.units[0].lessons[0].activities = slugs.iter().map(|slug| activity(slug)).collect();
    refused(long, &[("/units/0/lessons/0/activities", TooMany)]);
}

#[test]
fn a_slug_is_taken_once_units_and_lessons_in_the_course_activities_in_the_lesson() {
    let mut twice = course(vec![unit("one", &["a"]), unit("one", &["a"])]);
    twice.units[1].lessons[0].activities.push(activity("read"));
    refused(
        twice,
        &[
            ("/units/1/lessons/0/activities/1/slug", Duplicate),
            ("/units/1/slug", Duplicate),
            ("/units/1/lessons/0/slug", Duplicate),
        ],
    );
}

#[test]
fn every_violation_of_the_details_is_reported_at_its_field() {
    let mut poor = course(vec![unit("one", &["a"])]);
    poor.details = CourseDetails {
        slug: "A Course".to_owned(),
        title: " ".to_owned(),
        summary: "Write to ada@example.org.".to_owned(),
        language: "English".to_owned(),
        grade_band: GradeBand {
            from: GradeLevel::Fifth,
            to: GradeLevel::Third,
        },
    };
    poor.units[0].lessons[0].details.minutes = 4;
    poor.units[0].lessons[0].activities[0].content = ActivityContent::Text(Text {
        body: String::new(),
    });
    refused(
        poor,
        &[
            ("/slug", Malformed),
            ("/title", Required),
            ("/summary", EmailAddress),
            ("/language", Malformed),
            ("/grade_band", OrderReversed),
            ("/units/0/lessons/0/minutes", OutOfRange),
            ("/units/0/lessons/0/activities/0/content/body", Required),
        ],
    );
}

#[test]
fn a_language_tag_is_a_language_and_perhaps_a_script_and_a_region() {
    for (tag, accepted) in [
        ("en", true),
        ("haw", true),
        ("pt-BR", true),
        ("es-419", true),
        ("zh-Hans", true),
        ("sr-Latn", true),
        ("sr-Latn-RS", true),
        ("zh-hans", false),
        ("RS-sr", false),
        ("es-41", false),
        ("", false),
        ("EN", false),
        ("en-us", false),
        ("en-", false),
        ("en-US-x", false),
    ] {
        assert_eq!(super::is_language_tag(tag), accepted, "{tag}");
    }
}
