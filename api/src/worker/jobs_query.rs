//! Which work a client wants.

use domain::{
    text_enum::TextEnum,
    worker::{JobKind, JobState},
};
use persistence::worker::JobsWanted;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::http::PageQuery;

/// Which work is wanted, and which page of it.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct JobsQuery {
    /// Jobs on the page.
    #[param(minimum = 1, maximum = 200, default = 50, example = 50)]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before, with the same filters. Opaque.
    #[param(max_length = 128, pattern = "^[A-Za-z0-9_-]+$")]
    pub cursor: Option<String>,
    /// Only jobs of this kind.
    #[param(inline)]
    pub kind: Option<JobKind>,
    /// Only jobs in this state.
    #[param(inline)]
    pub state: Option<JobState>,
}

impl JobsQuery {
    /// The page.
    pub fn page(&self) -> PageQuery {
        PageQuery {
            limit: self.limit,
            cursor: self.cursor.clone(),
        }
    }

    /// The filters.
    pub fn wanted(&self) -> JobsWanted {
        JobsWanted {
            kind: self.kind,
            state: self.state,
        }
    }

    /// The filters as parameters of an address.
    pub fn filters(&self) -> [(&'static str, Option<&'static str>); 2] {
        [
            ("kind", self.kind.map(TextEnum::as_str)),
            ("state", self.state.map(TextEnum::as_str)),
        ]
    }
}
