//! What the heads keep: nothing forged is confirmed by later events, an older state is found by what
//! was shipped, and districts do not wait for one another.

use std::time::Duration;

use api::{
    audit::{
        heads::{ShippedHeads, Shipping},
        verification::{self, InstallationFault},
    },
    origin::Origin,
};
use domain::ids::PLATFORM;
use persistence::audit::{self, Fault, InstallationHead, Verdict};
use tests::{app::TestApp, founding, on_each_backend, rows::Rows};
use uuid::Uuid;

use super::{LOG, a_day, cover, linked, verify, verify_all};

/// The tables of the log alone, of which an older state is put back.
const STATE: &[&str] = LOG.as_slice();

on_each_backend! {
    async fn later_events_do_not_confirm_a_log_that_was_cut(school: TestApp) {
        a_day(&school).await;
        let mut rows = Rows::of(&school);
        linked(&school, &mut rows).await;
        cover(&school).await;
        rows.disarm_audit_log();
        let tenant = rows.id(school.world.district.uuid());
        rows.execute(&format!(
            "DELETE FROM audit_links WHERE organization_id = {tenant} AND position =
             (SELECT max(position) FROM audit_links WHERE organization_id = {tenant});
             DELETE FROM audit_events WHERE organization_id = {tenant} AND id NOT IN
             (SELECT event_id FROM audit_links WHERE organization_id = {tenant})"
        ));
        a_class_of(&school, "Chen").await;
        linked(&school, &mut rows).await;
        cover(&school).await;
        let verdict = verify(&school, school.world.district).await;
        assert!(matches!(verdict, Verdict::Broken { fault: Fault::Missing, .. }), "{verdict:?}");
    }

    async fn a_log_that_began_anew_is_not_covered_and_stays_found(school: TestApp) {
        a_day(&school).await;
        let mut rows = Rows::of(&school);
        linked(&school, &mut rows).await;
        cover(&school).await;
        rows.disarm_audit_log();
        let tenant = rows.id(school.world.district.uuid());
        for part in ["events", "links", "heads"] {
            rows.execute(&format!("DELETE FROM audit_{part} WHERE organization_id = {tenant}"));
        }
        for teacher in TEACHERS {
            a_class_of(&school, teacher).await;
        }
        linked(&school, &mut rows).await;
        cover(&school).await;
        let verdict = verify(&school, school.world.district).await;
        assert!(matches!(verdict, Verdict::Broken { fault: Fault::Installation, .. }), "{verdict:?}");
    }

    async fn an_older_state_of_the_whole_log_is_found_by_the_heads_that_were_shipped(school: TestApp) {
        let directory = tempfile::TempDir::new().unwrap();
        let file = directory.path().join("heads.jsonl");
        let mut shipping = Shipping::to(Some(file.clone()));
        let mut rows = Rows::of(&school);
        let by = founding::installation();
        linked(&school, &mut rows).await;
        shipping.ship(by, &school.hallpass).await.unwrap();
        rows.disarm_audit_log();
        rows.keep(STATE);
        a_day(&school).await;
        linked(&school, &mut rows).await;
        shipping.ship(by, &school.hallpass).await.unwrap();
        shipping.ship(by, &school.hallpass).await.unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(text.lines().count(), 2, "a head is shipped once");
        let shipped = ShippedHeads::parse(&text).unwrap();
        let found = verification::verify(by, &school.hallpass, &shipped).await.unwrap();
        assert_eq!(found.broken(), 0, "{found:?}");

        rows.restore(STATE);
        let found = verify_all(&school).await;
        assert_eq!(found.broken(), 0, "in itself the older state is whole: {found:?}");
        let found = verification::verify(by, &school.hallpass, &shipped).await.unwrap();
        assert_eq!(found.installation, Err(InstallationFault::Behind));
        let verdict = found.logs[&school.world.district];
        assert!(matches!(verdict, Verdict::Broken { fault: Fault::Shipped, .. }), "{verdict:?}");
        for teacher in TEACHERS {
            a_class_of(&school, teacher).await;
        }
        linked(&school, &mut rows).await;
        let found = verification::verify(by, &school.hallpass, &shipped).await.unwrap();
        let verdict = found.logs[&school.world.district];
        assert!(matches!(verdict, Verdict::Broken { fault: Fault::Shipped, .. }), "grown anew: {verdict:?}");
    }

    async fn a_log_with_events_that_still_wait_is_intact_until_one_of_them_is_changed(school: TestApp) {
        let mut rows = Rows::of(&school);
        linked(&school, &mut rows).await;
        let mut holding = Rows::of(&school);
        let tenant = rows.id(school.world.district.uuid());
        hold(&school, &mut holding);
        a_day(&school).await;
        if let Rows::Sqlite(_) = holding {
            release(&mut holding);
        }
        let before = verify(&school, school.world.district).await;
        assert!(matches!(before, Verdict::Intact { waiting, .. } if waiting > 3), "{before:?}");
        assert_eq!(verify_all(&school).await.broken(), 0);
        rows.disarm_audit_log();
        rows.keep(STATE);
        let one = format!(
            "organization_id = {tenant} AND id = (SELECT event_id FROM audit_queue
             WHERE organization_id = {tenant} ORDER BY event_id DESC LIMIT 1)"
        );
        let mac = rows.bytes(&"5a".repeat(32));
        for (change, fault) in [
            (format!("UPDATE audit_events SET records = records + 1 WHERE {one}"), Fault::Waiting),
            (format!("UPDATE audit_events SET leaf = {mac} WHERE {one}"), Fault::Waiting),
            (format!("DELETE FROM audit_events WHERE {one}"), Fault::Waiting),
            (format!("UPDATE audit_queue SET mac = {mac}"), Fault::Waiting),
            (format!("DELETE FROM audit_queue WHERE organization_id = {tenant}"), Fault::Stray),
        ] {
            rows.execute(&change);
            let verdict = verify(&school, school.world.district).await;
            assert!(matches!(verdict, Verdict::Broken { fault: found, .. } if found == fault), "{change}: {verdict:?}");
            rows.restore(STATE);
            assert_eq!(verify(&school, school.world.district).await, before, "after {change}");
        }
        if let Rows::Postgres(_) = holding {
            release(&mut holding);
        }
    }

    async fn who_holds_the_log_of_one_district_does_not_keep_another_from_its_head(school: TestApp) {
        let mut rows = Rows::of(&school);
        linked(&school, &mut rows).await;
        hold(&school, &mut rows);
        let other = school.world.other_district;
        let before = covered_at_once(&school).await.heads.get(&other).copied();
        school.teacher_in_other_district("Far").await;
        let mut times = 0;
        while covered_at_once(&school).await.heads.get(&other).copied() == before {
            times += 1;
            assert!(times < 200, "the other district's events are not covered");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        a_day(&school).await;
        covered_at_once(&school).await;
        release(&mut rows);
        a_class_of(&school, "Chen").await;
        linked(&school, &mut rows).await;
        covered_at_once(&school).await;
        assert_eq!(verify_all(&school).await.broken(), 0);
    }
}

