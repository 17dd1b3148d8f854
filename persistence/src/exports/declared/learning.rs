//! Classes, courses, progress.

use domain::exports::{
    exemption::Exemption as Why,
    source::DataSource::{Observed, Person, School, Service, Teacher},
};

use super::{
    Declared as D,
    SchoolShare::{Nothing, Shown, Where},
    Showing, Step,
    Treatment::{Answer, Exempt, Lessons, Staff},
};

const OF_SCHOOL: &str = "school_id IN ({schools})";
const OF_CLASS: &str = "class_id IN (SELECT id FROM classes \
     WHERE organization_id = {org} AND school_id IN ({schools}))";
const UNDER_AGREEMENT: &str = "collected_under IN (SELECT id FROM agreements \
     WHERE organization_id = {org} AND school_id IN ({schools}))";

const OF_COURSE_GIVEN: &str = "course_id IN (SELECT course_id FROM course_assignments \
     WHERE organization_id = {org} AND class_id IN (SELECT id FROM classes \
     WHERE organization_id = {org} AND school_id IN ({schools})))";

const EVENTS_SHOWN: Showing = Showing {
    of_class: "course_version_id IN (SELECT v.id FROM course_versions v JOIN course_assignments a \
     ON a.course_organization_id = v.organization_id AND a.course_id = v.course_id \
     WHERE a.organization_id = {org} AND a.class_id = {class})",
    known: "received_at",
};
const COMPLETIONS_SHOWN: Showing = Showing {
    of_class: "course_id IN (SELECT course_id FROM course_assignments \
     WHERE organization_id = {org} AND class_id = {class})",
    known: "last_on",
};

const OF_COURSE: Step = step("course_id", "courses", "id");
const OF_VERSION: Step = step("course_version_id", "course_versions", "id");

const fn step(column: &'static str, table: &'static str, key: &'static str) -> Step {
    Step { column, table, key }
}

pub(super) const DECLARED: &[D] = &[
    D::exempt("schools", Why::NotPersonal),
    D::exempt("academic_sessions", Why::NotPersonal),
    D::exempt("classes", Why::NotPersonal),
    D::of("enrollments", "Classes attended", School, &["user_id"]).school(Where(OF_CLASS)),
    D::of(
        "school_enrollments",
        "Schools attended",
        School,
        &["user_id"],
    )
    .school(Where(OF_SCHOOL)),
    D::of(
        "teaching_assignments",
        "Classes taught",
        School,
        &["user_id"],
    )
    .special(&[("granted_by", Staff)]),
    D::of("join_codes", "Join codes issued", Person, &["created_by"])
        .special(&[("code", Exempt(Why::Secret))]),
    D::of("courses", "Courses written", Person, &["author_id"]),
    D::of("course_versions", "Versions of courses", Person, &[])
        .through(&[OF_COURSE], &["author_id"]),
    D::of("course_units", "Units of courses", Person, &[])
        .through(&[OF_VERSION, OF_COURSE], &["author_id"]),
    D::of("lessons", "Lessons of courses", Person, &[])
        .through(&[OF_VERSION, OF_COURSE], &["author_id"]),
    D::of("activities", "Activities of courses", Person, &[])
        .through(&[OF_VERSION, OF_COURSE], &["author_id"]),
    D::of(
        "course_assignments",
        "Courses assigned",
        Person,
        &["assigned_by"],
    ),
    D::exempt("assigned_versions", Why::NotPersonal),
    D::of(
        "progress_events",
        "What was done in lessons",
        Observed,
        &["learner_id"],
    )
    .school(Shown(UNDER_AGREEMENT, EVENTS_SHOWN))
    .special(&[("content", Answer)]),
    D::of(
        "activity_states",
        "Progress in activities",
        Service,
        &["learner_id"],
    )
    .school(Nothing(Why::Derived)),
    D::of(
        "lesson_states",
        "Progress in lessons",
        Service,
        &["learner_id"],
    )
    .school(Nothing(Why::Derived))
    .special(&[("states", Lessons)]),
    D::of(
        "course_completions",
        "Courses of long ago",
        Service,
        &["learner_id"],
    )
    .school(Shown(OF_COURSE_GIVEN, COMPLETIONS_SHOWN)),
    D::of(
        "learner_progress",
        "Time on task of today",
        Service,
        &["learner_id"],
    )
    .school(Nothing(Why::Derived)),
    D::of(
        "saved_work",
        "Work that is not handed in",
        Person,
        &["learner_id"],
    )
    .bound_to("activity_id")
    .school(Nothing(Why::NotHandedIn)),
    D::of("feedback", "Feedback of teachers", Teacher, &["learner_id"])
        .school(Where(OF_CLASS))
        .special(&[("given_by", Staff)]),
];
