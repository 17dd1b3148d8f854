//! Requests about one's data, erasure with a plan, a way back and a receipt, and questions about privacy.

mod canary;
mod enquiries;
mod erasing;
mod receipts;
mod recovery;
mod requests;
mod restrictions;
mod suppressing;
mod twice;

use domain::accounts::sessions::SessionKind;
use serde_json::{Value, json};
use tests::{app::TestApp, founding::installation, persona::Persona};

const REQUESTS: &str = "/v1/requests";

/// The service does what is due by now.
#[cfg(test)]
async fn work(school: &TestApp) {
    api::worker::run_due(installation(), &school.hallpass)
        .await
        .unwrap();
}

/// Asks something about a person: the id of the request.
#[cfg(test)]
async fn ask(who: &Persona, about: &Persona, kind: &str) -> String {
    let body = json!({ "subject_id": about.user.to_string(), "kind": kind });
    who.post(REQUESTS, body).await.assert(201).text("/id")
}

#[cfg(test)]
fn of(request: &str, what: &str) -> String {
    format!("{REQUESTS}/{request}/{what}")
}

#[cfg(test)]
async fn grant(who: &Persona, request: &str) -> Value {
    let body = json!({ "decision": "grant" });
    let granted = who.post(&of(request, "decision"), body).await.assert(200);
    assert_eq!(granted.text("/state"), "granted");
    granted.json()
}

/// A request as its requester or decider sees it.
#[cfg(test)]
async fn shown(who: &Persona, request: &str) -> Value {
    who.get(&format!("{REQUESTS}/{request}"))
        .await
        .assert(200)
        .json()
}

/// A member of staff signed in anew.
#[cfg(test)]
async fn staff_again(school: &TestApp, who: &Persona) -> Persona {
    school.again(who, SessionKind::Staff).await
}
