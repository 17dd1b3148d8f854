//! What an import does, in numbers.

use domain::rosters::{
    BundleRefusal, Report, Severity,
    plan::{Kind, PlanCounts, RosterPlan, Tallies},
};
use persistence::DbError;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::ApiError;

/// What an import does to the records of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counts {
    /// New records.
    #[schema(minimum = 0, format = "int64")]
    pub created: u64,
    /// Records that are held and differ.
    #[schema(minimum = 0, format = "int64")]
    pub changed: u64,
    /// Records that had ended and are back.
    #[schema(minimum = 0, format = "int64")]
    pub resumed: u64,
    /// Records that the bundle does not name any more. They end and are not deleted.
    #[schema(minimum = 0, format = "int64")]
    pub ended: u64,
    /// Records that are held just so.
    #[schema(minimum = 0, format = "int64")]
    pub unchanged: u64,
    /// Records that stay as they are because their row could not be used.
    #[schema(minimum = 0, format = "int64")]
    pub spared: u64,
}

same_members!(PlanCounts => Counts { created, changed, resumed, ended, unchanged, spared });

/// What an import does, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Kinds {
    /// Schools.
    pub schools: Counts,
    /// Terms and school years.
    pub academic_sessions: Counts,
    /// Classes.
    pub classes: Counts,
    /// Students and staff.
    pub people: Counts,
    /// Roles of staff in schools and the district.
    pub roles: Counts,
    /// Enrollments of students, and parts of staff in classes.
    pub enrollments: Counts,
    /// Parents and guardians whom students' rows name. They get no account; a school invites them.
    #[serde(default)]
    #[schema(required)]
    pub contacts: Counts,
}

/// How much would shrink more than may without acceptance: a school by a tenth of its students, a
/// class of five or more by a quarter; a school's staff of five or more, or the district's, by a
/// quarter, unless the removal bounds say otherwise; a file to nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RemovalAlarm {
    /// Schools that lose students. All students who are in no class count as one more.
    #[schema(minimum = 0, format = "int64")]
    pub schools: usize,
    /// Classes that lose students.
    #[schema(minimum = 0, format = "int64")]
    pub classes: usize,
    /// Schools that lose staff; 1 if only the district as a whole does.
    #[schema(minimum = 0, format = "int64")]
    pub staff: usize,
    /// Files without a row, although something of their kind is held.
    #[schema(minimum = 0, format = "int64")]
    pub files: usize,
}

/// Everything that is kept in numbers about an import.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Summary {
    pub(super) kinds: Kinds,
    pub(super) removal_alarm: RemovalAlarm,
    /// Which records end, as a digest.
    pub(super) removals: String,
    pub(super) errors: u64,
    pub(super) warnings: u64,
    pub(super) refused_file: Option<String>,
    pub(super) refused_field: Option<String>,
}

impl Summary {
    /// Of a bundle that was compared. The report has what the comparison found, too.
    pub(super) fn of(plan: &RosterPlan, report: &Report) -> Self {
        Self {
            kinds: kinds(&plan.tallies),
            removal_alarm: RemovalAlarm {
                schools: plan.removal_alarm.schools,
                classes: plan.removal_alarm.sections,
                staff: plan.removal_alarm.staff,
                files: plan.removal_alarm.files,
            },
            removals: plan.removals.clone(),
            errors: report.total(Severity::Error),
            warnings: report.total(Severity::Warning),
            ..Self::default()
        }
    }

    /// Of a bundle that cannot be used.
    pub(super) fn of_refusal(refusal: BundleRefusal) -> Self {
        use domain::text_enum::TextEnum;
        Self {
            refused_file: refusal.file.map(|file| file.as_str().to_owned()),
            refused_field: refusal.field.map(|field| field.as_str().to_owned()),
            ..Self::default()
        }
    }

    /// Whether it does as much as another to every kind of record, and ends the same ones.
    pub(super) fn does_the_same(&self, other: &Self) -> bool {
        self.kinds == other.kinds && self.removals == other.removals
    }

    pub(super) fn encode(&self) -> Result<String, ApiError> {
        serde_json::to_string(self).map_err(|_| ApiError::Internal("failed to encode a summary"))
    }

    /// Reads what [`encode`](Self::encode) wrote.
    pub(super) fn decode(text: &str) -> Result<Self, DbError> {
        serde_json::from_str(text).map_err(|_| DbError::Corrupt("the summary of an import"))
    }
}

fn kinds(tallies: &Tallies) -> Kinds {
    let of = |kind: Kind| {
        let tally = tallies.get(&kind).copied();
        Counts::from(tally.unwrap_or_default())
    };
    Kinds {
        schools: of(Kind::Org),
        academic_sessions: of(Kind::AcademicSession),
        classes: of(Kind::Class),
        people: of(Kind::Person),
        roles: of(Kind::Role),
        enrollments: of(Kind::Enrollment),
        contacts: of(Kind::Contact),
    }
}
