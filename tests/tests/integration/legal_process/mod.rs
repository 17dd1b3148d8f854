//! Demands of courts and authorities for a student's record, and emergencies.

mod course;
mod emergencies;
mod kept;
mod orders;
mod since;
mod standing;

use domain::{accounts::sessions::SessionKind, ids::UserId};
use serde_json::{Value, json};
use tests::{app::TestApp, persona::Persona, reply::Reply};

#[cfg(test)]
fn of(student: UserId) -> String {
    format!("/v1/students/{student}/legal-processes")
}

#[cfg(test)]
fn demand(kind: &str) -> Value {
    json!({
        "kind": kind,
        "issuer": "Maple County Superior Court",
        "reference": "Docket 27-0142",
        "categories": ["name", "enrollment"],
    })
}

/// A subpoena that orders to tell nobody.
#[cfg(test)]
fn secret(until: Option<&str>) -> Value {
    let mut body = demand("subpoena");
    body["no_notice_basis"] = json!("federal_grand_jury");
    if let Some(until) = until {
        body["no_notice_until"] = json!(until);
    }
    body
}

/// Takes a step of a process.
#[cfg(test)]
async fn step(who: &Persona, process: &str, what: &str, body: Value) -> Reply {
    who.post(&format!("{process}/{what}"), body).await
}

/// Records a process, which another administrator finds valid, one of whom is of the school: its address.
#[cfg(test)]
async fn validated((first, second): (&Persona, &Persona), student: UserId, body: Value) -> String {
    let received = first.post(&of(student), body).await.assert(201);
    assert_eq!(received.text("/state"), "received");
    let process = format!("{}/{}", of(student), received.text("/id"));
    let valid = step(second, &process, "review", json!({ "finding": "valid" })).await;
    assert_eq!(valid.assert(200).text("/state"), "school_notified");
    process
}

#[cfg(test)]
async fn comply(who: &Persona, process: &str) -> Reply {
    step(
        who,
        process,
        "compliance",
        json!({ "categories": ["name"] }),
    )
    .await
}

/// A member of staff, or a guardian, signed in anew.
#[cfg(test)]
async fn again(school: &TestApp, who: &Persona) -> Persona {
    school.again(who, SessionKind::Staff).await
}

/// What a person reads in the record of disclosures of a student.
#[cfg(test)]
async fn disclosures(who: &Persona, student: UserId) -> Vec<Value> {
    let listed = who
        .get(&format!("/v1/students/{student}/disclosures"))
        .await;
    let listed = listed.assert(200).json();
    listed["data"].as_array().cloned().unwrap_or_default()
}

/// The processes of which a person reads.
#[cfg(test)]
async fn processes(who: &Persona, student: UserId) -> Vec<Value> {
    let listed = who.get(&of(student)).await.assert(200).json();
    listed["data"].as_array().cloned().unwrap_or_default()
}
