//! What the ids in a copy are called: schools, classes, courses, lessons and activities. They are about
//! nobody.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{courses::kind::ActivityKind, ids::UserId};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    database::Tx,
    error::DbError,
    schema::{
        activities, classes, course_versions, enrollments, lessons, progress_events,
        school_enrollments, schools, teaching_assignments,
    },
    sql_types::BindUuid,
};

/// The titles of what a person's rows point at, by id.
pub(super) fn of_person(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<BTreeMap<Uuid, String>, DbError> {
    let mut titles = BTreeMap::new();
    let mut add = |rows: Vec<(BindUuid, String)>| {
        titles.extend(rows.into_iter().map(|(BindUuid(id), title)| (id, title)));
    };
    add(classes_of(tx, person)?);
    add(schools_of(tx, person)?);
    add(learned(tx, person)?);
    add(lessons_of(tx, person)?);
    add(activities_of(tx, person)?);
    Ok(titles)
}

type Titles = Vec<(BindUuid, String)>;

fn classes_of(tx: &mut Tx<'_>, person: UserId) -> Result<Titles, DbError> {
    let attended = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(person))
        .select(enrollments::class_id);
    let taught = teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::user_id.eq(person))
        .select(teaching_assignments::class_id);
    Ok(classes::table
        .filter(classes::organization_id.eq(tx.tenant()))
        .filter(classes::id.eq_any(attended).or(classes::id.eq_any(taught)))
        .select((classes::id, classes::title))
        .load(tx.conn())?)
}

fn schools_of(tx: &mut Tx<'_>, person: UserId) -> Result<Titles, DbError> {
    let enrolled = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::user_id.eq(person))
        .select(school_enrollments::school_id);
    let attended = enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(person))
        .select(classes::school_id);
    Ok(schools::table
        .filter(schools::organization_id.eq(tx.tenant()))
        .filter(
            schools::id
                .eq_any(enrolled)
                .or(schools::id.eq_any(attended)),
        )
        .select((schools::id, schools::name))
        .load(tx.conn())?)
}

fn learned(tx: &mut Tx<'_>, person: UserId) -> Result<Titles, DbError> {
    Ok(progress_events::table
        .inner_join(
            course_versions::table.on(course_versions::organization_id
                .eq(progress_events::course_organization_id)
                .and(course_versions::id.eq(progress_events::course_version_id))),
        )
        .filter(progress_events::organization_id.eq(tx.tenant()))
        .filter(progress_events::learner_id.eq(person))
        .select((course_versions::id, course_versions::title))
        .distinct()
        .load(tx.conn())?)
}

fn lessons_of(tx: &mut Tx<'_>, person: UserId) -> Result<Titles, DbError> {
    Ok(progress_events::table
        .inner_join(
            lessons::table.on(lessons::organization_id
                .eq(progress_events::course_organization_id)
                .and(lessons::course_version_id.eq(progress_events::course_version_id))
                .and(lessons::id.eq(progress_events::lesson_id))),
        )
        .filter(progress_events::organization_id.eq(tx.tenant()))
        .filter(progress_events::learner_id.eq(person))
        .select((lessons::id, lessons::title))
        .distinct()
        .load(tx.conn())?)
}

fn activities_of(tx: &mut Tx<'_>, person: UserId) -> Result<Titles, DbError> {
    Ok(progress_events::table
        .inner_join(
            activities::table.on(activities::organization_id
                .eq(progress_events::course_organization_id)
                .and(activities::course_version_id.eq(progress_events::course_version_id))
                .and(activities::id.nullable().eq(progress_events::activity_id))),
        )
        .filter(progress_events::organization_id.eq(tx.tenant()))
        .filter(progress_events::learner_id.eq(person))
        .select((activities::id, activities::title))
        .distinct()
        .load(tx.conn())?)
}

/// The languages of the activities in which a person did something, as their content says.
pub(super) fn languages_of(
    tx: &mut Tx<'_>,
    person: UserId,
) -> Result<BTreeMap<Uuid, String>, DbError> {
    let rows: Titles = progress_events::table
        .inner_join(
            activities::table.on(activities::organization_id
                .eq(progress_events::course_organization_id)
                .and(activities::course_version_id.eq(progress_events::course_version_id))
                .and(activities::id.nullable().eq(progress_events::activity_id))),
        )
        .filter(progress_events::organization_id.eq(tx.tenant()))
        .filter(progress_events::learner_id.eq(person))
        .filter(activities::kind.eq(ActivityKind::CodeExercise))
        .select((activities::id, activities::content))
        .distinct()
        .load(tx.conn())?;
    let language = |content: &str| {
        let content: Value = serde_json::from_str(content).ok()?;
        Some(content.get("language")?.as_str()?.to_owned())
    };
    let rows = rows.into_iter();
    Ok(rows
        .filter_map(|(BindUuid(id), content)| Some((id, language(&content)?)))
        .collect())
}
