//! References, repetitions and trees.

use crate::rosters::{File, OrgKind, Severity, Terms, sheets::Sheets};

#[track_caller]
fn says(sheets: &Sheets, expected: &[&str]) {
    let findings = sheets.findings();
    for line in expected {
        assert!(
            findings.iter().any(|f| f == line),
            "{line} is not in {findings:#?}"
        );
    }
}

#[test]
fn the_same_row_twice_counts_once_and_a_contradiction_loses_to_the_first() {
    let sheets = Sheets::v1_2()
        .with(File::Orgs, "s1|||Lincoln Elementary|school|S1|d1")
        .with(File::Orgs, "s1|||Washington|school|S1|d1")
        .with(File::Classes, "k1|||Another||c1||homeroom||s1|t1|||")
        .with(
            File::Users,
            "pu1|||true|ada||Augusta|King|||ada@example.edu||||04|||Ada||Lovelace||",
        )
        .with(File::Users, "pu1|||true|ada||Eve|Other||||||||||||||")
        .with(File::Enrollments, "e2|||k1|s1|pu1|student|||")
        .with(File::Enrollments, "e2|||k1|s1|pu2|student|||");
    let bundle = sheets.read().unwrap();
    assert_eq!(bundle.orgs[1].name, "Lincoln Elementary");
    assert_eq!(bundle.classes[0].title, "Coding 4B");
    assert_eq!(bundle.people.iter().nth(1).unwrap().2.given_name, "Ada");
    assert_eq!(bundle.enrollments.len(), 3);
    assert_eq!(bundle.spared.keys(File::Orgs).count(), 0);
    says(
        &sheets,
        &[
            "orgs 4 sourcedId duplicate_row warning",
            "orgs 5 sourcedId conflicting_row error",
            "classes 3 sourcedId conflicting_row error",
            "users 5 sourcedId duplicate_row warning",
            "users 6 sourcedId conflicting_row error",
            "enrollments 5 sourcedId duplicate_row warning",
            "enrollments 6 sourcedId conflicting_row error",
        ],
    );
}

#[test]
fn a_second_enrollment_for_the_same_days_is_one_and_for_other_days_another() {
    let sheets = Sheets::v1_2()
        .with(
            File::Enrollments,
            "e8|||k1|s1|pu2|student||2026-09-15|2026-11-01",
        )
        .with(File::Enrollments, "e9|||k1|s1|pu2|student||2027-01-10|");
    let bundle = sheets.read().unwrap();
    let alan: Vec<(&str, Option<String>)> = bundle
        .enrollments
        .iter()
        .filter(|enrollment| bundle.people.get(enrollment.person).unwrap().given_name == "Alan")
        .map(|e| (e.sourced_id, e.interval.end().map(|end| end.to_string())))
        .collect();
    assert_eq!(
        alan,
        vec![("e3", Some("2026-11-01".to_owned())), ("e9", None)]
    );
    says(
        &sheets,
        &["enrollments 5 userSourcedId repeated_enrollment warning"],
    );
}

#[test]
fn an_enrollment_that_never_takes_effect_is_not_taken() {
    let sheets = Sheets::v1_2().edit(
        File::Enrollments,
        "2026-09-01|2026-10-01",
        "2026-09-01|2026-09-01",
    );
    assert_eq!(sheets.read().unwrap().enrollments.len(), 2);
    says(&sheets, &["enrollments 4 endDate never_in_effect info"]);
}

#[test]
fn a_parent_that_is_missing_or_a_circle_is_cut() {
    let sheets = Sheets::v1_2()
        .with(File::Orgs, "s2|||Adams|school||nowhere")
        .with(File::Orgs, "a|||A|department||b")
        .with(File::Orgs, "b|||B|department||a")
        .with(
            File::AcademicSessions,
            "t2|||Spring|term|2027-01-01|2027-06-30|t2|2027",
        );
    let bundle = sheets.read().unwrap();
    assert_eq!(bundle.orgs[2].parent, None);
    assert_eq!(bundle.orgs.len(), 5);
    let cut = [bundle.orgs[3].parent, bundle.orgs[4].parent];
    assert_eq!(cut.iter().flatten().count(), 1);
    assert_eq!(bundle.sessions[2].parent, None);
    says(
        &sheets,
        &[
            "orgs 4 parentSourcedId unknown_reference warning",
            "orgs 6 parentSourcedId parent_cycle warning",
            "academicSessions 4 parentSourcedId parent_cycle warning",
        ],
    );
}

