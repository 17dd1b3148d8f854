//! From which share on removals have to be accepted, as a district and its schools set it.

use serde_json::json;
use tests::{bundles::Bundle, on_each_backend, rosters::importer};

use crate::organizations::requests::other_school_admin;

const OF_DISTRICT: &str = "/v1/rosters/removal-bounds";

on_each_backend! {
    async fn a_school_with_its_own_bound_loses_so_many_without_acceptance_and_others_do_not(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let one_of_six = Bundle::small().without_person("pu0");
        let import = novak.stage(&one_of_six).await;
        novak.apply(&import, false).await.assert_problem(409, "removals_not_accepted");
        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}/removal-bounds", school.world.school);
        let shown = diaz.get(&path).await.assert(200);
        assert_eq!(shown.json()["in_effect"], json!({"students_percent": 10, "class_percent": 25, "staff_percent": 25}));
        let set = diaz.patch(&path, &shown.header("etag"), json!({"students_percent": 20})).await.assert(200);
        assert_eq!(set.json()["in_effect"]["students_percent"], 20);
        diaz.patch(&path, &shown.header("etag"), json!({"students_percent": 25})).await.assert_problem(412, "precondition_failed");
        let of_both = novak.stage(&one_of_six.clone().without_person("pu1")).await;
        novak.apply(&of_both, false).await.assert_problem(409, "removals_not_accepted");
        novak.apply(&import, false).await.assert(200);
    }

    async fn a_school_without_a_bound_has_that_of_the_district(school: TestApp) {
        let (novak, diaz) = (importer(&school).await.0, school.school_admin("Diaz").await);
        novak.patch(OF_DISTRICT, "*", json!({"students_percent": 5, "class_percent": 50})).await.assert(200);
        let path = format!("/v1/schools/{}/removal-bounds", school.world.school);
        diaz.patch(&path, "*", json!({"class_percent": 30})).await.assert(200);
        let shown = diaz.get(&path).await.assert(200).json();
        assert_eq!((&shown["students_percent"], &shown["class_percent"]), (&json!(null), &json!(30)));
        assert_eq!(shown["in_effect"], json!({"students_percent": 5, "class_percent": 30, "staff_percent": 25}));
        let back = diaz.patch(&path, "*", json!({"class_percent": null})).await.assert(200).json();
        assert_eq!(back["in_effect"]["class_percent"], 50);
    }

    async fn bounds_have_limits_and_are_set_by_administrators_of_the_place(school: TestApp) {
        let (novak, diaz) = (importer(&school).await.0, school.school_admin("Diaz").await);
        let path = format!("/v1/schools/{}/removal-bounds", school.world.school);
        for (member, percent) in [("students_percent", 26), ("students_percent", 0), ("class_percent", 51), ("staff_percent", 51)] {
            let refused = novak.patch(&path, "*", json!({member: percent})).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), format!("/{member}"));
            novak.patch(OF_DISTRICT, "*", json!({member: percent})).await.assert_problem(422, "invalid_fields");
        }
        let wanted = json!({"students_percent": 25});
        diaz.patch(OF_DISTRICT, "*", wanted.clone()).await.assert_problem(403, "forbidden");
        diaz.get(OF_DISTRICT).await.assert_problem(403, "forbidden");
        school.teacher("Rivera").await.patch(&path, "*", wanted.clone()).await.assert_problem(403, "forbidden");
        other_school_admin(&school).await.patch(&path, "*", wanted.clone()).await.assert_problem(404, "not_found");
        novak.patch(&path, "*", wanted).await.assert(200);
    }
}
