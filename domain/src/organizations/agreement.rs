//! A school's agreement with Hallpass: who signed it, when it holds and which data it lists.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Tz;
use thiserror::Error;

use super::time_zone::LocalDay;
use crate::{category::Category, ids::AgreementId};

crate::text_enum! {
    /// Who may sign for a school or a district. A teacher may not (SCH-02 a, X-01), so there is no
    /// word for one.
    pub enum SignatoryRole {
        /// The superintendent of the district.
        Superintendent = "superintendent",
        /// The district's officer for data or privacy.
        DistrictDataOfficer = "district_data_officer",
        /// The district's officer for technology.
        ChiefTechnologyOfficer = "chief_technology_officer",
        /// The officer who signs the district's contracts.
        ContractingOfficer = "contracting_officer",
        /// The principal or head of the school.
        Principal = "principal",
    }
}

/// A signature under an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// In what role it was given.
    pub role: SignatoryRole,
    /// The day of the signature.
    pub signed_on: NaiveDate,
}

/// The days on which an agreement holds: from one on, up to and without another (G-05).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    begins_on: NaiveDate,
    ends_on: NaiveDate,
}

/// An agreement must end after it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an agreement must end after it begins")]
pub struct EmptyTerm;

/// Why an agreement cannot end on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EndRefused {
    /// The day is over.
    #[error("the day is over")]
    Past,
    /// It ends by then anyway.
    #[error("the agreement ends by then anyway")]
    NotEarlier,
    /// It has not begun by then.
    #[error("the agreement has not begun by then")]
    BeforeItBegins,
}

impl Term {
    /// From `begins_on` up to and without `ends_on`.
    pub fn new(begins_on: NaiveDate, ends_on: NaiveDate) -> Result<Self, EmptyTerm> {
        if begins_on < ends_on {
            Ok(Self { begins_on, ends_on })
        } else {
            Err(EmptyTerm)
        }
    }

    /// The first day.
    pub const fn begins_on(self) -> NaiveDate {
        self.begins_on
    }

    /// The first day after it.
    pub const fn ends_on(self) -> NaiveDate {
        self.ends_on
    }

    /// The term with an earlier end. An agreement ends today at the earliest, for what was done under
    /// it stays done under it, and no ending makes it longer.
    pub fn ended(self, ends_on: NaiveDate, today: LocalDay) -> Result<Self, EndRefused> {
        if ends_on < today.earliest {
            return Err(EndRefused::Past);
        }
        if self.ends_on <= ends_on {
            return Err(EndRefused::NotEarlier);
        }
        Self::new(self.begins_on, ends_on).map_err(|EmptyTerm| EndRefused::BeforeItBegins)
    }

    /// Whether it holds today; where the school's zone is unknown, whether it holds everywhere.
    pub fn holds(self, today: LocalDay) -> bool {
        self.begins_on <= today.earliest && today.latest < self.ends_on
    }
}

/// An agreement of a school, or of its district for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Its id.
    pub id: AgreementId,
    /// Whether it was made active.
    pub state: AgreementState,
    /// The signature under it, once there is one.
    pub signature: Option<Signature>,
    /// The days on which it holds.
    pub term: Term,
    /// The categories of personal data that it lists.
    pub schedule: BTreeSet<Category>,
    /// Whether it ticks surveys (P11) on their own.
    pub surveys: Surveys,
    /// How many days after its end everything that was collected under it has been deleted.
    pub purge_within_days: u16,
    /// The time zone of the school, if it is known.
    pub time_zone: Option<Tz>,
}

crate::text_enum! {
    /// Whether an agreement authorizes anything (SCH-08).
    pub enum AgreementState {
        /// It is recorded. It authorizes nothing.
        Draft = "draft",
        /// It has every term of its checklist, and authorizes what it lists on the days of its term.
        Active = "active",
    }
}

crate::text_enum! {
    /// Whether an agreement allows surveys: they need a tick of their own (SCH-02 c).
    pub enum Surveys {
        /// No tick.
        Excluded = "excluded",
        /// Ticked.
        Included = "included",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum;

    #[test]
    fn a_teacher_cannot_sign_for_a_school() {
        assert_eq!(SignatoryRole::parse("teacher"), None);
    }

    #[test]
    fn an_agreement_ends_earlier_than_agreed_but_never_in_the_past_or_later() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let term = Term::new(day("2026-08-01"), day("2027-07-01")).unwrap();
        let today = |text| LocalDay {
            earliest: day(text),
            latest: day(text),
        };
        for (today, ends_on, verdict) in [
            (today("2026-09-21"), "2026-09-21", Ok("2026-09-21")),
            (today("2026-09-21"), "2027-06-30", Ok("2027-06-30")),
            (today("2026-09-21"), "2026-09-20", Err(EndRefused::Past)),
            (
                today("2026-09-21"),
                "2027-07-01",
                Err(EndRefused::NotEarlier),
            ),
            (
                today("2027-08-01"),
                "2027-08-01",
                Err(EndRefused::NotEarlier),
            ),
            (
                today("2026-07-01"),
                "2026-08-01",
                Err(EndRefused::BeforeItBegins),
            ),
        ] {
            let ended = term.ended(day(ends_on), today);
            assert_eq!(ended.map(Term::ends_on), verdict.map(day), "{ends_on}");
        }
    }

    #[test]
    fn an_agreement_without_a_day_cannot_be_written() {
        let day: NaiveDate = "2026-08-01".parse().unwrap();
        assert_eq!(Term::new(day, day), Err(EmptyTerm));
    }
}
