//! What a monitor reads: well formed, at its own address, and nothing of anybody.

use std::collections::BTreeSet;

use api::{
    background::BackgroundTask,
    metrics::{
        AttemptOutcome, Exposition as Written, ImportOutcome, ImportStep, RequestMethod,
        StatusClass,
    },
    routes,
};
use chrono::TimeDelta;
use domain::{
    text_enum::TextEnum,
    worker::{Hindrance, JobKind},
};
use serde_json::{Value, json};
use tests::{
    accounts::PASSWORD, app::TestApp, bundles::Bundle, exposition::Exposition, families::Family,
    founding::installation, on_each_backend, rosters::importer, sockets::talk,
};

const ALERTS: &str = include_str!("../../../deploy/prometheus/alerts.yml");
const DASHBOARD: &str = include_str!("../../../deploy/grafana/dashboard.json");
const MANUAL: &str = include_str!("../../../docs/operations.md");

/// What a monitor reads now, with what the database says.
#[cfg(test)]
async fn read(school: &TestApp) -> Exposition {
    let asked = api::metrics::ask(installation(), &school.hallpass).await;
    asked.unwrap_or_else(|failure| panic!("{failure}"));
    Exposition::parse(
        &school
            .hallpass
            .written_metrics(Written::OpenMetrics)
            .unwrap(),
    )
}

/// The words of a vocabulary.
#[cfg(test)]
fn words<W: TextEnum>() -> BTreeSet<String> {
    W::ALL.iter().map(|word| word.as_str().to_owned()).collect()
}

/// The names of metrics in a text.
#[cfg(test)]
fn named(text: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.split(|c| !is_part(c))
        .filter(|word| word.starts_with("hallpass_"))
        .map(str::to_owned)
        .collect()
}

/// Every value under this key, at any depth.
#[cfg(test)]
fn all_under<'a>(key: &str, value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if name == key {
                    found.extend(member.as_str());
                }
                all_under(key, member, found);
            }
        }
        Value::Array(all) => all.iter().for_each(|one| all_under(key, one, found)),
        _ => {}
    }
}

