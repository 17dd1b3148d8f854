//! Everything that a parent or an eligible student inspects of a record (34 CFR 99.10).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Relationship, action::ReadEducationRecord},
    audit::Shown,
    category::Category,
    exports::reader::is_shown,
    ids::{ClassId, GroundId, SchoolId, UserId},
    settings::{SettingKey, SettingValue},
};

use crate::{
    access::Permit,
    age,
    amendments::{self, ContestedNow},
    audit,
    classes::{
        staff::teachers_of,
        students::{Student, profile_as},
    },
    database::Tx,
    directory::{self, RefusedType},
    error::DbError,
    organizations::grounds::GroundKind,
    progress::{CourseIndexCache, LearningRecord, PromptAnswers, learning_record},
    schema::{classes, enrollments, grounds, schools},
    settings,
    sql_types::bind_instant,
};

/// A student's education record.
pub struct EducationRecord {
    /// Who the student is.
    pub student: Student,
    /// The classes in which they are and were, by the beginning of their enrollment.
    pub classes: Vec<AttendedClass>,
    /// On what it rests that data about them is kept; none for a student who is a child (FER-04, D16).
    pub grounds: Vec<Ground>,
    /// What of it is disputed, and the statements of disagreement in it.
    pub contested: Vec<ContestedNow>,
    /// The settings of the student's account.
    pub settings: Vec<(SettingKey, SettingValue)>,
    /// The types of directory information that are refused.
    pub refused: Vec<RefusedType>,
    /// Courses, work and feedback.
    pub learning: LearningRecord,
}

/// A class in which a student is or was.
pub struct AttendedClass {
    /// The class.
    pub id: ClassId,
    /// Its title.
    pub title: String,
    /// The school.
    pub school: SchoolId,
    /// The name of the school.
    pub school_name: String,
    /// Since when the student is or was enrolled.
    pub begins_at: DateTime<Utc>,
    /// Until when, if that is known.
    pub ends_at: Option<DateTime<Utc>>,
    /// The display names of those who teach it now.
    pub teachers: Vec<String>,
}

/// An agreement or a consent under which a student was enrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Its id: that of the agreement or the consent.
    pub id: GroundId,
    /// Which of the two it is.
    pub kind: GroundKind,
}

/// The record of the permitted student; `None` if there is no account any more.
///
/// # Errors
/// If the database fails.
pub fn education_record<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadEducationRecord>,
    course_indexes: &CourseIndexCache,
) -> Result<Option<EducationRecord>, DbError> {
    let student = permit.subject().student;
    let record = record_as(tx, student, permit.relationship(), course_indexes)?;
    if record.is_some() {
        audit::disclosed(tx, permit, Shown::each([student]))?;
    }
    Ok(record)
}

/// The record of a student as a person sees it who stands so to them.
pub(super) fn record_as(
    tx: &mut Tx<'_>,
    student: UserId,
    reader: Relationship,
    course_indexes: &CourseIndexCache,
) -> Result<Option<EducationRecord>, DbError> {
    let Some(profile) = profile_as(tx, student, reader)? else {
        return Ok(None);
    };
    let answers = prompt_answers(tx, reader, student)?;
    let (attended, mut grounds) = attended(tx, student)?;
    if !is_shown(reader, age::band_of(tx, student)?, Category::Authorization) {
        grounds.clear();
    }
    Ok(Some(EducationRecord {
        student: profile,
        classes: attended,
        contested: amendments::contested(tx, student)?,
        grounds,
        settings: settings::settings_in_record(tx, student)?,
        refused: directory::refused_of(tx, student)?,
        learning: learning_record(tx, student, course_indexes, reader, answers)?,
    }))
}

/// Whether the reader sees what the student wrote to prompts (FER-04, D8b): the parents of a student at
/// school do, and at home those of a child; a young person's answers are their own there (RTS-03).
fn prompt_answers(
    tx: &mut Tx<'_>,
    reader: Relationship,
    student: UserId,
) -> Result<PromptAnswers, DbError> {
    let are_shown = match reader {
        Relationship::Parent => age::is_known_child(tx, student)?,
        Relationship::Guardian | Relationship::StudentThemself | Relationship::EligibleStudent => {
            true
        }
        _ => false,
    };
    Ok(if are_shown {
        PromptAnswers::Shown
    } else {
        PromptAnswers::Withheld
    })
}

/// The classes of a student, and the grounds on which they were enrolled.
fn attended(
    tx: &mut Tx<'_>,
    student: UserId,
) -> Result<(Vec<AttendedClass>, Vec<Ground>), DbError> {
    type Row = (
        (ClassId, String),
        (SchoolId, String),
        (DateTime<Utc>, Option<DateTime<Utc>>),
        (GroundId, GroundKind),
    );
    let rows: Vec<Row> = enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .inner_join(
            schools::table.on(schools::organization_id
                .eq(classes::organization_id)
                .and(schools::id.eq(classes::school_id))),
        )
        .inner_join(
            grounds::table.on(grounds::organization_id
                .eq(enrollments::organization_id)
                .and(grounds::id.eq(enrollments::collected_under))),
        )
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(student))
        .filter(enrollments::begins_at.le(bind_instant(tx.now())))
        .order((enrollments::begins_at, enrollments::id))
        .select((
            (classes::id, classes::title),
            (schools::id, schools::name),
            (enrollments::begins_at, enrollments::ends_at),
            (grounds::id, grounds::kind),
        ))
        .load(tx.conn())?;
    let mut attended = Vec::new();
    let mut under: Vec<Ground> = Vec::new();
    for ((id, title), (school, school_name), (begins_at, ends_at), (ground, kind)) in rows {
        let ground = Ground { id: ground, kind };
        if !under.contains(&ground) {
            under.push(ground);
        }
        attended.push(AttendedClass {
            id,
            title,
            school,
            school_name,
            begins_at,
            ends_at,
            teachers: teachers_of(tx, id)?,
        });
    }
    Ok((attended, under))
}
