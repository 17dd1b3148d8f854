//! Bundles as the standard wants them.

use crate::{
    accounts::credentials::PersonKind,
    classes::{class_role::ClassRole, grade_level::GradeLevel},
    rosters::{
        EnrollmentRole, File, RosterRole, Severity,
        sheets::{Sheets, findings},
    },
    staff::role::StaffRole,
};
use chrono::NaiveDate;

#[test]
fn a_proper_bundle_is_read_without_a_word() {
    for sheets in [Sheets::v1_1(), Sheets::v1_2()] {
        let bundle = sheets.read().unwrap();
        assert_eq!(findings(&bundle), Vec::<String>::new());
        assert_eq!(bundle.orgs.len(), 2);
        assert_eq!(bundle.sessions.len(), 2);
        assert_eq!(bundle.classes.len(), 1);
        assert_eq!(bundle.people.iter().count(), 3);
        assert_eq!(bundle.grants.len(), 3);
        assert_eq!(bundle.enrollments.len(), 3);
        assert_eq!(bundle.report.rows(File::Enrollments).read, 3);
    }
}

#[test]
fn both_versions_become_the_same_state() {
    let one = Sheets::v1_1().read().unwrap();
    let two = Sheets::v1_2().read().unwrap();
    assert_eq!(one.orgs, two.orgs);
    assert_eq!(one.classes, two.classes);
    assert_eq!(one.grants, two.grants);
    assert!(one.people.iter().eq(two.people.iter()));
    assert!(one.enrollments.iter().eq(two.enrollments.iter()));
}

#[test]
fn a_person_is_known_by_the_name_they_go_by() {
    let bundle = Sheets::v1_2().read().unwrap();
    let (_, kind, ada) = bundle.people.iter().nth(1).unwrap();
    assert_eq!(kind, PersonKind::Student);
    assert_eq!((ada.given_name, ada.family_name), ("Ada", "Lovelace"));
    assert_eq!(ada.username, Some("ada"));
    assert_eq!(ada.email, Some("ada@example.edu"));
    assert_eq!(ada.grade, Some(GradeLevel::Fourth));
}

#[test]
fn a_class_knows_its_school_its_sessions_and_its_courses_grades() {
    let bundle = Sheets::v1_2().read().unwrap();
    let class = &bundle.classes[0];
    assert_eq!(bundle.orgs[class.school.index()].sourced_id, "s1");
    assert_eq!(bundle.sessions[class.sessions[0].index()].title, "Fall");
    assert_eq!(class.grades, vec![GradeLevel::Fourth]);
}

#[test]
fn an_enrollment_ends_before_its_end_date() {
    let bundle = Sheets::v1_2().read().unwrap();
    let alan = bundle
        .enrollments
        .iter()
        .find(|e| e.sourced_id == "e3")
        .unwrap();
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    assert!(!alan.interval.contains(day(8, 31)));
    assert!(alan.interval.contains(day(9, 30)));
    assert!(!alan.interval.contains(day(10, 1)));
}

#[test]
fn roles_in_a_class_are_those_of_its_enrollments() {
    let bundle = Sheets::v1_2()
        .with(
            File::Users,
            "te2|||true|edsger||Edsger|Dijkstra||||||||||||||",
        )
        .with(
            File::Users,
            "te3|||true|barbara||Barbara|Liskov||||||||||||||",
        )
        .with(File::Roles, "r4|||te2|primary|teacher|||s1|")
        .with(
            File::Roles,
            "r5|||te3|primary|aide|2026-08-01|2027-07-01|s1|",
        )
        .with(File::Enrollments, "e4|||k1|s1|te2|teacher|false||")
        .with(File::Enrollments, "e5|||k1|s1|te3|aide|||")
        .with(File::Enrollments, "e6|||k1|s1|te2|administrator|||")
        .read()
        .unwrap();
    let roles: Vec<_> = bundle
        .enrollments
        .iter()
        .map(|enrollment| {
            let person = bundle.people.get(enrollment.person).unwrap();
            (person.given_name, enrollment.role)
        })
        .collect();
    assert_eq!(
        roles,
        vec![
            ("Ada", EnrollmentRole::Student),
            ("Alan", EnrollmentRole::Student),
            ("Grace", EnrollmentRole::Staff(ClassRole::TeacherOfRecord)),
            ("Edsger", EnrollmentRole::Staff(ClassRole::CoTeacher)),
            (
                "Barbara",
                EnrollmentRole::Staff(ClassRole::TeachingAssistant)
            ),
        ]
    );
    let aide = bundle
        .grants
        .iter()
        .find(|g| g.role == RosterRole::Staff(StaffRole::Assistant))
        .unwrap();
    assert_eq!(aide.interval.end(), NaiveDate::from_ymd_opt(2027, 7, 1));
    let spoken: Vec<_> = findings(&bundle)
        .into_iter()
        .filter(|finding| finding.starts_with("enrollments"))
        .collect();
    assert_eq!(
        spoken,
        vec![
            "enrollments 6 role unknown_value warning",
            "enrollments 7 role ignored_role info",
        ]
    );
    assert_eq!(bundle.report.total(Severity::Error), 0);
}
