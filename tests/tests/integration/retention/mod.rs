//! The retention schedule carried out: holds, and the daily runs over what is past its time.

mod accounts;
mod holds;
mod learning;
mod runs;
mod years;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    accounts::sessions::SessionKind,
    audit::Channel,
    ids::{OrganizationId, UserId},
    mail::MessageKind,
    mint::Clock as _,
};
use persistence::{DbError, Scope, testing};
use tests::{
    app::TestApp,
    classes::People,
    founding::installation,
    learning::{Membership, end_membership},
    persona::Persona,
    rosters::{count, execute},
};
use uuid::Uuid;

#[cfg(test)]
const SECOND: TimeDelta = TimeDelta::seconds(1);

/// A night: the runs of the day are planned, and the service does what is due.
#[cfg(test)]
async fn night(school: &TestApp) {
    api::accounts::key_store::keep(installation(), &school.hallpass)
        .await
        .unwrap();
    api::retention::plan_all(installation(), &school.hallpass)
        .await
        .unwrap();
    api::worker::run_due(installation(), &school.hallpass)
        .await
        .unwrap();
}

/// The same at an instant.
#[cfg(test)]
async fn night_of(school: &TestApp, at: DateTime<Utc>) {
    school.clock.advance(at - school.clock.now());
    night(school).await;
}

/// Classes stay open for years.
#[cfg(test)]
fn open_for_years(school: &TestApp) {
    let later = school.clock.now() + TimeDelta::days(3_650);
    let later = tests::learning::instant(school, later);
    execute(
        school,
        &format!("UPDATE classes SET access_ends_at = {later}"),
    );
}

/// The agreements of the schools go on for years.
#[cfg(test)]
fn agree_for_years(school: &TestApp) {
    execute(school, "UPDATE agreements SET ends_on = '2036-06-30'");
}

/// The student leaves the class at this instant.
#[cfg(test)]
fn leave(school: &TestApp, people: &People, student: UserId) {
    let now = school.clock.now();
    end_membership(school, Membership::Enrollment, people.class, student, now);
}

#[cfg(test)]
async fn staff_again(school: &TestApp, who: &Persona) -> Persona {
    school.again(who, SessionKind::Staff).await
}

/// The messages of a kind that were written in a tenant and are not sent yet.
#[cfg(test)]
async fn messages(
    school: &TestApp,
    tenant: OrganizationId,
    kind: MessageKind,
) -> Vec<BTreeMap<String, String>> {
    let scope = Scope::new(Channel::Worker, tenant, school.clock.now(), Uuid::nil());
    let found: Result<_, DbError> = school.database.read(scope, testing::waiting_messages).await;
    let found = found.unwrap().into_iter();
    found
        .filter(|(found, _)| *found == kind)
        .map(|(_, content)| content)
        .collect()
}

#[cfg(test)]
fn students(school: &TestApp) -> i64 {
    count(school, "users WHERE kind = 'student'")
}
