//! The packed states with lessons, for a copy of what is held about a learner.

use chrono::SecondsFormat;
use serde_json::{Value, json};

use super::states::unpack;
use crate::error::DbError;

/// The states with lessons as JSON, each with the lesson's id.
///
/// # Errors
/// [`DbError::Corrupt`] if they do not unpack.
pub(crate) fn lessons_of_packed(packed: &[u8]) -> Result<Value, DbError> {
    let states = unpack(packed)?;
    let written =
        |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let lessons = states.begun().map(|(lesson, state)| {
        json!({
            "lesson_id": lesson.to_string(),
            "opened_at": state.tally.opened_at.map(written),
            "last_seen_at": written(state.tally.last_seen_at),
            "completed_at": state.completion.completed_at.map(written),
            "tries": state.tally.tries,
            "successes": state.tally.successes,
            "seconds": state.tally.seconds,
            "activities": state.completion.activities,
            "activities_completed": state.completion.activities_completed,
        })
    });
    Ok(Value::Array(lessons.collect()))
}
