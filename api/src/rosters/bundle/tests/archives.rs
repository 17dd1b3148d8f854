//! Archives as people pack them.

use domain::rosters::{Code, File, Severity, Version};

use super::fixtures::{District, Files};

fn files() -> Files {
    District::small(Version::V1_2).files()
}

fn codes(files: &Files) -> Vec<(Option<File>, Code)> {
    let bundle = files.read();
    assert_eq!(bundle.enrollments.len(), 28);
    assert_eq!(bundle.report.total(Severity::Error), 0);
    let findings = bundle.report.findings().iter();
    findings
        .map(|finding| (finding.subject.file, finding.subject.code))
        .collect()
}

#[test]
fn everything_may_lie_in_one_folder() {
    let nested = files()
        .renamed(|name| format!("Roster 2026/{name}"))
        .with("Roster 2026/", "");
    assert_eq!(codes(&nested), vec![(None, Code::NestedFolder)]);
}

#[test]
fn files_in_two_folders_are_ambiguous() {
    let old = files().with("old/users.csv", "sourcedId\n");
    assert_eq!(old.refusal(), "ambiguous_files");
    let twice = files().with("Users.csv", "sourcedId\n");
    assert_eq!(twice.refusal(), "ambiguous_files in users.csv");
}

#[test]
fn what_systems_leave_behind_is_ignored() {
    let littered = files()
        .with("__MACOSX/._users.csv", "junk")
        .with("__MACOSX/users.csv", "junk")
        .with(".DS_Store", "junk")
        .with("._orgs.csv", "junk")
        .with("readme.txt", "junk")
        .with("pets.csv", "junk");
    assert_eq!(codes(&littered), vec![(None, Code::IgnoredEntry); 6]);
}

#[test]
fn a_files_name_may_be_written_in_another_case() {
    let shouted = files().renamed(|name| name.replace("users.csv", "USERS.CSV"));
    assert_eq!(
        codes(&shouted),
        vec![(Some(File::Users), Code::FileNameCase)]
    );
}

#[test]
fn a_backslash_is_a_folder_too() {
    let windows = files().renamed(|name| format!("roster\\{name}"));
    assert_eq!(codes(&windows), vec![(None, Code::NestedFolder)]);
}

#[test]
fn files_that_are_not_needed_are_never_opened() {
    let more = files()
        .replace("manifest.csv", "demographics,absent", "demographics,bulk")
        .with("demographics.csv", vec![0xff; 64])
        .with("userprofiles.csv", "sourcedId,status\nwrong,content\n");
    assert_eq!(
        codes(&more),
        vec![
            (Some(File::Demographics), Code::IgnoredFile),
            (Some(File::UserProfiles), Code::FileNameCase),
            (Some(File::UserProfiles), Code::AbsentFilePresent),
        ]
    );
}

#[test]
fn an_archive_without_what_is_needed_is_refused() {
    let mut without = files();
    without.0.retain(|(name, _)| name != "manifest.csv");
    assert_eq!(without.refusal(), "missing_manifest");
    let mut without = files();
    without.0.retain(|(name, _)| name != "classes.csv");
    assert_eq!(without.refusal(), "missing_file in classes.csv");
    let empty = files().edit("orgs.csv", |_| String::new());
    assert_eq!(empty.refusal(), "missing_column in orgs.csv");
    assert_eq!(Files::default().refusal(), "missing_manifest");
}
