//! What the students of the demo work on.

use chrono::SecondsFormat;
use domain::mint::{Clock as _, Mint};
use serde_json::{Map, Value, json};

use super::client::{Client, Token, items, text};
use crate::{commands::CommandError, system::SystemClock};

/// How often a student who is stuck has tried each program: so often that the teacher sees it.
const FAILED_TRIES: usize = 5;
/// Seconds that a student spends on a lesson.
const SECONDS_ON_A_LESSON: u32 = 600;

/// An activity, and the lesson that it is in.
#[derive(Clone)]
pub(super) struct Activity {
    lesson: String,
    id: String,
    kind: String,
    /// The places of the right choices, if it is a question.
    correct: Vec<Value>,
}

/// The first unit of the starter course.
pub(super) struct Course {
    pub(super) id: String,
    lessons: Vec<(String, Vec<Activity>)>,
}

impl Course {
    /// Assigns it to a class, and reads it as the class's teacher may: with its keys.
    pub(super) async fn assign(
        client: &Client,
        teacher: &Token,
        class_id: &str,
    ) -> Result<Self, CommandError> {
        let catalogue = client.get(teacher, "/v1/courses").await?;
        let id = text(&catalogue, "/data/0/id")?;
        let outline = client.get(teacher, &format!("/v1/courses/{id}")).await?;
        let body = json!({"course_version_id": text(&outline, "/version/id")?});
        let courses = format!("/v1/classes/{class_id}/courses");
        let assigned = client.post(teacher, &courses, &body).await?;
        let assignment = text(&assigned, "/id")?;
        let mut lessons = Vec::new();
        for lesson in items(&outline, "/units/0/lessons") {
            let lesson = text(&lesson, "/id")?;
            let path = format!("{courses}/{assignment}/lessons/{lesson}/key");
            let shown = client.get(teacher, &path).await?;
            let activities = items(&shown, "/activities")
                .iter()
                .map(|activity| {
                    Ok(Activity {
                        lesson: lesson.clone(),
                        id: text(activity, "/id")?,
                        kind: text(activity, "/content/kind")?,
                        correct: items(activity, "/content/correct"),
                    })
                })
                .collect::<Result<Vec<_>, CommandError>>()?;
            lessons.push((lesson, activities));
        }
        Ok(Self { id, lessons })
    }

    /// What a student does who gets through so many lessons, or is stuck.
    pub(super) fn events(&self, mint: &dyn Mint, lessons: usize, outcome: Outcome) -> Vec<Value> {
        let mut events = Vec::new();
        for (lesson, activities) in self.lessons.iter().take(lessons) {
            events.push(event(mint, lesson, None, "lesson_opened", &[]));
            for activity in activities {
                match (activity.kind.as_str(), outcome) {
                    ("text", _) => {
                        events.push(event(mint, lesson, Some(activity), "completed", &[]));
                    }
                    ("prompt", _) => {
                        let answer = [("answer", json!("I liked it."))];
                        events.push(event(
                            mint,
                            lesson,
                            Some(activity),
                            "prompt_answered",
                            &answer,
                        ));
                    }
                    ("code_exercise", Outcome::Passed) => {
                        events.push(activity.attempt(mint, "passed"));
                    }
                    ("code_exercise", Outcome::Stuck) => {
                        events.extend((0..FAILED_TRIES).map(|_| activity.attempt(mint, "failed")));
                    }
                    (_, outcome) => events.push(activity.answer(mint, outcome)),
                }
            }
            let seconds = [("seconds", json!(SECONDS_ON_A_LESSON))];
            events.push(event(mint, lesson, None, "time_spent", &seconds));
        }
        events
    }

    /// An attempt at the first code exercise, as a body to send.
    pub(super) fn first_attempt(&self, mint: &dyn Mint) -> Value {
        let exercise = self
            .lessons
            .iter()
            .flat_map(|(_, activities)| activities)
            .find(|activity| activity.kind == "code_exercise");
        let events: Vec<Value> = exercise
            .iter()
            .map(|exercise| exercise.attempt(mint, "passed"))
            .collect();
        json!({"events": events})
    }
}

/// How a student fares.
#[derive(Clone, Copy)]
pub(super) enum Outcome {
    /// Everything works.
    Passed,
    /// Nothing works yet.
    Stuck,
}

impl Activity {
    fn attempt(&self, mint: &dyn Mint, outcome: &str) -> Value {
        let tried = [
            ("outcome", json!(outcome)),
            ("code", json!("print(\"Hello!\")")),
        ];
        event(mint, &self.lesson, Some(self), "attempted", &tried)
    }

    /// An answer to a question, right or wrong.
    fn answer(&self, mint: &dyn Mint, outcome: Outcome) -> Value {
        let choices = match outcome {
            Outcome::Passed => self.correct.clone(),
            Outcome::Stuck => {
                let wrong = (0..2).map(|place| json!([place]));
                let mut wrong = wrong.filter(|choices| *choices != json!(self.correct));
                items(&wrong.next().unwrap_or_default(), "")
            }
        };
        let chosen = [("choices", json!(choices))];
        event(mint, &self.lesson, Some(self), "attempted", &chosen)
    }
}

/// An event as a learner's client reports it.
fn event(
    mint: &dyn Mint,
    lesson: &str,
    activity: Option<&Activity>,
    kind: &str,
    content: &[(&str, Value)],
) -> Value {
    let now = SystemClock.now();
    let mut event = Map::new();
    event.insert("id".to_owned(), json!(mint.id(now)));
    event.insert("kind".to_owned(), json!(kind));
    event.insert("lesson_id".to_owned(), json!(lesson));
    event.insert(
        "activity_id".to_owned(),
        json!(activity.map(|activity| &activity.id)),
    );
    let at = now.to_rfc3339_opts(SecondsFormat::Millis, true);
    event.insert("occurred_at".to_owned(), json!(at));
    for (name, value) in content {
        event.insert((*name).to_owned(), value.clone());
    }
    Value::Object(event)
}
