//! `GET /v1/classes/{class_id}/reports/progress.csv`

use actix_web::{
    get,
    web::{Data, Path},
};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::{
    access::action::ExportClassReport, ids::ClassId, progress::status::ProgressStatus,
    text_enum::TextEnum,
};
use persistence::progress::{self, ClassProgress, LessonHead, StudentLesson, StudentProgress};

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Spreadsheet},
    problem::{ApiError, ConflictReason},
};

const COLUMNS: [&str; 13] = [
    "student_id",
    "student",
    "course",
    "lesson_number",
    "lesson",
    "status",
    "activities_completed",
    "tries",
    "successes",
    "seconds",
    "last_seen_at",
    "completed_at",
    "may_need_help",
];

const EXAMPLE: &str = "\u{feff}\"student_id\",\"student\",\"course\",\"lesson_number\",\"lesson\",\
    \"status\",\"activities_completed\",\"tries\",\"successes\",\"seconds\",\"last_seen_at\",\
    \"completed_at\",\"may_need_help\"\r\n";

/// Export the progress of a class as CSV
///
/// One row for each student and lesson. Every cell is quoted, and a cell that a spreadsheet would
/// read as a formula starts with an apostrophe. Instants are in UTC. Closed 30 days after the end of
/// the school's last agreement (SCH-06).
#[utoipa::path(
    tag = "progress",
    params(("class_id" = Uuid, Path, description = "The class")),
    responses(
        (
            status = OK,
            description = "The report, as CSV (RFC 4180) in UTF-8 behind a byte order mark",
            body = String,
            content_type = "text/csv",
            example = json!(EXAMPLE),
        ),
        (status = CONFLICT, description = "The school's authority ended, and exports are closed"),
    ),
)]
#[get("/v1/classes/{class_id}/reports/progress.csv")]
pub async fn export_class_report(
    caller: Caller,
    class: Path<ClassId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ExportClassReport>(actor, class)?;
            if !progress::export_is_open(tx, &permit)? {
                return Err(ApiError::Conflict(ConflictReason::ExportsClosed));
            }
            let overview = progress::overview(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            let progress = overview.disclose(tx, &course_indexes, None)?;
            table(&progress)?.answer("attachment; filename=\"progress.csv\"")
        })
        .await
}

fn table(progress: &ClassProgress) -> Result<Spreadsheet, ApiError> {
    let mut table = Spreadsheet::of(COLUMNS)?;
    for student in &progress.students {
        for (lesson, begun) in progress.lessons.iter().zip(&student.lessons) {
            let row = row(student, lesson, begun.as_ref());
            table.row(row.iter().map(String::as_str))?;
        }
    }
    Ok(table)
}

fn row(
    student: &StudentProgress,
    lesson: &LessonHead,
    begun: Option<&StudentLesson>,
) -> [String; 13] {
    let state = begun.map(|begun| begun.state);
    let count = |count: Option<u32>| count.unwrap_or_default().to_string();
    let help: Vec<&str> = begun
        .iter()
        .flat_map(|begun| &begun.help)
        .map(|reason| reason.as_str())
        .collect();
    [
        student.id.to_string(),
        student.display_name.clone(),
        lesson.course_title.clone(),
        lesson.number.to_string(),
        lesson.title.clone(),
        state
            .map_or(ProgressStatus::NotStarted, |state| state.status())
            .as_str()
            .to_owned(),
        count(state.map(|state| state.completion.activities_completed)),
        count(state.map(|state| state.tally.tries)),
        count(state.map(|state| state.tally.successes)),
        count(state.map(|state| state.tally.seconds)),
        written(state.map(|state| state.tally.last_seen_at)),
        written(state.and_then(|state| state.completion.completed_at)),
        help.join(" "),
    ]
}

fn written(instant: Option<DateTime<Utc>>) -> String {
    instant.map_or_else(String::new, |instant| {
        instant.to_rfc3339_opts(SecondsFormat::Secs, true)
    })
}
