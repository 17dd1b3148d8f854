//! Backups, and who was erased after one: restored, erased again, and only then served.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tests::process::{Client, Installation, Serving, accept, agree, attest, open_district};

/// A class with students, as its teacher sees it.
struct Class {
    teacher: String,
    path: String,
    /// The ids of the students, in the order of their names.
    students: Vec<String>,
}

fn open_class(serving: &Serving, admin: &Client, names: &[&str]) -> Class {
    let school = json!({ "name": "Maple Elementary", "time_zone": "America/Chicago" });
    let school = admin.post("/v1/schools", &school).unwrap().text("/id");
    agree(admin, &school);
    let invited = json!({
        "email": "rivera@maple.example.edu",
        "given_name": "Sam",
        "family_name": "Rivera",
        "display_name": "Mx. Rivera",
        "role": "teacher",
    });
    let invited = admin.post(&format!("/v1/schools/{school}/staff-invitations"), &invited);
    let token = accept(serving, &invited.unwrap().text("/invitation_token"));
    let teacher = serving.bearer(&token);
    let class = json!({ "title": "Grade 4 Coding", "grade_level": "04" });
    let class = teacher.post(&format!("/v1/schools/{school}/classes"), &class);
    let class = class.unwrap().text("/id");
    attest(&teacher, &class);
    let students: Vec<Value> = names
        .iter()
        .map(|name| json!({ "given_name": name, "family_name": "Example", "username": name.to_lowercase() }))
        .collect();
    let path = format!("/v1/classes/{class}/students");
    let created = teacher
        .post(&path, &json!({ "students": students }))
        .unwrap();
    assert_eq!(created.status, 201, "{}", created.body);
    Class {
        teacher: token,
        students: listed(&teacher, &path, "id"),
        path,
    }
}

/// A member of each student of a class.
fn listed(teacher: &Client, path: &str, member: &str) -> Vec<String> {
    let list = teacher.get(path).unwrap();
    let students = list.body["data"]
        .as_array()
        .unwrap_or_else(|| panic!("{}", list.body));
    students
        .iter()
        .map(|student| student[member].as_str().unwrap().to_owned())
        .collect()
}

fn lines(ledger: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(ledger).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn only_backup(directory: &Path) -> PathBuf {
    let mut files: Vec<PathBuf> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0)
}

tests::on_each_backend! {
    /// RET-04, SEC-12: the backup holds who was erased after it; the database that was restored from it
    /// serves nobody before they are erased again.
    fn ret_04_who_was_erased_after_a_backup_is_erased_again_before_it_serves(backend: Backend) {
        let installation = Installation::new(backend, env!("CARGO_BIN_EXE_hallpass-process"));
        let ledger = installation.file("erasure-ledger.jsonl");
        let serving = installation.serve();
        let admin = serving.bearer(&open_district(&installation, &serving));
        let class = open_class(&serving, &admin, &["Ada", "Milo", "Zora"]);
        let teacher = serving.bearer(&class.teacher);
        let [first, stays, erased] = class.students.as_slice() else { panic!("three students") };
        let erase = |student: &str| {
            let removed = teacher.delete(&format!("{}/{student}/account", class.path)).unwrap();
            assert_eq!(removed.status, 204, "{}", removed.body);
        };
        erase(first);
        // The answer came after the line.
        assert_eq!(lines(&ledger).len(), 2);

        let directory = tempfile::TempDir::new().unwrap();
        let to = directory.path().display().to_string();
        let said = installation.run(&["backup", "create", "--to", &to]);
        assert!(said.contains("sealed"), "{said}");
        let backup = only_backup(directory.path());
        let sealed = std::fs::read(&backup).unwrap();
        assert!(!sealed.windows(5).any(|bytes| bytes == b"Maple"));
        let file = backup.display().to_string();
        assert!(installation.run(&["backup", "verify", &file]).contains("intact"));

        let keys = installation.count("subject_keys");
        erase(erased);
        assert_eq!(lines(&ledger).len(), 3);
        assert!(!lines(&ledger).concat().contains("Zora"));
        serving.kill();
        assert_eq!(installation.count("subject_keys"), keys - 1);

        let restore = ["backup", "restore", &file];
        let [_, complaint] = installation.fail(&restore);
        assert!(complaint.contains("--replace"), "{complaint}");
        let cut = directory.path().join("cut");
        std::fs::write(&cut, &sealed[..sealed.len() - 100]).unwrap();
        for command in [&["backup", "verify"][..], &["backup", "restore", "--replace"]] {
            let [_, complaint] = installation.fail(&[command, &[&cut.display().to_string()]].concat());
            assert!(complaint.contains("cut off"), "{complaint}");
        }
        assert_eq!(installation.count("subject_keys"), keys - 1);

        installation.run(&[&restore[..], &["--replace"]].concat());
        assert_eq!(installation.count("subject_keys"), keys);
        for command in [&["serve"][..], &["list-operators"], &["backup", "create", "--to", &to]] {
            let [_, complaint] = installation.fail(command);
            assert!(complaint.contains("hallpass backup replay"), "{command:?}: {complaint}");
        }
        let whole = lines(&ledger);
        std::fs::write(&ledger, whole[..1].join("\n") + "\n").unwrap();
        let [_, complaint] = installation.fail(&["backup", "replay"]);
        assert!(complaint.contains("shortened"), "{complaint}");
        std::fs::rename(&ledger, directory.path().join("elsewhere")).unwrap();
        let [_, complaint] = installation.fail(&["backup", "replay"]);
        assert!(complaint.contains("there is no ledger"), "{complaint}");
        std::fs::write(&ledger, whole.join("\n") + "\n").unwrap();
        let said = installation.run(&["backup", "replay"]);
        assert!(said.contains("replayed 1 erasures, of which 1 found somebody"), "{said}");

        assert_eq!(installation.count("subject_keys"), keys - 1);
        let serving = installation.serve();
        let teacher = serving.bearer(&class.teacher);
        assert_eq!(listed(&teacher, &class.path, "id"), std::slice::from_ref(stays));
        assert_eq!(lines(&ledger), whole);
        drop(serving);
        installation.run(&["verify-audit"]);
    }
}