/// Who comes after the day.
const TEACHERS: [&str; 12] = [
    "Abara", "Bell", "Cruz", "Dorn", "Eriksen", "Fox", "Gupta", "Haas", "Ito", "Jonas", "Kaya",
    "Lim",
];

#[cfg(test)]
async fn a_class_of(school: &TestApp, teacher: &str) {
    school.teacher(teacher).await.class("Music").await;
}

/// Keeps the district's events from being linked: on PostgreSQL as another instance does that is
/// about to, on SQLite by a head that is not to be gone on from.
#[cfg(test)]
fn hold(school: &TestApp, rows: &mut Rows) {
    let district = school.world.district;
    let tenant = rows.id(district.uuid());
    rows.execute(&match rows {
        Rows::Postgres(_) => {
            format!("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('audit {district}', 0))")
        }
        Rows::Sqlite(_) => format!(
            "CREATE TABLE held AS SELECT * FROM audit_heads WHERE organization_id = {tenant};
             UPDATE audit_heads SET position = position + 1 WHERE organization_id = {tenant}"
        ),
    });
}

#[cfg(test)]
fn release(rows: &mut Rows) {
    rows.execute(match rows {
        Rows::Postgres(_) => "COMMIT",
        Rows::Sqlite(_) => {
            "DELETE FROM audit_heads WHERE organization_id IN (SELECT organization_id FROM held);
             INSERT INTO audit_heads SELECT * FROM held"
        }
    });
}

/// Two instances cover the logs at once: the head is the same for both.
#[cfg(test)]
async fn covered_at_once(school: &TestApp) -> InstallationHead {
    let [one, two] = [(); 2].map(|()| {
        let hallpass = school.hallpass.clone();
        actix_web::rt::spawn(async move {
            let origin = Origin::worker(Uuid::nil());
            let covered = hallpass.write_in(PLATFORM, origin, |tx| {
                Ok(audit::cover(tx, &founding::installation())?)
            });
            covered.await.unwrap()
        })
    });
    let (one, two) = (one.await.unwrap(), two.await.unwrap());
    if one.position > two.position {
        one
    } else {
        two
    }
}
