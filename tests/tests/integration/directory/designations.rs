//! What a school designates, and from when on it is released (FER-16).

use chrono::TimeDelta;
use serde_json::json;
use tests::on_each_backend;

use super::{again, designations, gives_notice, list_for, names, released, yearbook};

on_each_backend! {
    async fn what_is_designated_is_released_when_the_time_to_refuse_is_over(school: TestApp) {
        let people = school.people().await;
        gives_notice(&school, &people.diaz, "2026-08-24").await;
        for (day, field) in [("2026-10-04", "/refuse_until"), ("2027-09-21", "/refuse_until")] {
            let mut hasty = yearbook(&["name"]);
            hasty["refuse_until"] = json!(day);
            let hasty = people.diaz.post(&designations(&school), hasty).await.assert(422);
            assert_eq!(hasty.text("/errors/0/pointer"), field);
        }
        let mut ahead = yearbook(&["name"]);
        ahead["notice_on"] = json!("2026-09-22");
        let ahead = people.diaz.post(&designations(&school), ahead).await.assert(422);
        assert_eq!(ahead.text("/errors/0/pointer"), "/notice_on");
        let mut twice = yearbook(&["name"]);
        twice["parties"] = json!([{ "name": "Maple Press", "purpose": "yearbook" }, { "name": "maple press", "purpose": "yearbook" }]);
        people.diaz.post(&designations(&school), twice).await.assert(422);

        let designated = people.diaz.post(&designations(&school), yearbook(&["name"])).await.assert(201);
        assert_eq!(designated.text("/types/0/effective_at"), "2026-10-06T07:00:00Z");
        let list = list_for(&school, &designated);
        people.diaz.get(&list).await.assert_conflict("time_to_refuse");
        school.clock.advance("2026-10-06T06:59:59Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap() - school.hallpass.now());
        let diaz = again(&school, &people.diaz).await;
        diaz.get(&list).await.assert_conflict("time_to_refuse");
        school.clock.advance(TimeDelta::seconds(1));
        assert_eq!(names(&diaz, &list).await, ["Ada E."]);
    }

    async fn what_a_new_version_adds_waits_what_it_leaves_out_is_gone_and_an_end_ends_all(school: TestApp) {
        let people = school.people().await;
        let (diaz, list) = released(&school, &people.diaz, &["name", "grade_level"]).await;
        let mut next = yearbook(&["name"]);
        next["notice_on"] = json!("2026-10-06");
        next["refuse_until"] = json!("2026-10-20");
        next["parties"] = json!([{ "name": "Maple Press", "purpose": "yearbook" }, { "name": "Maple Press", "purpose": "news" }]);
        let designated = diaz.post(&designations(&school), next).await.assert(201);
        diaz.get(&list).await.assert_problem(404, "not_found");
        let at = school.world.school;
        let party = |index: usize| format!("/v1/schools/{at}/directory-parties/{}/students", designated.text(&format!("/parties/{index}/id")));
        let listed = diaz.get(&party(0)).await.assert(200).json();
        assert_eq!(listed["data"], json!([{ "name": "Ada E.", "grade_level": null }]));
        diaz.get(&party(1)).await.assert_conflict("time_to_refuse");
        let kept = diaz.get(&designations(&school)).await.assert(200).json();
        assert_eq!(kept["data"].as_array().unwrap().len(), 2);
        assert_ne!(kept["data"][1]["ended_at"], json!(null));

        let end = format!("{}/{}/end", designations(&school), designated.text("/id"));
        diaz.post_empty(&end).await.assert(200);
        diaz.get(&party(0)).await.assert_problem(404, "not_found");
        diaz.post_empty(&end).await.assert_conflict("designation_over");
    }

    async fn without_an_annual_notice_that_holds_or_a_name_there_is_no_list(school: TestApp) {
        let people = school.people().await;
        let designated = people.diaz.post(&designations(&school), yearbook(&["grade_level"])).await.assert(201);
        school.clock.advance(TimeDelta::days(15));
        let diaz = again(&school, &people.diaz).await;
        let list = list_for(&school, &designated);
        diaz.get(&list).await.assert_conflict("notice_not_current");
        gives_notice(&school, &diaz, "2025-10-05").await;
        diaz.get(&list).await.assert_conflict("notice_not_current");
        gives_notice(&school, &diaz, "2025-10-06").await;
        diaz.get(&list).await.assert_conflict("name_not_designated");
    }

    async fn designations_and_lists_are_of_the_schools_administrators(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let (diaz, list) = released(&school, &people.diaz, &["name"]).await;
        let [_, elsewhere, far, operator] = &people.strangers;
        let mut who = Vec::new();
        for (person, status) in [(&people.rivera, 403), (elsewhere, 404), (&noor, 404)] {
            who.push((again(&school, person).await, status));
        }
        who.push((school.student(people.ada.user).await, 404));
        for (person, status) in who {
            person.get(&list).await.assert(status);
            person.get(&designations(&school)).await.assert(status);
            person.post(&designations(&school), yearbook(&["name"])).await.assert(status);
        }
        for stranger in [far, operator] {
            let status = stranger.get(&list).await.status.as_u16();
            assert!(matches!(status, 401 | 404), "{status}");
        }
        // By way of another school of the district the party is nobody.
        let other = list.replace(&school.world.school.to_string(), &school.world.other_school.to_string());
        let moore = again(&school, &people.moore).await;
        moore.get(&other).await.assert_problem(404, "not_found");
        assert_eq!(names(&moore, &list).await, names(&diaz, &list).await);
    }
}
