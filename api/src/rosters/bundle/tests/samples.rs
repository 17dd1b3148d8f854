//! Bundles as the standard wants them.

use domain::rosters::{File, RefusalCode, Severity, Version};

use super::fixtures::District;

#[test]
fn a_proper_bundle_of_either_version_is_read_without_a_word() {
    for version in [Version::V1_1, Version::V1_2] {
        let bundle = District::small(version).files().read();
        assert_eq!(bundle.manifest.version, version);
        assert_eq!(bundle.report.findings(), []);
        assert_eq!(bundle.orgs.len(), 3);
        assert_eq!(bundle.orgs[1].name, "School 0, North");
        assert_eq!(bundle.sessions.len(), 3);
        assert_eq!(bundle.classes.len(), 4);
        assert_eq!(bundle.classes[0].sessions.len(), 2);
        assert_eq!(bundle.people.iter().count(), 16);
        assert_eq!(bundle.grants.len(), 16);
        assert_eq!(bundle.enrollments.len(), 28);
        assert_eq!(bundle.report.rows(File::Users).read, 16);
    }
}

#[test]
fn a_delta_is_refused_with_a_clear_code() {
    let delta = District::small(Version::V1_2)
        .files()
        .edit("manifest.csv", |text| text.replace(",bulk", ",delta"));
    let refusal = super::super::read(&delta.zip()).err().unwrap();
    assert_eq!(refusal.code, RefusalCode::DeltaNotSupported);
}

#[test]
fn a_watcher_sees_every_file_come_to_its_end() {
    let zip = District::small(Version::V1_1).files().zip();
    let mut seen = Vec::new();
    let limits = super::super::Limits::default();
    super::super::read_from(std::io::Cursor::new(&zip), &limits, &mut |progress| {
        assert!(progress.done <= progress.total);
        if progress.done == progress.total {
            seen.push(progress.file);
        }
    })
    .unwrap();
    let order = [
        File::Manifest,
        File::Orgs,
        File::AcademicSessions,
        File::Courses,
        File::Classes,
        File::Users,
        File::Enrollments,
    ];
    assert_eq!(seen, order);
}

#[test]
fn a_bad_row_costs_itself_and_nothing_else() {
    let bundle = District::small(Version::V1_2)
        .files()
        .edit("enrollments.csv", |text| {
            text + "e9,,,k9,s0,pu0,student,,,\n"
        })
        .read();
    assert_eq!(bundle.enrollments.len(), 28);
    assert_eq!(bundle.report.total(Severity::Error), 1);
    assert_eq!(bundle.report.findings()[0].line, Some(30));
}
