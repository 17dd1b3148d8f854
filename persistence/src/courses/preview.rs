//! What another version of a course would change for a class.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use domain::{
    access::action::ReadClassProgress,
    audit::Shown,
    courses::comparison::{ChangedPart, PartFacts, compare},
    ids::{
        ActivityId, ClassId, CourseAssignmentId, CourseId, CourseVersionId, LessonId,
        OrganizationId, UserId,
    },
    rights::restriction::RestrictedPart,
};

use super::{
    ReassignmentRefusal, VersionRecord, assignments::find, outline::units_of, reassign::version_of,
};
use crate::{
    access::{Permit, withheld_from},
    audit,
    database::Tx,
    error::DbError,
    schema::{activities, activity_states, enrollments},
    sql_types::bind_instant,
};

/// A part that another version changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewedPart {
    /// What becomes of it.
    pub part: ChangedPart,
    /// Students of the class who were there.
    pub students: usize,
}

/// What a version of the course would change for the permitted class, and the version.
///
/// # Errors
/// If the database fails. The inner error says what there is not.
pub fn preview<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadClassProgress>,
    assignment: CourseAssignmentId,
    version: CourseVersionId,
) -> Result<Result<(VersionRecord, Vec<PreviewedPart>), ReassignmentRefusal>, DbError> {
    let class = permit.subject();
    let Some(current) = find(tx, class, assignment)? else {
        return Ok(Err(ReassignmentRefusal::NoSuchAssignment));
    };
    let Some(version) = version_of(tx, &current, version)? else {
        return Ok(Err(ReassignmentRefusal::NoSuchVersion));
    };
    let owner = current.record.course_organization_id;
    let from = parts_of(tx, owner, current.version.id)?;
    let to = parts_of(tx, owner, version.id)?;
    let withheld = withheld_from(tx, permit.relationship(), RestrictedPart::LearningHistory)?;
    let seen = Seen::by(tx, class, current.record.course_id, &withheld)?;
    let parts = compare(&from, &to)
        .into_iter()
        .map(|part| PreviewedPart {
            students: seen.students(&part),
            part,
        })
        .collect();
    audit::disclosed(
        tx,
        permit,
        Shown::each([assignment]).and(Shown::each([version.id])),
    )?;
    Ok(Ok((version, parts)))
}

/// The lessons and activities of a version, in order, with all that readers see of them.
fn parts_of(
    tx: &mut Tx<'_>,
    owner: OrganizationId,
    version: CourseVersionId,
) -> Result<Vec<PartFacts>, DbError> {
    let contents: Vec<(ActivityId, String)> = activities::table
        .filter(activities::organization_id.eq(owner))
        .filter(activities::course_version_id.eq(version))
        .select((activities::id, activities::content))
        .load(tx.conn())?;
    let mut contents: HashMap<ActivityId, String> = contents.into_iter().collect();
    let mut parts = Vec::new();
    for unit in units_of(tx, owner, version)? {
        for lesson in unit.lessons {
            parts.push(PartFacts {
                lesson: lesson.id,
                activity: None,
                title: lesson.title,
                appearance: vec![
                    unit.title.clone(),
                    lesson.number.to_string(),
                    lesson.minutes.to_string(),
                    lesson.summary,
                ],
            });
            for activity in lesson.activities {
                parts.push(PartFacts {
                    lesson: lesson.id,
                    activity: Some(activity.id),
                    title: activity.title,
                    appearance: vec![
                        activity.number.to_string(),
                        contents.remove(&activity.id).unwrap_or_default(),
                    ],
                });
            }
        }
    }
    Ok(parts)
}

/// Which students of a class were in which activities of a course.
struct Seen(HashMap<LessonId, HashMap<ActivityId, HashSet<UserId>>>);

impl Seen {
    fn by(
        tx: &mut Tx<'_>,
        class: ClassId,
        course: CourseId,
        withheld: &[UserId],
    ) -> Result<Self, DbError> {
        let now = bind_instant(tx.now());
        let students = enrollments::table
            .filter(enrollments::organization_id.eq(tx.tenant()))
            .filter(enrollments::class_id.eq(class))
            .filter(in_force!(enrollments, now))
            .select(enrollments::user_id);
        let rows: Vec<(LessonId, ActivityId, UserId)> = activity_states::table
            .filter(activity_states::organization_id.eq(tx.tenant()))
            .filter(activity_states::learner_id.eq_any(students))
            .filter(activity_states::learner_id.ne_all(withheld))
            .filter(activity_states::course_id.eq(course))
            .select((
                activity_states::lesson_id,
                activity_states::activity_id,
                activity_states::learner_id,
            ))
            .load(tx.conn())?;
        let mut seen: HashMap<LessonId, HashMap<ActivityId, HashSet<UserId>>> = HashMap::new();
        for (lesson, activity, student) in rows {
            let of_lesson = seen.entry(lesson).or_default();
            of_lesson.entry(activity).or_default().insert(student);
        }
        Ok(Self(seen))
    }

    fn students(&self, part: &ChangedPart) -> usize {
        let Some(of_lesson) = self.0.get(&part.lesson) else {
            return 0;
        };
        let in_activity = |activity| of_lesson.get(&activity).map_or(0, HashSet::len);
        let in_lesson = || of_lesson.values().flatten().collect::<HashSet<_>>().len();
        part.activity.map_or_else(in_lesson, in_activity)
    }
}
