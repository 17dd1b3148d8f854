//! Classes: their rows, and what is done to them.

mod archive;
mod cards;
mod create;
pub mod join_codes;
mod list;
mod read;
mod reopen;
pub mod sandbox;
pub mod staff;
pub mod students;
mod update;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    classes::{association::ClassSpan, grade_level::GradeLevel, kind::ClassKind},
    ids::{AcademicSessionId, ClassId, SchoolId},
};

pub use archive::archive;
pub use cards::{ClassCard, card};
pub use create::{NewClass, create};
pub(crate) use list::title_of;
pub use list::{ClassesWanted, ListedClass, OwnClass, OwnPart, of_person, of_school};
pub use read::{OpensClass, read};
pub use reopen::{ReopenOutcome, reopen};
pub use update::{ClassChanges, update};

use crate::{connection::MultiBackend, schema::classes};

/// A class.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = classes, check_for_backend(MultiBackend))]
pub struct Class {
    /// Its id.
    pub id: ClassId,
    /// The school that it belongs to.
    pub school_id: SchoolId,
    /// What it is.
    pub kind: ClassKind,
    /// The term or school year with which it ends, if it is known.
    pub academic_session_id: Option<AcademicSessionId>,
    /// Its title.
    pub title: String,
    /// Its grade level.
    pub grade_level: Option<GradeLevel>,
    /// The code with which its students sign in.
    pub sign_in_code: String,
    /// When access through the class ends by itself (FER-05).
    pub access_ends_at: DateTime<Utc>,
    /// When it was archived, if it was.
    pub archived_at: Option<DateTime<Utc>>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl Class {
    /// How long it associates its people with one another.
    pub fn span(&self) -> ClassSpan {
        ClassSpan {
            access_ends_at: self.access_ends_at,
            archived_at: self.archived_at,
        }
    }
}
