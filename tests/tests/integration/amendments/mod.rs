//! What families contest of education records: decided, heard, and what stays in the record.

mod blocking;
mod course;
mod hearings;
mod inspecting;
mod reviews;
mod standing;

use chrono::TimeDelta;
use domain::{accounts::sessions::SessionKind, ids::UserId};
use serde_json::{Value, json};
use tests::{app::TestApp, persona::Persona, reply::Reply};

#[cfg(test)]
fn of(student: UserId) -> String {
    format!("/v1/students/{student}/amendments")
}

/// Contests a part of a student's record that there is one of.
#[cfg(test)]
async fn contest(who: &Persona, student: UserId, part: &str) -> Reply {
    let body = json!({
        "part": part,
        "ground": "inaccurate",
        "contention": "It says what is not so.",
    });
    who.post(&of(student), body).await
}

/// Contests it: the address of the amendment.
#[cfg(test)]
pub(crate) async fn contested(who: &Persona, student: UserId, part: &str) -> String {
    let filed = contest(who, student, part).await.assert(201);
    format!("{}/{}", of(student), filed.text("/id"))
}

#[cfg(test)]
async fn refuse(who: &Persona, amendment: &str) -> Reply {
    let body = json!({ "decision": "refuse", "reasons": "The roster says so." });
    who.post(&format!("{amendment}/decision"), body).await
}

#[cfg(test)]
fn hearing(school: &TestApp, days: i64, officer: &Persona) -> Value {
    json!({
        "hearing_at": school.hallpass.now() + TimeDelta::days(days),
        "place": "Maple Elementary, room 12",
        "officer_id": officer.user.to_string(),
    })
}

/// A member of staff, or a guardian, signed in anew.
#[cfg(test)]
async fn again(school: &TestApp, who: &Persona) -> Persona {
    school.again(who, SessionKind::Staff).await
}

/// Brings a refused amendment through a hearing that was held: who administers and who contests, signed
/// in anew.
#[cfg(test)]
pub(crate) async fn heard(
    school: &TestApp,
    (admin, family): (&Persona, &Persona),
    officer: &Persona,
    amendment: &str,
) -> (Persona, Persona) {
    refuse(admin, amendment).await.assert(200);
    let path = format!("{amendment}/hearing-request");
    let asked = family.post_empty(&path).await;
    assert_eq!(asked.assert(200).text("/state"), "hearing_requested");
    let path = format!("{amendment}/hearing");
    let told = admin.post(&path, hearing(school, 10, officer)).await;
    assert_eq!(told.assert(200).text("/state"), "hearing_scheduled");
    school.clock.advance(TimeDelta::days(10));
    let admin = again(school, admin).await;
    let held = admin.post_empty(&format!("{amendment}/hearing-held")).await;
    assert_eq!(held.assert(200).text("/state"), "held");
    (admin, again(school, family).await)
}
