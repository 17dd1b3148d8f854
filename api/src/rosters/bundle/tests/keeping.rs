//! What is kept of a bundle that waits for its application.

use std::io::{Cursor, Read as _};

use csv::{Reader, Writer};
use domain::rosters::Version;
use zip::ZipArchive;

use super::fixtures::District;
use crate::rosters::bundle::{Limits, read, read_and_keep};

/// What stands in every cell that no one may keep.
const SECRET: &str = "hush-hush";

/// A users file with the secret under every column that is not kept, and one more column.
fn with_secrets(users: &str) -> String {
    let mut rows = Reader::from_reader(users.as_bytes());
    let header = rows.headers().unwrap().clone();
    let unneeded = [
        "sms",
        "phone",
        "password",
        "userMasterIdentifier",
        "pronouns",
    ];
    let mut written = Writer::from_writer(Vec::new());
    written
        .write_record(header.iter().chain(["metadata.lunch"]))
        .unwrap();
    for row in rows.records() {
        let row = row.unwrap();
        let cells = header.iter().zip(row.iter()).map(|(name, cell)| {
            if unneeded.contains(&name) {
                SECRET
            } else {
                cell
            }
        });
        written.write_record(cells.chain([SECRET])).unwrap();
    }
    String::from_utf8(written.into_inner().unwrap()).unwrap()
}

fn texts(zip: &[u8]) -> Vec<String> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).unwrap();
    (0..archive.len())
        .map(|entry| {
            let mut text = String::new();
            archive
                .by_index(entry)
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            text
        })
        .collect()
}

#[test]
fn passwords_telephones_and_unknown_columns_are_not_kept_and_the_rest_reads_the_same() {
    for version in [Version::V1_1, Version::V1_2] {
        let sent = District::small(version)
            .files()
            .edit("users.csv", |users| with_secrets(&users))
            .zip();
        assert!(texts(&sent).iter().any(|text| text.contains(SECRET)));
        let (bundle, kept) =
            read_and_keep(Cursor::new(&sent), &Limits::default(), &mut |_| {}).unwrap();
        assert!(
            texts(&kept).iter().all(|text| !text.contains(SECRET)),
            "{version:?}"
        );
        let again = read(&kept).unwrap();
        assert_eq!(again.report.findings(), bundle.report.findings());
        let names = |bundle: &domain::rosters::Bundle| -> Vec<String> {
            bundle
                .people
                .iter()
                .map(|(_, _, person)| person.given_name.to_owned())
                .collect()
        };
        assert_eq!(names(&again), names(&bundle));
        assert_eq!(again.enrollments.len(), bundle.enrollments.len());
    }
}

#[test]
fn what_was_found_in_windows_1252_is_found_again() {
    let mut files = District::small(Version::V1_2).files();
    let (_, users) = files
        .0
        .iter_mut()
        .find(|(name, _)| name == "users.csv")
        .unwrap();
    let at = users.windows(8).position(|name| name == b"Givenpu0");
    users[at.unwrap() + 4] = 0xe9;
    let (bundle, kept) =
        read_and_keep(Cursor::new(files.zip()), &Limits::default(), &mut |_| {}).unwrap();
    assert_eq!(bundle.report.findings().len(), 1);
    assert_eq!(
        read(&kept).unwrap().report.findings(),
        bundle.report.findings()
    );
}

#[test]
fn what_was_found_in_a_file_with_semicolons_is_found_again() {
    let mut files = District::small(Version::V1_2).files();
    for (name, text) in &mut files.0 {
        if name == "orgs.csv" {
            *text = String::from_utf8(text.clone())
                .unwrap()
                .replace(',', ";")
                .into_bytes();
        }
    }
    let (bundle, kept) =
        read_and_keep(Cursor::new(files.zip()), &Limits::default(), &mut |_| {}).unwrap();
    assert_eq!(bundle.report.findings().len(), 1);
    assert_eq!(
        read(&kept).unwrap().report.findings(),
        bundle.report.findings()
    );
}
