//! How the steps that a database has had stand to those of this program.

use crate::error::DbError;

/// What a database's schema is to this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SchemaState {
    /// Of this release.
    Fitting,
    /// Steps of this release are missing.
    Older,
    /// A newer release made this step.
    Newer(String),
}

impl SchemaState {
    /// Compares steps that were recorded with those that are known.
    pub(super) fn of(recorded: &[String], known: &[String]) -> Self {
        match recorded.iter().find(|step| !known.contains(step)) {
            Some(step) => Self::Newer(step.clone()),
            None if known.iter().any(|step| !recorded.contains(step)) => Self::Older,
            None => Self::Fitting,
        }
    }

    /// Refuses a schema of a newer release, whose rules this program does not know.
    pub(super) fn refuse_newer(self) -> Result<(), DbError> {
        match self {
            Self::Newer(step) => Err(DbError::NewerSchema(step)),
            Self::Fitting | Self::Older => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_is_unknown_is_newer_wherever_it_sorts() {
        let steps = |all: &[&str]| all.iter().map(|&step| step.to_owned()).collect::<Vec<_>>();
        let known = steps(&["1", "3"]);
        let of = |recorded: &[&str]| SchemaState::of(&steps(recorded), &known);
        assert_eq!(of(&["1", "3"]), SchemaState::Fitting);
        assert_eq!(of(&["1"]), SchemaState::Older);
        assert_eq!(of(&[]), SchemaState::Older);
        assert_eq!(of(&["1", "2", "3"]), SchemaState::Newer("2".to_owned()));
        assert_eq!(of(&["1", "4"]), SchemaState::Newer("4".to_owned()));
    }
}
