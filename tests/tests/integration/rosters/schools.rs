//! Schools: which they are, and which may have students.

use domain::mint::Clock as _;
use serde_json::json;
use tests::{
    bundles::Bundle,
    founding, on_each_backend,
    rosters::{IMPORTS, Importer, count, importer, name_school},
};

on_each_backend! {
    async fn without_an_agreement_a_school_gets_classes_and_staff_but_no_students(school: TestApp) {
        let novak = importer(&school).await;
        name_school(&novak, school.world.school_without_agreement, "s2").await;
        let district = Bundle::district(3, 3, 9, 1);
        let import = novak.import(&district).await;
        assert_eq!(import["counts"]["classes"]["created"], 3);
        assert_eq!(import["counts"]["people"]["created"], 3 + 6);
        assert_eq!(import["counts"]["enrollments"]["created"], 3 + 6);
        let address = format!("{IMPORTS}/{}", import["id"].as_str().unwrap());
        let findings = novak.findings(&address).await;
        let refused: Vec<_> = findings.iter().filter(|found| found["severity"] == "error").collect();
        let [refused] = refused.as_slice() else { panic!("one for the school: {refused:?}") };
        assert_eq!((&refused["file"], &refused["line"], &refused["times"]), (&json!("orgs"), &json!(5), &json!(3)));
        assert_eq!(refused["code"], "school_authorization_required");

        let (birch, district_id) = (school.world.school_without_agreement, school.world.district);
        founding::write(&school.database, district_id, school.clock.now(), move |tx| {
            founding::authorize(tx, birch, &founding::standing_agreement())
        }).await;
        let import = novak.import(&district).await;
        assert_eq!(import["counts"]["people"]["created"], 3);
        assert_eq!(import["counts"]["enrollments"]["created"], 3);
    }

    async fn a_school_made_by_hand_is_the_bundles_if_it_has_its_key(school: TestApp) {
        let novak = Importer(school.district_admin("Novak").await);
        let before = count(&school, "schools");
        let maple = json!({"name": "Maple", "time_zone": "America/New_York", "source_id": "s0"});
        let made = novak.0.post("/v1/schools", maple.clone()).await.assert(201);
        assert_eq!(made.text("/source_id"), "s0");
        let taken = novak.0.post("/v1/schools", maple).await.assert_problem(409, "already_exists");
        assert_eq!(taken.text("/errors/0/pointer"), "/source_id");
        let other = format!("/v1/schools/{}", school.world.school);
        let taken = novak.0.patch(&other, "*", json!({"source_id": "s0"})).await;
        taken.assert_problem(409, "already_exists");
        novak.0.patch(&other, "*", json!({"source_id": " "})).await.assert_problem(422, "invalid_fields");
        let named = novak.0.patch(&other, "*", json!({"source_id": "s1"})).await.assert(200);
        assert_eq!(named.text("/source_id"), "s1");
        let kept = novak.0.patch(&other, "*", json!({"name": "Elm"})).await.assert(200);
        assert_eq!(kept.text("/source_id"), "s1");

        let import = novak.import(&Bundle::small()).await;
        assert_eq!(import["counts"]["schools"]["created"], 0);
        assert_eq!(count(&school, "schools"), before + 1);
        let shown = novak.0.get(&made.header("location")).await.assert(200);
        assert_eq!(shown.text("/name"), "School 0");
        let cleared = novak.0.patch(&other, "*", json!({"source_id": null})).await.assert(200);
        assert_eq!(cleared.json()["source_id"], json!(null));
    }

    async fn a_new_school_with_the_name_of_one_that_is_there_is_reported(school: TestApp) {
        let novak = Importer(school.district_admin("Novak").await);
        let maple = json!({"name": "school 0", "time_zone": "America/New_York"});
        novak.0.post("/v1/schools", maple).await.assert(201);
        let findings = novak.findings(&novak.stage(&Bundle::small()).await).await;
        let said = findings.iter().find(|found| found["code"] == "same_name_as_school").unwrap();
        assert_eq!((&said["file"], &said["line"]), (&"orgs".into(), &3.into()));
        assert_eq!(said["severity"], "warning");
    }

    async fn a_class_does_not_take_its_students_to_a_school_without_an_agreement(school: TestApp) {
        let novak = importer(&school).await;
        name_school(&novak, school.world.school_without_agreement, "s2").await;
        let district = Bundle::small().with_row("orgs.csv", "s2,,,School 2,school,S2,d1");
        novak.import(&district).await;
        let moved = district.replace("classes.csv", "Class 0,04,c0,K0,scheduled,,s0", "Class 0,04,c0,K0,scheduled,,s2");
        let import = novak.stage(&moved).await;
        let findings = novak.findings(&import).await;
        let said = findings.iter().find(|found| found["file"] == "classes").unwrap();
        assert_eq!((&said["code"], &said["line"]), (&"school_authorization_required".into(), &2.into()));
        assert_eq!(said["severity"], "error");
        let applied = novak.apply(&import, false).await.assert(200).json();
        assert_eq!(applied["counts"]["classes"]["spared"], 1);
        let at_s2 = "classes c JOIN schools s ON s.id = c.school_id WHERE s.source_id = 's2'";
        assert_eq!(count(&school, at_s2), 0);
    }
}
