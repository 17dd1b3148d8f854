//! Columns and cells as real systems write them.

use crate::rosters::{File, RefusalCode, Severity, sheets::Sheets};

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
fn columns_are_found_by_name_in_any_place_and_spelling() {
    let sheets = Sheets::v1_2()
        .edit(File::Orgs, "name|type|identifier", "type|name|metadata.x")
        .edit(
            File::Orgs,
            "Example District|district",
            "district|Example District",
        )
        .edit(
            File::Orgs,
            "Lincoln Elementary|school",
            "school|Lincoln Elementary",
        )
        .edit(File::Users, "preferredGivenName", "prefferedGivenName")
        .edit(
            File::AcademicSessions,
            "dateLastModified",
            "dataLastModified",
        )
        .edit(File::Classes, "|grades|", "|grade|")
        .edit(File::Classes, "termSourcedIds", "termSourcedId")
        .edit(
            File::Enrollments,
            "beginDate|endDate",
            "beginDate|endDate|ext_flag|||",
        );
    let bundle = sheets.read().unwrap();
    assert_eq!(bundle.orgs[1].name, "Lincoln Elementary");
    assert_eq!(bundle.people.iter().nth(1).unwrap().2.given_name, "Ada");
    assert_eq!(bundle.classes[0].sessions.len(), 1);
    assert_eq!(bundle.report.total(Severity::Error), 0);
    says(
        &sheets,
        &[
            "orgs - - column_order warning",
            "users - preferredGivenName column_spelling warning",
            "academicSessions - dateLastModified column_spelling warning",
            "enrollments - - unknown_column info",
        ],
    );
}

#[test]
fn a_needed_column_that_is_missing_refuses_the_bundle() {
    let sheets = Sheets::v1_2().edit(File::Users, "givenName", "firstName");
    let refusal = sheets.read().err().unwrap();
    assert_eq!(refusal.code, RefusalCode::MissingColumn);
    assert_eq!(
        refusal.to_string(),
        "missing_column in users.csv, givenName"
    );
    let empty = Sheets::v1_2().edit(File::Orgs, "sourcedId|", "|");
    assert_eq!(empty.read().err().unwrap().code, RefusalCode::MissingColumn);
}

#[test]
fn an_unneeded_column_may_be_missing_or_doubled() {
    let sheets = Sheets::v1_2()
        .edit(File::Enrollments, "|primary|", "|role|")
        .edit(File::Users, "|email|", "|e-mail|");
    says(
        &sheets,
        &[
            "enrollments - role duplicate_column warning",
            "enrollments - primary absent_column warning",
            "users - email absent_column warning",
        ],
    );
}

#[test]
fn a_filled_status_or_date_in_a_bulk_is_only_a_warning() {
    let sheets = Sheets::v1_2().edit(File::Enrollments, "e2|||", "e2|active|1/05/2023|");
    assert_eq!(sheets.read().unwrap().enrollments.len(), 3);
    says(
        &sheets,
        &[
            "enrollments 3 status filled_in_bulk warning",
            "enrollments 3 dateLastModified filled_in_bulk warning",
        ],
    );
}

#[test]
fn a_row_marked_as_deleted_is_not_there() {
    for status in ["tobedeleted", "ToBeDeleted", "inactive"] {
        let edited = format!("e2|{status}||");
        let bundle = Sheets::v1_2()
            .edit(File::Enrollments, "e2|||", &edited)
            .read()
            .unwrap();
        assert_eq!(bundle.enrollments.len(), 2);
        assert_eq!(bundle.spared.keys(File::Enrollments).count(), 0);
    }
}

#[test]
fn values_are_put_right_and_reported() {
    let sheets = Sheets::v1_2()
        .edit(File::Orgs, "|school|", "|School|")
        .edit(File::Classes, "|homeroom|", "|Homeroom|")
        .edit(File::Users, "te1|||true", "te1|||TRUE")
        .edit(File::Users, "||||04|||Ada", "||||4|||Ada")
        .edit(File::Classes, "|t1|", "|t1, y1|")
        .edit(
            File::AcademicSessions,
            "term|2026-08-01",
            "term|2026-08-01T00:00:00.000Z",
        )
        .edit(File::Roles, "primary|teacher", "primary|Teacher");
    assert_eq!(sheets.read().unwrap().classes[0].sessions.len(), 2);
    assert_eq!(sheets.read().unwrap().report.total(Severity::Error), 0);
    says(
        &sheets,
        &[
            "orgs 3 type spelling warning",
            "classes 2 classType spelling warning",
            "classes 2 termSourcedIds spaces_in_list warning",
            "users 2 enabledUser spelling warning",
            "users 3 grades spelling warning",
            "academicSessions 3 startDate spelling warning",
            "roles 2 role spelling warning",
        ],
    );
}

