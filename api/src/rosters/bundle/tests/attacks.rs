//! Archives made to do harm.

use std::io::{Cursor, Write as _};

use domain::rosters::{RefusalCode, Version};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::super::{Limits, read, read_from};
use super::fixtures::{District, Files};

fn files() -> Files {
    District::small(Version::V1_1).files()
}

fn code(zip: &[u8]) -> RefusalCode {
    read(zip).err().unwrap().code
}

#[test]
fn an_entry_that_leads_outside_is_refused() {
    for name in [
        "../users.csv",
        "a/../../users.csv",
        "/etc/users.csv",
        "..\\users.csv",
        "C:\\users.csv",
        "C:users.csv",
        "\\\\server\\users.csv",
        "..",
    ] {
        let zip = files().with(name, "x").zip();
        assert_eq!(code(&zip), RefusalCode::PathOutside, "{name}");
    }
}

#[test]
fn two_dots_within_a_name_lead_nowhere() {
    assert!(read(&files().with("notes..txt", "x").zip()).is_ok());
}

#[test]
fn a_symbolic_link_is_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files().0 {
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&bytes).unwrap();
    }
    let options = SimpleFileOptions::default();
    writer
        .add_symlink("users.csv.lnk", "/etc/passwd", options)
        .unwrap();
    let zip = writer.finish().unwrap().into_inner();
    assert_eq!(code(&zip), RefusalCode::LinkInside);
}

#[test]
fn a_file_that_unpacks_to_implausibly_much_is_refused() {
    let bomb = files().with("demographics.csv", vec![b'0'; 4 << 20]);
    assert_eq!(code(&bomb.zip()), RefusalCode::TooCompressed);
}

#[test]
fn a_file_beyond_the_limits_is_refused() {
    let zip = files().zip();
    let limited = |limits: Limits| {
        read_from(Cursor::new(&zip), &limits, &mut |_| {})
            .err()
            .unwrap()
            .code
    };
    let usual = Limits::default();
    let entry = Limits {
        entry_bytes: 500,
        ..usual
    };
    assert_eq!(limited(entry), RefusalCode::TooLarge);
    let total = Limits {
        total_bytes: 2_000,
        ..usual
    };
    assert_eq!(limited(total), RefusalCode::TooLarge);
    let entries = Limits {
        entries: 6,
        ..usual
    };
    assert_eq!(limited(entries), RefusalCode::TooManyEntries);
    let rows = Limits { rows: 20, ..usual };
    assert_eq!(limited(rows), RefusalCode::TooManyRows);
}

/// The directory says that every file is small; what comes out of them is not.
#[test]
fn an_archive_that_lies_about_its_sizes_is_stopped_while_unpacking() {
    let rows = "d1,,,Example District,district,D1,\n".repeat(100_000);
    let mut zip = files().edit("orgs.csv", |text| text + &rows).zip();
    let size = u32::try_from(rows.len()).unwrap();
    // The size of the unpacked file stands in the directory and before the file, four bytes each.
    let written: Vec<usize> = (0..zip.len() - 4)
        .filter(|at| {
            let bytes = <[u8; 4]>::try_from(&zip[*at..*at + 4]).unwrap();
            (size..size + 4096).contains(&u32::from_le_bytes(bytes))
        })
        .collect();
    assert!(!written.is_empty());
    for at in written {
        zip[at..at + 4].copy_from_slice(&300_u32.to_le_bytes());
    }
    let refused = matches!(
        code(&zip),
        RefusalCode::TooLarge | RefusalCode::UnreadableEntry
    );
    assert!(refused);
}

#[test]
fn an_archive_of_very_many_entries_is_refused_before_its_directory_is_read() {
    let mut many = files();
    for n in 0..58 {
        many = many.with(&format!("note-{n}.txt"), "x");
    }
    assert_eq!(code(&many.zip()), RefusalCode::TooManyEntries);
    for n in 0..200 {
        many = many.with(&format!("more-{n}.txt"), "x");
    }
    assert_eq!(code(&many.zip()), RefusalCode::TooManyEntries);
}

#[test]
fn what_is_not_an_archive_is_refused() {
    for bytes in [&b""[..], b"PK", b"sourcedId,status\n", &[0; 4096]] {
        assert_eq!(code(bytes), RefusalCode::NotAZip);
    }
}

#[test]
fn a_damaged_archive_is_refused() {
    let zip = files().zip();
    let half = &zip[..zip.len() / 2];
    assert_eq!(code(half), RefusalCode::NotAZip);
    let mut flipped = zip.clone();
    for byte in flipped.iter_mut().skip(60).take(40) {
        *byte ^= 0xff;
    }
    assert!(read(&flipped).is_err());
}
