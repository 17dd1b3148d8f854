//! The service itself: health, limits, documentation, and what holds at every address.

use actix_web::http::Method;
use api::{
    background::BackgroundTask,
    config::{Docs, Limits},
    problem::{ApiError, ProblemKind},
    service::{LocalOrigins, ServiceSettings},
};
use chrono::TimeDelta;
use domain::mint::Clock as _;
use persistence::{DbError, Scope};
use serde_json::json;
use tests::{
    app::{Backend, TestApp, generous},
    document,
    families::Family,
    learning::now_of,
    on_each_backend,
};
use uuid::Uuid;

/// An address with each of its characters encoded in turn (RFC 3986 §2.1), and as it is.
#[cfg(test)]
fn spellings(path: &str) -> Vec<String> {
    let encoded = path.char_indices().filter(|(_, letter)| *letter != '/');
    let encoded = encoded.flat_map(|(at, letter)| {
        let (before, after) = (&path[..at], &path[at + 1..]);
        let code = u32::from(letter);
        [
            format!("{before}%{code:02X}{after}"),
            format!("{before}%{code:02x}{after}"),
        ]
    });
    encoded.chain([path.to_owned()]).collect()
}

on_each_backend! {
    async fn a_healthy_service_says_that_it_lives_and_can_serve(school: TestApp) {
        let anybody = school.anybody();
        anybody.get("/healthz").await.assert(204);
        anybody.get("/readyz").await.assert(204);
    }

    async fn an_operator_sees_which_release_runs_and_how_it_is_configured(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let shown = olsen.get("/v1/meta/version").await.assert(200).json();
        assert_eq!(shown["version"], api::meta::VERSION);
        assert_eq!(shown["configuration"], generous().configuration.as_str());
        let rivera = school.teacher("Rivera").await;
        rivera.get("/v1/meta/version").await.assert_problem(403, "forbidden");
        school.anybody().get("/v1/meta/version").await.assert_problem(401, "unauthenticated");
    }

    async fn an_operator_sees_how_the_installation_does(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let family = Family::register(&school, "Diaz").await;
        family.ask().await;
        family.work().await;
        let shown = olsen.get("/v1/status").await.assert(200).json();
        let engine = match school.backend { Backend::Sqlite => "sqlite", Backend::Postgres => "postgresql" };
        assert_eq!(shown["database"]["engine"], engine);
        assert_eq!(shown["database"]["readiness"], "ready");
        assert_eq!(shown["release"]["version"], api::meta::VERSION);
        assert_eq!(shown["mail"], json!({"state": "not_configured", "unsent": 1}));
        assert_eq!(shown["hindered"], json!([{"hindrance": "mail_is_off", "jobs": 1}]));
        let work = shown["work"].as_array().unwrap().iter().find(|work| work["kind"] == "send_message").unwrap();
        assert_eq!((&work["waiting"], &work["due"]), (&json!(1), &json!(1)));
        assert_eq!(shown["keys"]["signing_keys"], 1);
        // What repeats itself does so in a server only.
        assert!(shown["tasks"].as_array().unwrap().iter().all(|task| task["succeeded_at"].is_null()));
        let rivera = school.teacher("Rivera").await;
        rivera.get("/v1/status").await.assert_problem(403, "forbidden");
        school.anybody().get("/v1/status").await.assert_problem(401, "unauthenticated");
    }

    async fn a_task_that_is_repeated_says_when_it_last_succeeded(school: TestApp) {
        let olsen = school.operator("Olsen").await;
        let tasks = &school.hallpass.metrics().tasks;
        tasks.succeeded(BackgroundTask::AuditHeads, school.clock.now());
        tasks.failed(BackgroundTask::Work);
        let shown = olsen.get("/v1/status").await.assert(200).json();
        assert_eq!(shown["audit"]["covered_at"], shown["at"]);
        let of = |task: &str| shown["tasks"].as_array().unwrap().iter().find(|shown| shown["task"] == task).unwrap().clone();
        assert_eq!(of("audit_heads")["succeeded_at"], shown["at"]);
        assert_eq!(of("work"), json!({"task": "work", "period_seconds": 2, "succeeded_at": null, "failures": 1}));
    }

    async fn the_page_of_the_status_says_nothing_before_an_operator_signs_in(school: TestApp) {
        let page = school.anybody().get("/status").await.assert(200);
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        let page = String::from_utf8(page.content()).unwrap();
        assert!(page.contains("src=\"/assets/status.js\"") && page.contains("<noscript>"), "{page}");
        assert!(!page.contains(api::meta::VERSION), "{page}");
        school.anybody().get("/assets/status.js").await.assert(200);
    }

    async fn documentation_that_is_configured_off_is_not_there(school: TestApp) {
        let settings = ServiceSettings { docs: Docs::Off, ..generous() };
        let quiet = TestApp::start_with(school.backend, settings).await;
        for path in ["/docs", "/docs/", "/docs/classes", "/docs/guides/time", "/openapi.json", "/openapi.yaml"] {
            quiet.anybody().get(path).await.assert_problem(404, "not_found");
        }
        let landing = quiet.anybody().get("/").await.assert(200);
        assert!(!String::from_utf8(landing.body).unwrap().contains("docs"));
    }

    async fn the_limits_are_shown_and_kept(school: TestApp) {
        let limits = Limits { requests_per_caller: 5, requests_per_address: 20, ..generous().limits };
        let strict = TestApp::start_with(school.backend, ServiceSettings { limits, ..generous() }).await;
        let shown = strict.anybody().get("/v1/meta/limits").await.assert(200);
        assert_eq!(shown.json()["requests_per_minute_per_caller"], 5);
        assert_eq!(shown.header("ratelimit"), "\"address\";r=19;t=3");
        assert_eq!(shown.header("ratelimit-policy"), "\"address\";q=20;w=60");

        let rivera = strict.teacher("Rivera").await;
        for left in [4, 3, 2, 1, 0] {
            let reply = rivera.get("/v1/me/classes").await.assert(200);
            let limit = reply.header("ratelimit");
            assert!(limit.contains(&format!("\"caller\";r={left};")), "{limit}");
        }
        let refused = rivera.get("/v1/me/classes").await.assert_problem(429, "too_many_requests");
        assert_eq!(refused.header("retry-after"), "12");
        let chen = strict.teacher("Chen").await;
        chen.get("/v1/me/classes").await.assert(200);

        strict.clock.advance(TimeDelta::seconds(12));
        rivera.get("/v1/me/classes").await.assert(200);
    }

    async fn who_sends_much_sends_less_often(school: TestApp) {
        let limits = Limits { requests_per_caller: 60, ..generous().limits };
        let strict = TestApp::start_with(school.backend, ServiceSettings { limits, ..generous() }).await;
        let rivera = strict.teacher("Rivera").await;
        let path = format!("/v1/schools/{}/classes", strict.world.school);
        let typed = [("Content-Type", "application/json")];
        for (bytes, left) in [(2, 59), (64 << 10, 57), (640 << 10, 46)] {
            let body = format!("{{}}{}", " ".repeat(bytes - 2)).into_bytes();
            let reply = rivera.send(Method::POST, &path, &typed, body).await.assert(422);
            let limit = reply.header("ratelimit");
            assert!(limit.contains(&format!("\"caller\";r={left};")), "{limit}");
        }
    }

    async fn an_address_that_asks_too_much_is_told_to_wait(school: TestApp) {
        let limits = Limits { requests_per_address: 3, ..generous().limits };
        let strict = TestApp::start_with(school.backend, ServiceSettings { limits, ..generous() }).await;
        for _ in 0..3 {
            strict.anybody().get("/healthz").await.assert(204);
        }
        let refused = strict.anybody().get("/healthz").await.assert_problem(429, "too_many_requests");
        assert_eq!(refused.header("retry-after"), "20");
        strict.anybody().get("/nowhere").await.assert_problem(429, "too_many_requests");
    }

    async fn another_spelling_of_an_address_spends_the_same_budget(school: TestApp) {
        let mut budgeted = 0;
        for operation in document::operations() {
            let budget = match operation.said["x-rate-class"].as_str() {
                Some("sign_ins") => "\"sign-ins\";",
                Some("join_codes") => "\"join-codes\";",
                _ => continue,
            };
            budgeted += 1;
            let method = Method::from_bytes(operation.method.to_uppercase().as_bytes()).unwrap();
            let stranger = school.anybody();
            for spelling in spellings(operation.path) {
                let reply = stranger.send(method.clone(), &spelling, &[], Vec::new()).await;
                assert_ne!(reply.status, 404, "{spelling}");
                assert!(reply.header("ratelimit").contains(budget), "{spelling}");
            }
        }
        assert!(budgeted >= 5, "{budgeted}");
    }

    async fn only_configured_origins_may_call_from_a_page(school: TestApp) {
        let anybody = school.anybody();
        let preflight = [
            ("Origin", "https://app.example.org"),
            ("Access-Control-Request-Method", "PATCH"),
            ("Access-Control-Request-Headers", "authorization,content-type,if-match,idempotency-key"),
        ];
        let path = "/v1/classes/01999999-9999-7999-8999-999999999999";
        let allowed = anybody.send(Method::OPTIONS, path, &preflight, Vec::new()).await;
        assert!(allowed.status.is_success(), "{}", allowed.status);
        assert_eq!(allowed.header("access-control-allow-origin"), "https://app.example.org");
        assert!(allowed.header("access-control-allow-credentials").is_empty());

        let foreign = [("Origin", "https://evil.example"), ("Access-Control-Request-Method", "PATCH")];
        let refused = anybody.send(Method::OPTIONS, path, &foreign, Vec::new()).await;
        let refused = refused.assert_problem(400, "invalid_header");
        assert!(refused.header("access-control-allow-origin").is_empty());

        let read = anybody.send(Method::GET, "/v1/meta/limits", &preflight[..1], Vec::new()).await;
        assert_eq!(read.header("access-control-allow-origin"), "https://app.example.org");
        assert!(read.header("access-control-expose-headers").to_lowercase().contains("etag"));
    }

    async fn a_page_of_any_origin_reads_the_catalogue_and_is_told_so_for_a_day(school: TestApp) {
        let anybody = school.anybody();
        let preflight = [
            ("Origin", "https://blog.example"),
            ("Access-Control-Request-Method", "GET"),
            ("Access-Control-Request-Headers", "if-none-match"),
        ];
        let told = anybody.send(Method::OPTIONS, "/v1/courses", &preflight, Vec::new()).await;
        assert!(told.status.is_success(), "{}", told.status);
        assert_eq!(told.header("access-control-allow-origin"), "https://blog.example");
        assert_eq!(told.header("access-control-max-age"), "86400");
        let read = anybody.send(Method::GET, "/v1/courses", &preflight[..1], Vec::new()).await.assert(200);
        assert_eq!(read.header("access-control-allow-origin"), "https://blog.example");
        assert!(read.header("access-control-allow-credentials").is_empty());
        for elsewhere in ["/v1/courseship", "/v1/meta/limits"] {
            let read = anybody.send(Method::GET, elsewhere, &preflight[..1], Vec::new()).await;
            assert!(read.header("access-control-allow-origin").is_empty(), "{elsewhere}");
        }
    }

    async fn pages_of_this_machine_may_call_the_demo_alone(school: TestApp) {
        let settings = ServiceSettings { local_origins: LocalOrigins::Allowed, ..generous() };
        let demo = TestApp::start_with(school.backend, settings).await;
        for (origin, allowed) in [
            ("http://localhost:5173", true),
            ("http://127.0.0.1:3000", true),
            ("http://[::1]:8000", true),
            ("http://localhost.evil.example", false),
            ("https://evil.example", false),
            ("null", false),
        ] {
            let said = [("Origin", origin)];
            let told = demo.anybody().send(Method::GET, "/v1/meta/limits", &said, Vec::new()).await;
            let expected = if allowed { origin } else { "" };
            assert_eq!(told.header("access-control-allow-origin"), expected, "{origin}");
            let told = school.anybody().send(Method::GET, "/v1/meta/limits", &said, Vec::new()).await;
            assert!(told.header("access-control-allow-origin").is_empty(), "{origin}");
        }
    }

    async fn an_address_knows_its_methods(school: TestApp) {
        let anybody = school.anybody();
        let path = "/v1/classes/01999999-9999-7999-8999-999999999999";
        let refused = anybody.delete(path).await.assert_problem(405, "method_not_allowed");
        assert_eq!(refused.header("allow"), "GET, PATCH, HEAD, OPTIONS");
        let options = anybody.send(Method::OPTIONS, path, &[], Vec::new()).await.assert(204);
        assert_eq!(options.header("allow"), "GET, PATCH, HEAD, OPTIONS");
        let head = anybody.send(Method::HEAD, "/v1/meta/limits", &[], Vec::new()).await.assert(200);
        let get = anybody.get("/v1/meta/limits").await.assert(200);
        assert_eq!(head.header("etag"), get.header("etag"));
        let tag = get.header("etag");
        let known = [("If-None-Match", tag.as_str())];
        let same = anybody.send(Method::GET, "/v1/meta/limits", &known, Vec::new()).await;
        assert!(same.assert(304).body.is_empty());
    }

    async fn every_401_says_how_to_authenticate(school: TestApp) {
        let anybody = school.anybody();
        let email = "nobody@example.edu";
        for (path, body, code) in [
            ("/v1/auth/sign-in", json!({"organization": "maple", "email": email, "password": "x"}), "sign_in_failed"),
            ("/v1/auth/refresh", json!({"refresh_token": "x".repeat(20)}), "refresh_token_refused"),
        ] {
            let refused = anybody.post(path, body).await.assert_problem(401, code);
            assert_eq!(refused.header("www-authenticate"), r#"Bearer realm="hallpass""#);
        }
    }

    async fn an_operation_that_panics_is_our_fault_and_not_a_reason_to_try_again(school: TestApp) {
        let scope = || Scope::new(domain::audit::Channel::Worker, school.world.district, now_of(&school), Uuid::nil());
        let read: Result<(), DbError> = school.database.read(scope(), |_| panic!("on purpose")).await;
        assert!(matches!(read, Err(DbError::Panicked)), "{read:?}");
        let write: Result<(), DbError> = school.database.write(scope(), |_| panic!("on purpose")).await;
        assert!(matches!(write, Err(DbError::Panicked)), "{write:?}");
        assert_eq!(ApiError::from(DbError::Panicked).kind(), ProblemKind::Internal);
        school.anybody().get("/readyz").await.assert(204);
    }

    async fn a_body_that_is_too_large_or_of_another_type_is_refused(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let path = format!("/v1/schools/{}/classes", school.world.school);
        let long = json!({"title": "x".repeat(2 << 20)});
        rivera.post(&path, long).await.assert_problem(413, "payload_too_large");
        let typed = [("Content-Type", "text/plain")];
        let refused = rivera.send(Method::POST, &path, &typed, b"{}".to_vec()).await;
        refused.assert_problem(415, "unsupported_media_type");
        let json = ("Content-Type", "application/json; charset=utf-8");
        for (coding, status) in [("gzip", 415), ("identity", 201)] {
            let coded = [json, ("Content-Encoding", coding)];
            rivera.send(Method::POST, &path, &coded, br#"{"title": "Robots"}"#.to_vec()).await.assert(status);
        }
        let twice = [json, ("Content-Encoding", "identity"), ("Content-Encoding", "gzip")];
        rivera.send(Method::POST, &path, &twice, b"{}".to_vec()).await.assert(415);
    }
}
