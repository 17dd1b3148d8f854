//! What goes of a student who stays for another school: the records of the school that left (RET-05).

use diesel::prelude::*;
use domain::{
    category::Category,
    ids::{ActivityId, AgreementId, ClassId, CourseId, GroundId, PLATFORM, SchoolId, UserId},
};

use super::alone;
use crate::{
    database::Tx,
    error::DbError,
    exports,
    organizations::destruction::Destroyed,
    schema::{
        activities, activity_states, agreements, classes, course_assignments, course_completions,
        course_versions, enrollments, feedback, learner_progress, lesson_states, progress_events,
        saved_work, school_enrollments,
    },
};

/// Events that are deleted by one statement.
const AT_ONCE: usize = 500;

/// Deletes what a school holds of a student who is of another: what was collected under its agreements,
/// what its teachers said, and that the student was there. What was done in a course while a class of
/// another school gave it to the student too is of both, whichever agreement it was collected under, and
/// stays; so do drafts and states of such a course.
pub(super) fn delete_of_school(
    tx: &mut Tx<'_>,
    (school, student): (SchoolId, UserId),
    destroyed: &mut Destroyed,
) -> Result<(), DbError> {
    let under: Vec<AgreementId> = agreements::table
        .filter(agreements::organization_id.eq(tx.tenant()))
        .filter(agreements::school_id.eq(school))
        .select(agreements::id)
        .load(tx.conn())?;
    let (here, elsewhere) = classes_of(tx, (school, student))?;
    // What a class collected while it was a sandbox is the school's, too.
    let sandboxes = here.iter().copied().map(GroundId::of_sandbox);
    let under: Vec<GroundId> = under
        .into_iter()
        .map(GroundId::from)
        .chain(sandboxes)
        .collect();
    let (courses, shared) = courses_of(tx, &here, &elsewhere)?;
    let shared_activities = activities_of(tx, shared)?;
    exports::end_copies_about(tx, student)?;

    let said = feedback::table
        .filter(feedback::organization_id.eq(tx.tenant()))
        .filter(feedback::learner_id.eq(student));
    let in_class = said.filter(feedback::class_id.eq_any(here.clone()));
    destroyed.deleted(
        Category::Assessment,
        diesel::delete(in_class).execute(tx.conn())?,
    );
    for some in alone::events(tx, student, &under, &elsewhere)?.chunks(AT_ONCE) {
        let on_work = said.filter(feedback::event_id.assume_not_null().eq_any(some.to_vec()));
        destroyed.deleted(
            Category::Assessment,
            diesel::delete(on_work).execute(tx.conn())?,
        );
        let events = progress_events::table
            .filter(progress_events::organization_id.eq(tx.tenant()))
            .filter(progress_events::learner_id.eq(student))
            .filter(progress_events::id.eq_any(some.to_vec()));
        destroyed.deleted(
            Category::Progress,
            diesel::delete(events).execute(tx.conn())?,
        );
    }
    let work = saved_work::table
        .filter(saved_work::organization_id.eq(tx.tenant()))
        .filter(saved_work::learner_id.eq(student))
        .filter(saved_work::collected_under.eq_any(under))
        .filter(saved_work::activity_id.ne_all(shared_activities));
    destroyed.deleted(Category::Work, diesel::delete(work).execute(tx.conn())?);
    let states = activity_states::table
        .filter(activity_states::organization_id.eq(tx.tenant()))
        .filter(activity_states::learner_id.eq(student))
        .filter(activity_states::course_id.eq_any(courses.clone()));
    destroyed.deleted(
        Category::Progress,
        diesel::delete(states).execute(tx.conn())?,
    );
    let states = lesson_states::table
        .filter(lesson_states::organization_id.eq(tx.tenant()))
        .filter(lesson_states::learner_id.eq(student))
        .filter(lesson_states::course_id.eq_any(courses.clone()));
    destroyed.deleted(
        Category::Progress,
        diesel::delete(states).execute(tx.conn())?,
    );
    let of_long_ago = course_completions::table
        .filter(course_completions::organization_id.eq(tx.tenant()))
        .filter(course_completions::learner_id.eq(student))
        .filter(course_completions::course_id.eq_any(courses));
    destroyed.deleted(
        Category::Progress,
        diesel::delete(of_long_ago).execute(tx.conn())?,
    );
    diesel::update(learner_progress::table.find((tx.tenant(), student)))
        .set(learner_progress::revision.eq(learner_progress::revision + 1_i64))
        .execute(tx.conn())?;
    let places = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(student))
        .filter(enrollments::class_id.eq_any(here));
    destroyed.deleted(
        Category::Enrollment,
        diesel::delete(places).execute(tx.conn())?,
    );
    let attended = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::user_id.eq(student))
        .filter(school_enrollments::school_id.eq(school));
    destroyed.deleted(
        Category::Enrollment,
        diesel::delete(attended).execute(tx.conn())?,
    );
    destroyed.share();
    Ok(())
}

/// The activities of all versions of courses.
fn activities_of(tx: &mut Tx<'_>, courses: Vec<CourseId>) -> Result<Vec<ActivityId>, DbError> {
    Ok(activities::table
        .inner_join(
            course_versions::table.on(course_versions::organization_id
                .eq(activities::organization_id)
                .and(course_versions::id.eq(activities::course_version_id))),
        )
        .filter(course_versions::organization_id.eq_any([tx.tenant(), PLATFORM]))
        .filter(course_versions::course_id.eq_any(courses))
        .select(activities::id)
        .distinct()
        .load(tx.conn())?)
}

/// The classes that a student is or was in: those of a school, and those of others.
fn classes_of(
    tx: &mut Tx<'_>,
    (school, student): (SchoolId, UserId),
) -> Result<(Vec<ClassId>, Vec<ClassId>), DbError> {
    let attended: Vec<(ClassId, SchoolId)> = enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(student))
        .select((classes::id, classes::school_id))
        .distinct()
        .load(tx.conn())?;
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        attended.into_iter().partition(|(_, of)| *of == school);
    let ids = |classes: Vec<(ClassId, SchoolId)>| classes.into_iter().map(|(id, _)| id).collect();
    Ok((ids(here), ids(elsewhere)))
}

/// The courses that these classes alone were given, and those that others were given too.
fn courses_of(
    tx: &mut Tx<'_>,
    here: &[ClassId],
    elsewhere: &[ClassId],
) -> Result<(Vec<CourseId>, Vec<CourseId>), DbError> {
    let mut given = |classes: &[ClassId]| -> Result<Vec<CourseId>, DbError> {
        Ok(course_assignments::table
            .filter(course_assignments::organization_id.eq(tx.tenant()))
            .filter(course_assignments::class_id.eq_any(classes.to_vec()))
            .select(course_assignments::course_id)
            .distinct()
            .load(tx.conn())?)
    };
    let (courses, of_others) = (given(here)?, given(elsewhere)?);
    Ok(courses
        .into_iter()
        .partition(|course| !of_others.contains(course)))
}
