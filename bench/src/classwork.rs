//! What a student's client reports while the student works.

use std::{fs::File, io::Read as _, thread, time::Duration};

use serde_json::{Value, json};
use uuid::{Builder, Uuid};

use crate::{
    client::{Client, list},
    clock,
    course_index::{Activity, CourseIndex, Demand, Lesson},
    failure::Failure,
};

/// Where events are reported.
const EVENTS: &str = "/v1/progress/events";
/// The status of an answer that asks to come back (RFC 9110 §15.6.4).
const BUSY: u16 = 503;
/// How long a client waits before it does, and how often it does.
const PAUSE: Duration = Duration::from_millis(50);
const MOST_REFUSALS: u64 = 20;
/// Seconds of one stay, and of all of them: a student who works as fast as this reports far more than
/// an hour has, of which no more is recorded.
const STAY: u32 = 1;
const LONGEST: u32 = 900;
/// What a student hands in: as long as a short program is.
const CODE: &str = "animals = [\"hedgehog\", \"robin\", \"snail\", \"toad\"]\n\
                    for animal in animals:\n    print(\"Good morning, \" + animal + \"!\")\n";

/// A student at work: walks through the course, again and again, and never reports an id twice.
pub struct Classwork<'s> {
    deeds: Vec<LearnerAction<'s>>,
    next: usize,
    stayed: u32,
    seed: [u8; 8],
    number: u64,
}

/// Something that is reported.
#[derive(Clone, Copy)]
enum LearnerAction<'s> {
    Opened(&'s Lesson),
    Attempted(&'s Activity, &'static str),
    Chose(&'s Activity, u8),
    Answered(&'s Activity),
    Spent(&'s Activity),
    Completed(&'s Activity),
}

impl<'s> Classwork<'s> {
    /// Begins at the lesson of this number, counted around.
    pub fn begin(course_index: &'s CourseIndex, at: usize) -> Result<Self, Failure> {
        let mut seed = [0; 8];
        File::open("/dev/urandom")?.read_exact(&mut seed)?;
        let per_lesson: Vec<Vec<LearnerAction>> = course_index.lessons.iter().map(deeds).collect();
        let before = at % per_lesson.len().max(1);
        let next = per_lesson.iter().take(before).map(Vec::len).sum();
        Ok(Self {
            deeds: per_lesson.into_iter().flatten().collect(),
            next,
            stayed: 0,
            seed,
            number: 0,
        })
    }

    /// Events in one walk through the course.
    pub fn whole_course(&self) -> usize {
        self.deeds.len()
    }

    /// Reports the next events in one batch, all of which must be recorded, and gives how often the
    /// server was too busy for them before it took them.
    pub fn report(&mut self, client: &Client, events: usize) -> Result<u64, Failure> {
        let batch: Vec<Value> = (0..events).filter_map(|_| self.event()).collect();
        let batch = json!({ "events": batch });
        let mut answer = client.post(EVENTS, &batch)?;
        let mut refusals = 0;
        while answer.status == BUSY && refusals < MOST_REFUSALS {
            refusals += 1;
            thread::sleep(PAUSE);
            answer = client.post(EVENTS, &batch)?;
        }
        let answer = answer.expect(200)?;
        let answer = answer.json()?;
        let results = list(&answer, "/results");
        let recorded =
            |result: &&Value| result.pointer("/result").and_then(Value::as_str) == Some("recorded");
        if results.iter().filter(recorded).count() == events {
            return Ok(refusals);
        }
        Err(Failure::Said(format!("not all was recorded: {answer}")))
    }

    fn event(&mut self) -> Option<Value> {
        let deed = self.deed()?;
        self.number = self.number.wrapping_add(1);
        let mut event = match deed {
            LearnerAction::Opened(lesson) => {
                json!({ "kind": "lesson_opened", "lesson_id": lesson.id })
            }
            LearnerAction::Attempted(activity, outcome) => json!({
                "kind": "attempted",
                "activity_id": activity.id,
                "outcome": outcome,
                "code": CODE,
            }),
            LearnerAction::Chose(activity, place) => json!({
                "kind": "attempted",
                "activity_id": activity.id,
                "choices": [place],
            }),
            LearnerAction::Answered(activity) => json!({
                "kind": "prompt_answered",
                "activity_id": activity.id,
                "answer": "It was fun.",
            }),
            LearnerAction::Spent(activity) => json!({
                "kind": "time_spent",
                "activity_id": activity.id,
                "seconds": STAY,
            }),
            LearnerAction::Completed(activity) => json!({
                "kind": "completed",
                "activity_id": activity.id,
            }),
        };
        let fields = event.as_object_mut()?;
        fields.insert("id".to_owned(), self.id().to_string().into());
        fields.insert("occurred_at".to_owned(), clock::now().to_rfc3339().into());
        Some(event)
    }

    /// The next deed that there is still time for.
    fn deed(&mut self) -> Option<LearnerAction<'s>> {
        loop {
            let place = self.next.checked_rem(self.deeds.len())?;
            let deed = *self.deeds.get(place)?;
            self.next = self.next.wrapping_add(1);
            match deed {
                LearnerAction::Spent(_) if self.stayed >= LONGEST => {}
                LearnerAction::Spent(_) => {
                    self.stayed = self.stayed.saturating_add(STAY);
                    return Some(deed);
                }
                _ => return Some(deed),
            }
        }
    }

    fn id(&self) -> Uuid {
        let fresh = u128::from(u64::from_be_bytes(self.seed)) << 64 | u128::from(self.number);
        Builder::from_random_bytes(fresh.to_be_bytes()).into_uuid()
    }
}

fn deeds(lesson: &Lesson) -> Vec<LearnerAction<'_>> {
    let mut deeds = vec![LearnerAction::Opened(lesson)];
    for activity in &lesson.activities {
        match activity.demand {
            Demand::Reading => {}
            Demand::Trying => {
                deeds.push(LearnerAction::Attempted(activity, "failed"));
                deeds.push(LearnerAction::Attempted(activity, "passed"));
            }
            Demand::Choosing => {
                deeds.push(LearnerAction::Chose(activity, 1));
                deeds.push(LearnerAction::Chose(activity, 0));
            }
            Demand::Answering => deeds.push(LearnerAction::Answered(activity)),
        }
        deeds.push(LearnerAction::Spent(activity));
        if activity.demand != Demand::Choosing {
            deeds.push(LearnerAction::Completed(activity));
        }
    }
    deeds
}