#[test]
fn a_row_that_cannot_be_used_is_left_out_and_spared() {
    let long = "x".repeat(256);
    for (field, code, row) in [
        (
            "sourcedId",
            "missing_value",
            "|||k1|s1|pu1|student|||".to_owned(),
        ),
        (
            "sourcedId",
            "too_long",
            format!("{long}|||k1|s1|pu1|student|||"),
        ),
        (
            "beginDate",
            "invalid_date",
            "e9|||k1|s1|pu1|student||soon|".to_owned(),
        ),
        (
            "role",
            "unknown_value",
            "e9|||k1|s1|pu1|learner|||".to_owned(),
        ),
        (
            "primary",
            "unknown_value",
            "e9|||k1|s1|te1|teacher|perhaps||".to_owned(),
        ),
        (
            "classSourcedId",
            "unknown_reference",
            "e9|||k9|s1|pu1|student|||".to_owned(),
        ),
        (
            "userSourcedId",
            "unknown_reference",
            "e9|||k1|s1|pu9|student|||".to_owned(),
        ),
        (
            "-",
            "ragged_row",
            "e9|||k1|s1|pu1|student||||more".to_owned(),
        ),
        // A comma that was not quoted moves all cells, the last of which are blank.
        ("-", "ragged_row", "e9|||k1|s1|pu1|student||||".to_owned()),
    ] {
        let sheets = Sheets::v1_2().with(File::Enrollments, &row);
        let bundle = sheets.read().unwrap();
        assert_eq!(bundle.enrollments.len(), 3, "{code}");
        assert_eq!(bundle.report.rows(File::Enrollments).skipped, 1, "{code}");
        says(&sheets, &[&format!("enrollments 5 {field} {code} error")]);
        let spared: Vec<&str> = bundle.spared.keys(File::Enrollments).collect();
        let expected: Vec<&str> = row
            .split('|')
            .take(1)
            .filter(|key| !key.is_empty())
            .collect();
        assert_eq!(spared, expected, "{code}");
    }
}

#[test]
fn a_short_row_is_read_as_far_as_it_goes() {
    let sheets = Sheets::v1_2().with(File::Enrollments, "e9|||k1|s1|te1|teacher");
    assert_eq!(sheets.read().unwrap().report.total(Severity::Error), 0);
    says(&sheets, &["enrollments 5 - ragged_row warning"]);
}

#[test]
fn an_empty_row_says_nothing_and_an_empty_file_is_reported() {
    let sheets = Sheets::v1_2()
        .with(File::Orgs, "||||||")
        .with(File::Orgs, "");
    assert!(
        !sheets
            .findings()
            .iter()
            .any(|finding| finding.starts_with("orgs"))
    );
    let mut empty = Sheets::v1_2();
    for (file, text) in &mut empty.files {
        if *file == File::Enrollments {
            *text = text.lines().next().unwrap().to_owned();
        }
    }
    says(&empty, &["enrollments - - no_rows warning"]);
}

#[test]
fn a_key_with_unusual_characters_is_taken_and_a_plus_is_usual() {
    let sheets = Sheets::v1_2()
        .with(File::Orgs, "s 2:a|||Adams|school||d1")
        .with(File::Orgs, "s+3|||Taft|school||d1");
    assert_eq!(sheets.read().unwrap().orgs.len(), 4);
    says(&sheets, &["orgs 4 sourcedId sourced_id_characters warning"]);
    assert!(
        !sheets
            .findings()
            .iter()
            .any(|finding| finding.starts_with("orgs 5"))
    );
}

#[test]
fn titles_and_names_of_schools_are_those_that_the_api_takes() {
    let long = "x".repeat(256);
    for (title, code) in [
        ("Win at free-prize.example.com/x", "not_a_name"),
        (long.as_str(), "too_long"),
    ] {
        let sheets = Sheets::v1_2().edit(File::Classes, "Coding 4B", title);
        assert_eq!(sheets.read().unwrap().spared.keys(File::Classes).count(), 1);
        says(&sheets, &[&format!("classes 2 title {code} error")]);
        let sheets = Sheets::v1_2().edit(File::Orgs, "Lincoln Elementary", title);
        says(&sheets, &[&format!("orgs 3 name {code} error")]);
        let sheets = Sheets::v1_2().edit(File::AcademicSessions, "Fall", title);
        says(
            &sheets,
            &[&format!("academicSessions 3 title {code} error")],
        );
    }
    for title in [&"x".repeat(255), "Code.org @ 9:00", "Stars ⭐\u{FE0F}"] {
        let sheets = Sheets::v1_2().edit(File::Classes, "Coding 4B", title);
        assert_eq!(sheets.read().unwrap().classes[0].title, title);
        assert_eq!(sheets.findings(), Vec::<String>::new(), "{title}");
    }
}

#[test]
fn a_key_is_visible() {
    for sign in ['\u{200B}', '\u{200D}'] {
        let row = format!("s{sign}2|||Adams|school||d1");
        let sheets = Sheets::v1_2().with(File::Orgs, &row);
        says(&sheets, &["orgs 4 sourcedId control_character error"]);
    }
}

#[test]
fn a_finding_never_repeats_a_cell() {
    let sheets = Sheets::v1_2()
        .with(
            File::Users,
            "pu3|||maybe|hunter2||Hunter|Secret|||not-mail||||99|||||||",
        )
        .with(File::Enrollments, "e9|||nowhere|s1|pu3|student|||");
    let bundle = sheets.read().unwrap();
    let printed = format!("{:?}", bundle.report);
    for cell in [
        "hunter2", "Hunter", "Secret", "not-mail", "nowhere", "maybe",
    ] {
        assert!(!printed.contains(cell), "{cell}");
    }
}
