//! The ages that students reach: noted once, at the midnight of the place, and announced before.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{accounts::sessions::SessionKind, audit::Channel, mail::MessageKind, worker::JobKind};
use persistence::{DbError, Scope, age, worker};
use serde_json::{Value, json};
use tests::{
    app::TestApp, families::Family, founding::installation, mail_server::MailServer,
    persona::Persona,
};
use uuid::Uuid;

use super::{age_path, messages, work};

/// A student at a school in Los Angeles of whom November 2013 is known: thirteen on the last of it.
#[cfg(test)]
async fn nearly_thirteen(school: &TestApp) -> (Persona, Persona) {
    born_in(school, "2013-11").await
}

/// A student of whom a month of birth is known, and the teacher who stated it.
#[cfg(test)]
async fn born_in(school: &TestApp, month: &str) -> (Persona, Persona) {
    let rivera = school.teacher("Rivera").await;
    let class = rivera.class("Robots").await;
    let ada = school.student_in(class, "Ada").await;
    let state = format!("{}/statements", age_path(class, &ada));
    rivera
        .post(&state, json!({ "born": month }))
        .await
        .assert(200);
    (rivera, ada)
}

#[cfg(test)]
async fn at(school: &TestApp, instant: &str) {
    let instant: DateTime<Utc> = instant.parse().unwrap();
    school.clock.advance(instant - school.hallpass.now());
    work(school).await;
}

/// What the student is told in their account.
#[cfg(test)]
async fn told(school: &TestApp, ada: &Persona) -> Vec<Value> {
    let ada = school.student(ada.user).await;
    let own = ada.get("/v1/me/age").await.assert(200).json();
    own["milestones"].as_array().unwrap().clone()
}

#[cfg(test)]
fn told_of(milestone: &str, stage: &str, on: &str) -> Value {
    json!({ "milestone": milestone, "stage": stage, "took_effect_on": on })
}

