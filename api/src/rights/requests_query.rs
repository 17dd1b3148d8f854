//! Which requests a client wants.

use domain::text_enum::TextEnum;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::http::PageQuery;

domain::text_enum! {
    /// Which requests are wanted.
    pub enum WantedRequests {
        /// Those that are yet to be decided.
        Open = "open",
        /// All of them.
        All = "all",
    }
}

/// Which requests are wanted, and which page of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RequestsQuery {
    /// Requests on the page.
    #[param(minimum = 1, maximum = 200, default = 50, example = 50)]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before, with the same filters. Opaque.
    #[param(max_length = 128, pattern = "^[A-Za-z0-9_-]+$")]
    pub cursor: Option<String>,
    /// Only requests that are yet to be decided, or all of them; all if absent.
    #[param(inline)]
    pub wanted: Option<WantedRequests>,
}

impl RequestsQuery {
    /// The page.
    pub fn page(&self) -> PageQuery {
        PageQuery {
            limit: self.limit,
            cursor: self.cursor.clone(),
        }
    }

    /// Whether only requests are wanted that are yet to be decided.
    pub fn only_open(&self) -> bool {
        self.wanted == Some(WantedRequests::Open)
    }

    /// The filter as a parameter of an address.
    pub fn filters(&self) -> [(&'static str, Option<&'static str>); 1] {
        [("wanted", self.wanted.map(TextEnum::as_str))]
    }
}
