//! A term or school year as clients see it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::text::AcademicSessionTitle;
use domain::{ids::AcademicSessionId, organizations::academic_session::AcademicSessionKind};
use persistence::organizations::academic_sessions::AcademicSession;
use serde::Serialize;
use utoipa::ToSchema;

/// A term or a school year.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "kind": "term" }))]
pub struct AcademicSessionView {
    /// Its id.
    pub id: AcademicSessionId,
    /// The kind of session.
    pub kind: AcademicSessionKind,
    /// Its title.
    #[schema(value_type = AcademicSessionTitle)]
    pub title: String,
    /// Its first day.
    #[schema(example = "2026-08-24")]
    pub starts_on: NaiveDate,
    /// Its last day.
    #[schema(example = "2026-12-18")]
    pub ends_on: NaiveDate,
    /// The calendar year in which its school year ends.
    #[schema(minimum = 2000, maximum = 2199, format = "int32", example = 2027)]
    pub school_year: i32,
    /// The session that it is a part of.
    #[serde(rename = "parent_academic_session_id")]
    pub parent_id: Option<AcademicSessionId>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When a roster ended it.
    pub ended_at: Option<DateTime<Utc>>,
}

same_members!(AcademicSession => AcademicSessionView {
    id, kind, title, starts_on, ends_on, school_year, parent_id, created_at, updated_at,
    ended_at,
});
