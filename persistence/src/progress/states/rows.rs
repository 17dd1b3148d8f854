//! How states are written.

use diesel::{prelude::*, upsert::excluded};
use domain::ids::{ActivityId, CourseId, CourseVersionId, LessonId, OrganizationId, UserId};

use super::{LessonStates, SeenActivity, counts::column, packed::pack};
use crate::{
    connection::AnyConnection,
    database::Tx,
    error::DbError,
    schema::{activity_states, lesson_states},
    sql_types::{BindInstant, bind_instant},
};

#[derive(Insertable)]
#[diesel(table_name = activity_states)]
pub(super) struct ActivityRow {
    organization_id: OrganizationId,
    learner_id: UserId,
    course_id: CourseId,
    lesson_id: LessonId,
    activity_id: ActivityId,
    course_version_id: CourseVersionId,
    tries: i32,
    successes: i32,
    failures: i32,
    seconds: i32,
    first_seen_at: BindInstant,
    last_seen_at: BindInstant,
    first_passed_at: Option<BindInstant>,
    completed_at: Option<BindInstant>,
}

impl ActivityRow {
    pub(super) fn of(
        tx: &Tx<'_>,
        learner: UserId,
        (course, lesson): (CourseId, LessonId),
        seen: &SeenActivity,
    ) -> Self {
        let state = &seen.state;
        Self {
            organization_id: tx.tenant(),
            learner_id: learner,
            course_id: course,
            lesson_id: lesson,
            activity_id: seen.activity,
            course_version_id: seen.version,
            tries: column(state.tries),
            successes: column(state.successes),
            failures: column(state.failures),
            seconds: column(state.seconds),
            first_seen_at: bind_instant(state.first_seen_at),
            last_seen_at: bind_instant(state.last_seen_at),
            first_passed_at: state.first_passed_at.map(bind_instant),
            completed_at: state.completed_at.map(bind_instant),
        }
    }
}

/// PostgreSQL takes several rows in one statement, which is prepared each time anew; the statement for
/// one row stays prepared, as on SQLite the one for each.
pub(super) fn write_activities(tx: &mut Tx<'_>, rows: &[ActivityRow]) -> Result<(), DbError> {
    use activity_states as columns;
    macro_rules! upsert {
        ($rows:expr, $conn:expr) => {
            diesel::insert_into(columns::table)
                .values($rows)
                .on_conflict((
                    columns::organization_id,
                    columns::learner_id,
                    columns::course_id,
                    columns::lesson_id,
                    columns::activity_id,
                ))
                .do_update()
                .set((
                    columns::course_version_id.eq(excluded(columns::course_version_id)),
                    columns::tries.eq(excluded(columns::tries)),
                    columns::successes.eq(excluded(columns::successes)),
                    columns::failures.eq(excluded(columns::failures)),
                    columns::seconds.eq(excluded(columns::seconds)),
                    columns::first_seen_at.eq(excluded(columns::first_seen_at)),
                    columns::last_seen_at.eq(excluded(columns::last_seen_at)),
                    columns::first_passed_at.eq(excluded(columns::first_passed_at)),
                    columns::completed_at.eq(excluded(columns::completed_at)),
                ))
                .execute($conn)?
        };
    }
    match (tx.conn(), rows) {
        (AnyConnection::Postgres(conn), [one]) => {
            upsert!(one, conn);
        }
        (AnyConnection::Postgres(conn), [_, _, ..]) => {
            upsert!(rows, conn);
        }
        (AnyConnection::Postgres(_), []) => {}
        (AnyConnection::Sqlite(conn), rows) => {
            for row in rows {
                diesel::replace_into(columns::table)
                    .values(row)
                    .execute(conn)?;
            }
        }
    }
    Ok(())
}

/// Writes the states of a learner's lessons in a course.
pub(in crate::progress) fn write_lessons(
    tx: &mut Tx<'_>,
    learner: UserId,
    course: CourseId,
    states: &LessonStates,
) -> Result<(), DbError> {
    use lesson_states as columns;
    let place = (
        columns::organization_id,
        columns::learner_id,
        columns::course_id,
    );
    let oldest = states.oldest_seen_at().unwrap_or(tx.now());
    let insert = diesel::insert_into(columns::table)
        .values((
            columns::organization_id.eq(tx.tenant()),
            columns::learner_id.eq(learner),
            columns::course_id.eq(course),
            columns::states.eq(pack(states)),
            columns::oldest_seen_at.eq(bind_instant(oldest)),
        ))
        .on_conflict(place)
        .do_update()
        .set((
            columns::states.eq(excluded(columns::states)),
            columns::oldest_seen_at.eq(excluded(columns::oldest_seen_at)),
        ));
    match tx.conn() {
        AnyConnection::Postgres(conn) => insert.execute(conn)?,
        AnyConnection::Sqlite(conn) => insert.execute(conn)?,
    };
    Ok(())
}
