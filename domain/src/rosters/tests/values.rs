//! Words and days that are outside of their vocabulary or calendar.

use crate::rosters::{File, sheets::Sheets};

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
fn a_role_outside_of_the_vocabulary_spares_and_an_extension_gives_nothing() {
    let sheets = Sheets::v1_2().edit(File::Roles, "pu1|primary|student", "pu1|primary|learner");
    let bundle = sheets.read().unwrap();
    assert_eq!(bundle.spared.keys(File::Users).collect::<Vec<_>>(), ["pu1"]);
    says(&sheets, &["roles 3 role unknown_value error"]);

    let sheets = Sheets::v1_2().edit(File::Roles, "te1|primary|teacher", "te1|primary|ext:coach");
    assert_eq!(sheets.read().unwrap().spared.keys(File::Users).count(), 0);
    says(&sheets, &["roles 2 role ignored_role info"]);

    let sheets = Sheets::v1_1().edit(File::Users, "s1|student|ada", "s1|learner|ada");
    let bundle = sheets.read().unwrap();
    assert_eq!(bundle.spared.keys(File::Users).collect::<Vec<_>>(), ["pu1"]);
    says(&sheets, &["users 3 role unknown_value error"]);
}

#[test]
fn an_end_beyond_all_rosters_is_none_and_one_before_the_beginning_is_never() {
    let sheets = Sheets::v1_2()
        .edit(File::Enrollments, "2026-10-01", "9999-12-31")
        .with(
            File::Enrollments,
            "e9|||k1|s1|pu1|student||2026-10-01|2026-09-01",
        );
    let bundle = sheets.read().unwrap();
    let open = bundle.enrollments.iter().find(|e| e.sourced_id == "e3");
    assert_eq!(open.unwrap().interval.end(), None);
    assert_eq!(bundle.enrollments.len(), 3);
    assert_eq!(bundle.spared.keys(File::Enrollments).count(), 0);
    says(
        &sheets,
        &[
            "enrollments 4 endDate far_end warning",
            "enrollments 5 endDate end_before_begin warning",
        ],
    );
}
