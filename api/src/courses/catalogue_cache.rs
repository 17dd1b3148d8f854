//! Answers about the public catalogue, kept in memory so that browsing asks the database rarely.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{CourseId, LessonId};
use moka::sync::Cache;
use uuid::Uuid;

use crate::http::Answer;

/// How long an answer is kept. A version that another process publishes is seen after this long,
/// half of what the catalogue promises.
const KEPT_FOR: TimeDelta = TimeDelta::seconds(30);
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

/// Answers about the public catalogue. Only answers of success are kept, so that no client fills it
/// with addresses that do not exist.
pub struct CatalogueCache(Cache<Title, Arc<Kept>>);

/// An answer and when it was given.
struct Kept {
    answer: Answer,
    at: DateTime<Utc>,
}

impl Default for CatalogueCache {
    fn default() -> Self {
        let cache = Cache::builder()
            .weigher(|_: &Title, kept: &Arc<Kept>| {
                u32::try_from(kept.answer.body().len() + OVERHEAD).unwrap_or(u32::MAX)
            })
            .max_capacity(CAPACITY)
            .build();
        Self(cache)
    }
}

impl CatalogueCache {
    /// The answer, if it was given a short while ago.
    pub fn find(&self, title: Title, now: DateTime<Utc>) -> Option<Answer> {
        let kept = self.0.get(&title)?;
        (now < kept.at + KEPT_FOR).then(|| kept.answer.clone())
    }

    /// Keeps an answer and gives it back.
    pub fn keep(&self, title: Title, now: DateTime<Utc>, answer: Answer) -> Answer {
        let kept = Kept {
            answer: answer.clone(),
            at: now,
        };
        self.0.insert(title, Arc::new(kept));
        answer
    }
}
