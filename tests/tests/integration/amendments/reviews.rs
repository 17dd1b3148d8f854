//! Regular reviews of accuracy, and how soon a record is inspected.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::on_each_backend;

use super::again;

on_each_backend! {
    /// RTS-06: due 30 days after the session began; nothing is blocked by one that is overdue.
    async fn a_school_confirms_in_each_session_that_its_roster_is_true(school: TestApp) {
        let (diaz, moore) = (school.school_admin("Diaz").await, school.district_admin("Moore").await);
        let rivera = school.teacher("Rivera").await;
        let term = |title: &str, starts_on: &str, ends_on: &str| json!({
            "kind": "term", "title": title, "starts_on": starts_on, "ends_on": ends_on, "school_year": 2027,
        });
        let mut terms = Vec::new();
        for (title, starts_on, ends_on) in [
            ("Fall 2026", "2026-09-01", "2026-12-18"),
            ("Spring 2027", "2027-01-04", "2027-06-04"),
        ] {
            let made = moore.post("/v1/academic-sessions", term(title, starts_on, ends_on)).await;
            terms.push(made.assert(201).text("/id"));
        }
        let reviews = format!("/v1/schools/{}/accuracy-reviews", school.world.school);
        let of = |list: &Value, term: &str| -> Value {
            let mut rows = list["data"].as_array().unwrap().iter();
            rows.find(|row| row["academic_session_id"] == term).unwrap().clone()
        };
        let list = diaz.get(&reviews).await.assert(200).json();
        assert_eq!(of(&list, &terms[0])["standing"], "open");
        assert_eq!(of(&list, &terms[0])["due_at"], "2026-10-01T07:00:00Z");
        assert_eq!(of(&list, &terms[1])["standing"], "ahead");
        let confirm = |term: &str| format!("{reviews}/{term}/confirmation");
        diaz.post_empty(&confirm(&terms[1])).await.assert_conflict("session_ahead");
        for other in [&moore, &rivera] {
            other.post_empty(&confirm(&terms[0])).await.assert(403);
            other.get(&reviews).await.assert(403);
        }
        school.clock.advance(TimeDelta::days(10));
        let diaz = again(&school, &diaz).await;
        let list = diaz.get(&reviews).await.assert(200).json();
        assert_eq!(of(&list, &terms[0])["standing"], "overdue");
        let confirmed = diaz.post_empty(&confirm(&terms[0])).await.assert(200);
        assert_eq!(confirmed.text("/standing"), "confirmed");
    }

    /// FER-10: the state of the school is not known, so the shortest clock of a state counts.
    async fn a_record_is_inspected_by_the_clock_of_the_schools_state(school: TestApp) {
        let people = school.people().await;
        let noor = school.guardian_of(people.ada.user, "Noor").await.persona;
        let body = json!({ "subject_id": people.ada.user.to_string(), "kind": "access" });
        let asked = noor.post("/v1/requests", body).await.assert(201).json();
        let due = |regime: &str| {
            let mut clocks = asked["deadlines"].as_array().unwrap().iter();
            clocks.find(|clock| clock["regime"] == regime).unwrap()["due_at"].clone()
        };
        // Five and ten business days from a Monday, by the end of the day in Los Angeles.
        assert_eq!(due("california_records"), "2026-09-29T07:00:00Z");
        assert_eq!(due("illinois_records"), "2026-10-06T07:00:00Z");
        assert_eq!(due("minnesota_records"), "2026-10-06T07:00:00Z");
        assert_eq!(due("ferpa"), "2026-11-06T08:00:00Z");
        assert_eq!(asked["due_at"], "2026-09-29T07:00:00Z");
    }
}
