//! Who reads a timeline, and what of it they see.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Relationship, StudentRecord, action::ReadStudentWork, visibility::can_see},
    category::Category,
    classes::class_role::ClassRole,
    courses::kind::{ActivityKind, category_of},
};

use crate::{
    access::Permit,
    database::Tx,
    error::DbError,
    schema::{enrollments, teaching_assignments},
    sql_types::bind_instant,
};

/// From when on a reader sees answers to prompts.
pub(in crate::progress) enum Attitudes {
    /// All of them: they are the reader's own.
    All,
    /// From this instant on.
    Since(DateTime<Utc>),
    /// Never.
    None,
}

/// Who reads.
pub(in crate::progress) struct Reader {
    pub(in crate::progress) relationship: Relationship,
    pub(in crate::progress) attitudes: Attitudes,
}

impl Reader {
    /// Whether they see what was written in an activity of this kind at an instant.
    pub(super) fn can_see(&self, kind: ActivityKind, occurred_at: DateTime<Utc>) -> bool {
        match category_of(kind) {
            None => true,
            Some(category) => {
                let lasting = category != Category::AttitudinalAnswer
                    || match self.attitudes {
                        Attitudes::All => true,
                        Attitudes::Since(instant) => instant <= occurred_at,
                        Attitudes::None => false,
                    };
                lasting && can_see(self.relationship, category)
            }
        }
    }
}

/// Since when the student and the reader, as teacher of record, have been in the class together.
pub(super) fn together_since<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadStudentWork>,
) -> Result<Option<DateTime<Utc>>, DbError> {
    let StudentRecord { class, student, .. } = permit.subject();
    let now = bind_instant(tx.now());
    let enrolled: Option<DateTime<Utc>> = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(student))
        .filter(enrollments::class_id.eq(class))
        .filter(in_force!(enrollments, now))
        .order(enrollments::begins_at)
        .select(enrollments::begins_at)
        .first(tx.conn())
        .optional()?;
    let teaching: Option<DateTime<Utc>> = teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::user_id.eq(permit.actor().user()))
        .filter(teaching_assignments::class_id.eq(class))
        .filter(teaching_assignments::role.eq(ClassRole::TeacherOfRecord))
        .filter(in_force!(teaching_assignments, now))
        .order(teaching_assignments::begins_at)
        .select(teaching_assignments::begins_at)
        .first(tx.conn())
        .optional()?;
    Ok(enrolled
        .zip(teaching)
        .map(|(enrolled, teaching)| enrolled.max(teaching)))
}
