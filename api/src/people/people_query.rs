//! Which people a client wants.

use domain::ids::UserId;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::problem::{ApiError, ProblemKind};

/// People of one request at most.
const MOST: usize = 100;

/// Which people are wanted.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PeopleQuery {
    /// The ids of the people, up to a hundred, with commas between them.
    #[param(
        min_length = 36,
        max_length = 3699,
        pattern = "^[0-9A-Fa-f-]{36}(,[0-9A-Fa-f-]{36}){0,99}$",
        example = "01996b3c-7a00-7000-8000-000000000004"
    )]
    pub ids: String,
}

impl PeopleQuery {
    /// The people.
    ///
    /// # Errors
    /// If one of the ids is none, or there are too many.
    pub fn people(&self) -> Result<Vec<UserId>, ApiError> {
        let ids: Vec<UserId> = self
            .ids
            .split(',')
            .map(|id| Uuid::try_parse(id).map(UserId::from_uuid))
            .collect::<Result<_, _>>()
            .map_err(|_| ProblemKind::InvalidParameter)?;
        if ids.len() > MOST {
            return Err(ProblemKind::InvalidParameter.into());
        }
        Ok(ids)
    }
}
