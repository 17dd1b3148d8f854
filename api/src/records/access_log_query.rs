//! Which days of the access log a client wants.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which days are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccessLogQuery {
    /// The last of the days (UTC); today if absent.
    pub until: Option<NaiveDate>,
    /// How many days, backwards from it.
    #[param(minimum = 1, maximum = 31, default = 7, example = 7)]
    pub days: Option<u8>,
}
