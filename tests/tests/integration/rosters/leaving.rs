//! Who leaves a roster, and what leaves with them.

use chrono::TimeDelta;
use domain::mint::Clock as _;
use serde_json::json;
use tests::{
    bundles::Bundle,
    on_each_backend,
    rosters::{class, count, importer, student_of, teacher_of},
};

use crate::rosters::is_still;

/// Roles that a roster gave and that are in effect.
#[cfg(test)]
const NOW_ROLES: &str = "staff_roles WHERE origin = 'roster' AND ends_at IS NULL";

on_each_backend! {
    async fn a_student_who_is_dropped_ends_and_is_out_at_once(school: TestApp) {
        let novak = importer(&school).await;
        let district = Bundle::district(2, 4, 40, 2)
            .with_row("classes.csv", "k9,,,Chess,04,c0,K9,scheduled,,s0,y1,,,1")
            .with_row("enrollments.csv", "e9,,,k9,s0,pu0,student,,,");
        novak.import(&district).await;
        let gone = student_of(&school, "k9").await;
        gone.get("/v1/me/classes").await.assert(200);
        school.clock.advance(TimeDelta::minutes(5));
        let import = novak.import(&district.without_person("pu0")).await;
        assert_eq!(import["counts"]["people"]["ended"], 1);
        assert_eq!(import["counts"]["enrollments"]["ended"], 3);
        gone.get("/v1/me/classes").await.assert_problem(401, "unauthenticated");
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 40, "nothing is deleted");
        assert_eq!(count(&school, "users WHERE status = 'disabled' AND epoch = 1"), 1);
        assert_eq!(count(&school, "enrollments"), 81);
    }

    async fn who_leaves_the_district_leaves_the_classes_that_were_made_by_hand(school: TestApp) {
        let novak = importer(&school).await;
        let district = Bundle::district(2, 8, 40, 2);
        novak.import(&district).await;
        let (student, teacher) = (student_of(&school, "k0").await, teacher_of(&school, "k0").await);
        let rivera = school.teacher("Rivera").await;
        let robots = rivera.class("Robots").await;
        let member = format!("/v1/classes/{robots}/students/{}", student.user);
        let placed = json!({"student_id": student.user.uuid()});
        novak.0.post(&format!("/v1/classes/{robots}/enrollments"), placed).await.assert(201);
        let colleague = json!({"user_id": teacher.user.uuid(), "role": "teaching_assistant", "ends_at": school.clock.now() + TimeDelta::days(30)});
        rivera.post(&format!("/v1/classes/{robots}/staff"), colleague).await.assert(201);
        school.clock.advance(TimeDelta::minutes(5));
        let shown = rivera.get(&member).await.assert(200).text("/given_name");
        let student = shown.trim_start_matches("Given");
        novak.import(&district.without_person("te0").without_person(student)).await;
        rivera.post_empty(&format!("{member}/credential")).await.assert_problem(404, "not_found");
        assert_eq!(count(&school, "enrollments WHERE ends_at IS NULL AND source_index IS NULL"), 0);
        let staff = rivera.get(&format!("/v1/classes/{robots}/staff")).await.assert(200);
        assert_eq!(staff.column("role"), ["teacher_of_record"]);
    }

    async fn a_teacher_who_is_dropped_loses_the_class_at_once(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let address = format!("/v1/classes/{}", class(&school, "k0"));
        let teacher = teacher_of(&school, "k0").await;
        teacher.get(&address).await.assert(200);
        // Out of the class, not out of the school.
        novak.import(&Bundle::small().without("enrollments.csv", &["et0,"])).await;
        teacher.get(&address).await.assert_problem(404, "not_found");
        // Out of the district.
        let import = novak.import(&Bundle::small().without_person("te0")).await;
        assert_eq!(import["counts"]["people"]["ended"], 1);
        assert_eq!(import["counts"]["roles"]["ended"], 1);
        teacher.get(&address).await.assert_problem(401, "unauthenticated");
    }

    async fn who_comes_back_is_in_class_for_a_new_interval_only(school: TestApp) {
        let novak = importer(&school).await;
        let district = Bundle::district(2, 4, 40, 1);
        novak.import(&district).await;
        school.clock.advance(TimeDelta::minutes(3));
        novak.import(&district.clone().without_person("pu7")).await;
        school.clock.advance(TimeDelta::minutes(3));
        let import = novak.import(&district).await;
        assert_eq!(import["counts"]["people"]["resumed"], 1);
        assert_eq!(count(&school, "users WHERE kind = 'student' AND status = 'active'"), 40);
        assert_eq!(count(&school, "enrollments"), 41);
        assert_eq!(count(&school, "users WHERE kind = 'student'"), 40);
        assert!(is_still(&novak.import(&district).await));
    }

    async fn a_class_that_leaves_the_roster_is_archived_and_one_made_by_hand_stays(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let rivera = school.teacher("Rivera").await;
        let by_hand = rivera.class("Robots").await;
        let smaller = Bundle::small().without("classes.csv", &["k3,"]).without("enrollments.csv", &[",k3,"]);
        let import = novak.stage(&smaller).await;
        let import = novak.apply(&import, true).await.assert(200).json();
        assert_eq!(import["counts"]["classes"]["ended"], 1);
        assert_eq!(count(&school, "classes WHERE archived_at IS NOT NULL AND source_id = 'k3'"), 1);
        rivera.get(&format!("/v1/classes/{by_hand}")).await.assert(200);
        // It is back with the roster; one that somebody archived is not.
        novak.import(&Bundle::small()).await;
        assert_eq!(count(&school, "classes WHERE archived_at IS NOT NULL"), 0);
        let teacher = teacher_of(&school, "k1").await;
        let archive = format!("/v1/classes/{}/archive", class(&school, "k1"));
        teacher.post_empty(&archive).await;
        let import = novak.import(&Bundle::small().replace("classes.csv", "Class 1,", "Class One,")).await;
        assert_eq!(import["counts"]["classes"]["changed"], 1);
        assert_eq!(count(&school, "classes WHERE archived_at IS NOT NULL AND source_id = 'k1'"), 1);
    }

    async fn who_is_deleted_is_out_although_a_role_still_names_them(school: TestApp) {
        let novak = importer(&school).await;
        for deleted in [
            Bundle::small().without("users.csv", &["te0,"]),
            Bundle::small().replace("users.csv", "te0,,,true", "te0,tobedeleted,,true"),
        ] {
            novak.import(&Bundle::small()).await;
            let teacher = teacher_of(&school, "k0").await;
            teacher.get("/v1/me/classes").await.assert(200);
            let import = novak.import(&deleted).await;
            assert_eq!(import["counts"]["people"]["ended"], 1);
            assert_eq!(import["counts"]["roles"]["ended"], 1);
            teacher.get("/v1/me/classes").await.assert_problem(401, "unauthenticated");
            assert_eq!(count(&school, NOW_ROLES), 3);
        }
    }

    async fn who_loses_a_role_loses_what_it_gave(school: TestApp) {
        let novak = importer(&school).await;
        let admin = "r-ad,,,ad0,primary,principal,,,s0,";
        let staffed = Bundle::district(2, 4, 12, 2)
            .with_row("users.csv", "ad0,,,true,ad0,,Ann,Lee,,,ann@example.edu,,,,,,,,,,,")
            .with_row("roles.csv", admin);
        novak.import(&staffed).await;
        assert_eq!(count(&school, &format!("{NOW_ROLES} AND role = 'school_admin'")), 1);
        // No role at all, a role in the district, and one at a school that nobody knows.
        for role in [vec![], vec!["r-ad,,,ad0,primary,principal,,,d1,"], vec!["r-ad,,,ad0,primary,principal,,,s9,"]] {
            let without = staffed.clone().without("roles.csv", &["r-ad,"]);
            let without = role.iter().fold(without, |bundle, row| bundle.with_row("roles.csv", row));
            let import = novak.import(&without).await;
            assert_eq!(import["counts"]["roles"]["ended"], 1, "{role:?}");
            assert_eq!(count(&school, &format!("{NOW_ROLES} AND role = 'school_admin'")), 0);
            let back = novak.import(&staffed).await;
            assert_eq!(back["counts"]["roles"]["created"], 1);
        }
    }

    async fn a_role_that_cannot_be_read_keeps_the_roles_it_may_have_been_about(school: TestApp) {
        let novak = importer(&school).await;
        let both = Bundle::small()
            .with_row("roles.csv", "r-x,,,te0,secondary,aide,,,s0,")
            .with_row("roles.csv", "r-y,,,te0,secondary,aide,,,s1,");
        novak.import(&both).await;
        assert_eq!(count(&school, NOW_ROLES), 6);
        // The row at s0 is unreadable, the one at s1 is gone.
        let broken = both.without("roles.csv", &["r-y,"]).replace("roles.csv", "secondary,aide", "secondary,helper");
        let import = novak.import(&broken).await;
        assert_eq!(import["counts"]["roles"]["spared"], 1);
        assert_eq!(import["counts"]["roles"]["ended"], 1);
        assert_eq!(count(&school, NOW_ROLES), 5);
        // A school whose own row cannot be read is not in the bundle: what is held there stays.
        novak.import(&Bundle::small().with_row("roles.csv", "r-y,,,te0,secondary,aide,,,s1,")).await;
        let broken = Bundle::small()
            .with_row("roles.csv", "r-y,,,te0,secondary,aide,,,s1,")
            .replace("orgs.csv", "School 1,school", "School 1,");
        let import = novak.import(&broken).await;
        assert_eq!(import["counts"]["roles"]["ended"], 0, "{import}");
    }
}
