//! Creating students, and the list of a class.

use std::collections::HashSet;

use chrono::{NaiveDate, TimeDelta};
use domain::{
    accounts::sessions::SessionKind, mint::Clock, organizations::agreement::Term,
    staff::role::StaffRole,
};
use persistence::organizations::agreements::NewAgreement;
use serde_json::{Value, json};
use tests::{founding, on_each_backend};

#[cfg(test)]
fn students(count: usize) -> Value {
    let student = |number| json!({"given_name": format!("Ada{number}"), "family_name": "Lovelace"});
    json!({"students": (0..count).map(student).collect::<Vec<_>>()})
}

/// An agreement that holds through 21 September 2026, the day on which tests begin.
#[cfg(test)]
fn until_tomorrow() -> NewAgreement {
    let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
    NewAgreement {
        term: Term::new(day("2026-08-01"), day("2026-09-22")).unwrap(),
        ..founding::standing_agreement()
    }
}

on_each_backend! {
    async fn a_teacher_creates_thirty_students_and_gets_their_slips(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let path = format!("/v1/classes/{class}/students");
        let code = rivera.get(&format!("/v1/classes/{class}")).await.text("/sign_in_code");

        let created = rivera.post(&path, students(30)).await.assert(201);
        let slips = created.json()["students"].as_array().unwrap().clone();
        assert_eq!(slips.len(), 30);
        let mut usernames = HashSet::new();
        for slip in &slips {
            let (username, passphrase) = (slip["username"].as_str().unwrap(), slip["passphrase"].as_str().unwrap());
            assert_eq!(slip["sign_in_code"], code.as_str());
            assert_eq!(passphrase.split(' ').count(), 3);
            assert!(username.starts_with("ada") && !username.contains("lovelace"), "{username}");
            usernames.insert(username.to_owned());
        }
        assert_eq!(usernames.len(), 30);

        let first = rivera.get(&format!("{path}?limit=20")).await.assert(200);
        let cursor = first.text("/next_cursor");
        let second = rivera.get(&format!("{path}?limit=20&cursor={cursor}")).await.assert(200);
        assert_eq!((first.rows().len(), second.rows().len()), (20, 10));
        assert_eq!(second.json()["has_more"], false);
        assert_eq!(first.rows()[0]["family_name"], "Lovelace");
        let mut shown = [first.column("display_name"), second.column("display_name")].concat();
        shown.sort();
        shown.dedup();
        assert_eq!(shown.len(), 30);
        assert_eq!(shown[0], "Ada0 L.");
        assert!(!String::from_utf8_lossy(&first.body).contains("passphrase"));
    }

    async fn a_repeated_request_creates_no_student_twice_and_shows_the_same_passphrases(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let path = format!("/v1/classes/{class}/students");
        let first = rivera.post_once(&path, "k-1", students(3)).await.assert(201);
        let again = rivera.post_once(&path, "k-1", students(3)).await.assert(201);
        assert_eq!(first.body, again.body);
        assert_eq!(rivera.get(&path).await.rows().len(), 3);
    }

    async fn a_school_chooses_usernames_and_may_leave_family_names_out(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let path = format!("/v1/classes/{class}/students");
        let body = json!({"students": [
            {"given_name": "さくら", "username": " Cherry.4 ", "grade_level": "04"},
            {"given_name": "Мария", "family_name": "Иванова"},
        ]});
        let created = rivera.post(&path, body).await.assert(201);
        assert_eq!(created.text("/students/0/username"), "cherry.4");
        assert_eq!(created.text("/students/0/display_name"), "さくら");
        assert!(created.text("/students/1/username").starts_with("mariia"));
        let listed = rivera.get(&path).await.assert(200).rows();
        let of = |username: &str| listed.iter().find(|row| row["username"] == username).unwrap();
        assert_eq!(of("cherry.4")["family_name"], json!(null));
        assert_eq!(of("cherry.4")["grade_level"], "04");
        assert_eq!(of(&created.text("/students/1/username"))["family_name"], "Иванова");
    }

    async fn lawful_names_are_taken_as_they_are_typed(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Code.org ⭐\u{FE0F} @ 9:00").await;
        let path = format!("/v1/classes/{class}/students");
        let mut names = vec![
            ("Kumar", "a/l Raju"), ("s/o Muthu", "Null"), ("Ma.Theresa", "St.John"), ("ma.li", "O'Brien"),
            ("علی\u{200C}رضا", "محمدی"), ("葛\u{E0100}", "小林"), ("Kahente", "Kanien'kehá:ka"),
        ];
        let students: Vec<Value> = names.iter()
            .map(|(given, family)| json!({"given_name": given, "family_name": family}))
            .collect();
        rivera.post(&path, json!({"students": students})).await.assert(201);
        let listed = rivera.get(&path).await.assert(200).rows();
        let mut shown: Vec<(&str, &str)> = listed.iter()
            .map(|row| (row["given_name"].as_str().unwrap(), row["family_name"].as_str().unwrap()))
            .collect();
        names.sort_unstable();
        shown.sort_unstable();
        assert_eq!(shown, names);
    }

    async fn one_student_who_cannot_be_created_stops_all(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let path = format!("/v1/classes/{class}/students");
        let with = |second: Value| json!({"students": [{"given_name": "Ada", "username": "ada"}, second]});

        for (second, status, pointer, code) in [
            (json!({"given_name": ""}), 422, "/students/1/given_name", "too_short"),
            (json!({"given_name": "x".repeat(81)}), 422, "/students/1/given_name", "too_long"),
            (json!({"given_name": "Bo\nLi"}), 422, "/students/1/given_name", "not_a_line"),
            (json!({"given_name": "Bo\u{202E}"}), 422, "/students/1/given_name", "not_a_line"),
            (json!({"given_name": "win at free-prize.example.com/x"}), 422, "/students/1/given_name", "not_a_name"),
            (json!({"given_name": "see example.org"}), 422, "/students/1/given_name", "not_a_name"),
            (json!({"given_name": "Bo", "family_name": "https://example.org"}), 422, "/students/1/family_name", "not_a_name"),
            (json!({"given_name": "Bo", "username": "bo@example.edu"}), 422, "/students/1/username", "malformed"),
            (json!({"given_name": "Bo", "username": "ADA"}), 422, "/students/1/username", "duplicate"),
            (json!({"given_name": "Bo", "email": "bo@example.edu"}), 422, "/students/1/email", "unknown_field"),
            (json!({"given_name": "Bo", "grade_level": "4"}), 422, "/students/1/grade_level", "unknown_value"),
        ] {
            let refused = rivera.post(&path, with(second)).await.assert_problem(status, "invalid_fields");
            assert_eq!((refused.text("/errors/0/pointer"), refused.text("/errors/0/code")), (pointer.to_owned(), code.to_owned()));
        }
        for wrong in [json!({"students": []}), students(61), json!({}), json!({"students": 3})] {
            rivera.post(&path, wrong).await.assert_problem(422, "invalid_fields");
        }
        assert!(rivera.get(&path).await.rows().is_empty());

        rivera.post(&path, with(json!({"given_name": "Bo"}))).await.assert(201);
        let taken = rivera.post(&path, with(json!({"given_name": "Cy"}))).await.assert_problem(409, "already_exists");
        assert_eq!(taken.text("/errors/0/pointer"), "/students/0/username");
        assert_eq!(rivera.get(&path).await.rows().len(), 2);
    }

    async fn a_school_without_an_agreement_has_no_students(school: TestApp) {
        let without = school.world.school_without_agreement;
        let admin = school.district_admin("Moore").await;
        let opened = admin.post(&format!("/v1/schools/{without}/classes"), json!({"title": "Robots"})).await;
        let class = opened.assert(201).text("/id");
        let teacher = school
            .staff(school.world.district, "Diaz", StaffRole::SchoolAdmin, Some(without))
            .await;
        let path = format!("/v1/classes/{class}/students");
        teacher.post(&path, students(1)).await.assert_problem(403, "school_authorization_required");
        assert!(teacher.get(&path).await.assert(200).rows().is_empty());
    }

    async fn when_the_agreement_ends_no_student_is_created_any_more(school: TestApp) {
        let (district, birch) = (school.world.district, school.world.school_without_agreement);
        founding::write(&school.database, district, school.clock.now(), move |tx| {
            founding::authorize(tx, birch, &until_tomorrow())
        })
        .await;
        let admin = school.staff(district, "Diaz", StaffRole::SchoolAdmin, Some(birch)).await;
        let opened = admin.post(&format!("/v1/schools/{birch}/classes"), json!({"title": "Robots"})).await;
        let class = opened.assert(201).text("/id");
        admin.attest(&class).await.assert(201);
        let path = format!("/v1/classes/{class}/students");

        // In Los Angeles the last day is over at 07:00 UTC.
        school.clock.advance(TimeDelta::hours(16) - TimeDelta::milliseconds(1));
        let admin = school.again(&admin, SessionKind::Staff).await;
        admin.post(&path, students(1)).await.assert(201);
        school.clock.advance(TimeDelta::milliseconds(1));
        admin.post(&path, students(1)).await.assert_problem(403, "school_authorization_required");
    }

    async fn students_are_created_by_the_teacher_of_record_or_the_schools_admin(school: TestApp) {
        let people = school.people().await;
        people.refuses(&[&people.chen, &people.kim, &people.moore, &people.ada], async |person, class| {
            person.post(&format!("/v1/classes/{class}/students"), students(1)).await
        }).await;
        people.diaz.has_attested(people.class).await;
        people.diaz.post(&format!("/v1/classes/{}/students", people.class), students(1)).await.assert(201);
    }

    async fn students_of_a_class_are_listed_to_those_who_teach_it(school: TestApp) {
        let people = school.people().await;
        people.refuses(&[&people.ada], async |person, class| {
            person.get(&format!("/v1/classes/{class}/students")).await
        }).await;
        let path = format!("/v1/classes/{}/students", people.class);
        for (person, family_name, username) in [
            (&people.rivera, json!("Example"), json!("ada")),
            (&people.diaz, json!("Example"), json!("ada")),
            (&people.chen, json!("Example"), json!(null)),
            (&people.moore, json!("Example"), json!(null)),
            (&people.kim, json!(null), json!(null)),
        ] {
            let listed = person.get(&path).await.assert(200);
            assert_eq!(listed.rows().len(), 1);
            assert_eq!(listed.rows()[0]["family_name"], family_name);
            assert_eq!(listed.rows()[0]["username"], username);
            assert_eq!(listed.rows()[0]["display_name"], "Ada E.");
        }
        let assistants = people.kim.get(&path).await;
        assert!(!String::from_utf8_lossy(&assistants.body).contains("Example"));
    }
}
