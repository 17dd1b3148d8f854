//! Manifests, proper and otherwise.

use crate::rosters::{BundleRefusal, File, RefusalCode, Version, sheets::Sheets};

fn refusal(sheets: &Sheets) -> (RefusalCode, Option<File>) {
    let BundleRefusal { code, file, .. } = sheets.read().err().unwrap();
    (code, file)
}

#[test]
fn the_versions_1_1_1_2_and_1_2_1_are_read_and_no_others() {
    let proper = Sheets::v1_2();
    for (written, version) in [("1.2", Version::V1_2), ("1.2.1", Version::V1_2)] {
        let sheets = proper.clone().edit(
            File::Manifest,
            "oneroster.version|1.2",
            &format!("oneroster.version|{written}"),
        );
        assert_eq!(sheets.read().unwrap().manifest.version, version);
    }
    assert_eq!(
        Sheets::v1_1().read().unwrap().manifest.version,
        Version::V1_1
    );
    for written in ["1.0", "2", "", "one"] {
        let sheets = proper.clone().edit(
            File::Manifest,
            "oneroster.version|1.2",
            &format!("oneroster.version|{written}"),
        );
        let expected = (RefusalCode::UnsupportedVersion, Some(File::Manifest));
        assert_eq!(refusal(&sheets), expected, "{written}");
    }
}

#[test]
fn a_manifest_touched_by_a_spreadsheet_is_read() {
    let findings = Sheets::v1_2()
        .edit(File::Manifest, "manifest.version|1.0", "manifest.version|1")
        .edit(
            File::Manifest,
            "propertyName|value",
            "propertyName|propertyValue",
        )
        .edit(File::Manifest, "file.users|bulk", "file.users|Bulk")
        .findings();
    for expected in [
        "manifest - value manifest_version warning",
        "manifest 1 - manifest_header warning",
        "users - - spelling warning",
    ] {
        assert!(
            findings.iter().any(|finding| finding == expected),
            "{expected}"
        );
    }
    for version in ["1.1", "1.2", "1.2.1"] {
        let written = format!("manifest.version|{version}");
        let sheets = Sheets::v1_1().edit(File::Manifest, "manifest.version|1.0", &written);
        assert_eq!(sheets.read().unwrap().manifest.version, Version::V1_1);
        assert_eq!(
            sheets.findings(),
            ["manifest - value manifest_version warning"]
        );
    }
    let future = Sheets::v1_2().edit(
        File::Manifest,
        "manifest.version|1.0",
        "manifest.version|2.0",
    );
    assert_eq!(refusal(&future).0, RefusalCode::UnsupportedVersion);
}

#[test]
fn a_delta_of_a_needed_file_is_refused_and_of_another_ignored() {
    let delta = Sheets::v1_2().edit(File::Manifest, "file.users|bulk", "file.users|delta");
    let expected = (RefusalCode::DeltaNotSupported, Some(File::Users));
    assert_eq!(refusal(&delta), expected);
    let findings = Sheets::v1_2()
        .edit(
            File::Manifest,
            "file.demographics|absent",
            "file.demographics|delta",
        )
        .findings();
    assert_eq!(
        findings[0],
        "demographics - - declared_file_missing warning"
    );
}

#[test]
fn a_needed_file_must_be_there_and_a_mode_must_be_known() {
    for sheets in [
        Sheets::v1_2().without(File::Roles),
        Sheets::v1_2().edit(File::Manifest, "file.roles|bulk", "file.roles|absent"),
        Sheets::v1_2()
            .without(File::Roles)
            .edit(File::Manifest, "\nfile.roles|bulk", ""),
    ] {
        assert_eq!(
            refusal(&sheets),
            (RefusalCode::MissingFile, Some(File::Roles))
        );
    }
    let unknown = Sheets::v1_2().edit(File::Manifest, "file.orgs|bulk", "file.orgs|full");
    assert_eq!(
        refusal(&unknown),
        (RefusalCode::UnknownMode, Some(File::Orgs))
    );
}

#[test]
fn an_undeclared_file_is_read_and_an_absent_one_is_not() {
    let undeclared = Sheets::v1_2().edit(File::Manifest, "\nfile.users|bulk", "");
    let bundle = undeclared.read().unwrap();
    assert_eq!(bundle.people.iter().count(), 3);
    assert!(
        undeclared
            .findings()
            .contains(&"users - - undeclared_file warning".to_owned())
    );

    let absent = Sheets::v1_2().edit(File::Manifest, "file.courses|bulk", "file.courses|absent");
    assert!(absent.read().unwrap().courses.is_empty());
    let findings = absent.findings();
    assert!(findings.contains(&"courses - - absent_file_present warning".to_owned()));
    assert!(findings.contains(&"classes 2 courseSourcedId unknown_reference warning".to_owned()));
}

#[test]
fn unknown_and_repeated_properties_are_reported() {
    let findings = Sheets::v1_2()
        .edit(
            File::Manifest,
            "\nfile.users|bulk",
            "\nfile.users|bulk\nfile.users|delta\nfile.pets|bulk\nsource.systemName|Example SIS",
        )
        .findings();
    let codes: Vec<&str> = findings
        .iter()
        .filter_map(|f| f.split(' ').nth(3))
        .collect();
    assert!(codes.contains(&"duplicate_property"));
    assert!(codes.contains(&"unknown_property"));
}
