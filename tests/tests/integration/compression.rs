//! Answers in gzip, and the tags that they bear.

use actix_web::http::Method;
use serde_json::json;
use tests::{learning::StarterCourse, on_each_backend, persona::Persona, reply::Reply};

#[cfg(test)]
async fn get_with(who: &Persona, path: &str, headers: &[(&str, &str)]) -> Reply {
    who.send(Method::GET, path, headers, Vec::new()).await
}

on_each_backend! {
    async fn a_client_that_takes_gzip_gets_the_same_content_under_a_tag_that_conditions_know(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let path = StarterCourse::load(&school).await.assign(&rivera, class).await;
        let gzip = ("Accept-Encoding", "gzip");

        let plain = rivera.get(&path).await.assert(200);
        let packed = get_with(&rivera, &path, &[gzip]).await.assert(200);
        assert_eq!(packed.header("content-encoding"), "gzip");
        for reply in [&plain, &packed] {
            assert!(reply.header("vary").contains("Accept-Encoding"), "{}", reply.header("vary"));
        }
        assert_eq!(packed.content(), plain.body);
        assert!(packed.body.len() * 4 < plain.body.len() * 3);

        let tag = packed.header("etag");
        assert_ne!(tag, plain.header("etag"));
        for known in [&tag, &format!("W/{tag}")] {
            let unchanged = get_with(&rivera, &path, &[gzip, ("If-None-Match", known)]).await;
            assert_eq!(unchanged.assert(304).header("etag"), tag);
        }
        let renamed = rivera.patch(&path, &tag, json!({"position": 2})).await.assert(200);
        rivera.patch(&path, &tag, json!({"position": 3})).await.assert_problem(412, "precondition_failed");
        rivera.patch(&path, &renamed.header("etag"), json!({"position": 3})).await.assert(200);
    }

    async fn what_is_short_or_holds_a_secret_is_not_compressed(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Grade 4 Coding").await;
        let gzip = ("Accept-Encoding", "gzip");
        let short = get_with(&rivera, "/v1/me", &[gzip]).await.assert(200);
        assert!(short.headers.get("content-encoding").is_none());
        let students: Vec<_> = (0..30)
            .map(|number| json!({"given_name": "Ada", "family_name": format!("Example {}", (b'a' + number % 26) as char)}))
            .collect();
        let body = serde_json::to_vec(&json!({"students": students})).unwrap();
        let headers = [gzip, ("Content-Type", "application/json"), ("Idempotency-Key", "k-1")];
        let path = format!("/v1/classes/{class}/students");
        let created = rivera.send(Method::POST, &path, &headers, body).await.assert(201);
        assert!(created.body.len() > 1400);
        assert!(created.headers.get("content-encoding").is_none());
    }
}
