//! A dashboard that is followed by a stream.

use std::time::Duration;

use actix_web::http::Method;
use api::{config::Streams, service::ServiceSettings};
use serde_json::{Value, json};
use tests::{
    app::generous,
    learning::{Events, Membership, StarterCourse, end_membership, give_part, now_of},
    on_each_backend,
    persona::Persona,
    reply::Reply,
};

use crate::progress::report;

/// Service settings under which a stream looks so often again, after so long.
#[cfg(test)]
fn looking(rounds: u32, interval: Duration) -> ServiceSettings {
    let streams = Streams {
        interval,
        longest: interval * rounds,
        ..generous().streams
    };
    ServiceSettings {
        streams,
        ..generous()
    }
}

#[cfg(test)]
async fn follow(who: &Persona, path: &str, since: Option<&str>) -> Reply {
    let resumes: Vec<_> = since.map(|id| ("Last-Event-ID", id)).into_iter().collect();
    who.send(Method::GET, path, &resumes, Vec::new()).await
}

/// The messages of a stream: what kind each is of, and what it says.
#[cfg(test)]
fn messages(reply: &Reply) -> Vec<(String, String, Value)> {
    let text = String::from_utf8(reply.body.clone()).unwrap();
    let messages = text
        .split("\n\n")
        .filter(|message| message.contains("event: "));
    messages
        .map(|message| {
            let field = |name: &str| {
                let lines = message.lines().filter_map(|line| line.strip_prefix(name));
                lines.map(str::to_owned).next().unwrap_or_default()
            };
            let data = serde_json::from_str(&field("data: ")).unwrap();
            (field("event: "), field("id: "), data)
        })
        .collect()
}

on_each_backend! {
    async fn a_stream_says_what_is_there_and_resumes_where_it_broke_off(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&school).await;
        course.assign(&rivera, class).await;
        let ada = school.student_in(class, "Ada").await;
        school.student_in(class, "Ben").await;
        let path = format!("/v1/classes/{class}/progress/stream");
        let told = follow(&rivera, &path, None).await.assert(200);
        assert_eq!(told.header("content-type"), "text/event-stream");
        assert_eq!(told.header("cache-control"), "no-store");
        let heard = messages(&told);
        let [(kind, id, data)] = &heard[..] else { panic!("{heard:?}") };
        assert_eq!((kind.as_str(), &data["extent"]), ("progress", &json!("whole")));
        assert_eq!(data["revision"], *id);
        let whole = rivera.get(&format!("/v1/classes/{class}/progress")).await.assert(200).json();
        assert_eq!(*data, whole);
        let text = String::from_utf8(told.body.clone()).unwrap();
        assert!(text.starts_with("retry: ") && text.ends_with(":\n\n"), "{text}");

        let same = follow(&rivera, &path, Some(id)).await.assert(200);
        assert!(messages(&same).is_empty());
        report(&ada, &[Events::from(&school, 1).completed(0, course.activities(0)[0])]).await;
        let resumed = messages(&follow(&rivera, &path, Some(id)).await.assert(200));
        assert_eq!(resumed.len(), 1);
        assert_eq!(resumed[0].2["extent"], "changes");
        assert_eq!(resumed[0].2["students"].as_array().unwrap().len(), 1);
        assert_eq!(resumed[0].2["students"][0]["display_name"], "Ada E.");
        follow(&rivera, &path, Some("nonsense")).await.assert_problem(400, "invalid_header");
        follow(&ada, &path, None).await.assert_problem(403, "forbidden");
        school.anybody().get(&path).await.assert_problem(401, "unauthenticated");
        school.teacher("Chen").await.get(&path).await.assert_problem(404, "not_found");
    }

    async fn a_stream_tells_of_what_happens_while_it_lasts_and_ends_with_the_access(school: TestApp) {
        let patient = school.restarted(looking(400, Duration::from_millis(25))).await;
        let rivera = patient.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let course = StarterCourse::load(&patient).await;
        course.assign(&rivera, class).await;
        let ada = patient.student_in(class, "Ada").await;
        let chen = patient.teacher("Chen").await;
        give_part(&patient, class, chen.user, "co_teacher", now_of(&patient));
        let path = format!("/v1/classes/{class}/progress/stream");
        let later = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            let done = Events::from(&patient, 1).completed(0, course.activities(0)[0]);
            report(&ada, &[done]).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            patient.clock.advance(chrono::TimeDelta::seconds(1));
            end_membership(&patient, Membership::Teaching, class, chen.user, now_of(&patient));
        };
        let (told, ()) = tokio::join!(follow(&chen, &path, None), later);
        let heard = messages(&told.assert(200));
        let kinds: Vec<&str> = heard.iter().map(|(kind, ..)| kind.as_str()).collect();
        assert_eq!(kinds, ["progress", "progress", "end"]);
        assert_eq!(heard[0].2["extent"], "whole");
        assert_eq!(heard[1].2["students"][0]["display_name"], "Ada E.");
        assert!(["forbidden", "not_found"].contains(&heard[2].2["code"].as_str().unwrap()), "{heard:?}");
    }

    async fn a_stream_ends_when_the_access_token_expires(school: TestApp) {
        let patient = school.restarted(looking(400, Duration::from_millis(25))).await;
        let rivera = patient.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let path = format!("/v1/classes/{class}/progress/stream");
        let later = async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            patient.clock.advance(chrono::TimeDelta::minutes(11));
        };
        let (told, ()) = tokio::join!(follow(&rivera, &path, None), later);
        let heard = messages(&told.assert(200));
        let (kind, _, problem) = heard.last().unwrap();
        assert_eq!((kind.as_str(), &problem["code"]), ("end", &json!("unauthenticated")));
    }

    async fn a_person_has_so_many_streams_and_an_instance_so_many(school: TestApp) {
        let settings = looking(20, Duration::from_millis(50));
        let streams = Streams { connections: 2, connections_per_person: 1, ..settings.streams };
        let narrow = school.restarted(ServiceSettings { streams, ..settings }).await;
        let rivera = narrow.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let (diaz, novak) = (narrow.school_admin("Diaz").await, narrow.district_admin("Novak").await);
        let path = format!("/v1/classes/{class}/progress/stream");
        let next = async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            let refused = follow(&rivera, &path, None).await.assert_problem(429, "too_many_requests");
            assert_eq!(refused.header("retry-after"), "30");
            follow(&novak, &path, None).await.assert_problem(503, "busy");
        };
        let (first, second, ()) = tokio::join!(follow(&rivera, &path, None), follow(&diaz, &path, None), next);
        first.assert(200);
        second.assert(200);
        follow(&rivera, &path, None).await.assert(200);
        follow(&novak, &path, None).await.assert(200);
    }
}
