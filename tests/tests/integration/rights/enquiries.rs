//! Questions about privacy without an account.

use chrono::TimeDelta;
use serde_json::{Value, json};
use tests::{app::generous, founding::installation, on_each_backend, rows::Rows};

const ENQUIRIES: &str = "/v1/privacy/enquiries";

#[cfg(test)]
fn about(reply_to: &str) -> Value {
    json!({ "topic": "erase", "about": "child", "reply_to": reply_to })
}

on_each_backend! {
    async fn anybody_asks_about_privacy_and_learns_nothing(school: TestApp) {
        school.teacher("Rivera").await;
        let olsen = school.operator("Olsen").await;
        let known = school.anybody().post(ENQUIRIES, about("rivera@example.edu")).await.assert(200);
        let unknown = school.anybody().post(ENQUIRIES, about("nobody@example.org")).await.assert(200);
        let shape = |reply: &tests::reply::Reply| {
            let mut said = reply.json();
            said["ticket"] = json!("PE");
            said
        };
        assert_eq!(shape(&known), shape(&unknown));
        assert_ne!(known.text("/ticket"), unknown.text("/ticket"));
        let wrong = json!({ "topic": "erase", "about": "child", "reply_to": "no address" });
        school.anybody().post(ENQUIRIES, wrong).await.assert_problem(422, "invalid_fields");

        let listed = olsen.get(ENQUIRIES).await.assert(200);
        assert_eq!(listed.text("/data/0/ticket"), known.text("/ticket"));
        assert_eq!(listed.text("/data/0/reply_to"), "rivera@example.edu");
        let path = format!("{ENQUIRIES}/{}/close", listed.text("/data/0/id"));
        olsen.post_empty(&path).await.assert(204);
        school.clock.advance(TimeDelta::days(365));
        api::housekeeping::sweep(installation(), &school.hallpass).await.unwrap();
        let mut rows = Rows::of(&school);
        assert_eq!(rows.count("privacy_enquiries"), 1);
        assert_eq!(rows.count("privacy_enquiries WHERE closed_at IS NOT NULL"), 0);
    }

    async fn who_asks_about_privacy_too_often_has_to_wait(school: TestApp) {
        let mut settings = generous();
        settings.limits.sign_ins_per_address = 3;
        let school = school.restarted(settings).await;
        for _ in 0..3 {
            school.anybody().post(ENQUIRIES, about("nobody@example.org")).await.assert(200);
        }
        let more = school.anybody().post(ENQUIRIES, about("nobody@example.org")).await;
        more.assert_problem(429, "too_many_requests");
    }
}
