//! What an import does, and that it does it once.

use chrono::TimeDelta;
use tests::{
    app::Backend,
    bundles::Bundle,
    on_each_backend,
    rosters::{class, count, importer, literal, student_of, teacher_of, word},
    rows::Rows,
};

use crate::rosters::{found, is_still};

on_each_backend! {
    async fn a_rostered_class_is_there_for_its_teacher_and_its_students(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let class = class(&school, "k0");
        let shown = teacher_of(&school, "k0").await.get(&format!("/v1/classes/{class}")).await.assert(200);
        assert_eq!(shown.text("/title"), "Class 0");
        assert_eq!(shown.text("/grade_level"), "04");
        assert_eq!(shown.text("/access_ends_at"), "2027-07-30T07:00:00Z");
        let mine = student_of(&school, "k0").await.get("/v1/me/classes").await.assert(200).json();
        assert_eq!(mine["data"].as_array().unwrap().len(), 2);
    }

    async fn no_address_of_a_student_is_kept(school: TestApp) {
        importer(&school).await.import(&Bundle::small()).await;
        assert_eq!(count(&school, "users WHERE kind = 'student' AND email IS NOT NULL"), 0);
        assert_eq!(count(&school, "users WHERE kind = 'student' AND username IS NULL"), 0);
        assert_eq!(count(&school, "users WHERE source_index IS NOT NULL AND kind = 'adult' AND email IS NULL"), 0);
    }

    async fn the_same_bundle_again_changes_nothing(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        school.clock.advance(TimeDelta::minutes(5));
        let again = novak.import(&Bundle::small()).await;
        assert!(is_still(&again), "{again}");
        assert_eq!(again["counts"]["enrollments"]["unchanged"], 28);
        assert_eq!(count(&school, "enrollments"), 24);
    }

    /// SCH-06: what a school revoked comes back by no bundle, whatever changed in it.
    async fn a_student_whose_account_was_locked_is_brought_back_by_no_roster(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let ada = student_of(&school, "k0").await;
        let of = literal(&school, ada.user.uuid());
        let revoke = format!("/v1/schools/{}/students/{}/revoke", school.world.school, ada.user);
        novak.0.post_empty(&revoke).await.assert(200);
        let renamed = Bundle::small().replace("users.csv", "Given", "Robin");
        let staged = novak.stage(&renamed).await;
        assert_eq!(found(&novak, &staged, "locked_person").await, 1);
        novak.apply(&staged, true).await.assert(200);
        let open = format!("enrollments WHERE user_id = {of} AND ends_at IS NULL");
        assert_eq!(count(&school, &open), 0);
        assert_eq!(count(&school, &format!("users WHERE id = {of} AND status = 'disabled'")), 1);
    }

    async fn a_new_name_is_a_change_of_one_person(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let renamed = Bundle::small().replace("users.csv", "Givenpu3,", "Robin,");
        let import = novak.import(&renamed).await;
        assert_eq!(import["counts"]["people"]["changed"], 1);
        assert_eq!(import["counts"]["people"]["unchanged"], 15);
        assert!(is_still(&novak.import(&renamed).await));
    }

    async fn an_import_is_applied_once_and_does_what_its_preview_said(school: TestApp) {
        let novak = importer(&school).await;
        let first = novak.stage(&Bundle::small()).await;
        let second = novak.stage(&Bundle::small()).await;
        novak.apply(&first, false).await.assert(200);
        novak.apply(&first, false).await.assert_conflict("import_not_staged");
        // It was to create what is there by now.
        novak.apply(&second, false).await.assert_problem(409, "preview_outdated");
        novak.apply(&second, true).await.assert_problem(409, "preview_outdated");
        assert_eq!(novak.0.get(&second).await.text("/state"), "staged");
    }

    async fn an_import_that_still_does_the_same_is_applied_after_another(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let first = novak.stage(&Bundle::small()).await;
        let second = novak.stage(&Bundle::small()).await;
        novak.apply(&first, false).await.assert(200);
        let applied = novak.apply(&second, false).await.assert(200).json();
        assert!(is_still(&applied), "{applied}");
    }

    async fn an_import_leaves_its_counts_in_the_audit_log(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let actor = literal(&school, novak.0.user.uuid());
        let records = word(&school, &format!(
            "SELECT CAST(records AS text) AS word FROM audit_events WHERE happening = 'apply_roster' AND actor_id = {actor}"
        ));
        // Two schools renamed, two sessions, four classes, sixteen people, and of roles and seats the
        // people who get them: these sixteen, and the importer's own import.
        assert_eq!(records, (2 + 2 + 4 + 16 + 16 + 1).to_string());
    }

    async fn two_thousand_students_are_imported(school: TestApp) {
        let novak = importer(&school).await;
        let district = Bundle::district(2, 80, 2_000, 6);
        let import = novak.import(&district).await;
        assert_eq!(import["counts"]["people"]["created"], 2_080);
        assert_eq!(import["counts"]["enrollments"]["created"], 12_080);
        assert_eq!(count(&school, "enrollments"), 12_000);
        if school.backend == Backend::Postgres {
            let known = "SELECT CAST(reltuples >= 2080 AS text) AS value FROM pg_class WHERE relname IN ('users', 'enrollments')";
            assert_eq!(Rows::of(&school).values(known), ["true", "true"], "the planner knows of the rows at once");
        }
        assert!(is_still(&novak.import(&district).await));
    }

    async fn a_class_without_a_primary_teacher_is_led_by_its_teachers(school: TestApp) {
        let novak = importer(&school).await;
        let blank = Bundle::small()
            .replace("enrollments.csv", "te0,teacher,true,", "te0,teacher,,")
            .with_row("enrollments.csv", "et9,,,k0,s0,te2,teacher,,,");
        let import = novak.stage(&blank).await;
        let said = novak.findings(&import).await;
        assert_eq!(said.len(), 1, "{said:?}");
        assert_eq!(said[0]["code"], "no_teacher_of_record");
        novak.apply(&import, false).await.assert(200);
        assert_eq!(count(&school, "teaching_assignments WHERE role = 'teacher_of_record'"), 5);
        // As soon as the district says who it is, the other is not.
        let said = blank.replace("enrollments.csv", "te0,teacher,,", "te0,teacher,true,");
        novak.import(&said).await;
        assert_eq!(count(&school, "teaching_assignments WHERE role = 'teacher_of_record'"), 4);
    }

    async fn a_session_that_cannot_be_read_leaves_its_classes_their_end(school: TestApp) {
        let novak = importer(&school).await;
        let term = Bundle::small().replace("classes.csv", ",y1,", ",t1,");
        novak.import(&term).await;
        let broken = term.replace("academicSessions.csv", "2026-12-31", "soon");
        let import = novak.import(&broken).await;
        assert!(is_still(&import), "{import}");
        assert_eq!(count(&school, "classes WHERE academic_session_id IS NULL"), 0);
    }

    async fn seats_that_change_alike_change_together(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let longer = Bundle::small().replace("enrollments.csv", "2027-06-30", "2027-07-15");
        let import = novak.import(&longer).await;
        assert_eq!(import["counts"]["enrollments"]["changed"], 24);
        assert_eq!(count(&school, "(SELECT DISTINCT ends_at FROM enrollments) AS ends"), 1);
        assert!(is_still(&novak.import(&longer).await));
        // Half of them, so that what changes is told from what does not.
        let some = longer.replace("enrollments.csv", "student,,2026-08-01,2027-07-15\ne1", "student,,2026-08-01,2027-05-01\ne1");
        novak.import(&some).await;
        assert_eq!(count(&school, "(SELECT DISTINCT ends_at FROM enrollments) AS ends"), 2);
        assert!(is_still(&novak.import(&some).await));
    }
}