on_each_backend! {
    async fn a_request_is_counted_by_its_operation_whoever_made_it(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let class = rivera.class("Robots").await;
        for path in [format!("/v1/classes/{class}"), format!("/v1/classes/{class}"), "/v1/me".to_owned()] {
            rivera.get(&path).await.assert(200);
        }
        rivera.get("/v1/jobs").await.assert(403);
        rivera.get("/nowhere/Rivera").await.assert(404);
        school.anybody().get("/docs/").await.assert(200);
        let metrics = read(&school).await;
        let count = |operation, status| {
            let labels = [("operation", operation), ("method", "GET"), ("status", status)];
            metrics.value("hallpass_request_duration_seconds_count", &labels)
        };
        assert_eq!(count("show_class", "2xx"), Some(2.0));
        assert_eq!(count("show_me", "2xx"), Some(1.0));
        assert_eq!(count("list_jobs", "4xx"), Some(1.0));
        assert_eq!(count("none", "4xx"), Some(1.0));
        assert_eq!(count("page", "2xx"), Some(1.0));
        assert_eq!(count("show_class", "4xx"), None);
    }

    async fn every_label_is_a_word_of_a_closed_vocabulary(school: TestApp) {
        let novak = importer(&school).await;
        novak.import(&Bundle::small()).await;
        let family = Family::register(&school, "Diaz").await;
        family.ask().await;
        family.work().await;
        school.anybody().get("/v1/me?name=Ada").await.assert(401);
        let metrics = read(&school).await;
        let mut operations: BTreeSet<String> = routes::operations().map(|operation| operation.id.to_owned()).collect();
        operations.extend(["page", "none"].map(str::to_owned));
        for sample in &metrics.samples {
            for (label, value) in &sample.labels {
                let known = match label.as_str() {
                    "operation" => operations.contains(value),
                    "method" => words::<RequestMethod>().contains(value),
                    "status" => words::<StatusClass>().contains(value),
                    "task" => words::<BackgroundTask>().contains(value),
                    "kind" => words::<JobKind>().contains(value),
                    "hindrance" => words::<Hindrance>().contains(value),
                    "step" => words::<ImportStep>().contains(value),
                    "outcome" => words::<ImportOutcome>().contains(value) || words::<AttemptOutcome>().contains(value),
                    "le" => value == "+Inf" || value.parse::<f64>().is_ok(),
                    "version" => value == api::meta::VERSION,
                    "configuration" => *value == school.hallpass.service().configuration,
                    _ => false,
                };
                assert!(known, "{sample:?}");
            }
        }
        let staged = [("step", "stage"), ("outcome", "done")];
        assert_eq!(metrics.value("hallpass_roster_import_duration_seconds_count", &staged), Some(1.0));
        let applied = [("step", "apply"), ("outcome", "done")];
        assert_eq!(metrics.value("hallpass_roster_import_duration_seconds_count", &applied), Some(1.0));
        let put_off = [("kind", "send_message"), ("outcome", "put_off")];
        assert_eq!(metrics.value("hallpass_job_attempts_total", &put_off), Some(1.0));
    }

    async fn work_that_waits_is_counted_and_grows_old(school: TestApp) {
        let nothing = read(&school).await;
        let sending = [("kind", "send_message")];
        assert_eq!(nothing.value("hallpass_ready", &[]), Some(1.0));
        assert_eq!(nothing.value("hallpass_jobs_waiting", &sending), Some(0.0));
        assert_eq!(nothing.value("hallpass_jobs_oldest_due_age_seconds", &sending), Some(0.0));

        let family = Family::register(&school, "Diaz").await;
        family.ask().await;
        family.work().await;
        school.clock.advance(TimeDelta::hours(3));
        let metrics = read(&school).await;
        assert_eq!(metrics.value("hallpass_messages_unsent", &[]), Some(1.0));
        assert_eq!(metrics.value("hallpass_jobs_due", &sending), Some(1.0));
        assert_eq!(metrics.value("hallpass_jobs_oldest_due_age_seconds", &sending), Some(3.0 * 3600.0));
        assert_eq!(metrics.value("hallpass_jobs_hindered", &[("hindrance", "mail_is_off")]), Some(1.0));
        let reminding = [("kind", "remind_parent")];
        assert_eq!(metrics.value("hallpass_jobs_waiting", &reminding), Some(1.0));
        assert_eq!(metrics.value("hallpass_jobs_due", &reminding), Some(0.0));
    }

    async fn a_password_that_is_compared_has_waited_for_its_turn(school: TestApp) {
        school.admin_with_password("Okoro").await;
        let before = read(&school).await.value("hallpass_password_hashing_wait_seconds_count", &[]).unwrap();
        let body = json!({"organization": "maple", "email": "nobody@example.edu", "password": PASSWORD});
        school.anybody().post("/v1/auth/sign-in", body).await.assert(401);
        let metrics = read(&school).await;
        assert_eq!(metrics.value("hallpass_password_hashing_wait_seconds_count", &[]), Some(before + 1.0));
        assert_eq!(metrics.value("hallpass_password_hashes_turned_away_total", &[]), Some(0.0));
        assert_eq!(metrics.value("hallpass_password_hashes_running", &[]), Some(0.0));
        assert!(metrics.value("hallpass_database_connections", &[]) > Some(0.0));
        assert_eq!(metrics.value("hallpass_database_turned_away_total", &[]), Some(0.0));
    }

    async fn metrics_are_served_at_their_own_address_and_nothing_else_is(school: TestApp) {
        let address = api::metrics::listen("127.0.0.1:0".parse().unwrap(), school.hallpass.clone()).unwrap();
        let get = |path: &str, accept: &str| {
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\nConnection: close\r\n\r\n").into_bytes()
        };
        let open = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5";
        let heard = talk(address, get("/metrics", open), Vec::new()).await;
        heard.assert(200);
        assert!(heard.text.to_lowercase().contains("content-type: application/openmetrics-text; version=1.0.0"), "{heard:?}");
        let heard = talk(address, get("/metrics", "*/*"), Vec::new()).await;
        assert!(heard.assert(200).text.contains("text/plain; version=0.0.4"), "{heard:?}");
        for path in ["/", "/v1/me", "/readyz", "/v1/status"] {
            talk(address, get(path, "*/*"), Vec::new()).await.assert(404);
        }
        school.anybody().get("/metrics").await.assert_problem(404, "not_found");
    }

    async fn alerts_and_the_dashboard_ask_for_metrics_that_there_are(school: TestApp) {
        // A family without a value is not written.
        school.anybody().get("/healthz").await.assert(204);
        school.hallpass.metrics().tasks.succeeded(BackgroundTask::Work, school.hallpass.now());
        let metrics = read(&school).await;
        let known = metrics.names();
        let dashboard: Value = serde_json::from_str(DASHBOARD).unwrap();
        let mut asked = Vec::new();
        all_under("expr", &dashboard, &mut asked);
        assert!(asked.len() > 10, "{asked:?}");
        for (file, text) in [("alerts.yml", ALERTS.to_owned()), ("dashboard.json", asked.join("\n"))] {
            let named = named(&text);
            assert!(named.len() > 5, "{named:?}");
            let unknown: Vec<_> = named.difference(&known).collect();
            assert!(unknown.is_empty(), "{file} asks for {unknown:?}");
        }
        let alerts = ALERTS.lines().filter_map(|line| line.trim().strip_prefix("- alert: "));
        for alert in alerts {
            assert!(MANUAL.contains(&format!("`{alert}`")), "the manual does not say what to do about {alert}");
        }
        for family in metrics.families.keys() {
            assert!(MANUAL.contains(&format!("`{family}`")), "the manual does not say what {family} is");
        }
    }
}
