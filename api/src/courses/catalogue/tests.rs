//! The bundled catalogue is readable, valid, whole and fit for the students it is written for.

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::Path,
};

use aws_lc_rs::digest::{Context, SHA256};
use domain::courses::{
    content::{ActivityContent, CodeGoal},
    kind::ActivityKind,
    outline::Lesson,
};

use persistence::courses::PartIds as _;

use super::{BUNDLES, Bundle, CatalogueError, LessonFile, bundled};

fn lessons() -> Vec<Lesson> {
    let courses = bundled().unwrap();
    let units = courses
        .into_iter()
        .flat_map(|bundled| bundled.course.into_inner().units);
    units.flat_map(|unit| unit.lessons).collect()
}

#[test]
fn every_bundled_course_parses_and_keeps_the_rules_of_course_content() {
    let courses = bundled().unwrap();
    assert_eq!(courses.len(), BUNDLES.len());
    for (bundle, course) in BUNDLES.iter().zip(&courses) {
        assert_eq!(bundle.folder, course.course.get().details.slug);
    }
}

#[test]
fn every_file_of_the_catalogue_is_bundled_and_named_by_its_course() {
    let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue");
    for (bundle, course) in BUNDLES.iter().zip(bundled().unwrap()) {
        let on_disk: BTreeSet<String> = fs::read_dir(catalogue.join(bundle.folder).join("lessons"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let listed: BTreeSet<String> = bundle
            .lessons
            .iter()
            .map(|file| file.name.to_owned())
            .collect();
        assert_eq!(on_disk, listed, "the list in catalogue.rs names every file");

        let units = &course.course.get().units;
        let named: BTreeSet<String> = units
            .iter()
            .flat_map(|unit| &unit.lessons)
            .enumerate()
            .map(|(index, lesson)| format!("{:02}-{}.json", index + 1, lesson.details.slug))
            .collect();
        assert_eq!(
            named, listed,
            "a file is called after its lesson's place and slug"
        );
    }
}

#[test]
fn the_starter_course_is_long_enough_and_every_lesson_mixes_all_kinds() {
    let lessons = lessons();
    assert!(lessons.len() >= 10);
    for lesson in lessons {
        let slug = &lesson.details.slug;
        assert!((4..=7).contains(&lesson.activities.len()), "{slug}");
        let kinds: HashSet<ActivityKind> = lesson
            .activities
            .iter()
            .map(|activity| activity.content.kind())
            .collect();
        assert_eq!(kinds.len(), 5, "{slug}");
    }
}

#[test]
fn every_code_exercise_begins_with_code_states_its_output_and_has_a_solution_to_try_it_with() {
    for lesson in lessons() {
        for activity in lesson.activities {
            let ActivityContent::CodeExercise(exercise) = activity.content else {
                continue;
            };
            let place = format!("{}/{}", lesson.details.slug, activity.slug);
            assert!(!exercise.task.starter_code.is_empty(), "{place}");
            assert!(matches!(exercise.task.goal, CodeGoal::Output(_)), "{place}");
            let solution = exercise.solution.unwrap_or_default();
            assert!(!solution.is_empty(), "{place}");
            assert_ne!(solution, exercise.task.starter_code, "{place}");
        }
    }
}

#[test]
fn no_two_things_of_the_catalogue_share_an_id() {
    let mut seen = HashSet::new();
    for bundled in bundled().unwrap() {
        let ids = bundled.ids();
        assert!(seen.insert(ids.course().uuid()) && seen.insert(ids.version().uuid()));
        for unit in &bundled.course.get().units {
            assert!(seen.insert(ids.unit(&unit.details.slug).uuid()));
            for lesson in &unit.lessons {
                let slug = &lesson.details.slug;
                assert!(seen.insert(ids.lesson(slug).uuid()));
                for activity in &lesson.activities {
                    assert!(seen.insert(ids.activity(ids.lesson(slug), activity).uuid()));
                }
            }
        }
    }
}

#[test]
fn a_version_of_the_catalogue_never_changes() {
    let published = [("first-steps-in-code", 1, "ce16e2ae507827b8")];
    let found: Vec<(&str, u32, String)> = BUNDLES
        .iter()
        .zip(bundled().unwrap())
        .map(|(bundle, course)| (bundle.folder, course.version, digest_of(bundle)))
        .collect();
    let found: Vec<(&str, u32, &str)> = found
        .iter()
        .map(|(folder, version, digest)| (*folder, *version, digest.as_str()))
        .collect();
    assert_eq!(
        found, published,
        "a course has changed: raise `version` in its course.json, then put the new digest here"
    );
}

fn digest_of(bundle: &Bundle) -> String {
    let mut context = Context::new(&SHA256);
    context.update(bundle.course.as_bytes());
    for file in bundle.lessons {
        context.update(file.text.as_bytes());
    }
    let digest = context.finish();
    digest
        .as_ref()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .concat()
}

#[test]
fn a_bundle_that_is_not_a_valid_course_is_refused_with_its_reason() {
    let course = |lesson: &str| {
        format!(
            r#"{{"slug": "a", "version": 1, "title": "A", "summary": "A.", "language": "en",
                "grade_band": {{"from": "03", "to": "05"}},
                "units": [{{"slug": "u", "title": "U", "lessons": ["{lesson}"]}}]}}"#
        )
    };
    let read = |lesson: &str, text: &'static str| {
        let course = String::leak(course(lesson));
        let lessons = vec![LessonFile {
            name: "01-l.json",
            text,
        }]
        .leak();
        Bundle {
            folder: "a",
            course,
            lessons,
        }
        .read()
        .unwrap_err()
    };

    assert!(matches!(
        read("01-l.json", "{"),
        CatalogueError::Malformed {
            file: "01-l.json",
            ..
        }
    ));
    assert!(matches!(
        read("02-m.json", "{}"),
        CatalogueError::MissingLesson { .. }
    ));

    let empty = r#"{"slug": "l", "title": "L", "summary": "L.", "minutes": 30, "activities": []}"#;
    let CatalogueError::Invalid { source, .. } = read("01-l.json", empty) else {
        panic!("a lesson without activities is refused");
    };
    let pointers: Vec<&str> = source
        .iter()
        .map(|violation| violation.pointer.as_str())
        .collect();
    assert_eq!(pointers, ["/units/0/lessons/0/activities"]);
}
