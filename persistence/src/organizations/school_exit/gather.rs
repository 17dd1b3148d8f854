//! The work of asking for a copy about each student of a school, some at a time.

use chrono::TimeDelta;
use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use domain::{
    access::Relationship,
    audit::Changed,
    exports::state::ExportState,
    ids::{ExportId, SchoolExportId, SchoolId, UserId},
    organizations::school_exit::COPIES_AT_A_TIME,
    text_enum::TextEnum as _,
    worker::JobKind,
};

use crate::{
    database::Tx,
    error::DbError,
    organizations::agreements,
    schema::{exports, school_enrollments, school_exports},
    sql_types::bind_instant,
    worker::{self, Task},
};

/// How long the work waits for a copy that the same person asked for by itself.
const WAIT: TimeDelta = TimeDelta::minutes(1);

/// Asks for copies about some students of whom none was asked for yet, and goes on as long as there are
/// such students. Whoever asked must have the right when each is built.
///
/// # Errors
/// If the database fails.
pub fn gather<'t>(tx: &mut Tx<'t>, task: Task<'t>) -> Result<(), DbError> {
    let id: SchoolExportId = task.subject();
    let wanted: Option<(SchoolId, UserId)> = school_exports::table
        .find((tx.tenant(), id))
        .filter(school_exports::gathered_at.is_null())
        .select((school_exports::school_id, school_exports::asked_by))
        .first(tx.conn())
        .optional()?;
    let Some((school, asked_by)) = wanted else {
        return worker::complete(tx, task, Changed::nothing());
    };
    let students = if agreements::export_is_open(tx, school)? {
        lacking(tx, id, school)?
    } else {
        Vec::new()
    };
    let are_more = students.len() == COPIES_AT_A_TIME;
    let waiting = open_copies(tx, asked_by, &students)?;
    for student in students.iter().filter(|student| !waiting.contains(student)) {
        ask(tx, id, (*student, asked_by))?;
    }
    let next = match (are_more, waiting.is_empty()) {
        (true, true) => Some(TimeDelta::seconds(1)),
        (_, false) => Some(WAIT),
        (false, true) => None,
    };
    if let Some(pause) = next {
        worker::schedule(tx, JobKind::ExportSchool, id.uuid(), tx.now() + pause)?;
    } else {
        diesel::update(school_exports::table.find((tx.tenant(), id)))
            .set(school_exports::gathered_at.eq(Some(bind_instant(tx.now()))))
            .execute(tx.conn())?;
    }
    worker::complete(tx, task, Changed::of(id))
}

/// Some students of a school of whom no copy was asked for with the others.
fn lacking(tx: &mut Tx<'_>, id: SchoolExportId, school: SchoolId) -> Result<Vec<UserId>, DbError> {
    let most = i64::try_from(COPIES_AT_A_TIME).unwrap_or(i64::MAX);
    let asked = exports::table
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(exports::school_export_id.eq(Some(id)))
        .filter(exports::subject_id.eq(school_enrollments::user_id));
    Ok(school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::school_id.eq(school))
        .filter(not(exists(asked)))
        .order(school_enrollments::user_id)
        .limit(most)
        .select(school_enrollments::user_id)
        .distinct()
        .load(tx.conn())?)
}

/// Those students of whom the person has a copy that is being built.
fn open_copies(
    tx: &mut Tx<'_>,
    asked_by: UserId,
    students: &[UserId],
) -> Result<Vec<UserId>, DbError> {
    Ok(exports::table
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(exports::asked_by.eq(asked_by))
        .filter(exports::subject_id.eq_any(students.to_vec()))
        .filter(exports::state.eq_any([ExportState::Queued, ExportState::Building]))
        .select(exports::subject_id)
        .load(tx.conn())?)
}

fn ask(
    tx: &mut Tx<'_>,
    of: SchoolExportId,
    (student, asked_by): (UserId, UserId),
) -> Result<(), DbError> {
    let id: ExportId = tx.new_id();
    let row = (
        exports::organization_id.eq(tx.tenant()),
        exports::id.eq(id),
        exports::subject_id.eq(student),
        exports::asked_by.eq(asked_by),
        exports::relationship.eq(Relationship::SchoolAdmin.as_str()),
        exports::state.eq(ExportState::Queued),
        exports::progress.eq(0),
        exports::requested_at.eq(bind_instant(tx.now())),
        exports::school_export_id.eq(Some(of)),
    );
    diesel::insert_into(exports::table)
        .values(row)
        .execute(tx.conn())?;
    worker::schedule(tx, JobKind::BuildExport, id.uuid(), tx.now())
}
