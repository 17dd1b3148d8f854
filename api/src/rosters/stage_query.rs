//! What is said of a bundle beside its bytes.

use domain::text::{FieldText as _, FileName};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::problem::{ApiError, ProblemKind};

/// What is said of a bundle beside its bytes.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StageQuery {
    /// The name of its file, without folders: administrators recognise the export by it.
    #[param(
        min_length = 1,
        max_length = 120,
        pattern = r"^[^/\\\s]([^/\\]*[^/\\\s])?$",
        example = "maple-2026-09-01.zip"
    )]
    pub file_name: Option<String>,
}

impl StageQuery {
    /// The name, if there is one.
    pub fn file_name(&self) -> Result<Option<FileName>, ApiError> {
        let name = self.file_name.as_deref().map(FileName::parse).transpose();
        name.map_err(|_| ProblemKind::InvalidParameter.into())
    }
}
