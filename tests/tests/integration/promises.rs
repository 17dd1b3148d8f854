//! The register of promises and the retention schedule, held against what is there.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use api::routes;
use domain::{
    promises::{Promise, PromiseSubject, about},
    text_enum::TextEnum,
};
use tests::on_each_backend;

#[cfg(test)]
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

#[cfg(test)]
fn promises() -> impl Iterator<Item = &'static Promise> {
    PromiseSubject::ALL
        .iter()
        .flat_map(|subject| about(*subject))
}

#[cfg(test)]
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The names of all functions of the source that stand below an attribute for tests, or within
/// `on_each_backend!`: what a register of tests may name.
#[cfg(test)]
fn names_of_tests() -> BTreeSet<String> {
    let mut files = Vec::new();
    for folder in ["domain", "persistence", "api/src", "tests/tests"] {
        sources(&Path::new(ROOT).join(folder), &mut files);
    }
    let mut names = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        let mut is_test = false;
        for line in text.lines().map(str::trim) {
            is_test |= matches!(line, "#[test]" | "#[actix_web::test]");
            let on_each_backend =
                line.contains("(school: TestApp)") || line.contains("(backend: Backend)");
            let is_function = line.starts_with("fn ") || line.starts_with("async fn ");
            if is_function && (is_test || on_each_backend) {
                let rest = line.split("fn ").nth(1);
                let name = rest.and_then(|rest| rest.split('(').next());
                names.extend(name.map(str::to_owned));
            }
            is_test &= !is_function;
        }
    }
    names
}

#[test]
fn every_promise_names_operations_and_tests_that_are_there() {
    let tests = names_of_tests();
    for promise in promises() {
        for operation in promise.operations {
            assert!(
                routes::operation(operation).is_some(),
                "{}: no operation {operation}",
                promise.number
            );
        }
        for test in promise.tests {
            assert!(tests.contains(*test), "{}: no test {test}", promise.number);
        }
    }
}

#[test]
fn every_promise_names_rules_that_the_page_of_rules_has() {
    let rules = fs::read_to_string(Path::new(ROOT).join("docs/rules.md")).unwrap();
    for promise in promises() {
        for rule in promise.rules {
            assert!(
                rules.contains(&format!("| {rule} |")),
                "{}: no rule {rule}",
                promise.number
            );
        }
    }
}

on_each_backend! {
    async fn anybody_reads_how_long_data_is_kept(school: TestApp) {
        let shown = school.anybody().get("/v1/retention").await.assert(200).json();
        let rows = shown["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 26);
        let asked = rows.iter().find(|row| row["rule"] == "R-17").unwrap();
        assert_eq!(asked["stages"][0]["after"], "P14D");
        assert_eq!(asked["stages"][0]["action"], "purge");
        assert_eq!(asked["state"], "carried_out");
        assert!(!asked["need"].as_str().unwrap().is_empty());
    }

    async fn anybody_reads_which_promises_are_kept(school: TestApp) {
        let shown = school.anybody().get("/v1/promises").await.assert(200).json();
        let promises = shown["promises"].as_array().unwrap();
        assert_eq!(promises.len(), 96);
        let catalogue = &promises[12];
        assert_eq!(catalogue["number"], 13);
        assert_eq!(catalogue["state"], "kept");
        assert!(catalogue["missing"].is_null());
    }
}
