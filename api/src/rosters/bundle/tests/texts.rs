//! Comma-separated text as systems write it.

use domain::rosters::{Code, Field, File, Severity, Version};

use super::fixtures::{District, Files};

fn files() -> Files {
    District::small(Version::V1_2).files()
}

const FILES: [&str; 8] = [
    "manifest.csv",
    "orgs.csv",
    "academicSessions.csv",
    "courses.csv",
    "classes.csv",
    "users.csv",
    "roles.csv",
    "enrollments.csv",
];

fn everywhere(change: impl Fn(String) -> String) -> Files {
    FILES
        .iter()
        .fold(files(), |files, name| files.edit(name, &change))
}

#[test]
fn line_ends_marks_and_missing_last_lines_do_not_matter() {
    for changed in [
        everywhere(|text| format!("\u{feff}{text}")),
        everywhere(|text| text.replace('\n', "\r\n")),
        everywhere(|text| text.trim_end().to_owned()),
        everywhere(|text| text.replace('\n', "\r\n\r\n")),
        everywhere(|text| format!("{text}\u{0}\u{0}\u{0}")),
        everywhere(|text| text.replace('\n', "\r")),
        everywhere(|text| format!("{}\n\u{1a}", text.trim_end())),
        everywhere(|text| format!("sep=,\r\n{text}")),
    ] {
        let bundle = changed.read();
        assert_eq!(bundle.report.findings(), []);
        assert_eq!(bundle.enrollments.len(), 28);
    }
}

/// The same rows with another separator.
fn set_apart(text: &str, separator: u8) -> String {
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut written = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(Vec::new());
    for row in rows.records() {
        written.write_record(&row.unwrap()).unwrap();
    }
    String::from_utf8(written.into_inner().unwrap()).unwrap()
}

#[test]
fn cells_may_be_set_apart_as_spreadsheets_of_other_countries_do() {
    for (above, separator) in [("", b';'), ("", b'\t'), ("sep=;\r\n", b';')] {
        let changed = everywhere(|text| format!("{above}{}", set_apart(&text, separator)));
        let bundle = changed.read();
        let codes = bundle.report.findings().iter();
        let codes: Vec<Code> = codes.map(|found| found.subject.code).collect();
        assert_eq!(codes, [Code::Separator; 7], "{separator:?}");
        assert_eq!(bundle.enrollments.len(), 28);
    }
}

#[test]
fn a_manifest_may_be_quoted_and_in_any_order() {
    let bundle = files()
        .edit("manifest.csv", |text| {
            let mut lines: Vec<String> = text
                .lines()
                .map(|line| format!("\"{}\"", line.replace(',', "\",\"")))
                .collect();
            let (header, rows) = lines.split_first_mut().unwrap();
            rows.reverse();
            format!(
                "{header}\r\n\"source.systemName\",\"Example, Inc.\"\r\n{}",
                rows.join("\r\n")
            )
        })
        .read();
    assert_eq!(bundle.report.findings(), []);
}

#[test]
fn columns_between_beyond_and_without_a_name_do_not_matter() {
    let bundle = files()
        .edit("orgs.csv", |text| {
            let mut lines = text.lines();
            let header = lines.next().unwrap().replace("name", "metadata.code,name");
            let rows = lines.map(|line| line.replacen(",,,", ",,,x,", 1) + ",,");
            let rows: Vec<String> = rows.collect();
            format!("{header},,\n{}", rows.join("\n"))
        })
        .read();
    assert_eq!(bundle.orgs[2].name, "School 1, North");
    assert_eq!(bundle.report.findings(), []);
}

#[test]
fn a_line_break_or_a_stray_quotation_mark_in_a_cell_is_borne() {
    let bundle = files()
        .replace("users.csv", "Givenpu0", "\"Ada\r\nMaria\"")
        .replace("users.csv", "Givenpu1", "Ada \"\"Countess\"\"")
        .replace("users.csv", "Givenpu2", "\"The \"\"Turing\"\"\"")
        .read();
    let names: Vec<&str> = bundle
        .people
        .iter()
        .skip(4)
        .take(3)
        .map(|(_, _, person)| person.given_name)
        .collect();
    assert_eq!(
        names,
        ["Ada Maria", "Ada \"\"Countess\"\"", "The \"Turing\""]
    );
    let subject = bundle.report.findings()[0].subject;
    assert_eq!(subject.code, Code::ControlCharacter);
    assert_eq!(bundle.report.findings().len(), 1);
}

