//! Imports that do not fit in one transaction: their district waits, and no other does.

use actix_web::rt;
use api::config::Rosters;
use domain::accounts::sessions::SessionKind;
use serde_json::json;
use tests::{
    accounts::{PASSWORD, to_maple},
    app::{ROSTERS, TestApp},
    bundles::Bundle,
    on_each_backend,
    rosters::{Importer, count, execute, importer, literal},
};

use crate::rosters::{found, is_still};

/// How often another district is served at least while the import is applied. In one transaction it
/// would be served twice: once before, and once when all is over. A number and no time, since a busy
/// machine slows both.
#[cfg(test)]
const SERVED_MEANWHILE: u32 = 4;

/// The same school, where imports write so many records at a time.
#[cfg(test)]
async fn in_parts_of(school: &TestApp, records_at_a_time: usize) -> TestApp {
    school
        .importing(Rosters {
            records_at_a_time,
            ..ROSTERS
        })
        .await
}

on_each_backend! {
    async fn another_district_works_on_while_a_large_roster_is_applied(school: TestApp) {
        let school = in_parts_of(&school, 50).await;
        let novak = importer(&school).await;
        let far = school.teacher_in_other_district("Okafor").await;
        let import = novak.stage(&Bundle::district(2, 40, 600, 3)).await;
        let applying = rt::spawn({
            let (novak, import) = (novak.clone(), import.clone());
            async move {
                loop {
                    let applied = novak.apply(&import, false).await;
                    // As to anybody; what is applied by then stays, and the rest follows.
                    if applied.status != 503 {
                        return applied;
                    }
                    applied.assert_problem(503, "busy");
                }
            }
        });
        let classes = format!("/v1/schools/{}/classes", school.world.far_school);
        let (mut refused, mut written) = (0, 0);
        while !applying.is_finished() {
            let class = json!({ "title": format!("Robots {written}"), "grade_level": "04" });
            let made = far.post(&classes, class).await;
            far.get("/v1/me").await.assert(200);
            // On a busy PostgreSQL anybody may be asked to try again, whoever else is at work.
            if made.status == 503 {
                made.assert_problem(503, "busy");
            } else {
                made.assert(201);
                written += 1;
            }
            let seen = novak.0.get("/v1/schools").await;
            if seen.status == 503 {
                let seen = seen.assert_problem(503, "roster_being_applied");
                assert_eq!(seen.header("retry-after"), "10");
                refused += 1;
            } else {
                seen.assert(200);
            }
        }
        let applied = applying.await.unwrap().assert(200);
        assert_eq!(applied.text("/state"), "applied");
        assert!(refused > 0, "nobody was told to wait");
        assert!(
            written >= SERVED_MEANWHILE,
            "served {written} times meanwhile"
        );
        novak.0.get("/v1/schools").await.assert(200);
        assert_eq!(count(&school, "enrollments"), 1_800);
        if let Some(file) = school.place.file() {
            let log = std::fs::metadata(file.with_extension("db-wal")).unwrap();
            assert!(log.len() < 1 << 20, "the log has {} bytes still", log.len());
        }
    }

    async fn nobody_signs_in_to_a_district_whose_roster_is_being_applied(school: TestApp) {
        let school = in_parts_of(&school, 10).await;
        let novak = importer(&school).await;
        let import = novak.stage(&Bundle::district(2, 8, 60, 2)).await;
        let teacher = school.teacher("Rivera").await;
        let applying = rt::spawn(async move { novak.apply(&import, false).await });
        let mut refused = 0;
        while !applying.is_finished() {
            let seen = teacher.get("/v1/me").await;
            if seen.status == 503 {
                seen.assert_problem(503, "roster_being_applied");
                let sign_in = to_maple("rivera@example.org", PASSWORD);
                let visitor = school.anybody().post("/v1/auth/sign-in", sign_in).await;
                // It may have come to its end in between.
                if visitor.status == 503 {
                    visitor.assert_problem(503, "roster_being_applied");
                    refused += 1;
                }
            }
        }
        applying.await.unwrap().assert(200);
        assert!(refused > 0);
    }

    async fn parts_do_what_the_whole_would_have_done(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        // Two exchange their usernames and two their addresses, one leaves, classes and seats move.
        let changed = Bundle::small()
            .replace("users.csv", ",pu0,,Givenpu0,", ",pu-,,Givenpu0,")
            .replace("users.csv", ",pu11,,Givenpu11,", ",pu0,,Givenpu11,")
            .replace("users.csv", ",pu-,,Givenpu0,", ",pu11,,Givenpu0,")
            .replace("users.csv", "te0@example.edu", "te-@example.edu")
            .replace("users.csv", "te3@example.edu", "te0@example.edu")
            .replace("users.csv", "te-@example.edu", "te3@example.edu")
            .replace("classes.csv", "Class 1", "Robots")
            .replace("enrollments.csv", "2027-06-30", "2027-07-15")
            .without_person("pu5")
            .with_row("users.csv", "pu12,,,true,pu12,,Givenpu12,Familypu12,,,,,,,04,,,,,,,")
            .with_row("roles.csv", "r-pu12,,,pu12,primary,student,,,s0,");
        let import = novak.stage(&changed).await;
        let in_parts = in_parts_of(&school, 10).await;
        let (district, user) = (school.world.district, novak.0.user);
        let by_parts = Importer(in_parts.signed_in(district, user, SessionKind::Staff).await);
        let applied = by_parts.apply(&import, true).await.assert(200).json();
        assert_eq!(applied["state"], "applied");
        assert_eq!(applied["counts"]["people"]["changed"], 4, "{applied}");
        assert_eq!(applied["counts"]["people"]["created"], 1, "{applied}");
        assert_eq!(applied["counts"]["people"]["ended"], 1, "{applied}");
        let again = novak.stage(&changed).await;
        assert_eq!(found(&novak, &again, "username_taken").await, 0);
        let again = novak.apply(&again, false).await.assert(200).json();
        assert!(is_still(&again), "{again}");
    }

    async fn every_part_names_in_the_audit_log_what_it_changed(school: TestApp) {
        let school = in_parts_of(&school, 20).await;
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let actor = literal(&school, novak.0.user.uuid());
        let events = format!("audit_events WHERE happening = 'apply_roster' AND actor_id = {actor}");
        // Two schools, two sessions, four classes, sixteen people, four roles, twelve at schools and
        // twenty-eight seats: sixty-eight records.
        assert_eq!(count(&school, &events), 4);
        assert_eq!(count(&school, &format!("{events} AND records > 21")), 0);
    }

    async fn an_import_comes_to_its_end_though_it_takes_the_office_of_who_began_it(school: TestApp) {
        let school = in_parts_of(&school, 10).await;
        let novak = importer(&school).await;
        let import = novak.stage(&Bundle::district(2, 8, 60, 2)).await;
        let applying = rt::spawn({
            let (novak, import) = (novak.clone(), import.clone());
            async move { novak.apply(&import, false).await }
        });
        let teacher = school.teacher("Rivera").await;
        while teacher.get("/v1/me").await.status != 503 {
            assert!(!applying.is_finished(), "it was never seen in the middle");
        }
        let user = literal(&school, novak.0.user.uuid());
        execute(&school, &format!("UPDATE staff_roles SET ends_at = begins_at WHERE user_id = {user}"));
        applying.await.unwrap().assert_problem(404, "not_found");
        assert_eq!(count(&school, "roster_imports WHERE state = 'applied'"), 1);
        assert_eq!(count(&school, "enrollments"), 120);
        teacher.get("/v1/me").await.assert(200);
    }
    async fn a_bundle_with_more_rows_than_may_be_is_refused_with_the_reason(school: TestApp) {
        let school = school.importing(Rosters { max_rows: 70, ..ROSTERS }).await;
        let novak = importer(&school).await;
        let refused = novak.send(Bundle::small().zip(), &[]).await.assert(201);
        assert_eq!(refused.text("/state"), "refused");
        assert_eq!(refused.text("/refusal/code"), "too_many_rows");
        assert_eq!(refused.text("/refusal/file"), "roles");
    }
}
