//! `hallpass demo`: what it says of its sample district is so.

use serde_json::Value;
use tempfile::TempDir;
use tests::{dashboard::begun, process::Serving};

/// A value that the demo left for the shell.
#[cfg(test)]
fn variable(script: &str, name: &str) -> String {
    let line = script.lines().find_map(|line| line.strip_prefix(name));
    let value = line.and_then(|line| line.strip_prefix("='")?.strip_suffix('\''));
    value.unwrap_or_else(|| panic!("no {name}")).to_owned()
}

#[test]
fn the_dashboard_of_the_demo_shows_a_student_who_needs_help() {
    let directory = TempDir::new().unwrap();
    let demo = Serving::demo(env!("CARGO_BIN_EXE_hallpass-process"), directory.path());
    let script = std::fs::read_to_string(directory.path().join("logins.sh")).unwrap();
    let sign_in: Value = serde_json::from_str(&variable(&script, "TEACHER_SIGN_IN")).unwrap();
    let signed_in = demo.anybody().post("/v1/auth/sign-in", &sign_in).unwrap();
    let teacher = demo.bearer(&signed_in.text("/access_token"));
    let class = variable(&script, "CLASS_ID");
    let shown = teacher.get(&format!("/v1/classes/{class}/progress"));
    let shown = shown.unwrap().body;
    let states = begun(&shown);
    let stuck: Vec<&Value> = states
        .iter()
        .filter(|state| state["help"] != serde_json::json!([]))
        .collect();
    assert_eq!(stuck.len(), 1, "{shown}");
    assert_eq!(stuck[0]["help"], serde_json::json!(["many_tries"]));
    assert!(
        states
            .iter()
            .any(|state| state["status"] == "completed" && state["seconds"] == 600),
        "{shown}"
    );

    let sign_in: Value = serde_json::from_str(&variable(&script, "STUDENT_SIGN_IN")).unwrap();
    let signed_in = demo.anybody().post("/v1/auth/class-sign-in", &sign_in);
    let student = demo.bearer(&signed_in.unwrap().text("/access_token"));
    let attempt: Value = serde_json::from_str(&variable(&script, "STUDENT_ATTEMPT")).unwrap();
    let told = student.post("/v1/progress/events", &attempt).unwrap();
    assert_eq!(told.text("/results/0/result"), "recorded");
}

#[test]
fn a_demo_is_told_the_same_way_each_time_and_goes_on_if_it_is_kept() {
    let binary = env!("CARGO_BIN_EXE_hallpass-process");
    let (first, second) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let logins = |directory: &TempDir| -> Value {
        let written = std::fs::read(directory.path().join("logins.json")).unwrap();
        let mut logins: Value = serde_json::from_slice(&written).unwrap();
        logins["attempt"]["events"][0]["occurred_at"] = Value::Null;
        logins
    };
    let tried = |demo: &Serving| {
        let script = std::fs::read_to_string(first.path().join("logins.sh")).unwrap();
        let body = |name| serde_json::from_str::<Value>(&variable(&script, name)).unwrap();
        let sign_in = body("STUDENT_SIGN_IN");
        let signed_in = demo.anybody().post("/v1/auth/class-sign-in", &sign_in);
        let student = demo.bearer(&signed_in.unwrap().text("/access_token"));
        let told = student.post("/v1/progress/events", &body("STUDENT_ATTEMPT"));
        told.unwrap().text("/results/0/result")
    };
    let demo = Serving::demo(binary, first.path());
    Serving::demo(binary, second.path()).kill();
    assert_eq!(logins(&first), logins(&second));
    assert_eq!(tried(&demo), "recorded");
    demo.kill();

    let kept = Serving::kept_demo(binary, first.path());
    assert_eq!(logins(&first), logins(&second));
    assert_eq!(tried(&kept), "already_recorded");
    kept.kill();
}

#[test]
fn a_database_that_no_demo_made_is_left_alone() {
    let directory = TempDir::new().unwrap();
    let own = directory.path().join("hallpass.db");
    std::fs::write(&own, "somebody's own").unwrap();
    let demo = std::process::Command::new(env!("CARGO_BIN_EXE_hallpass-process"))
        .args(["demo", "--bind", "127.0.0.1:0", "--directory"])
        .arg(directory.path())
        .output()
        .unwrap();
    assert!(!demo.status.success());
    assert_eq!(std::fs::read(&own).unwrap(), b"somebody's own");
}
