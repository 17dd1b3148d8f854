//! The neutral age gate (AGE-09).

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{app::TestApp, reply::Reply};

/// Offers the district's courses to others too.
#[cfg(test)]
async fn for_others_too(school: &TestApp) {
    let moore = school.district_admin("Moore").await;
    let path = format!("/v1/organizations/{}/audience", school.world.district);
    let audience = json!({ "audience": "mixed_audience" });
    moore.patch(&path, "*", audience).await.assert(200);
}

/// The answer of a visitor who was born in August of a year: at the clock's start, 21 September 2026,
/// everybody of that month has completed the year.
#[cfg(test)]
fn born(year: u16, token: Option<&str>) -> Value {
    let mut body = json!({
        "organization": "maple",
        "birth_year": year,
        "birth_month": 8,
        "country": "US",
    });
    if let Some(token) = token {
        body["gate_token"] = json!(token);
    }
    body
}

#[cfg(test)]
async fn answer(school: &TestApp, body: Value) -> Reply {
    school.anybody().post("/v1/age-gate", body).await
}

tests::on_each_backend! {
    /// an organization that is mainly for children has no gate, like one that does not exist.
    async fn there_is_no_gate_where_everybody_counts_as_a_child(school: TestApp) {
        let here = answer(&school, born(2004, None)).await.assert_problem(404, "not_found");
        let mut nowhere = born(2004, None);
        nowhere["organization"] = json!("nowhere");
        let nowhere = answer(&school, nowhere).await.assert_problem(404, "not_found");
        assert_eq!(here.body_without_request_id(), nowhere.body_without_request_id());
    }

    /// Twelve and thirteen are answered alike but for the page and the token.
    async fn twelve_and_thirteen_differ_in_the_page_and_the_token_alone(school: TestApp) {
        for_others_too(&school).await;
        let [twelve, thirteen] = [
            answer(&school, born(2014, None)).await.assert(200),
            answer(&school, born(2013, None)).await.assert(200),
        ];
        assert_eq!((twelve.text("/next"), thirteen.text("/next")), ("ask_grown_up".to_owned(), "create_account".to_owned()));
        let same = |reply: &Reply| {
            let mut body = String::from_utf8(reply.body.clone()).unwrap();
            let token = reply.text("/gate_token");
            assert_eq!(token.len(), 68);
            for own in [reply.text("/next"), token.clone()] {
                assert_eq!(body.matches(&own).count(), 1);
                body = body.replace(&own, "");
            }
            let cookie = reply.header("set-cookie");
            assert!(cookie.contains("HttpOnly") && cookie.contains(&token));
            (reply.status, body, cookie.replace(&token, ""), reply.header("content-type"), reply.header("cache-control"))
        };
        assert_eq!(same(&twelve), same(&thirteen));
        let names = |reply: &Reply| {
            let mut names: Vec<String> = reply.headers.keys().map(ToString::to_string).collect();
            names.sort_unstable();
            names
        };
        assert_eq!(names(&twelve), names(&thirteen));
    }

    /// The youngest answer of a day counts, by the token or by the cookie; after the day another may.
    async fn the_youngest_answer_binds_for_a_day(school: TestApp) {
        for_others_too(&school).await;
        let first = answer(&school, born(2015, None)).await.assert(200).text("/gate_token");
        school.clock.advance(TimeDelta::hours(23));
        let second = answer(&school, born(2000, Some(&first))).await.assert(200);
        assert_eq!(second.text("/next"), "ask_grown_up");
        let cookie = format!("other=1; __Host-hallpass_age_gate={}", second.text("/gate_token"));
        let headers = [("Content-Type", "application/json"), ("Cookie", cookie.as_str())];
        let third = school
            .anybody()
            .send(actix_web::http::Method::POST, "/v1/age-gate", &headers, born(2000, None).to_string().into_bytes())
            .await
            .assert(200);
        assert_eq!(third.text("/next"), "ask_grown_up");
        school.clock.advance(TimeDelta::hours(1));
        let after = answer(&school, born(2000, Some(&third.text("/gate_token")))).await.assert(200);
        assert_eq!(after.text("/next"), "create_account");
    }

    /// A child's answer that comes late in the day of an adult's is not forgotten with it.
    async fn a_younger_answer_binds_for_a_day_of_its_own(school: TestApp) {
        for_others_too(&school).await;
        let first = answer(&school, born(2000, None)).await.assert(200);
        assert_eq!(first.text("/next"), "create_account");
        school.clock.advance(TimeDelta::minutes(24 * 60 - 1));
        let child = answer(&school, born(2015, Some(&first.text("/gate_token")))).await.assert(200);
        assert_eq!(child.text("/next"), "ask_grown_up");
        school.clock.advance(TimeDelta::minutes(1));
        let older = answer(&school, born(2000, Some(&child.text("/gate_token")))).await.assert(200);
        assert_eq!(older.text("/next"), "ask_grown_up");
        school.clock.advance(TimeDelta::minutes(24 * 60 - 1));
        let after = answer(&school, born(2000, Some(&older.text("/gate_token")))).await.assert(200);
        assert_eq!(after.text("/next"), "create_account");
    }

    /// A month that the year does not have says nothing of an age.
    async fn what_cannot_be_an_answer_hints_at_no_age(school: TestApp) {
        for_others_too(&school).await;
        for (pointer, wrong) in [("/birth_month", 13), ("/birth_year", 1850), ("/birth_year", 2031)] {
            let mut body = born(2004, None);
            *body.pointer_mut(pointer).unwrap() = json!(wrong);
            let refused = answer(&school, body).await.assert_problem(422, "invalid_fields");
            assert_eq!(refused.text("/errors/0/pointer"), pointer);
            for hint in ["12", "13", "16", "18"] {
                let says = refused.text("/errors/0/message");
                assert!(!says.contains(hint) || says.contains("1 to 12"), "{says}");
            }
        }
    }
}