tests::on_each_backend! {
    /// AGE-02, AGE-11: thirty days before, the teacher is told; at midnight in Los Angeles it is so.
    async fn thirteen_is_announced_and_reached_at_the_midnight_of_the_school(school: TestApp) {
        let (_, ada) = nearly_thirteen(&school).await;
        at(&school, "2026-10-31T06:59:59Z").await;
        assert_eq!(told(&school, &ada).await, Vec::<Value>::new());
        at(&school, "2026-10-31T07:00:00Z").await;
        work(&school).await;
        let announced = told_of("no_longer_child", "announced", "2026-10-31");
        assert_eq!(told(&school, &ada).await, std::slice::from_ref(&announced));
        assert_eq!(messages(&school, MessageKind::StudentAgeAhead).await, ["Ada E."]);
        at(&school, "2026-11-30T07:59:59Z").await;
        assert_eq!(told(&school, &ada).await.len(), 1);
        at(&school, "2026-11-30T08:00:00Z").await;
        work(&school).await;
        let reached = told_of("no_longer_child", "reached", "2026-11-30");
        assert_eq!(told(&school, &ada).await, [announced, reached]);
        assert_eq!(messages(&school, MessageKind::StudentAgeAhead).await.len(), 1);
    }

    /// AGE-11: what a sleeping worker missed is noted in the order of the days, and dated by them; what
    /// is over is announced to nobody.
    async fn what_a_sleeping_worker_missed_is_caught_up_in_order(school: TestApp) {
        let (_, ada) = nearly_thirteen(&school).await;
        at(&school, "2026-12-03T12:00:00Z").await;
        assert_eq!(told(&school, &ada).await, [
            told_of("no_longer_child", "announced", "2026-10-31"),
            told_of("no_longer_child", "reached", "2026-11-30"),
        ]);
        assert_eq!(messages(&school, MessageKind::StudentAgeAhead).await, Vec::<String>::new());
    }

    /// G-10: a clock that was set back announces and notes nothing twice.
    async fn a_clock_that_is_set_back_fires_nothing_twice(school: TestApp) {
        let (_, ada) = nearly_thirteen(&school).await;
        at(&school, "2026-11-01T12:00:00Z").await;
        assert_eq!(messages(&school, MessageKind::StudentAgeAhead).await.len(), 1);
        // The message says what is over by then, and is not sent any more.
        at(&school, "2026-12-01T12:00:00Z").await;
        assert_eq!(messages(&school, MessageKind::StudentAgeAhead).await.len(), 0);
        school.clock.advance(TimeDelta::days(-45));
        work(&school).await;
        at(&school, "2026-11-02T12:00:00Z").await;
        assert_eq!(messages(&school, MessageKind::StudentAgeAhead).await.len(), 0);
        at(&school, "2026-12-02T12:00:00Z").await;
        assert_eq!(told(&school, &ada).await.len(), 2);
    }

    /// AGE-11: where the clock is set back between the taking of the work and the doing, a birthday that is
    /// not there yet is noted when it is.
    async fn a_clock_that_is_set_back_before_the_work_loses_no_birthday(school: TestApp) {
        let (_, ada) = nearly_thirteen(&school).await;
        at(&school, "2026-10-31T06:59:59Z").await;
        let due: DateTime<Utc> = "2026-10-31T07:00:00Z".parse().unwrap();
        let scope = |now| Scope::new(Channel::Worker, school.world.district, now, Uuid::nil());
        let taken = scope(due + TimeDelta::milliseconds(1));
        let taken = school.database.write(taken, |tx| worker::claim(tx, &installation())).await;
        let claimed = taken.unwrap().unwrap();
        assert_eq!((claimed.kind, claimed.due_at), (JobKind::ReachAge, due));
        let set_back = scope(due - TimeDelta::seconds(1));
        let is_done = school.database.write(set_back, move |tx| {
            let Some(task) = worker::resume(tx, &installation(), &claimed)? else {
                return Ok::<_, DbError>(false);
            };
            age::reach(tx, task)?;
            Ok(true)
        });
        assert!(!is_done.await.unwrap());
        at(&school, "2026-10-31T07:03:00Z").await;
        let announced = told_of("no_longer_child", "announced", "2026-10-31");
        assert_eq!(told(&school, &ada).await, [announced]);
    }

    /// G-10: a corrected date of birth takes back what is yet to come, and it comes again.
    async fn a_corrected_month_of_birth_takes_a_birthday_back(school: TestApp) {
        let (rivera, ada) = born_in(&school, "2013-10").await;
        at(&school, "2026-11-01T12:00:00Z").await;
        assert_eq!(told(&school, &ada).await.len(), 2);
        let rivera = school.again(&rivera, SessionKind::Staff).await;
        let classes = rivera.get("/v1/me/classes").await.assert(200);
        let class = classes.text("/data/0/id");
        let state = format!("/v1/classes/{class}/students/{}/age/statements", ada.user);
        rivera.post(&state, json!({ "born": "2013-11" })).await.assert(200);
        let announced = told_of("no_longer_child", "announced", "2026-10-01");
        assert!(!told(&school, &ada).await.contains(&announced));
        at(&school, "2026-12-01T12:00:00Z").await;
        assert_eq!(told(&school, &ada).await, [
            told_of("no_longer_child", "announced", "2026-10-31"),
            told_of("no_longer_child", "reached", "2026-11-30"),
        ]);
    }

    /// AGE-11 at home: the parent is told by a message, and the child in the account.
    async fn a_parent_is_told_thirty_days_before_a_child_decides(school: TestApp) {
        let server = MailServer::taking();
        let mailing = school.mailing_to(&server).await;
        let mut family = Family::register(&mailing, "Diaz").await;
        let child = family.child_of(json!({ "given_name": "Robin", "born": "2013-12" })).await;
        let announced = || {
            let taken = server.taken();
            taken.iter().filter(|mail| mail.contains("Robin will soon decide")).count()
        };
        let until: DateTime<Utc> = "2026-12-01T07:59:59Z".parse().unwrap();
        school.clock.advance(until - school.hallpass.now());
        family.work().await;
        assert_eq!(announced(), 0);
        school.clock.advance(TimeDelta::seconds(1));
        family.work().await;
        family.work().await;
        assert_eq!(announced(), 1);
        let tokens = school.anybody().post("/v1/auth/class-sign-in", child.sign_in).await;
        let robin = school.bearer(&tokens.assert(200).text("/access_token"));
        let own = robin.get("/v1/me/age").await.assert(200);
        assert_eq!(own.text("/milestones/0/stage"), "announced");
    }

    /// AGE-14: eighteen at school.
    async fn eighteen_is_reached_at_the_midnight_of_the_school(school: TestApp) {
        let (_, ada) = born_in(&school, "2008-10").await;
        let reached = told_of("adult", "reached", "2026-10-31");
        at(&school, "2026-10-31T06:59:59Z").await;
        assert!(!told(&school, &ada).await.contains(&reached));
        at(&school, "2026-10-31T07:00:00Z").await;
        assert!(told(&school, &ada).await.contains(&reached));
    }

    /// AGE-14 at home: a parent reads to the last second before the birthday, also while the worker
    /// sleeps, and nothing from midnight on.
    async fn a_parent_sees_nothing_of_a_child_who_is_an_adult(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child_of(json!({ "given_name": "Robin", "born": "2008-09" })).await;
        let class = family.parent.get("/v1/household").await.assert(200).text("/class_id");
        let own = format!("/v1/classes/{class}/students/{}", child.id);
        let all = format!("/v1/classes/{class}/students");
        let last: DateTime<Utc> = "2026-09-30T06:59:59Z".parse().unwrap();
        school.clock.advance(last - school.hallpass.now());
        family.sign_in().await;
        family.parent.get(&own).await.assert(200);
        assert_eq!(family.parent.get(&all).await.assert(200).text("/data/0/id"), child.id);
        school.clock.advance(TimeDelta::seconds(1));
        family.parent.get(&own).await.assert_problem(404, "not_found");
        assert_eq!(family.parent.get(&all).await.assert(200).json()["data"], json!([]));
        let progress = family.parent.get(&format!("/v1/classes/{class}/progress")).await;
        assert!(!progress.assert(200).json().to_string().contains(&child.id));
    }
}
