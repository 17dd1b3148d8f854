//! The progress of a whole class, from the states of its students' lessons alone.

mod arrange;
mod export;
mod matrix;
mod of_lesson;
mod revision;
mod rows;
mod shown;

use chrono::{DateTime, Utc};
use domain::{
    access::{
        Action, Membership,
        action::{ExportClassReport, ReadClassProgress},
        visibility::{LoginSight, login_sight},
    },
    audit::Shown,
    ids::ClassId,
    progress::sharing::Shared,
    rights::restriction::RestrictedPart,
    text_enum::TextEnum,
};

use arrange::{arrange, heads};
pub use export::export_is_open;
pub use matrix::{LessonHead, StudentLesson, StudentProgress};
pub use of_lesson::{ActivitySums, ClassActivity, class_lesson};
pub use revision::ClassRevision;
pub(crate) use rows::shared;
use rows::{ClassCourse, Enrolled, enrolled, lesson_states};
pub use shown::{ClassProgress, Extent};

use super::{
    attendance::{self, Assigned},
    course_index::CourseIndexCache,
};
use crate::{
    access::{Permit, withheld_from},
    accounts::people::{DISPLAY_NAME, USERNAME},
    audit,
    database::Tx,
    error::DbError,
};

/// A right to see what the students of a class have done.
pub trait ReportsClass: Action<Subject = ClassId> {}

impl ReportsClass for ReadClassProgress {}
impl ReportsClass for ExportClassReport {}

/// What the progress of the permitted class depends on; nothing of it has been shown yet.
pub struct ClassOverview<'p, 't, A: ReportsClass> {
    permit: &'p Permit<'t, A>,
    changed_at: DateTime<Utc>,
    students: Vec<Enrolled>,
    assigned: Vec<Assigned>,
    shared: Shared,
}

/// Reads what the progress of the permitted class depends on; `None` if there is no such class.
///
/// # Errors
/// If the database fails.
pub fn overview<'t, 'p, A: ReportsClass>(
    tx: &mut Tx<'t>,
    permit: &'p Permit<'t, A>,
) -> Result<Option<ClassOverview<'p, 't, A>>, DbError> {
    let class = permit.subject();
    let now = tx.now();
    let Some((changed_at, mut assigned)) = attendance::with_class(tx, class)? else {
        return Ok(None);
    };
    assigned.retain(|assigned| assigned.lasts(now));
    let withheld = withheld_from(tx, permit.relationship(), RestrictedPart::LearningHistory)?;
    let mut students = enrolled(tx, class)?;
    students.retain(|student| !withheld.contains(&student.id));
    Ok(Some(ClassOverview {
        permit,
        changed_at,
        students,
        assigned,
        shared: shared(tx, permit.relationship(), class)?,
    }))
}

impl<'t, A: ReportsClass> ClassOverview<'_, 't, A> {
    /// Everything that decides what is shown and to whom, in a form that can be hashed: while this
    /// stays the same, so does what [`Self::disclose`] shows.
    pub fn facts(&self) -> Vec<u8> {
        let mut facts = self.frame();
        facts.extend_from_slice(&self.changed_at.timestamp_micros().to_be_bytes());
        for student in &self.students {
            facts.extend_from_slice(&student.changed_at.timestamp_micros().to_be_bytes());
            facts.extend_from_slice(&student.revision.to_be_bytes());
        }
        facts
    }

    /// What decides which lessons and which students are shown, whatever they do.
    fn frame(&self) -> Vec<u8> {
        let mut facts = Vec::new();
        facts.extend_from_slice(self.permit.subject().uuid().as_bytes());
        facts.extend_from_slice(self.permit.relationship().as_str().as_bytes());
        let until = match self.shared {
            Shared::Everything => i64::MAX,
            Shared::Before(end) => end.timestamp_micros(),
            Shared::Nothing => i64::MIN,
        };
        facts.extend_from_slice(&until.to_be_bytes());
        for assigned in &self.assigned {
            facts.extend_from_slice(assigned.id.uuid().as_bytes());
            facts.extend_from_slice(assigned.course_version_id.uuid().as_bytes());
        }
        facts.push(0);
        for student in &self.students {
            facts.extend_from_slice(student.id.uuid().as_bytes());
        }
        facts
    }

    /// Whether nothing has changed since this revision.
    pub fn is_at(&self, revision: &ClassRevision) -> bool {
        revision.is_of(&self.facts())
    }

    /// Shows the progress of the class, which the audit log records: of the students who changed if a
    /// revision is known since which lessons and students are the same, or else all of it.
    ///
    /// # Errors
    /// If the database fails.
    pub fn disclose(
        self,
        tx: &mut Tx<'t>,
        course_indexes: &CourseIndexCache,
        since: Option<&ClassRevision>,
    ) -> Result<ClassProgress, DbError> {
        let courses = self
            .assigned
            .iter()
            .map(|assigned| {
                let owner = assigned.course_organization_id;
                let course_index = course_indexes.get(tx, owner, assigned.course_version_id)?;
                Ok((assigned.id, course_index))
            })
            .collect::<Result<Vec<ClassCourse>, DbError>>()?;
        let organization_key = tx.organization_key()?;
        let sight = login_sight(self.permit.relationship(), Membership::Present);
        let mut students = self
            .students
            .iter()
            .map(|student| {
                let key = organization_key.open_subject(student.id, &student.wrapped)?;
                let text = |place, sealed| key.open_text(place, student.id.uuid(), sealed);
                let username = match (sight, &student.username) {
                    (LoginSight::Shown, Some(username)) => Some(text(USERNAME, username)?),
                    (LoginSight::Shown, None) | (LoginSight::Withheld, _) => None,
                };
                let display_name = text(DISPLAY_NAME, &student.display_name)?;
                Ok(StudentProgress::none(student.id, display_name, username))
            })
            .collect::<Result<Vec<_>, DbError>>()?;
        students.sort_by_cached_key(|student| (student.display_name.to_lowercase(), student.id));
        let states = lesson_states(tx, self.permit.subject(), &courses)?;
        arrange(&states, &mut students, &courses, self.shared);
        let revision = ClassRevision::of(&self.facts(), &self.frame(), &students);
        let known = since.filter(|since| since.has_frame_of(&revision));
        let (extent, lessons) = match known {
            None => (Extent::Whole, heads(&courses)),
            Some(known) => {
                revision.retain_changed_since(known, &mut students);
                (Extent::Changes, Vec::new())
            }
        };
        let shown = students.iter().map(|student| student.id);
        audit::disclosed(tx, self.permit, Shown::each(shown))?;
        Ok(ClassProgress {
            revision,
            extent,
            lessons,
            students,
        })
    }
}
