//! With which names people sign in, as rosters give them.

use serde_json::json;
use tests::{
    bundles::Bundle,
    on_each_backend,
    rosters::{class, count, importer, teacher_of},
};

use crate::rosters::{found, is_still};

on_each_backend! {
    async fn a_username_is_kept_as_it_is_in_any_script(school: TestApp) {
        let novak = importer(&school).await;
        let lawful = Bundle::small()
            .replace("users.csv", "pu0,,,true,pu0,", "pu0,,,true,Jörg,")
            .replace("users.csv", "pu2,,,true,pu2,", "pu2,,,true,o'neil,")
            .replace("users.csv", "pu4,,,true,pu4,", "pu4,,,true,x,")
            .replace("users.csv", "pu6,,,true,pu6,", "pu6,,,true,two words,");
        let import = novak.import(&lawful).await;
        assert_eq!(import["warnings"], 0);
        let usernames = usernames(&school, "k0").await;
        for username in ["jörg", "x"] {
            assert!(usernames.contains(&username.to_owned()), "{usernames:?}");
        }
    }

    async fn a_username_that_is_not_the_rosters_is_reported_as_long_as_it_is_not(school: TestApp) {
        let novak = importer(&school).await;
        let odd = Bundle::small()
            .replace("users.csv", "pu0,,,true,pu0,", "pu0,,,true,same,")
            .replace("users.csv", "pu4,,,true,pu4,", "pu4,,,true,same,")
            .replace("users.csv", "pu8,,,true,pu8,", "pu8,,,true,💡,")
            .replace("users.csv", "pu2,,,true,pu2,", "pu2,,,true,pu2@example.edu,");
        for _ in 0..2 {
            let import = novak.stage(&odd).await;
            assert_eq!(found(&novak, &import, "username_taken").await, 1);
            assert_eq!(found(&novak, &import, "username_unusable").await, 1);
            assert_eq!(found(&novak, &import, "username_shortened").await, 1);
            novak.apply(&import, false).await.assert(200);
        }
        assert!(is_still(&novak.import(&odd).await));
        let usernames = usernames(&school, "k0").await;
        assert!(usernames.contains(&"same2".to_owned()), "{usernames:?}");
        // The name is free when its owner has another one.
        let freed = odd.replace("users.csv", "pu0,,,true,same,", "pu0,,,true,other,");
        novak.import(&freed).await;
        assert!(self::usernames(&school, "k0").await.contains(&"same".to_owned()));
    }

    async fn exchanged_usernames_and_addresses_are_put_right(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let before = names(&school, "k0").await;
        let exchanged = Bundle::small()
            .replace("users.csv", "pu0,,,true,pu0,", "pu0,,,true,swap,")
            .replace("users.csv", "pu4,,,true,pu4,", "pu4,,,true,pu0,")
            .replace("users.csv", "true,swap,", "true,pu4,")
            .replace("users.csv", "te0@example.edu", "swap@example.edu")
            .replace("users.csv", "te1@example.edu", "te0@example.edu")
            .replace("users.csv", "swap@example.edu", "te1@example.edu");
        let import = novak.import(&exchanged).await;
        assert_eq!(import["counts"]["people"]["changed"], 4);
        assert_eq!(import["warnings"], 0);
        let after = names(&school, "k0").await;
        let named = |names: &[(String, String)], name: &str| names.iter().find(|(given, _)| given == name).map(|(_, username)| username.clone());
        assert_eq!(named(&after, "Givenpu0"), named(&before, "Givenpu4"));
        assert_eq!(named(&after, "Givenpu4"), named(&before, "Givenpu0"));
        assert!(is_still(&novak.import(&exchanged).await));
        novak.import(&Bundle::small()).await;
        assert_eq!(names(&school, "k0").await, before);
    }

    async fn a_roster_that_says_the_old_name_or_address_does_not_undo_a_correction(school: TestApp) {
        let novak = importer(&school).await;
        // The usernames of two are the same, so that one of them has a number behind it.
        let district = Bundle::small()
            .replace("users.csv", "pu0,,,true,pu0,", "pu0,,,true,same,")
            .replace("users.csv", "pu4,,,true,pu4,", "pu4,,,true,same,");
        novak.import(&district).await;
        let teacher = teacher_of(&school, "k0").await;
        let staff = format!("/v1/staff/{}/login", teacher.user);
        novak.0.patch(&staff, "*", json!({"email": "corrected@example.org"})).await.assert(200);
        let students = format!("/v1/classes/{}/students", class(&school, "k0"));
        let diaz = school.school_admin("Diaz").await;
        let listed = diaz.get(&students).await.assert(200).rows();
        let login = |username: &str| {
            let student = listed.iter().find(|student| student["username"] == username);
            format!("{students}/{}/login", student.unwrap()["id"].as_str().unwrap())
        };
        let (plain, numbered) = (login("pu8"), login("same2"));
        for (login, name) in [(&plain, "corrected"), (&numbered, "own choice")] {
            diaz.patch(login, "*", json!({"username": name})).await.assert(200);
        }
        let shown = async |login: &str| diaz.get(login).await.assert(200).text("/username");
        // The name that a roster could not give is free, and is not given over the correction.
        let freed = district.replace("users.csv", "pu0,,,true,same,", "pu0,,,true,other,");
        novak.import(&freed).await;
        assert!(is_still(&novak.import(&freed).await));
        assert_eq!(novak.0.get(&staff).await.text("/login"), "c***@e***.org");
        assert_eq!(shown(&plain).await, "corrected");
        assert_eq!(shown(&numbered).await, "own choice");
        // What the roster says anew counts.
        let renamed = freed.replace("users.csv", "pu4,,,true,same,", "pu4,,,true,anew,")
            .replace("users.csv", "te0@example.edu", "anew@example.edu");
        novak.import(&renamed).await;
        assert_eq!(novak.0.get(&staff).await.text("/login"), "a***@e***.edu");
        assert_eq!(shown(&numbered).await, "anew");
    }

    async fn a_teacher_at_a_domain_of_one_label_can_be_invited(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small().replace("users.csv", "te0@example.edu", "te0@school")).await;
        assert_eq!(count(&school, "users WHERE kind = 'adult' AND email IS NULL"), 0);
    }

    async fn a_username_of_ones_own_choice_is_in_any_script(school: TestApp) {
        let teacher = school.teacher("Rivera").await;
        let class = teacher.class("Robots").await;
        let path = format!("/v1/classes/{class}/students");
        for (typed, kept) in [("ЮЛИЯ", "юлия"), ("o'Neil", "o'neil"), ("x", "x")] {
            let body = json!({"students": [{"given_name": "Ada", "username": typed}]});
            let made = teacher.post(&path, body).await.assert(201);
            assert_eq!(made.text("/students/0/username"), kept);
        }
        let address = json!({"students": [{"given_name": "Ada", "username": "ada@example.edu"}]});
        let refused = teacher.post(&path, address).await.assert_problem(422, "invalid_fields");
        assert_eq!(refused.text("/errors/0/pointer"), "/students/0/username");
    }
}

/// The usernames of a class, as its teacher sees them.
#[cfg(test)]
async fn usernames(school: &tests::app::TestApp, key: &str) -> Vec<String> {
    let names = names(school, key).await;
    names.into_iter().map(|(_, username)| username).collect()
}

/// The given names and usernames of a class, as its teacher sees them.
#[cfg(test)]
async fn names(school: &tests::app::TestApp, key: &str) -> Vec<(String, String)> {
    let path = format!("/v1/classes/{}/students?limit=100", class(school, key));
    let list = teacher_of(school, key)
        .await
        .get(&path)
        .await
        .assert(200)
        .json();
    let text = |student: &serde_json::Value, member: &str| {
        student[member].as_str().unwrap_or_default().to_owned()
    };
    let students = list["data"].as_array().cloned().unwrap_or_default();
    let name = |student| (text(student, "given_name"), text(student, "username"));
    students.iter().map(name).collect()
}
