//! What a body costs that somebody sends who may not. The thread that reads requests serves everyone,
//! so nothing is judged on it before the right is, and what is read is read in one pass.

use std::{fs, time::Duration};

use serde_json::{Value, json};
use tests::{
    document::operations,
    on_each_backend,
    samples::{self, By, Fixture, Request},
};

/// Bytes of a body that every operation reads, and of one that only a few do.
const SIZES: [usize; 2] = [60_000, 1_500_000];
/// Processor time that a byte may cost, without optimisation; a quadratic judge takes a thousandfold.
const NANOSECONDS_PER_BYTE: u64 = 1_000;
/// Processor time that a request may cost whatever its body is.
const ALLOWANCE: Duration = Duration::from_millis(150);

/// Processor time of this thread, on which the service runs.
#[cfg(test)]
fn spent() -> Duration {
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let running = statistics.split(' ').next().unwrap();
    Duration::from_nanos(running.parse().unwrap())
}

/// The same body with each text so long that all have so many bytes together.
#[cfg(test)]
fn swollen(body: &Value, bytes: usize) -> Value {
    fn texts(body: &Value) -> usize {
        match body {
            Value::String(_) => 1,
            Value::Array(entries) => entries.iter().map(texts).sum(),
            Value::Object(members) => members.values().map(texts).sum(),
            _ => 0,
        }
    }
    fn fill(body: &mut Value, text: &str) {
        match body {
            Value::String(written) => text.clone_into(written),
            Value::Array(entries) => entries.iter_mut().for_each(|entry| fill(entry, text)),
            Value::Object(members) => members.values_mut().for_each(|member| fill(member, text)),
            _ => {}
        }
    }
    let mut swollen = body.clone();
    let words = bytes / 2 / texts(body).max(1);
    fill(&mut swollen, &"1 ".repeat(words));
    swollen
}

/// Bodies of about so many bytes that are as hard to judge as they can be.
#[cfg(test)]
fn hard(body: &Value, bytes: usize) -> [Value; 3] {
    let with = |name: &str, value: Value| {
        let mut body = body.clone();
        body[name] = value;
        body
    };
    let first = body.as_object().and_then(|members| members.keys().next());
    let first = first.cloned().unwrap_or_default();
    [
        swollen(body, bytes),
        with("unknown", json!(vec![1; bytes / 2])),
        with(
            &first,
            json!(vec![body.clone(); bytes / (body.to_string().len() + 1)]),
        ),
    ]
}

on_each_backend! {
    async fn the_body_of_somebody_who_may_not_costs_little_whatever_it_is(school: TestApp) {
        let far = school.teacher_in_other_district("Silva").await;
        let mut dear = Vec::new();
        for (number, operation) in operations().into_iter().enumerate() {
            let Some(sample) = samples::of(operation.id()).filter(|_| operation.is_secured()) else {
                continue;
            };
            let mut stage = Fixture::set(&school, number).await;
            let request = Request::prepare(operation, sample, &mut stage).await;
            let Some(body) = request.json().filter(Value::is_object) else {
                continue;
            };
            let caller = match (&request.nowhere, sample.by) {
                (Some(_), _) => far.clone(),
                (None, By::Student) => school.anybody(),
                (None, _) => stage.who(By::Student),
            };
            for body in SIZES.iter().flat_map(|bytes| hard(&body, *bytes)) {
                let bytes = u64::try_from(body.to_string().len()).unwrap();
                let before = spent();
                let reply = request.send_body(&caller, &body).await;
                let cost = spent().saturating_sub(before);
                let bound = ALLOWANCE + Duration::from_nanos(bytes * NANOSECONDS_PER_BYTE);
                if reply.status.is_success() || cost > bound {
                    dear.push(format!("{}: {} for {bytes} bytes took {cost:?}", operation.id(), reply.status));
                }
            }
        }
        assert!(dear.is_empty(), "{dear:#?}");
    }
}
