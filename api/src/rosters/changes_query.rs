//! Which of the changes of an import a client wants.

use domain::rosters::plan::{Kind, PlannedStep};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which changes are wanted, and which page of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangesQuery {
    /// Changes on the page.
    #[param(minimum = 1, maximum = 200, default = 50, example = 50)]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before, with the same filters. Opaque.
    #[param(max_length = 128, pattern = "^[A-Za-z0-9_-]+$")]
    pub cursor: Option<String>,
    /// Only records of this kind. Roles and enrollments are counted and not listed.
    pub kind: Option<Kind>,
    /// Only what is added, changed or ended.
    pub change: Option<PlannedStep>,
}
