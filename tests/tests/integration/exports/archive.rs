//! The archive: valid by its own schemas, read back into the same facts, verified offline.

use std::io::{Cursor, Write as _};

use api::{
    accounts::document_signature::{BadSignature, PublicKeys},
    exports::archive::verify::{NotVerified, verify},
};
use serde_json::{Value, json};
use tests::{copies::Copy, on_each_backend};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{Life, MINE, WRITTEN};

#[cfg(test)]
fn assert_valid(copy: &Copy, file: &str, schema: &str) {
    let schema = jsonschema::options()
        .should_validate_formats(true)
        .build(&copy.json(schema))
        .unwrap();
    let instance = copy.json(file);
    let errors: Vec<String> = schema
        .iter_errors(&instance)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{file}: {errors:?}");
}

/// The same archive, with one file as this makes it.
#[cfg(test)]
fn packed(copy: &Copy, change: impl Fn(&str, &[u8]) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in &copy.files {
        if let Some(content) = change(path, content) {
            zip.start_file(path.as_str(), SimpleFileOptions::default())
                .unwrap();
            zip.write_all(&content).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

on_each_backend! {
    /// RTS-02: the copy validates against the schemas in it, and says what the API says.
    async fn a_copy_validates_against_its_own_schemas_and_reads_back(school: TestApp) {
        let Life { robin, .. } = Life::lived(&school).await;
        let copy = robin.copy_from(MINE).await;
        assert_valid(&copy, "data.json", "schemas/data.schema.json");
        assert_valid(&copy, "manifest.json", "schemas/manifest.schema.json");

        let timeline = robin.get("/v1/me/timeline?limit=100").await.assert(200).json();
        let told = timeline["data"].as_array().unwrap();
        let read = copy.rows("progress_events");
        assert_eq!(read.len(), told.len());
        for event in told {
            let row = read.iter().find(|row| row["id"] == event["id"]).unwrap();
            for member in ["kind", "lesson_id", "activity_id", "outcome", "seconds"] {
                assert_eq!(row[member], event[member], "{member} of {event}");
            }
            for (member, text) in [("code", WRITTEN[0]), ("answer", WRITTEN[1])] {
                if event[member].is_string() {
                    assert_eq!(row["content"], event[member]);
                    assert!(row["content"].as_str().unwrap().contains(text));
                }
            }
        }
        let me = robin.get("/v1/me").await.assert(200).json();
        assert_eq!(copy.rows("users")[0]["display_name"], me["display_name"]);

        let manifest = copy.json("manifest.json");
        for entry in manifest["tables"].as_array().unwrap() {
            let rows = copy.rows(entry["table"].as_str().unwrap()).len();
            assert_eq!(json!(rows), entry["rows"], "{}", entry["table"]);
            let Some(file) = entry["file"].as_str() else { continue };
            let csv = copy.text(file);
            assert!(csv.lines().count() > rows, "{file} has a head and a line a row");
            assert!(csv.starts_with("\u{feff}\""), "{file}");
        }
        for category in manifest["categories"].as_array().unwrap() {
            assert!(!category["sources"].as_array().unwrap().is_empty(), "{category}");
            assert!(!category["retention"].as_str().unwrap().is_empty(), "{category}");
        }
        let progress = manifest["categories"].as_array().unwrap().iter();
        let progress: Vec<&Value> = progress.filter(|entry| entry["category"] == "progress").collect();
        assert_eq!(progress[0]["purposes"][0]["basis"], "school_authorization");
        assert!(progress[0]["recipients"].to_string().contains("teacher_of_record"));
    }

    /// The page needs nothing and runs nothing, in any browser and on paper.
    async fn the_page_of_a_copy_is_self_contained_and_has_no_script(school: TestApp) {
        let Life { robin, .. } = Life::lived(&school).await;
        let page = robin.copy_from(MINE).await.text("index.html");
        for foreign in ["<script", "<img", "<link", "src=", "http://", "https://", "onload", "@import", "url("] {
            assert!(!page.contains(foreign), "{foreign}");
        }
        for needed in ["<!DOCTYPE html>", "lang=\"en\"", "<title>", "<main>", "scope=\"col\"", "@media print"] {
            assert!(page.contains(needed), "{needed}");
        }
    }

    /// `hallpass verify-export`: by the published keys alone.
    async fn a_copy_is_verified_offline_and_a_changed_one_is_not(school: TestApp) {
        let Life { robin, .. } = Life::lived(&school).await;
        let copy = robin.copy_from(MINE).await;
        let published = school.anybody().get("/.well-known/jwks.json").await.assert(200);
        let keys: PublicKeys = serde_json::from_slice(&published.content()).unwrap();
        let check = |bytes: Vec<u8>| verify(Cursor::new(bytes), &keys);
        let verified = check(copy.bytes.clone()).unwrap();
        assert_eq!(verified.files, copy.files.len() - 2);
        let intact = packed(&copy, |_, content| Some(content.to_vec()));
        assert!(check(intact).is_ok());

        let edited = packed(&copy, |path, content| Some(match path {
            "data.json" => content.iter().copied().chain(*b" ").collect(),
            _ => content.to_vec(),
        }));
        assert!(matches!(check(edited), Err(NotVerified::Changed(_))));
        let shorter = packed(&copy, |path, content| (path != "index.html").then(|| content.to_vec()));
        assert!(matches!(check(shorter), Err(NotVerified::Missing(_))));
        let restated = packed(&copy, |path, content| Some(match path {
            "manifest.json" => String::from_utf8_lossy(content).replace("student", "teacher").into_bytes(),
            _ => content.to_vec(),
        }));
        assert!(matches!(check(restated), Err(NotVerified::Signature(BadSignature::Wrong))));
        let strangers: PublicKeys = serde_json::from_value(json!({"keys": []})).unwrap();
        let unknown = verify(Cursor::new(copy.bytes.clone()), &strangers);
        assert!(matches!(unknown, Err(NotVerified::Signature(BadSignature::UnknownKey))));
        assert!(matches!(check(b"no archive".to_vec()), Err(NotVerified::NoArchive)));

        let token = copy.text("manifest.jws").replace("..", ".e30.");
        school.bearer(&token).get("/v1/me").await.assert(401);
    }
}
