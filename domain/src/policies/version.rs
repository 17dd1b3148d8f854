//! A version of a policy (POL-01). It never changes, and every past one can be read.

use std::{collections::BTreeSet, fmt};

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::change_class::ChangeClass;

crate::text_enum! {
    /// For whom a version is written.
    pub enum PolicyAudience {
        /// Teachers and administrators.
        Staff = "staff",
        /// Parents.
        Parent = "parent",
        /// Learners, in words that a child understands.
        Learner = "learner",
        /// Schools, in words that they hand to parents.
        School = "school",
    }
}

/// The number of a version. The first part rises with every material change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionNumber {
    /// Rises with a material change.
    pub major: u16,
    /// Rises with a significant one.
    pub minor: u16,
    /// Rises with an editorial one.
    pub patch: u16,
}

impl VersionNumber {
    /// The first version.
    pub const FIRST: Self = Self {
        major: 1,
        minor: 0,
        patch: 0,
    };

    /// A number as it is written; `None` if it is none.
    pub fn parse(written: &str) -> Option<Self> {
        let mut parts = written.split('.').map(|part| part.parse().ok());
        let number = Self {
            major: parts.next()??,
            minor: parts.next()??,
            patch: parts.next()??,
        };
        (parts.next().is_none() && number.to_string() == written).then_some(number)
    }

    /// The number of the version after a change.
    #[must_use]
    pub const fn after(self, class: ChangeClass) -> Self {
        match class {
            ChangeClass::Material => Self {
                major: self.major.saturating_add(1),
                minor: 0,
                patch: 0,
            },
            ChangeClass::Significant => Self {
                minor: self.minor.saturating_add(1),
                patch: 0,
                ..self
            },
            ChangeClass::Editorial => Self {
                patch: self.patch.saturating_add(1),
                ..self
            },
        }
    }
}

impl fmt::Display for VersionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// A version of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyVersion {
    number: VersionNumber,
    published_at: DateTime<Utc>,
    effective_at: DateTime<Utc>,
    content_hash: [u8; 32],
    class: ChangeClass,
    audiences: BTreeSet<PolicyAudience>,
}

/// Why a version cannot be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UnpublishableVersion {
    /// It would be in force before it can be read.
    #[error("a version takes effect when it is published or later")]
    EffectiveBeforePublished,
    /// It is for no one.
    #[error("a version has an audience")]
    NoAudience,
}

impl PolicyVersion {
    /// A version with the SHA-256 hash of its text.
    pub fn new(
        number: VersionNumber,
        published_at: DateTime<Utc>,
        effective_at: DateTime<Utc>,
        content_hash: [u8; 32],
        class: ChangeClass,
        audiences: BTreeSet<PolicyAudience>,
    ) -> Result<Self, UnpublishableVersion> {
        if effective_at < published_at {
            return Err(UnpublishableVersion::EffectiveBeforePublished);
        }
        if audiences.is_empty() {
            return Err(UnpublishableVersion::NoAudience);
        }
        Ok(Self {
            number,
            published_at,
            effective_at,
            content_hash,
            class,
            audiences,
        })
    }

    /// Its number.
    pub const fn number(&self) -> VersionNumber {
        self.number
    }

    /// When it was published: what "last updated" shows.
    pub const fn published_at(&self) -> DateTime<Utc> {
        self.published_at
    }

    /// From when on it is in force.
    pub const fn effective_at(&self) -> DateTime<Utc> {
        self.effective_at
    }

    /// The SHA-256 hash of its text.
    pub const fn content_hash(&self) -> [u8; 32] {
        self.content_hash
    }

    /// How much it changed.
    pub const fn class(&self) -> ChangeClass {
        self.class
    }

    /// For whom it is written.
    pub const fn audiences(&self) -> &BTreeSet<PolicyAudience> {
        &self.audiences
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pol_01_a_version_is_in_force_when_it_can_be_read_and_for_someone() {
        let publish = |effective: &str, audiences: &[PolicyAudience]| {
            PolicyVersion::new(
                VersionNumber::FIRST,
                "2026-09-01T00:00:00Z".parse().unwrap(),
                effective.parse().unwrap(),
                [7; 32],
                ChangeClass::Editorial,
                audiences.iter().copied().collect(),
            )
        };
        let staff = [PolicyAudience::Staff];
        assert!(publish("2026-09-01T00:00:00Z", &staff).is_ok());
        assert_eq!(
            publish("2026-08-31T23:59:59Z", &staff),
            Err(UnpublishableVersion::EffectiveBeforePublished)
        );
        assert_eq!(
            publish("2026-09-01T00:00:00Z", &[]),
            Err(UnpublishableVersion::NoAudience)
        );
    }

    #[test]
    fn pol_01_the_number_tells_how_much_changed() {
        for (class, number) in [
            (ChangeClass::Editorial, "1.0.1"),
            (ChangeClass::Significant, "1.1.0"),
            (ChangeClass::Material, "2.0.0"),
        ] {
            assert_eq!(VersionNumber::FIRST.after(class).to_string(), number);
        }
    }
}
