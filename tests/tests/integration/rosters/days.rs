//! By which clocks the days of a roster begin and end, and what is said of whom they leave out.

use chrono::TimeDelta;
use serde_json::json;
use tests::{
    bundles::Bundle,
    on_each_backend,
    rosters::{count, importer, student_of},
};

use crate::rosters::{found, is_still};

on_each_backend! {
    async fn a_school_that_moves_to_other_clocks_moves_its_classes_and_their_people(school: TestApp) {
        let novak = importer(&school).await;
        let district = Bundle::small();
        novak.import(&district).await;
        let ends = "enrollments e JOIN classes c ON c.id = e.class_id WHERE c.source_id = 'k0'";
        let before = instants(&school, &format!("{ends} AND e.source_index IS NOT NULL"));
        let path = format!("/v1/schools/{}", school.world.school);
        novak.0.patch(&path, "*", json!({"time_zone": "Asia/Tokyo"})).await.assert(200);
        let after = instants(&school, &format!("{ends} AND e.source_index IS NOT NULL"));
        assert_eq!(before.len(), 1);
        assert_eq!(after.len(), 1);
        assert!(after < before, "the day begins in Tokyo first");
        // The next import finds everything as it wants it.
        assert!(is_still(&novak.import(&district).await));
    }

    async fn a_class_of_an_unknown_term_ends_with_the_running_term_that_ends_first(school: TestApp) {
        let novak = importer(&school).await;
        let district = Bundle::small()
            .with_row("academicSessions.csv", "t1,,,Fall,term,2026-08-01,2026-12-18,y1,2027")
            .replace("classes.csv", "k0,,,Class 0,04,c0,K0,scheduled,,s0,y1", "k0,,,Class 0,04,c0,K0,scheduled,,s0,t-unknown");
        let import = novak.stage(&district).await;
        assert_eq!(found(&novak, &import, "unknown_reference").await, 1);
        novak.apply(&import, false).await.assert(200);
        let of_fall = "classes c JOIN academic_sessions s ON s.id = c.academic_session_id WHERE c.source_id = 'k0' AND s.source_id = 't1'";
        assert_eq!(count(&school, of_fall), 1);
        assert!(is_still(&novak.import(&district).await));
        let earlier = "classes a JOIN classes b ON a.access_ends_at < b.access_ends_at WHERE a.source_id = 'k0' AND b.source_id = 'k2'";
        assert_eq!(count(&school, earlier), 1);
    }

    async fn what_is_over_and_who_is_in_no_class_is_mentioned(school: TestApp) {
        let novak = importer(&school).await;
        let district = Bundle::small()
            .with_row("users.csv", "pu77,,,true,pu77,,Given,Alone,,,,,,,04,,,,,,,")
            .with_row("roles.csv", "r77,,,pu77,primary,student,,,s0,")
            .with_row("users.csv", "pu78,,,true,pu78,,Given,Roleless,,,,,,,04,,,,,,,")
            .with_row("enrollments.csv", "e77,,,k0,s0,pu2,student,,2025-08-01,2026-06-30")
            .with_row("enrollments.csv", "e78,,,k2,s0,pu2,student,,2025-08-01,2026-06-30");
        let import = novak.stage(&district).await;
        let findings = novak.findings(&import).await;
        let said: Vec<_> = findings.iter().map(|found| (
            found["file"].as_str().unwrap(),
            found["code"].as_str().unwrap(),
            found["severity"].as_str().unwrap(),
            found["times"].as_i64().unwrap(),
        )).collect();
        assert!(said.contains(&("enrollments", "already_over", "info", 2)), "{said:?}");
        assert!(said.contains(&("users", "no_class", "warning", 1)), "{said:?}");
        assert!(said.contains(&("users", "no_role", "error", 1)), "{said:?}");
        school.clock.advance(TimeDelta::minutes(1));
        novak.apply(&import, false).await.assert(200);
        student_of(&school, "k0").await.get("/v1/me").await.assert(200);

        // Whom no class has is seen by the school, which can place them.
        let path = format!("/v1/schools/{}/students?limit=100", school.world.school);
        let listed = novak.0.get(&path).await.assert(200).rows();
        let alone = listed.iter().find(|student| student["display_name"] == "Given A.").unwrap();
        assert_eq!(alone["is_in_a_class"], false);
        let (diaz, stranger) = (school.school_admin("Diaz").await, school.teacher_at_other_school("Okafor").await);
        let robots = school.teacher("Rivera").await.class("Robots").await;
        let placed = json!({"student_id": alone["id"]});
        let path = format!("/v1/classes/{robots}/enrollments");
        stranger.post(&path, placed.clone()).await.assert_problem(404, "not_found");
        diaz.post(&path, placed).await.assert(201);
        let import = novak.stage(&district.without_person("pu77")).await;
        novak.apply(&import, true).await.assert(200);
        diaz.get(&format!("/v1/classes/{robots}/students/{}", alone["id"].as_str().unwrap())).await.assert_problem(404, "not_found");
    }
}

/// The different instants at which seats end.
#[cfg(test)]
fn instants(school: &tests::app::TestApp, from: &str) -> Vec<String> {
    let ends = tests::rosters::word(
        school,
        &format!("SELECT min(CAST(e.ends_at AS TEXT)) AS word FROM {from}"),
    );
    vec![ends]
}
