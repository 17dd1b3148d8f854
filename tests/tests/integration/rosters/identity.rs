//! Who is who, when keys, names and addresses change.

use serde_json::json;
use tests::{
    bundles::Bundle,
    on_each_backend,
    rosters::{class, count, importer, student_of, teacher_of},
};

use crate::rosters::{found, is_still};

on_each_backend! {
    async fn a_teacher_whom_a_new_system_gives_another_key_keeps_account_and_classes(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let teacher = teacher_of(&school, "k0").await;
        let people = count(&school, "users");
        let renumbered = Bundle::small().renumber("te0", "T-9001");
        let import = novak.import(&renumbered).await;
        assert_eq!(import["counts"]["people"]["created"], 0);
        assert_eq!(import["counts"]["people"]["ended"], 0);
        assert_eq!(count(&school, "users"), people);
        teacher.get(&format!("/v1/classes/{}", class(&school, "k0"))).await.assert(200);
        assert!(is_still(&novak.import(&renumbered).await));
    }

    async fn a_teacher_who_is_hired_again_under_another_key_has_the_same_account(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let people = count(&school, "users");
        novak.import(&Bundle::small().without_person("te0")).await;
        let import = novak.import(&Bundle::small().renumber("te0", "T-9001")).await;
        assert_eq!(import["counts"]["people"]["resumed"], 1);
        assert_eq!(count(&school, "users"), people);
        teacher_of(&school, "k0").await.get(&format!("/v1/classes/{}", class(&school, "k0"))).await.assert(200);
    }

    async fn who_is_given_the_address_of_one_who_left_never_gets_their_account(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let before = teacher_of(&school, "k0").await;
        let successor = Bundle::small().renumber("te0", "T-9001").replace("users.csv", "Givente0", "Ruth");
        let import = novak.import(&successor).await;
        assert_eq!(import["counts"]["people"]["created"], 1);
        assert_eq!(import["counts"]["people"]["ended"], 1);
        before.get("/v1/me").await.assert_problem(401, "unauthenticated");
        // The address is the successor's, who can be invited with it.
        assert_eq!(count(&school, "users WHERE kind = 'adult' AND status = 'disabled' AND email IS NULL"), 1);
        assert_eq!(count(&school, "users WHERE kind = 'adult' AND status = 'invited' AND email IS NULL"), 0);
        assert!(is_still(&novak.import(&successor).await));
    }

    async fn an_address_that_two_people_have_is_found_as_long_as_both_have_it(school: TestApp) {
        let novak = importer(&school).await;
        let twice = Bundle::small().replace("users.csv", "te1@example.edu", "te0@example.edu");
        for _ in 0..2 {
            let import = novak.stage(&twice).await;
            assert_eq!(found(&novak, &import, "email_taken").await, 1);
            novak.apply(&import, false).await.assert(200);
        }
        assert!(is_still(&novak.import(&twice).await));
        // It is free, and the second one has it without a change of their row.
        let freed = twice.replace("users.csv", "te0,,,true,te0,,Givente0,Familyte0,,,te0@", "te0,,,true,te0,,Givente0,Familyte0,,,te00@");
        let import = novak.stage(&freed).await;
        assert_eq!(found(&novak, &import, "email_taken").await, 0);
        let applied = novak.apply(&import, false).await.assert(200).json();
        assert_eq!(applied["counts"]["people"]["changed"], 2);
        assert_eq!(count(&school, "users WHERE kind = 'adult' AND status = 'invited' AND email IS NULL"), 0);
    }

    async fn a_student_whom_a_new_system_gives_another_key_keeps_their_work(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let student = student_of(&school, "k0").await;
        let people = count(&school, "users");
        let mut renewed = Bundle::small();
        for student in 0..12 {
            renewed = renewed.renumber(&format!("pu{student}"), &format!("S-{student}"));
        }
        let import = novak.import(&renewed).await;
        assert_eq!(import["counts"]["people"]["ended"], 0);
        assert_eq!(count(&school, "users"), people);
        student.get(&format!("/v1/classes/{}", class(&school, "k0"))).await.assert(200);
    }

    async fn a_student_who_may_be_one_who_left_is_reported_and_not_taken_for_them(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let perhaps = Bundle::small().renumber("pu0", "S-1").replace("users.csv", "S-1,,,true,pu0,", "S-1,,,true,other,");
        let import = novak.stage(&perhaps).await;
        assert_eq!(found(&novak, &import, "perhaps_the_same_person").await, 1);
        let applied = novak.apply(&import, true).await.assert(200).json();
        assert_eq!(applied["counts"]["people"]["created"], 1);
        assert_eq!(applied["counts"]["people"]["ended"], 1);
    }

    async fn what_was_corrected_by_hand_stays_until_the_roster_says_something_else_of_it(school: TestApp) {
        let novak = importer(&school).await;
        let district = Bundle::district(2, 4, 40, 2);
        novak.import(&district).await;
        let (teacher, student) = (teacher_of(&school, "k0").await, student_of(&school, "k0").await);
        let path = format!("/v1/classes/{}/students/{}", class(&school, "k0"), student.user);
        let shown = teacher.get(&path).await.assert(200);
        let number = shown.text("/username").trim_start_matches("pu").to_owned();
        teacher.patch(&path, "*", json!({"given_name": "Robin"})).await.assert(200);
        let row = format!("pu{number},,,true,pu{number},,Givenpu{number},Familypu{number},,,pu{number}@example.edu,,,,04");
        let promoted = district.replace("users.csv", &row, &row.replace(",04", ",05"));
        novak.import(&promoted).await;
        let shown = teacher.get(&path).await.assert(200);
        assert_eq!((shown.text("/given_name"), shown.text("/grade_level")), ("Robin".to_owned(), "05".to_owned()));
        let married = promoted.replace("users.csv", &format!(",Familypu{number},"), ",Byron,");
        novak.import(&married).await;
        let shown = teacher.get(&path).await.assert(200);
        assert_eq!((shown.text("/given_name"), shown.text("/family_name")), ("Robin".to_owned(), "Byron".to_owned()));
        assert_eq!(shown.text("/display_name"), "Robin B.");
        // Who left and is back is as they were.
        novak.import(&married.clone().without_person(&format!("pu{number}"))).await;
        novak.import(&married).await;
        assert_eq!(teacher.get(&path).await.assert(200).text("/given_name"), "Robin");
        novak.import(&married.replace("users.csv", &format!(",Givenpu{number},"), ",Alex,")).await;
        assert_eq!(teacher.get(&path).await.assert(200).text("/given_name"), "Alex");
    }
}
