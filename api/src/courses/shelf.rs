//! Answers about the public catalogue, kept in memory so that browsing asks the database rarely.

use std::{sync::Arc, time::Duration};

use domain::ids::{CourseId, LessonId};
use moka::sync::Cache;
use uuid::Uuid;

use crate::http::Answer;

/// How long an answer is kept. A version that another process publishes is seen after this long,
/// half of what the catalogue promises.
const KEPT_FOR: Duration = Duration::from_secs(30);
/// Bytes of answers that are kept at most.
const CAPACITY: u64 = 32 * 1024 * 1024;
/// Bytes that an answer takes besides its content.
const OVERHEAD: usize = 512;

/// What an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Title {
    /// A page of the list of courses.
    List {
        /// The course after which it begins.
        after: Option<Uuid>,
        /// Courses on the page.
        limit: u16,
    },
    /// A course.
    Course(CourseId),
    /// A lesson of a course.
    Lesson(CourseId, LessonId),
}

/// Answers about the public catalogue. Only answers of success are kept, so that nobody fills it
/// with addresses that do not exist.
pub struct Shelf(Cache<Title, Arc<Answer>>);

impl Default for Shelf {
    fn default() -> Self {
        let cache = Cache::builder()
            .weigher(|_: &Title, answer: &Arc<Answer>| {
                u32::try_from(answer.body().len() + OVERHEAD).unwrap_or(u32::MAX)
            })
            .max_capacity(CAPACITY)
            .time_to_live(KEPT_FOR)
            .build();
        Self(cache)
    }
}

impl Shelf {
    /// The answer, if it is kept.
    pub fn find(&self, title: Title) -> Option<Answer> {
        self.0.get(&title).map(|kept| Answer::clone(kept.as_ref()))
    }

    /// Keeps an answer and gives it back.
    pub fn keep(&self, title: Title, answer: Answer) -> Answer {
        self.0.insert(title, Arc::new(answer.clone()));
        answer
    }
}
