//! A process that is killed twenty times while it builds copies of data and deletes people: in the end
//! each copy is whole, whoever was to be deleted is, and nothing happened twice.

use std::{
    thread,
    time::{Duration, Instant},
};

use api::system::{SystemClock, SystemMint};
use domain::mint::{Clock as _, Mint as _};
use serde_json::json;
use tests::{
    app::Backend,
    process::{Answered, Client, Installation, accept, open_district},
};

use super::killed::{Class, open_class};

/// How often the process is killed.
const KILLS: usize = 20;
/// How long what was begun is waited for, on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

tests::on_each_backend! {
    fn copies_and_erasures_of_a_process_that_is_killed_end_as_if_it_had_not_been(backend: Backend) {
        let installation = Installation::new(backend, env!("CARGO_BIN_EXE_hallpass-process"));
        let mut serving = installation.serve();
        let token = open_district(&installation, &serving);
        let class = open_class(&serving, &serving.bearer(&token), 2 * KILLS);
        let second = second_administrator(&serving.bearer(&token));
        let second = accept(&serving, &second);
        let (copied, erased) = class.students.split_at(KILLS);
        for student in &class.students {
            learn(&serving.bearer(&student.token), &class);
        }
        for (point, (copied, erased)) in copied.iter().zip(erased).enumerate() {
            said(serving.bearer(&copied.token).post("/v1/me/exports", &json!({})), 201);
            let request = json!({ "subject_id": erased.id, "kind": "erase" });
            let request = said(serving.bearer(&token).post("/v1/requests", &request), 201);
            let decision = format!("/v1/requests/{}/decision", request.text("/id"));
            let granted = json!({ "decision": "grant" });
            said(serving.bearer(&second).post(&decision, &granted), 200);
            // Each time a little later, over the two seconds between two rounds of the worker.
            thread::sleep(Duration::from_millis(110 * point as u64));
            serving.kill();
            leases_are_over(&installation, backend);
            serving = installation.serve();
        }

        let left = i64::try_from(KILLS).unwrap();
        let begun = Instant::now();
        while installation.count("users WHERE kind = 'student'") > left {
            assert!(begun.elapsed() < PATIENCE, "somebody is not deleted");
            thread::sleep(Duration::from_millis(200));
        }
        for student in copied {
            let client = serving.bearer(&student.token);
            let archive = format!("/v1/me/exports/{}/archive", ready(&client, begun));
            said(client.post(&archive, &json!({})), 200);
        }
        assert_eq!(installation.count("progress_events"), left);
        assert_eq!(installation.count("exports"), left);
        assert_eq!(installation.count("erasures WHERE purged_at IS NOT NULL"), left);
        assert_eq!(installation.count("erasures"), left);
        drop(serving);
        installation.run(&["verify-audit"]);
    }
}

/// As if the two minutes were over for which a process has what it took.
fn leases_are_over(installation: &Installation, backend: Backend) {
    installation.execute(match backend {
        Backend::Sqlite => "UPDATE jobs SET leased_until = 0 WHERE leased_until IS NOT NULL",
        Backend::Postgres => {
            "ALTER TABLE jobs NO FORCE ROW LEVEL SECURITY;
             UPDATE jobs SET leased_until = 'epoch' WHERE leased_until IS NOT NULL;
             ALTER TABLE jobs FORCE ROW LEVEL SECURITY"
        }
    });
}

/// Invites somebody who administers the district too, and gives the invitation.
fn second_administrator(admin: &Client) -> String {
    let invited = json!({
        "email": "moore@maple.example.edu",
        "given_name": "Kit",
        "family_name": "Moore",
        "display_name": "Kit Moore",
    });
    said(admin.post("/v1/staff-invitations", &invited), 201).text("/invitation_token")
}

fn learn(student: &Client, class: &Class) {
    let event = json!({
        "id": SystemMint::default().id(SystemClock.now()),
        "kind": "attempted",
        "activity_id": class.activity,
        "occurred_at": SystemClock.now(),
        "outcome": "failed",
        "code": "print('hello')",
    });
    said(
        student.post("/v1/progress/events", &json!({ "events": [event] })),
        200,
    );
}

/// The id of the person's only copy, once it can be fetched.
fn ready(person: &Client, begun: Instant) -> String {
    loop {
        let copies = said(person.get("/v1/me/exports"), 200);
        let listed = copies.body["data"].as_array().map_or(0, Vec::len);
        assert_eq!(listed, 1, "{}", copies.body);
        match copies.text("/data/0/state").as_str() {
            "ready" => return copies.text("/data/0/id"),
            "queued" | "building" => assert!(begun.elapsed() < PATIENCE, "{}", copies.body),
            _ => panic!("{}", copies.body),
        }
        thread::sleep(Duration::from_millis(200));
    }
}

fn said(answer: Option<Answered>, status: u16) -> Answered {
    let answer = answer.unwrap_or_else(|| panic!("nobody answers"));
    assert_eq!(answer.status, status, "{}", answer.body);
    answer
}
