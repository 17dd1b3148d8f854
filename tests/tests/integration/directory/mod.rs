//! Annual notices, and directory information (FER-15, FER-16).

mod choices;
mod designations;
mod disclosures;
mod lists;
mod merged;
mod notices;

use chrono::TimeDelta;
use domain::{accounts::sessions::SessionKind, ids::UserId};
use serde_json::{Value, json};
use tests::{app::TestApp, persona::Persona, reply::Reply};

/// The parts without which an annual notice is none.
const PARTS: [&str; 5] = [
    "inspection",
    "amendment",
    "consent",
    "complaint",
    "school_officials",
];

#[cfg(test)]
async fn again(school: &TestApp, who: &Persona) -> Persona {
    school.again(who, SessionKind::Staff).await
}

#[cfg(test)]
fn notices(school: &TestApp) -> String {
    format!("/v1/schools/{}/annual-notices", school.world.school)
}

#[cfg(test)]
fn designations(school: &TestApp) -> String {
    format!("/v1/schools/{}/directory-designations", school.world.school)
}

#[cfg(test)]
fn refusals(student: UserId) -> String {
    format!("/v1/students/{student}/directory-refusals")
}

/// Records that the school gave notice on a day.
#[cfg(test)]
async fn gives_notice(school: &TestApp, who: &Persona, day: &str) -> String {
    let body = json!({ "given_on": day, "means": "handbook", "parts": PARTS });
    let recorded = who.post(&notices(school), body).await.assert(201);
    recorded.text("/id")
}

/// What a school designates to Maple Press for its yearbook, with the shortest time to refuse.
#[cfg(test)]
fn yearbook(types: &[&str]) -> Value {
    json!({
        "notice_on": "2026-09-21",
        "refuse_until": "2026-10-05",
        "types": types,
        "parties": [{ "name": "Maple Press", "purpose": "yearbook" }],
    })
}

/// The address of the list for the only party of a designation.
#[cfg(test)]
fn list_for(school: &TestApp, designated: &Reply) -> String {
    let party = designated.text("/parties/0/id");
    let at = school.world.school;
    format!("/v1/schools/{at}/directory-parties/{party}/students")
}

/// The school gave notice and designates these types, and the time to refuse is over: the administrator, signed
/// in again, and the address of the list.
#[cfg(test)]
async fn released(school: &TestApp, diaz: &Persona, types: &[&str]) -> (Persona, String) {
    gives_notice(school, diaz, "2026-08-24").await;
    let designated = diaz
        .post(&designations(school), yearbook(types))
        .await
        .assert(201);
    school.clock.advance(TimeDelta::days(15));
    (again(school, diaz).await, list_for(school, &designated))
}

/// The names in a list.
#[cfg(test)]
async fn names(who: &Persona, list: &str) -> Vec<String> {
    let listed = who.get(list).await.assert(200);
    listed.column("name")
}

/// The types that are refused for a student, as a person reads it.
#[cfg(test)]
async fn refused(who: &Persona, student: UserId) -> Vec<String> {
    let path = format!("/v1/students/{student}/directory-information");
    let shown = who.get(&path).await.assert(200).json();
    let types = shown["refused"].as_array().unwrap().iter();
    types
        .map(|refused| refused["type"].as_str().unwrap().to_owned())
        .collect()
}
