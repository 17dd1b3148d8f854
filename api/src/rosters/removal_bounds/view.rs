//! Bounds of removals as clients see and set them.

use domain::rosters::plan::{OwnBounds, RemovalBounds};
use persistence::{
    Tx,
    access::Permit,
    rosters::bounds::{self, Bounds, SetsBounds},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    http::{Answer, Change, Checked, IfMatch, MERGE_PATCH},
    problem::{ApiError, FieldError},
};

/// Shares, in percent, beyond which an administrator has to accept that an import ends so many.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[expect(
    clippy::struct_field_names,
    reason = "clients see the unit in the name"
)]
pub struct RemovalBoundsInEffect {
    /// Of the students of a school.
    #[schema(minimum = 1, maximum = 25, example = 10)]
    pub students_percent: u8,
    /// Of the students of a class of five or more.
    #[schema(minimum = 1, maximum = 50, example = 25)]
    pub class_percent: u8,
    /// Of the staff of a school of five or more, or of the district.
    #[schema(minimum = 1, maximum = 50, example = 25)]
    pub staff_percent: u8,
}

/// The bounds of a district or a school.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct RemovalBoundsView {
    /// Of the students of a school; `null` for the district's, or the usual 10.
    #[schema(minimum = 1, maximum = 25, example = 10)]
    pub students_percent: Option<u8>,
    /// Of the students of a class; `null` for the district's, or the usual 25.
    #[schema(minimum = 1, maximum = 50, example = 25)]
    pub class_percent: Option<u8>,
    /// Of the staff; `null` for the district's, or the usual 25.
    #[schema(minimum = 1, maximum = 50, example = 25)]
    pub staff_percent: Option<u8>,
    /// What is in effect.
    pub in_effect: RemovalBoundsInEffect,
}

impl From<Bounds> for RemovalBoundsView {
    fn from(Bounds { own, in_effect }: Bounds) -> Self {
        Self {
            students_percent: own.students,
            class_percent: own.class,
            staff_percent: own.staff,
            in_effect: RemovalBoundsInEffect {
                students_percent: in_effect.students,
                class_percent: in_effect.class,
                staff_percent: in_effect.staff,
            },
        }
    }
}

/// What the bounds are to be. Absent members are not changed; `null` gives what is above the bound
/// back.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "students_percent": 15 }))]
#[expect(
    clippy::struct_field_names,
    reason = "clients see the unit in the name"
)]
pub struct UpdateRemovalBoundsRequest {
    /// Of the students of a school.
    #[serde(default)]
    #[schema(value_type = Option<u8>, minimum = 1, maximum = 25)]
    pub students_percent: Change<u8>,
    /// Of the students of a class.
    #[serde(default)]
    #[schema(value_type = Option<u8>, minimum = 1, maximum = 50)]
    pub class_percent: Change<u8>,
    /// Of the staff of a school or the district.
    #[serde(default)]
    #[schema(value_type = Option<u8>, minimum = 1, maximum = 50)]
    pub staff_percent: Change<u8>,
}

impl Checked for UpdateRemovalBoundsRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

impl UpdateRemovalBoundsRequest {
    /// Holds the bounds to what they may be.
    ///
    /// # Errors
    /// `out_of_range`.
    pub(super) fn check(&self) -> Result<(), ApiError> {
        let members = [
            (
                "/students_percent",
                &self.students_percent,
                RemovalBounds::STUDENTS,
            ),
            ("/class_percent", &self.class_percent, RemovalBounds::CLASS),
            ("/staff_percent", &self.staff_percent, RemovalBounds::STAFF),
        ];
        let errors = members.into_iter().filter_map(|(pointer, change, may_be)| {
            let Change::Set(percent) = change else {
                return None;
            };
            let message = format!("must be {} to {}", may_be.start(), may_be.end());
            let is_wrong = !may_be.contains(percent);
            is_wrong.then(|| FieldError::new(pointer, "out_of_range", message))
        });
        let errors: Vec<FieldError> = errors.collect();
        if errors.is_empty() {
            Ok(())
        } else {
            Err(ApiError::fields(errors))
        }
    }
}

/// Carries out a change of bounds that are still as they were read.
///
/// # Errors
/// A failed precondition; the database's failure.
pub(super) fn update<'t, A: SetsBounds>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    if_match: &IfMatch,
    body: &UpdateRemovalBoundsRequest,
) -> Result<Answer, ApiError> {
    let current = bounds::read(tx, permit)?;
    if_match.holds(&RemovalBoundsView::from(current))?;
    let own = OwnBounds {
        students: body.students_percent.clone().over(current.own.students),
        class: body.class_percent.clone().over(current.own.class),
        staff: body.staff_percent.clone().over(current.own.staff),
    };
    bounds::set(tx, permit, own)?;
    Answer::ok(&RemovalBoundsView::from(bounds::read(tx, permit)?))
}
