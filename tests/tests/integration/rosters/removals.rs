//! What ends only if somebody accepts it.

use tests::{
    bundles::Bundle,
    on_each_backend,
    rosters::{Importer, count, importer},
};

use crate::rosters::is_still;

/// Staged, the bundle shrinks what it says and is applied only with acceptance.
#[cfg(test)]
async fn needs_acceptance(novak: &Importer, bundle: &Bundle, why: &str) -> serde_json::Value {
    let import = novak.stage(bundle).await;
    let shrinking = novak.0.get(&import).await.json()["removal_alarm"].clone();
    let refused = novak.apply(&import, false).await;
    assert_eq!(refused.status, 409, "{why}: {shrinking}");
    refused.assert_problem(409, "removals_not_accepted");
    shrinking
}

on_each_backend! {
    async fn many_students_end_only_if_somebody_accepts_it(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let halved = (0..6).fold(Bundle::small(), |bundle, n| bundle.without_person(&format!("pu{n}")));
        let import = novak.stage(&halved).await;
        assert_eq!(novak.0.get(&import).await.json()["removal_alarm"]["schools"], 2);
        novak.apply(&import, false).await.assert_problem(409, "removals_not_accepted");
        assert_eq!(novak.0.get(&import).await.text("/state"), "staged");
        assert_eq!(count(&school, "users WHERE status = 'disabled'"), 0);
        let applied = novak.apply(&import, true).await.assert(200).json();
        assert_eq!(applied["counts"]["people"]["ended"], 6);
    }

    async fn keys_that_are_all_new_are_no_loss(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let rekeyed = Bundle::small().replace("enrollments.csv", "\ne", "\nnew-e");
        let import = novak.import(&rekeyed).await;
        assert_eq!(import["counts"]["enrollments"]["created"], 28);
        assert_eq!(import["counts"]["enrollments"]["ended"], 28);
    }

    async fn classes_that_are_gone_take_their_students_along(school: TestApp) {
        let novak = importer(&school).await;
        let district = Bundle::district(2, 4, 40, 1);
        novak.import(&district).await;
        let half = district.clone().without("classes.csv", &["k0,", "k1,"]);
        let shrinking = needs_acceptance(&novak, &half, "half of the classes").await;
        assert_eq!((&shrinking["schools"], &shrinking["classes"]), (&2.into(), &2.into()));
        let empty = district.without("classes.csv", &["k0,", "k1,", "k2,", "k3,"]);
        let shrinking = needs_acceptance(&novak, &empty, "no class").await;
        assert_eq!((&shrinking["schools"], &shrinking["files"]), (&2.into(), &1.into()));
    }

    async fn days_that_are_over_or_to_come_take_a_seat_away(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        for (from, to) in [
            (",2026-08-01,2027-06-30", ",2025-08-01,2026-06-30"),
            (",2026-08-01,2027-06-30", ",2027-08-01,2028-06-30"),
        ] {
            let moved = Bundle::small().replace("enrollments.csv", from, to);
            let shrinking = needs_acceptance(&novak, &moved, to).await;
            assert_eq!(shrinking["schools"], 2, "{to}");
        }
        let over = Bundle::small().replace("academicSessions.csv", "2027-06-30", "2026-08-02");
        assert_eq!(needs_acceptance(&novak, &over, "sessions").await["schools"], 2);
    }

    async fn who_may_not_sign_in_any_more_counts_as_gone(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let disabled = Bundle::small().replace("users.csv", ",,,true,", ",,,FALSE,");
        let shrinking = needs_acceptance(&novak, &disabled, "disabled").await;
        assert_eq!((&shrinking["schools"], &shrinking["staff"]), (&2.into(), &1.into()));
        // Accepted once, it is nothing new.
        let import = novak.stage(&disabled).await;
        novak.apply(&import, true).await.assert(200);
        assert!(is_still(&novak.import(&disabled).await));
    }

    async fn staff_are_guarded_too(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let rows = ["te0,", "te1,", "te2,", "te3,"];
        let without_users = Bundle::small().without("users.csv", &rows);
        let cells = [",te0,", ",te1,", ",te2,", ",te3,"];
        let without_roles = Bundle::small().without("roles.csv", &cells).without("enrollments.csv", &cells);
        let without_seats = Bundle::small().without("enrollments.csv", &cells);
        for (bundle, why) in [
            (without_users, "users"), (without_roles, "roles"), (without_seats, "seats"),
        ] {
            let shrinking = needs_acceptance(&novak, &bundle, why).await;
            assert_eq!((&shrinking["staff"], &shrinking["schools"]), (&1.into(), &0.into()), "{why}");
        }
        assert_eq!(count(&school, "users WHERE status = 'disabled'"), 0);
    }

    async fn a_file_with_nothing_but_a_header_is_asked_about(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        for (file, rows) in [
            ("orgs.csv", vec!["d1,", "s0,", "s1,"]),
            ("academicSessions.csv", vec!["y1,"]),
            ("users.csv", vec!["@example.edu"]),
            ("roles.csv", vec!["primary"]),
            ("enrollments.csv", vec!["teacher", "student"]),
        ] {
            let empty = Bundle::small().without(file, &rows);
            let shrinking = needs_acceptance(&novak, &empty, file).await;
            assert_eq!(shrinking["files"], 1, "{file}");
            novak.discard_staged().await;
        }
    }

    async fn who_accepts_accepts_what_was_shown(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let halved = (0..6).fold(Bundle::small(), |bundle, n| bundle.without_person(&format!("pu{n}")));
        let import = novak.stage(&halved).await;
        // Somebody else arrives, and would leave with the others.
        let more = Bundle::small()
            .with_row("users.csv", "pu99,,,true,pu99,,Given,Family,,,,,,,04,,,,,,,")
            .with_row("roles.csv", "r-99,,,pu99,primary,student,,,s0,")
            .with_row("enrollments.csv", "e99,,,k0,s0,pu99,student,,,");
        novak.import(&more).await;
        novak.apply(&import, true).await.assert_problem(409, "preview_outdated");
        assert_eq!(count(&school, "users WHERE status = 'disabled'"), 0);
        let again = novak.stage(&halved).await;
        let applied = novak.apply(&again, true).await.assert(200).json();
        assert_eq!(applied["counts"]["people"]["ended"], 7);
    }

    async fn a_change_of_terms_is_no_loss_and_half_a_school_is(school: TestApp) {
        let novak = importer(&school).await;
        let fall = Bundle::district(2, 4, 40, 1).replace("classes.csv", ",y1,", ",t1,")
            .replace("academicSessions.csv", "2026-12-31", "2026-09-25")
            .replace("enrollments.csv", ",2026-08-01,2027-06-30", ",,");
        novak.import(&fall).await;
        school.clock.advance(chrono::TimeDelta::days(7));
        let novak = Importer(school.district_admin("Okafor").await);
        // The classes of the new term have other keys, and begin next week.
        let spring = fall
            .replace("classes.csv", "\nk", "\nspring-k").replace("classes.csv", ",t1,", ",y1,")
            .replace("enrollments.csv", "\ne", "\nspring-e").replace("enrollments.csv", ",,,k", ",,,spring-k")
            .replace("enrollments.csv", ",student,,,", ",student,,2026-10-15,");
        let fewer = (0..10).fold(spring.clone(), |bundle, n| bundle.without_person(&format!("pu{n}")));
        assert_eq!(needs_acceptance(&novak, &fewer, "ten students").await["schools"], 2);
        let import = novak.import(&spring).await;
        assert_eq!(import["counts"]["classes"]["ended"], 4);
        assert_eq!(import["counts"]["enrollments"]["created"], 44);
    }
}
