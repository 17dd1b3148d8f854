//! Which findings of an import a client wants.

use domain::{
    rosters::{Code, File, Severity},
    text_enum::TextEnum,
};
use persistence::rosters::{ARCHIVE, FindingsWanted};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    http::PageQuery,
    problem::{ApiError, ProblemKind},
};

/// Which findings are wanted, and which page of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FindingsQuery {
    /// Findings on the page.
    #[param(minimum = 1, maximum = 200, default = 50, example = 50)]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before, with the same filters. Opaque.
    #[param(max_length = 128, pattern = "^[A-Za-z0-9_-]+$")]
    pub cursor: Option<String>,
    /// Only those of this severity.
    pub severity: Option<Severity>,
    /// Only those of this file, by its name without `.csv`; `archive` for the archive itself.
    #[param(max_length = 64, pattern = "^[A-Za-z]+$", example = "enrollments")]
    pub file: Option<String>,
    /// Only those with this code.
    pub code: Option<Code>,
}

impl FindingsQuery {
    /// The page.
    pub fn page(&self) -> PageQuery {
        PageQuery {
            limit: self.limit,
            cursor: self.cursor.clone(),
        }
    }

    /// The filters, if there are such a file and such a code.
    pub fn wanted(&self) -> Result<FindingsWanted, ApiError> {
        let is_known = |file: &String| file == ARCHIVE || File::parse(file).is_some();
        if !self.file.iter().all(is_known) {
            return Err(ProblemKind::InvalidParameter.into());
        }
        Ok(FindingsWanted {
            severity: self.severity,
            file: self.file.clone(),
            code: self.code,
        })
    }
}

/// The filters as parameters of an address.
pub fn filters(wanted: &FindingsWanted) -> [(&'static str, Option<&str>); 3] {
    [
        ("severity", wanted.severity.map(TextEnum::as_str)),
        ("file", wanted.file.as_deref()),
        ("code", wanted.code.map(TextEnum::as_str)),
    ]
}
