//! The course that the classes have, as its clients see it.

use serde_json::Value;

use crate::{
    client::{Client, list, text},
    failure::Failure,
};

/// A published course.
pub struct CourseIndex {
    /// Its id.
    pub course: String,
    /// Its newest version.
    pub version: String,
    /// Its lessons, in order.
    pub lessons: Vec<Lesson>,
}

/// A lesson.
pub struct Lesson {
    /// Its id.
    pub id: String,
    /// Its activities, in order.
    pub activities: Vec<Activity>,
}

/// An activity.
pub struct Activity {
    /// Its id.
    pub id: String,
    /// What a learner does with it.
    pub demand: Demand,
}

/// What a learner does with an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Reads it.
    Reading,
    /// Tries it until it works.
    Trying,
    /// Chooses until it is right.
    Choosing,
    /// Answers it freely.
    Answering,
}

impl CourseIndex {
    /// The first course of the catalogue.
    pub fn first(client: &Client) -> Result<Self, Failure> {
        let course = client.get("/v1/courses")?.expect(200)?.text("/data/0/id")?;
        let shown = client.get(&format!("/v1/courses/{course}"))?;
        let shown = shown.expect(200)?.json()?;
        let lessons = list(&shown, "/units")
            .iter()
            .flat_map(|unit| list(unit, "/lessons"))
            .map(lesson)
            .collect::<Result<_, _>>()?;
        Ok(Self {
            version: text(&shown, "/version/id")?,
            course,
            lessons,
        })
    }
}

fn lesson(shown: &Value) -> Result<Lesson, Failure> {
    let activities = list(shown, "/activities").iter().map(|activity| {
        let demand = match text(activity, "/kind")?.as_str() {
            "text" => Demand::Reading,
            "prompt" => Demand::Answering,
            "question" | "check_for_understanding" => Demand::Choosing,
            _ => Demand::Trying,
        };
        let id = text(activity, "/id")?;
        Ok(Activity { id, demand })
    });
    Ok(Lesson {
        id: text(shown, "/id")?,
        activities: activities.collect::<Result<_, Failure>>()?,
    })
}