#[test]
fn a_quotation_mark_that_is_closed_in_another_row_ends_nobody() {
    let cells = ["pu0,", "Givenpu0,", "Familypu0,", ",04,"];
    for opened in cells {
        for closed in ["pu1,", "Givenpu1,", "Familypu1,", "\n"] {
            let broken = files()
                .edit("users.csv", |text| {
                    let at = text.find(opened).unwrap();
                    let (before, after) = text.split_at(at + usize::from(opened.starts_with(',')));
                    let text = format!("{before}\"{after}");
                    match closed {
                        "\n" => text,
                        closed => text.replacen(closed, &format!("\"{closed}"), 1),
                    }
                })
                .refusal();
            assert_eq!(broken, "malformed_file in users.csv", "{opened} {closed}");
        }
    }
}

#[test]
fn one_cell_that_is_not_utf_8_does_not_change_how_the_others_are_read() {
    let files = files().replace("users.csv", "Givenpu1", "No\u{eb}lle");
    let files = with_1252(files, b"Givenpu0");
    let bundle = files.read();
    let mut people = bundle.people.iter();
    assert!(people.any(|(_, _, person)| person.given_name == "No\u{eb}lle"));
    assert_eq!(bundle.spared.keys(File::Users).collect::<Vec<_>>(), ["pu0"]);
}

/// Puts a byte of Windows-1252 into the name of a student.
fn with_1252(mut files: Files, name: &[u8]) -> Files {
    let (_, bytes) = files
        .0
        .iter_mut()
        .find(|(name, _)| name == "users.csv")
        .unwrap();
    let at = bytes
        .windows(name.len())
        .position(|window| window == name)
        .unwrap();
    bytes[at + 4] = 0xe9;
    files
}

#[test]
fn a_file_without_utf_8_is_read_as_windows_1252() {
    let bundle = with_1252(with_1252(files(), b"Givenpu0"), b"Givenpu1").read();
    let mut people = bundle.people.iter();
    assert!(people.any(|(_, _, person)| person.given_name == "Give\u{e9}pu0"));
    let found: Vec<_> = bundle.report.findings().iter().map(|f| f.subject).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code, Code::Windows1252);
    assert_eq!(found[0].file, Some(File::Users));
    assert_eq!(found[0].severity, Severity::Warning);
}

#[test]
fn a_cell_that_is_not_utf_8_costs_its_row() {
    let files = files().replace("users.csv", "Givente0", "Zo\u{eb}");
    let files = with_1252(files, b"Givenpu0");
    let bundle = files.read();
    let finding = &bundle.report.findings()[0];
    assert_eq!(finding.line, Some(6));
    assert_eq!(finding.subject.file, Some(File::Users));
    assert_eq!(finding.subject.field, Some(Field::GivenName));
    assert_eq!(finding.subject.code, Code::InvalidUtf8);
    assert_eq!(finding.subject.severity, Severity::Error);
    assert_eq!(bundle.spared.keys(File::Users).collect::<Vec<_>>(), ["pu0"]);
    // What pointed to the row is left out and spared with it.
    assert_eq!(bundle.spared.keys(File::Roles).collect::<Vec<_>>(), ["pu0"]);
    assert_eq!(bundle.spared.keys(File::Enrollments).count(), 2);
    assert_eq!(bundle.people.iter().count(), 15);
}

#[test]
fn a_quotation_that_is_never_closed_does_not_swallow_the_class() {
    let opened = files().replace("enrollments.csv", "et0,", "\"et0,");
    assert_eq!(opened.refusal(), "malformed_file in enrollments.csv");
    let large = District {
        students: 5_000,
        ..District::small(Version::V1_1)
    };
    let opened = large.files().edit("users.csv", |text| {
        text.replacen("te0,", "\"te0,", 1).replace('\n', "\r")
    });
    assert_eq!(opened.refusal(), "malformed_file in users.csv");
}

#[test]
fn a_finding_names_the_line_that_an_editor_shows_and_the_key_of_the_row() {
    for (change, line) in [
        (("", ""), 6),
        (("\npu0,", "\n\n\npu0,"), 8),
        (("\npu0,", "\n \npu0,"), 7),
        (("Givente0,", "\"Ada\nMaria\","), 7),
        (("sourcedId,", "sep=,\nsourcedId,"), 7),
    ] {
        let changed = files()
            .edit("users.csv", |text| text.replacen(change.0, change.1, 1))
            .replace("users.csv", "\npu0,,,true,", "\npu0,,,maybe,");
        for text in [
            |text: String| text,
            |text: String| text.replace('\n', "\r\n"),
        ] {
            let bundle = changed.clone().edit("users.csv", text).read();
            let mut found = bundle.report.findings().iter();
            let found = found.find(|found| found.subject.code == Code::UnknownValue);
            let found = found.expect("the value is reported");
            assert_eq!(found.line, Some(line), "{change:?}");
            assert_eq!(found.sourced_id.as_deref(), Some("pu0"));
        }
    }
}
