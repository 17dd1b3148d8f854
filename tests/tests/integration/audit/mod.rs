//! The audit log: written with what it records, never rewritten, and found out when it is.

mod declared;
mod heads;
mod objects;
mod refusals;
mod tampering;

use std::time::Duration;

use actix_web::http::Method;
use api::{
    audit::{
        heads::{ShippedHeads, Shipping},
        verification::{self, Verification},
    },
    service::ServiceSettings,
};
use chrono::TimeDelta;
use domain::{
    access::Relationship,
    audit::AccountEvent,
    ids::{AuditEventId, Id, OrganizationId},
    mint::Clock,
    staff::role::StaffRole,
};
use persistence::{
    DbError, Scope, TransactionError,
    audit::{self, Verdict},
    keys::KeyError,
    testing,
};
use serde_json::json;
use tests::{
    accounts::{PASSWORD, to_maple},
    app::{TestApp, generous},
    founding, on_each_backend,
    rows::Rows,
};
use uuid::Uuid;

/// What can be tampered with.
const LOG: [&str; 7] = [
    "audit_queue",
    "audit_links",
    "audit_events",
    "audit_objects",
    "audit_heads",
    "audit_installation",
    "organizations",
];

/// How often, and at what intervals in milliseconds, the linker is looked after.
const PATIENCE: (u32, u64) = (200, 50);

/// What a verification finds that knows of no shipped heads.
#[cfg(test)]
async fn verify_all(school: &TestApp) -> Verification {
    let shipped = ShippedHeads::default();
    verification::verify(founding::installation(), &school.hallpass, &shipped)
        .await
        .unwrap()
}

#[cfg(test)]
async fn verify(school: &TestApp, organization: OrganizationId) -> Verdict {
    verify_all(school).await.logs[&organization]
}

#[cfg(test)]
fn intact(linked: usize) -> Verdict {
    Verdict::Intact {
        linked: i64::try_from(linked).unwrap(),
        waiting: 0,
    }
}

/// Covers what every log holds by now.
#[cfg(test)]
async fn cover(school: &TestApp) {
    let mut shipping = Shipping::to(None);
    let covered = shipping.ship(founding::installation(), &school.hallpass);
    covered.await.unwrap();
}

