//! The education record as clients see it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    access::Relationship,
    audit::Happening,
    category::Category,
    ids::{ClassId, RecordDisclosureId, SchoolId, UserId},
    records::disclosure::{
        DisclosureGround, DisclosureOutcome, DisclosureReader, DisclosureStatement,
    },
    settings::{SettingKey, SettingValue},
    text::{ClassTitle, DisplayName, RecipientName, SchoolName, ThreatDescription},
};
use persistence::{
    organizations::GroundKind,
    records::{AttendedClass, Disclosure, EducationRecord, Ground, LoggedAccess},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    amendments::ContestedEntryView,
    classes::students::StudentView,
    directory::RefusedTypeView,
    progress::{CourseCompletionView, FeedbackView, MyProgressView, TimelineEventView},
};

/// The education record of a student.
#[derive(Serialize, ToSchema)]
pub struct EducationRecordView {
    /// Who the student is.
    pub student: StudentView,
    /// The classes in which the student is and was, by the beginning of the enrollment.
    #[schema(max_items = 10_000)]
    pub classes: Vec<AttendedClassView>,
    /// The courses that the student has or had, with progress.
    pub progress: MyProgressView,
    /// What remains of courses that were long ago, when the progress in their lessons has ended.
    #[schema(max_items = 1000)]
    pub completions: Vec<CourseCompletionView>,
    /// What the student last handed in or answered, of each activity, newest first.
    #[schema(max_items = 400)]
    pub work: Vec<TimelineEventView>,
    /// The first 200 pieces of feedback that teachers gave, oldest first.
    #[schema(max_items = 200)]
    pub feedback: Vec<FeedbackView>,
    /// The agreements and consents on which it rests that data about the student is kept. To a student who
    /// is under 13 there is none.
    #[schema(max_items = 1000)]
    pub grounds: Vec<GroundView>,
    /// The settings of the student's account.
    #[schema(max_items = 50)]
    pub settings: Vec<RecordedSettingView>,
    /// What of the record is disputed, and the statements of disagreement in it.
    #[schema(max_items = 1000)]
    pub contested: Vec<ContestedEntryView>,
    /// The types of directory information that are refused for the student.
    #[schema(max_items = 2)]
    pub directory_refused: Vec<RefusedTypeView>,
}

impl From<EducationRecord> for EducationRecordView {
    fn from(record: EducationRecord) -> Self {
        let learning = record.learning;
        Self {
            student: record.student.into(),
            classes: record.classes.into_iter().map(Into::into).collect(),
            progress: learning.courses.into(),
            completions: learning.completions.into_iter().map(Into::into).collect(),
            work: learning.work.into_iter().map(Into::into).collect(),
            feedback: learning.feedback.into_iter().map(Into::into).collect(),
            grounds: record.grounds.into_iter().map(Into::into).collect(),
            settings: record.settings.into_iter().map(Into::into).collect(),
            contested: record.contested.into_iter().map(Into::into).collect(),
            directory_refused: record.refused.into_iter().map(Into::into).collect(),
        }
    }
}

/// A class in which a student is or was.
#[derive(Serialize, ToSchema)]
pub struct AttendedClassView {
    /// The class.
    pub id: ClassId,
    /// Its title.
    #[schema(value_type = ClassTitle)]
    pub title: String,
    /// The school.
    pub school_id: SchoolId,
    /// The name of the school.
    #[schema(value_type = SchoolName)]
    pub school_name: String,
    /// Since when the student is or was in it.
    pub begins_at: DateTime<Utc>,
    /// Until when; `null` until the class or the enrollment ends.
    pub ends_at: Option<DateTime<Utc>>,
    /// The display names of those who teach it now.
    #[schema(max_items = 50, value_type = Vec<DisplayName>)]
    pub teachers: Vec<String>,
}

impl From<AttendedClass> for AttendedClassView {
    fn from(class: AttendedClass) -> Self {
        Self {
            id: class.id,
            title: class.title,
            school_id: class.school,
            school_name: class.school_name,
            begins_at: class.begins_at,
            ends_at: class.ends_at,
            teachers: class.teachers,
        }
    }
}

/// An agreement of a school, or a consent of a parent, under which data is kept.
#[derive(Serialize, ToSchema)]
pub struct GroundView {
    /// Its id.
    pub id: Uuid,
    /// Which of the two it is.
    pub kind: GroundKind,
}

impl From<Ground> for GroundView {
    fn from(ground: Ground) -> Self {
        Self {
            id: ground.id.uuid(),
            kind: ground.kind,
        }
    }
}

/// A setting of a student's account, as it stands.
#[derive(Serialize, ToSchema)]
pub struct RecordedSettingView {
    /// The setting.
    pub setting: SettingKey,
    /// Its value.
    pub value: SettingValue,
}

impl From<(SettingKey, SettingValue)> for RecordedSettingView {
    fn from((setting, value): (SettingKey, SettingValue)) -> Self {
        Self { setting, value }
    }
}

/// How often a person did one thing with a student's record on one day.
#[derive(Serialize, ToSchema)]
pub struct RecordAccessView {
    /// The day (UTC).
    pub day: NaiveDate,
    /// The member of staff or operator; `null` of a parent.
    pub actor_id: Option<UserId>,
    /// Their display name; `null` of a parent, and of a person who is no longer known.
    #[schema(value_type = Option<DisplayName>)]
    pub actor_name: Option<String>,
    /// How the person stood to what they looked at.
    #[schema(value_type = Option<Relationship>)]
    pub relationship: Option<String>,
    /// What was done.
    #[schema(value_type = Happening)]
    pub happening: String,
    /// How often.
    #[schema(minimum = 1)]
    pub times: i64,
}

impl From<LoggedAccess> for RecordAccessView {
    fn from(access: LoggedAccess) -> Self {
        Self {
            day: access.day,
            actor_id: access.actor,
            actor_name: access.actor_name,
            relationship: access.relationship,
            happening: access.happening,
            times: access.times,
        }
    }
}

/// A request of somebody outside of the school for a student's record, and what became of it.
#[derive(Serialize, ToSchema)]
pub struct RecordDisclosureView {
    /// Its id.
    pub id: RecordDisclosureId,
    /// On which ground.
    pub ground: DisclosureGround,
    /// Who asked.
    #[schema(value_type = RecipientName)]
    pub recipient: String,
    /// Records of which categories.
    #[schema(max_items = 21)]
    pub categories: Vec<Category>,
    /// What the school stated.
    #[schema(max_items = 14)]
    pub statements: Vec<DisclosureStatement>,
    /// The threat for which it was disclosed.
    #[schema(value_type = Option<ThreatDescription>)]
    pub threat: Option<String>,
    /// Whether the law has it recorded (34 CFR 99.32(a), (d)).
    pub required_by_law: bool,
    /// What became of it.
    pub outcome: DisclosureOutcome,
    /// Who may read this entry.
    pub shown_to: DisclosureReader,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// The statements of disagreement about what was disclosed, which went along (34 CFR 99.21(c)(2)).
    #[schema(max_items = 1000)]
    pub went_along: Vec<ContestedEntryView>,
}

impl From<Disclosure> for RecordDisclosureView {
    fn from(written: Disclosure) -> Self {
        Self {
            id: written.id,
            ground: written.ground,
            recipient: written.recipient,
            categories: written.categories,
            statements: written.statements,
            threat: written.threat,
            required_by_law: written.required_by_law,
            outcome: written.outcome,
            shown_to: written.shown_to,
            recorded_at: written.recorded_at,
            went_along: written.along.into_iter().map(Into::into).collect(),
        }
    }
}