#[test]
fn an_organization_of_a_kind_beyond_the_standard_is_told_from_its_place() {
    let sheets = Sheets::v1_2()
        .edit(File::Orgs, "|school|", "|ext:charter|")
        .with(File::Orgs, "dep|||Arts|ext:house||s1")
        .with(File::Orgs, "region|||North|ext:region||")
        .with(File::Orgs, "s9|||Elm|school||region");
    let bundle = sheets.read().unwrap();
    let kind = |key: &str| {
        bundle
            .orgs
            .iter()
            .find(|org| org.sourced_id == key)
            .unwrap()
            .kind
    };
    assert_eq!(kind("s1"), OrgKind::School);
    assert_eq!(kind("dep"), OrgKind::Department);
    assert_eq!(kind("region"), OrgKind::Local);
    assert_eq!(kind("s9"), OrgKind::School);
    assert_eq!(
        bundle.classes.len(),
        Sheets::v1_2().read().unwrap().classes.len()
    );
    let said = sheets.findings();
    assert!(
        said.contains(&"orgs 3 type unknown_value warning".to_owned()),
        "{said:#?}"
    );
}

#[test]
fn a_department_stands_for_its_school() {
    let sheets = Sheets::v1_2()
        .with(File::Orgs, "dep|||Arts|department||s1")
        .edit(File::Classes, "||s1|t1", "||dep|t1")
        .edit(
            File::Roles,
            "pu1|primary|student|||s1",
            "pu1|primary|student|||dep",
        );
    let bundle = sheets.read().unwrap();
    assert_eq!(
        bundle.orgs[bundle.classes[0].school.index()].sourced_id,
        "s1"
    );
    assert_eq!(bundle.grants.len(), 3);
    assert_eq!(bundle.report.total(Severity::Error), 0);
    says(&sheets, &["classes 2 schoolSourcedId wrong_kind warning"]);
}

#[test]
fn a_class_needs_a_school_and_bears_the_rest_missing() {
    let sheets = Sheets::v1_2()
        .with(File::Classes, "k2|||Coding||c9||ext:lab||s1|t9|||")
        .with(File::Classes, "k3|||Coding||c1||scheduled||d1|t1|||")
        .with(File::Classes, "k4|||Coding||c1||scheduled||s9|t1|||")
        .with(File::Enrollments, "e9|||k4|s1|pu1|student|||");
    let bundle = sheets.read().unwrap();
    assert_eq!(bundle.classes.len(), 2);
    assert_eq!(
        bundle.spared.keys(File::Classes).collect::<Vec<_>>(),
        vec!["k3", "k4"]
    );
    assert_eq!(
        bundle.spared.keys(File::Enrollments).collect::<Vec<_>>(),
        vec!["e9"]
    );
    says(
        &sheets,
        &[
            "classes 3 courseSourcedId unknown_reference warning",
            "classes 3 termSourcedIds unknown_reference warning",
            "classes 3 classType unknown_value warning",
            "classes 4 schoolSourcedId wrong_kind error",
            "classes 5 schoolSourcedId unknown_reference error",
            "enrollments 5 classSourcedId unknown_reference error",
        ],
    );
}

#[test]
fn the_school_of_the_class_counts_before_that_of_the_enrollment() {
    let sheets = Sheets::v1_2()
        .with(File::Orgs, "s2|||Adams|school||d1")
        .edit(File::Enrollments, "e2|||k1|s1|", "e2|||k1|s2|");
    assert_eq!(sheets.read().unwrap().enrollments.len(), 3);
    says(
        &sheets,
        &["enrollments 3 schoolSourcedId school_differs warning"],
    );
}

#[test]
fn a_session_ends_after_it_starts() {
    let sheets = Sheets::v1_2().with(
        File::AcademicSessions,
        "t2|||Spring|quarter|2027-06-30|2027-01-01|y1|2027",
    );
    assert_eq!(sheets.read().unwrap().sessions.len(), 2);
    says(
        &sheets,
        &[
            "academicSessions 4 type unknown_value warning",
            "academicSessions 4 endDate end_before_begin error",
        ],
    );
}

#[test]
fn a_class_of_a_session_that_cannot_be_read_does_not_know_when_it_ends() {
    let sheets = Sheets::v1_2().edit(File::AcademicSessions, "2026-12-31", "soon");
    let bundle = sheets.read().unwrap();
    assert_eq!(bundle.classes[0].terms, Terms::Unread);
    let gone = Sheets::v1_2().edit(File::Classes, "|t1|", "|t9|");
    assert_eq!(gone.read().unwrap().classes[0].terms, Terms::Known);
}

#[test]
fn an_enrollment_outside_of_its_classs_sessions_is_reported() {
    let sheets = Sheets::v1_2()
        .edit(File::Enrollments, "2026-09-01|2026-10-01", "2027-01-01|")
        .with(File::Enrollments, "e4|||k1|s1|pu1|student||2026-12-31|");
    assert_eq!(sheets.read().unwrap().enrollments.len(), 3);
    says(&sheets, &["enrollments 4 beginDate outside_terms warning"]);
    let said = sheets.findings();
    assert!(
        !said
            .iter()
            .any(|f| f.starts_with("enrollments 5 beginDate"))
    );
}