/// Waits until every event of the district is linked: at once on SQLite, soon after the commit on PostgreSQL.
#[cfg(test)]
async fn linked(school: &TestApp, rows: &mut Rows) {
    let district = rows.id(school.world.district.uuid());
    let waiting = format!(
        "SELECT CAST(count(*) AS text) AS value FROM audit_queue WHERE organization_id = {district}"
    );
    let (times, pause) = PATIENCE;
    for _ in 0..times {
        if rows.values(&waiting) == ["0"] {
            return;
        }
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
    panic!("events are not linked");
}

/// The events of the district, oldest first: what happened and how it ended.
#[cfg(test)]
fn events(school: &TestApp, rows: &mut Rows) -> Vec<String> {
    let district = rows.id(school.world.district.uuid());
    rows.values(&format!(
        "SELECT happening || ' ' || outcome AS value FROM audit_events
         WHERE organization_id = {district} ORDER BY id"
    ))
}

/// A day at the school: classes are opened, staff are listed, somebody tries what they may not.
#[cfg(test)]
async fn a_day(school: &TestApp) {
    let rivera = school.teacher("Rivera").await;
    for title in ["Robots", "Games", "Music"] {
        rivera.class(title).await;
        school.clock.advance(TimeDelta::milliseconds(2));
    }
    let diaz = school.school_admin("Diaz").await;
    let staff = format!("/v1/schools/{}/staff", school.world.school);
    diaz.get(&staff).await.assert(200);
    school.clock.advance(TimeDelta::milliseconds(2));
    rivera.get(&staff).await.assert(403);
}

#[cfg(test)]
async fn with_detail(school: &TestApp) -> AuditEventId {
    let rivera = school.teacher("Chen").await.user;
    let district = school.world.district;
    founding::write(&school.database, district, school.clock.now(), move |tx| {
        let detail = Some((rivera, "asked by telephone"));
        testing::append(tx, AccountEvent::SignedOut, Some(rivera), detail)
    })
    .await;
    let mut rows = Rows::of(school);
    let event = rows.id_as_text("id");
    let found = rows.values(&format!(
        "SELECT {event} AS value FROM audit_events WHERE detail IS NOT NULL"
    ));
    Id::from_uuid(Uuid::parse_str(&found[0]).unwrap())
}

#[cfg(test)]
async fn detail(school: &TestApp, event: AuditEventId) -> Result<Option<String>, DbError> {
    let district = school.world.district;
    let scope = Scope::new(
        domain::audit::Channel::Worker,
        district,
        school.clock.now(),
        Uuid::nil(),
    );
    school
        .database
        .read(scope, move |tx| {
            let permit = founding::permit(tx, Relationship::DistrictAdmin, district);
            audit::detail(tx, &permit, event)
        })
        .await
}

/// Why a transaction is given up.
#[cfg(test)]
#[derive(Debug)]
struct GivenUp;

#[cfg(test)]
impl From<DbError> for GivenUp {
    fn from(failure: DbError) -> Self {
        panic!("{failure}")
    }
}

#[cfg(test)]
impl TransactionError for GivenUp {
    fn database(&self) -> Option<&DbError> {
        None
    }
}

on_each_backend! {
    async fn the_log_says_who_got_a_part_in_a_class_and_whose_part_ended(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        let chen = school.teacher("Chen").await;
        let appointed = rivera.appoint(class, &chen, "co_teacher").await.assert(201);
        rivera.delete(&appointed.header("location")).await.assert(204);
        let mut rows = Rows::of(&school);
        let chen = rows.id(chen.user.uuid());
        let about = rows.values(&format!("SELECT happening AS value FROM audit_events WHERE object_list IN (SELECT list FROM audit_objects WHERE object_id = {chen}) AND actor_id <> {chen} ORDER BY id"));
        assert_eq!(about, ["manage_class_staff", "end_class_staff"]);
    }

    async fn changes_disclosures_and_refusals_leave_an_event(school: TestApp) {
        let mut rows = Rows::of(&school);
        let before = events(&school, &mut rows).len();
        a_day(&school).await;
        let mut written = events(&school, &mut rows).split_off(before);
        written.retain(|event| !event.starts_with("operator_appointed"));
        assert_eq!(written, [
            "create_class done", "create_class done", "create_class done",
            "list_staff done", "list_staff refused",
        ]);
    }

    async fn an_event_says_who_did_what_on_which_ground_and_on_which_request(school: TestApp) {
        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}/staff", school.world.school);
        let answer = diaz.get(&path).await.assert(200);
        let okoye = school.district_admin("Okoye").await;
        school.clock.advance(TimeDelta::milliseconds(5));
        let log = okoye.get("/v1/audit/events").await.assert(200).json();
        let listed = log["data"].as_array().unwrap().iter().find(|event| event["happening"] == "list_staff").unwrap();
        let of_event = |member: &str| listed[member].clone();
        assert_eq!(of_event("actor_id"), diaz.user.to_string());
        assert_eq!(of_event("relationship"), "school_admin");
        assert_eq!(of_event("basis"), "school_administration");
        assert_eq!(of_event("subject_id"), school.world.school.to_string());
        assert_eq!(of_event("records"), json!(1));
        assert_eq!(of_event("request_id"), answer.header("request-id"));
    }

    async fn an_event_says_from_which_network_and_kind_of_client_its_request_came(school: TestApp) {
        let settings = ServiceSettings { trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()], ..generous() };
        let school = TestApp::start_with(school.backend, settings).await;
        let okoye = school.district_admin("Okoye").await;
        let rivera = school.teacher("Rivera").await;
        let from = [("X-Forwarded-For", "2001:db8:aa:bb::7"), ("User-Agent", "Firefox/127.0")];
        let path = format!("/v1/schools/{}/staff", school.world.school);
        for (who, status) in [(&okoye, 200), (&rivera, 403)] {
            who.send(Method::GET, &path, &from, Vec::new()).await.assert(status);
        }
        let from = [from[0], from[1], ("Content-Type", "application/json")];
        let token = school.invitation(school.world.district, "Novak", StaffRole::DistrictAdmin).await;
        let accepted = json!({"token": token, "password": PASSWORD}).to_string().into_bytes();
        okoye.send(Method::POST, "/v1/auth/invitations/accept", &from, accepted).await.assert(200);
        let wrong = to_maple("novak@example.edu", "copper acorn dune sky");
        okoye.send(Method::POST, "/v1/auth/sign-in", &from, wrong.to_string().into_bytes()).await.assert(401);

        school.clock.advance(TimeDelta::milliseconds(5));
        let log = okoye.get("/v1/audit/events").await.assert(200).json();
        let events = log["data"].as_array().unwrap();
        for (happening, outcome) in [
            ("list_staff", "done"), ("list_staff", "refused"), ("invitation_accepted", "done"), ("sign_in_failed", "done"),
        ] {
            let event = events.iter().find(|event| event["happening"] == happening && event["outcome"] == outcome);
            let event = event.unwrap_or_else(|| panic!("{happening} {outcome}"));
            assert_eq!(event["source_network"], "2001:db8:aa::/48", "{happening} {outcome}");
            assert_eq!(event["source_client"], "firefox", "{happening} {outcome}");
        }
        let arranged = events.iter().find(|event| event["happening"] == "operator_appointed").unwrap();
        assert_eq!(arranged["source_network"], json!(null), "nobody sent that over a network");
    }

    async fn what_is_rolled_back_leaves_no_event_and_no_event_is_left_without_its_change(school: TestApp) {
        let mut rows = Rows::of(&school);
        let before = events(&school, &mut rows);
        let scope = Scope::new(domain::audit::Channel::Worker, school.world.district, school.clock.now(), Uuid::nil());
        let given_up: Result<(), GivenUp> = school.database.write(scope, |tx| {
            testing::append(tx, AccountEvent::SignedOut, None, None)?;
            Err(GivenUp)
        }).await;
        assert!(given_up.is_err());
        assert_eq!(events(&school, &mut rows), before);
    }

    async fn a_repeated_request_is_one_event(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let path = format!("/v1/schools/{}/classes", school.world.school);
        for _ in 0..2 {
            rivera.post_once(&path, "k", json!({"title": "Robots"})).await.assert(201);
        }
        let opened = events(&school, &mut Rows::of(&school)).into_iter().filter(|event| event == "create_class done");
        assert_eq!(opened.count(), 1);
    }

    async fn the_database_refuses_to_change_the_log(school: TestApp) {
        a_day(&school).await;
        let mut rows = Rows::of(&school);
        linked(&school, &mut rows).await;
        for change in [
            "UPDATE audit_events SET records = records + 1", "DELETE FROM audit_events",
            "UPDATE audit_links SET position = position + 1000", "DELETE FROM audit_links",
            "UPDATE audit_objects SET position = position + 1000", "DELETE FROM audit_objects",
        ] {
            let refused = rows.attempt(change).unwrap_err().to_string();
            assert!(refused.contains("append-only"), "{change}: {refused}");
        }
    }

    async fn every_event_is_linked_and_the_chain_holds(school: TestApp) {
        a_day(&school).await;
        linked(&school, &mut Rows::of(&school)).await;
        let written = events(&school, &mut Rows::of(&school)).len();
        for _ in 0..2 {
            let found = verify_all(&school).await;
            assert_eq!(found.broken(), 0, "{found:?}");
            assert_eq!(found.logs.len(), 3, "the districts and the installation itself");
            assert_eq!(found.logs[&school.world.district], intact(written));
            cover(&school).await;
        }
    }

    async fn every_kind_of_tampering_is_found(school: TestApp) {
        with_detail(&school).await;
        a_day(&school).await;
        let mut rows = Rows::of(&school);
        linked(&school, &mut rows).await;
        let saved = tampering::saved_head(&school, &mut rows);
        school.school_admin("Novak").await;
        linked(&school, &mut rows).await;
        cover(&school).await;
        rows.disarm_audit_log();
        rows.keep(&LOG);
        let written = events(&school, &mut rows).len();
        let length = i64::try_from(written).unwrap();
        let mut all = tampering::all(&school, &rows, length);
        all.extend(tampering::with_full_access(&school, &mut rows, length, &saved));
        for (what, statement) in all {
            rows.execute(&statement);
            let found = verify_all(&school).await;
            assert!(found.broken() > 0, "{what}: {statement}");
            rows.restore(&LOG);
            let found = verify_all(&school).await;
            assert_eq!((found.broken(), found.logs[&school.world.district]), (0, intact(written)), "after {what}");
        }
    }

    async fn a_sealed_detail_opens_in_its_own_event_and_in_no_other(school: TestApp) {
        let event = with_detail(&school).await;
        assert_eq!(detail(&school, event).await.unwrap().as_deref(), Some("asked by telephone"));
        let mut rows = Rows::of(&school);
        linked(&school, &mut rows).await;
        rows.disarm_audit_log();
        let written = rows.id(event.uuid());
        let other = AuditEventId::from_uuid(Uuid::from_u128(7));
        let forged = rows.id(other.uuid());
        rows.execute(&format!("UPDATE audit_events SET id = {forged} WHERE id = {written}"));
        let moved = detail(&school, other).await;
        assert!(matches!(moved, Err(DbError::Key(KeyError::DoesNotOpen))), "{moved:?}");
    }
}
