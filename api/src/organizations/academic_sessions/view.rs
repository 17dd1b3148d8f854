//! A term or school year as clients see it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{ids::Id, organizations::academic_session::AcademicSessionKind};
use persistence::organizations::academic_sessions::AcademicSession;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use super::super::checks::day;
use crate::{
    openapi::{Example, instant},
    wire::AcademicSessionKindWord,
};

/// A term or a school year.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = AcademicSessionView::example)]
pub struct AcademicSessionView {
    /// Its id.
    pub id: Uuid,
    /// What stretch of the year it is.
    pub kind: AcademicSessionKindWord,
    /// Its title.
    #[schema(max_length = 255, pattern = r"^\S(.*\S)?$", example = "Fall 2026")]
    pub title: String,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// The calendar year in which its school year ends.
    #[schema(minimum = 2000, maximum = 2199, format = "int32", example = 2027)]
    pub school_year: i32,
    /// The session that it is a part of.
    pub parent_id: Option<Uuid>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When a roster stopped naming it.
    pub ended_at: Option<DateTime<Utc>>,
}

impl From<AcademicSession> for AcademicSessionView {
    fn from(session: AcademicSession) -> Self {
        Self {
            id: session.id.uuid(),
            kind: AcademicSessionKindWord(session.kind),
            title: session.title,
            starts_on: session.starts_on,
            ends_on: session.ends_on,
            school_year: session.school_year,
            parent_id: session.parent_id.map(Id::uuid),
            created_at: session.created_at,
            updated_at: session.updated_at,
            ended_at: session.ended_at,
        }
    }
}

impl Example for AcademicSessionView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000003"),
            kind: AcademicSessionKindWord(AcademicSessionKind::Term),
            title: "Fall 2026".to_owned(),
            starts_on: day("2026-08-24"),
            ends_on: day("2026-12-18"),
            school_year: 2027,
            parent_id: None,
            created_at: instant("2026-07-01T15:00:00Z"),
            updated_at: instant("2026-07-01T15:00:00Z"),
            ended_at: None,
        }
    }
}
