//! The annual notice: given, over, reminded of, withdrawn (FER-15).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{audit::Channel, mail::MessageKind};
use persistence::{DbError, Scope, testing};
use serde_json::json;
use tests::{app::TestApp, founding::installation, on_each_backend};
use uuid::Uuid;

use super::{PARTS, again, gives_notice, notices};

#[cfg(test)]
async fn until(school: &TestApp, at: &str) {
    let at: DateTime<Utc> = at.parse().unwrap();
    school.clock.advance(at - school.hallpass.now());
    api::accounts::key_store::keep(installation(), &school.hallpass)
        .await
        .unwrap();
    school.does_its_work().await;
}

#[cfg(test)]
async fn reminders(school: &TestApp) -> Vec<BTreeMap<String, String>> {
    let scope = Scope::new(
        Channel::Worker,
        school.world.district,
        school.hallpass.now(),
        Uuid::nil(),
    );
    let found: Result<_, DbError> = school.database.read(scope, testing::waiting_messages).await;
    let of_kind = found.unwrap().into_iter();
    of_kind
        .filter(|(kind, _)| *kind == MessageKind::AnnualNoticeDue)
        .map(|(_, content)| content)
        .collect()
}

on_each_backend! {
    async fn a_notice_holds_for_twelve_months_and_the_school_is_reminded_once_after_eleven(school: TestApp) {
        let people = school.people().await;
        gives_notice(&school, &people.diaz, "2026-09-21").await;
        let standing = |who: tests::persona::Persona| {
            let path = notices(&school);
            async move { who.get(&path).await.assert(200).text("/data/0/standing") }
        };
        assert_eq!(standing(people.diaz.clone()).await, "current");
        until(&school, "2027-08-21T06:59:59Z").await;
        assert_eq!(standing(again(&school, &people.diaz).await).await, "current");
        assert_eq!(reminders(&school).await.len(), 0);
        until(&school, "2027-08-21T07:00:00Z").await;
        assert_eq!(standing(again(&school, &people.diaz).await).await, "due_soon");
        let told = reminders(&school).await;
        assert!(!told.is_empty());
        assert!(told.iter().all(|message| message["school"] == "Maple Elementary" && message["day"] == "2027-09-21"));
        until(&school, "2027-09-22T06:59:59Z").await;
        assert_eq!(standing(again(&school, &people.diaz).await).await, "due_soon");
        assert_eq!(reminders(&school).await.len(), told.len());
        until(&school, "2027-09-22T07:00:00Z").await;
        assert_eq!(standing(again(&school, &people.diaz).await).await, "over");
    }

    async fn who_gave_the_next_notice_is_not_reminded_of_the_one_before(school: TestApp) {
        let people = school.people().await;
        gives_notice(&school, &people.diaz, "2026-09-01").await;
        gives_notice(&school, &people.diaz, "2026-09-21").await;
        until(&school, "2027-08-02T07:00:00Z").await;
        assert_eq!(reminders(&school).await.len(), 0);
    }

    async fn who_withdrew_the_next_notice_is_reminded_of_the_one_before(school: TestApp) {
        let people = school.people().await;
        gives_notice(&school, &people.diaz, "2026-09-01").await;
        let next = gives_notice(&school, &people.diaz, "2026-09-21").await;
        until(&school, "2027-08-02T07:00:00Z").await;
        assert_eq!(reminders(&school).await.len(), 0);
        let diaz = again(&school, &people.diaz).await;
        diaz.post_empty(&format!("{}/{next}/withdrawal", notices(&school))).await.assert(200);
        until(&school, "2027-08-02T07:05:00Z").await;
        assert!(!reminders(&school).await.is_empty());
    }

    async fn a_notice_that_lacks_a_part_or_was_withdrawn_counts_for_nothing(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let choices = format!("/v1/students/{}/directory-information", people.ada.user);
        let body = json!({ "given_on": "2026-09-14", "means": "mail", "parts": PARTS[1..] });
        let lacking = people.diaz.post(&notices(&school), body).await.assert(201).json();
        assert_eq!(lacking["missing_parts"], json!(["inspection"]));
        assert_eq!(lacking["standing"], "not_given");
        let shown = noor.get(&choices).await.assert(200).json();
        assert_eq!(shown["schools"][0]["annual_notice_standing"], "not_given");

        let id = gives_notice(&school, &people.moore, "2026-08-24").await;
        let shown = noor.get(&choices).await.assert(200).json();
        assert_eq!(shown["schools"][0]["annual_notice"]["given_on"], "2026-08-24");
        assert_eq!(shown["schools"][0]["annual_notice"]["means"], "handbook");
        assert_eq!(shown["schools"][0]["annual_notice_standing"], "current");
        people.ada.get(&choices).await.assert(200);

        let withdrawal = format!("{}/{id}/withdrawal", notices(&school));
        let withdrawn = people.diaz.post_empty(&withdrawal).await.assert(200);
        assert_eq!(withdrawn.text("/standing"), "not_given");
        people.diaz.post_empty(&withdrawal).await.assert_conflict("notice_withdrawn");
        let shown = noor.get(&choices).await.assert(200).json();
        assert_eq!(shown["schools"][0]["annual_notice"], json!(null));
        assert_eq!(people.diaz.get(&notices(&school)).await.assert(200).rows().len(), 2);
    }

    async fn a_notice_is_recorded_by_administrators_on_the_day_or_after_it(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let ahead = json!({ "given_on": "2026-09-22", "means": "mail", "parts": PARTS });
        let ahead = people.diaz.post(&notices(&school), ahead).await.assert(422);
        assert_eq!(ahead.text("/errors/0/code"), "in_the_future");
        let id = gives_notice(&school, &people.diaz, "2026-08-24").await;
        let [_, elsewhere, far, operator] = &people.strangers;
        let body = json!({ "given_on": "2026-08-24", "means": "mail", "parts": PARTS });
        for (who, status) in [(&people.rivera, 403), (elsewhere, 404), (far, 404), (&noor, 404), (&people.ada, 404), (operator, 404)] {
            who.get(&notices(&school)).await.assert(status);
            who.post(&notices(&school), body.clone()).await.assert(status);
            who.post_empty(&format!("{}/{id}/withdrawal", notices(&school))).await.assert(status);
            who.get(&format!("/v1/schools/{}/model-notice", school.world.school)).await.assert(status);
        }
        // Another school of the district has no such notice.
        let other = format!("/v1/schools/{}/annual-notices/{id}/withdrawal", school.world.other_school);
        people.moore.post_empty(&other).await.assert_problem(404, "not_found");
    }

    async fn the_model_names_the_school_and_what_it_designates_in_both_languages(school: TestApp) {
        let people = school.people().await;
        let model = format!("/v1/schools/{}/model-notice", school.world.school);
        let english = people.diaz.get(&model).await.assert(200).text("/text");
        assert!(english.contains("Maple Elementary") && english.contains("designates no directory information"), "{english}");
        let designated = super::yearbook(&["name", "grade_level"]);
        people.diaz.post(&super::designations(&school), designated).await.assert(201);
        let spanish = people.diaz.get(&format!("{model}?language=es")).await.assert(200).text("/text");
        assert!(spanish.contains("el nombre, el grado") && spanish.contains("Maple Press (anuario)"), "{spanish}");
        people.diaz.get(&format!("{model}?language=fr")).await.assert(400);
    }
}
