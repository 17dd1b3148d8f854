//! How a version of a policy is announced (POL-03).

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use super::change_class::ChangeClass;

/// Who must hear of a version before it takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Announcement {
    /// It is posted.
    Post,
    /// Adults are contacted electronically, students in the application.
    ContactAdults,
    /// As before, and the parents' consent and the schools' acknowledgment are asked for.
    AskParentsAndSchools,
}

/// How a version is announced (POL-03).
pub fn announcement(class: ChangeClass) -> Announcement {
    match class {
        ChangeClass::Editorial => Announcement::Post,
        ChangeClass::Significant => Announcement::ContactAdults,
        ChangeClass::Material => Announcement::AskParentsAndSchools,
    }
}

/// The version would take effect before people had time to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the version takes effect before its notice has run")]
pub struct TooSoon {
    /// From when on it may.
    pub earliest: DateTime<Utc>,
}

/// Whether a version that is announced at one instant may take effect at another. `lead` is how long
/// before people are contacted.
pub fn may_take_effect(
    class: ChangeClass,
    announced_at: DateTime<Utc>,
    effective_at: DateTime<Utc>,
    lead: TimeDelta,
) -> Result<(), TooSoon> {
    let earliest = match announcement(class) {
        Announcement::Post => announced_at,
        Announcement::ContactAdults | Announcement::AskParentsAndSchools => announced_at
            .checked_add_signed(lead)
            .unwrap_or(DateTime::<Utc>::MAX_UTC),
    };
    if effective_at < earliest {
        return Err(TooSoon { earliest });
    }
    Ok(())
}

/// Whether new terms are worse for the person than the old ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermsFor {
    /// They are.
    Worse,
    /// They are as good or better.
    NotWorse,
}

/// Which terms hold for data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermsOfData {
    /// Those under which it was collected.
    Old,
    /// The new ones.
    New,
}

/// Which terms hold for data that was collected at an instant: nothing becomes worse in retrospect.
pub fn terms_of_data(
    collected_at: DateTime<Utc>,
    effective_at: DateTime<Utc>,
    terms: TermsFor,
) -> TermsOfData {
    match terms {
        TermsFor::Worse if collected_at < effective_at => TermsOfData::Old,
        TermsFor::Worse | TermsFor::NotWorse => TermsOfData::New,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::choices::POLICY_NOTICE_LEAD;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn pol_03_a_change_that_people_rely_on_is_announced_thirty_days_before() {
        let announced = instant("2026-09-01T00:00:00Z");
        let earliest = instant("2026-10-01T00:00:00Z");
        let takes =
            |class, at| may_take_effect(class, announced, instant(at), POLICY_NOTICE_LEAD.default);
        assert_eq!(
            takes(ChangeClass::Editorial, "2026-09-01T00:00:00Z"),
            Ok(())
        );
        for class in [ChangeClass::Significant, ChangeClass::Material] {
            assert_eq!(
                takes(class, "2026-09-30T23:59:59Z"),
                Err(TooSoon { earliest })
            );
            assert_eq!(takes(class, "2026-10-01T00:00:00Z"), Ok(()));
        }
    }

    #[test]
    fn pol_03_a_material_change_asks_parents_and_schools() {
        for (class, expected) in [
            (ChangeClass::Editorial, Announcement::Post),
            (ChangeClass::Significant, Announcement::ContactAdults),
            (ChangeClass::Material, Announcement::AskParentsAndSchools),
        ] {
            assert_eq!(announcement(class), expected);
        }
    }

    #[test]
    fn pol_03_nothing_becomes_worse_for_data_that_is_there() {
        let effective = instant("2026-10-01T00:00:00Z");
        for (collected, terms, expected) in [
            ("2026-09-30T23:59:59Z", TermsFor::Worse, TermsOfData::Old),
            ("2026-10-01T00:00:00Z", TermsFor::Worse, TermsOfData::New),
            ("2026-09-30T23:59:59Z", TermsFor::NotWorse, TermsOfData::New),
        ] {
            assert_eq!(
                terms_of_data(instant(collected), effective, terms),
                expected
            );
        }
    }
}
