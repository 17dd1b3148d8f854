//! Rows that mean nothing.

use crate::rosters::{
    Declarations, File, Intake, Manifest, Report, Severity, Version,
    sheets::{Line, Sheets},
};
use proptest::prelude::*;
use std::collections::BTreeSet;

proptest! {
    #[test]
    fn no_row_makes_the_intake_panic(
        file in prop::sample::select(vec![
            File::Orgs, File::AcademicSessions, File::Courses, File::Classes,
            File::Users, File::Roles, File::Enrollments,
        ]),
        cells in prop::collection::vec("(s1|t1|pu1|te1|k1|d1|true|student|2026-09-01|\\PC{0,6}|)", 0..24),
    ) {
        let line = cells.join("|");
        let bundle = Sheets::v1_2().with(file, &line).read().unwrap();
        let rows = bundle.report.rows(file);
        prop_assert!(rows.skipped <= rows.read);
        let errors = bundle.report.total(Severity::Error);
        prop_assert!(errors <= 4, "one row makes few errors: {errors}");
    }

    #[test]
    fn no_header_and_no_manifest_makes_the_intake_panic(
        header in "[a-zA-Z|.\"]{0,80}",
        manifest in prop::collection::vec("(file.users|oneroster.version|[a-z.]{0,9})\\|(bulk|1.2|[a-z]{0,5})", 0..9),
    ) {
        let manifest_of_nothing = Manifest { version: Version::V1_1, files: vec![File::Users] };
        let mut intake = Intake::new(manifest_of_nothing, Report::default());
        let _ = intake.open(File::Users, &Line::new(&header));
        let mut declarations = Declarations::default();
        let mut report = Report::default();
        for (number, line) in (1..).zip(&manifest) {
            declarations.take(number, &Line::new(line), &mut report);
        }
        let _ = declarations.judge(&BTreeSet::from([File::Users]), &mut report);
    }
}
