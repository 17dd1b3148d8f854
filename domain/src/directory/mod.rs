//! Directory information of students (FER-16; 34 CFR 99.3, 99.37): nothing, until a school designates it and
//! families had their time to refuse.

mod refusal;
mod release;

use chrono::{DateTime, NaiveDate, Utc};
pub use refusal::{RefusalBy, RefusalManner, Rescinder, StaysRefused, rescind_refusal};
pub use release::{
    DirectoryCover, DirectoryFacts, DirectoryRefused, FoundBy, Publicity, directory_release,
};

use crate::{category::Category, parameters::choices::DIRECTORY_REFUSAL_TIME};

crate::text_enum! {
    /// A type of directory information (34 CFR 99.3), of those that Hallpass holds.
    pub enum DirectoryType {
        /// The name that the student is shown by.
        Name = "name",
        /// The grade level.
        GradeLevel = "grade_level",
    }
}

impl DirectoryType {
    /// The category of data that it is of.
    pub const fn category(self) -> Category {
        match self {
            Self::Name => Category::Name,
            Self::GradeLevel => Category::Enrollment,
        }
    }
}

crate::text_enum! {
    /// For what a party is given directory information.
    pub enum DirectoryPurpose {
        /// A yearbook.
        Yearbook = "yearbook",
        /// The programme of a performance, a fair or a graduation.
        Program = "program",
        /// A list of honors or other recognition.
        Recognition = "recognition",
        /// A contest or another event of learning in which the school takes part.
        Competition = "competition",
        /// A directory of families of the school.
        FamilyDirectory = "family_directory",
        /// A newsletter or a newspaper.
        News = "news",
    }
}

/// A type that a school designates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DesignatedType {
    /// The type.
    pub of: DirectoryType,
    /// When the time to refuse is over.
    pub effective_at: DateTime<Utc>,
}

/// To whom a school releases directory information, and for what (34 CFR 99.37(d)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryParty {
    /// Its name.
    pub name: String,
    /// For what.
    pub purpose: DirectoryPurpose,
    /// When the time to refuse is over.
    pub effective_at: DateTime<Utc>,
}

impl DirectoryParty {
    /// Whether it is called so, and is listed for this. Case and surrounding space say nothing.
    pub fn is(&self, name: &str, purpose: DirectoryPurpose) -> bool {
        let written = |text: &str| text.trim().to_lowercase();
        self.purpose == purpose && written(&self.name) == written(name)
    }
}

/// What a school designates as directory information.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Designation {
    /// The types.
    pub types: Vec<DesignatedType>,
    /// Those to whom they are released.
    pub parties: Vec<DirectoryParty>,
}

/// What a school is to designate from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedDesignation {
    /// The types.
    pub types: Vec<DirectoryType>,
    /// Those to whom they are released, by name and purpose.
    pub parties: Vec<(String, DirectoryPurpose)>,
}

/// What a school designates in the place of what it designated before. What was in effect stays so, what still
/// waits waits until the later of both times, what is left out is gone at once, and what is new waits until
/// families had their time (34 CFR 99.37(a)).
pub fn next_designation(
    before: Option<&Designation>,
    wanted: &WantedDesignation,
    refused_until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Designation {
    let effective_at = |had: Option<DateTime<Utc>>| match had {
        Some(had) if had > now => had.max(refused_until),
        Some(had) => had,
        None => refused_until,
    };
    let had_type = |of: DirectoryType| {
        let mut types = before.into_iter().flat_map(|before| &before.types);
        types.find(|had| had.of == of).map(|had| had.effective_at)
    };
    let had_party = |name: &str, purpose: DirectoryPurpose| {
        let mut parties = before.into_iter().flat_map(|before| &before.parties);
        let had = parties.find(|had| had.is(name, purpose));
        had.map(|had| had.effective_at)
    };
    let types = wanted.types.iter().map(|of| DesignatedType {
        of: *of,
        effective_at: effective_at(had_type(*of)),
    });
    let parties = wanted.parties.iter().map(|(name, purpose)| DirectoryParty {
        name: name.clone(),
        purpose: *purpose,
        effective_at: effective_at(had_party(name, *purpose)),
    });
    Designation {
        types: types.collect(),
        parties: parties.collect(),
    }
}

/// A day until which families may refuse is too near or too far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the time to refuse is too short or too long")]
pub struct RefusalTimeRefused;

/// Whether families have enough time to refuse what is recorded on a day, and no more than the highest that may
/// be chosen: the last day on which they may is at least fourteen days later.
///
/// # Errors
/// [`RefusalTimeRefused`].
pub fn refusal_time(recorded_on: NaiveDate, last_day: NaiveDate) -> Result<(), RefusalTimeRefused> {
    let time = last_day.signed_duration_since(recorded_on);
    let enough = DIRECTORY_REFUSAL_TIME.default <= time && time <= DIRECTORY_REFUSAL_TIME.highest;
    enough.then_some(()).ok_or(RefusalTimeRefused)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn wanted(types: &[DirectoryType], parties: &[&str]) -> WantedDesignation {
        WantedDesignation {
            types: types.to_vec(),
            parties: parties
                .iter()
                .map(|name| ((*name).to_owned(), DirectoryPurpose::Yearbook))
                .collect(),
        }
    }

    #[test]
    fn fer_16_what_a_new_version_adds_waits_and_what_it_leaves_out_is_gone() {
        let (first, second) = (at("2026-10-06T07:00:00Z"), at("2027-01-06T08:00:00Z"));
        let now = at("2026-12-01T08:00:00Z");
        let name = wanted(&[DirectoryType::Name], &["Maple Press"]);
        let before = next_designation(None, &name, first, now);
        let both = wanted(
            &[DirectoryType::Name, DirectoryType::GradeLevel],
            &[" maple press ", "Juniper Print"],
        );
        let after = next_designation(Some(&before), &both, second, now);
        let types: Vec<_> = after.types.iter().map(|of| of.effective_at).collect();
        assert_eq!(types, [first, second]);
        let parties: Vec<_> = after.parties.iter().map(|of| of.effective_at).collect();
        assert_eq!(parties, [first, second]);
        // What came back after it was left out is new.
        let without = next_designation(Some(&after), &wanted(&[], &[]), second, now);
        let again = next_designation(Some(&without), &name, second, now);
        assert_eq!(again.types[0].effective_at, second);
    }

    #[test]
    fn fer_16_the_same_party_for_another_purpose_is_new() {
        let (first, second) = (at("2026-10-06T07:00:00Z"), at("2027-01-06T08:00:00Z"));
        let before = next_designation(None, &wanted(&[], &["Maple Press"]), first, first);
        let mut news = wanted(&[], &["Maple Press"]);
        news.parties[0].1 = DirectoryPurpose::News;
        let after = next_designation(Some(&before), &news, second, first);
        assert_eq!(after.parties[0].effective_at, second);
    }

    #[test]
    fn fer_16_what_still_waits_waits_until_the_later_of_both_times() {
        let (first, second) = (at("2026-10-06T07:00:00Z"), at("2027-01-06T08:00:00Z"));
        let name = wanted(&[DirectoryType::Name], &["Maple Press"]);
        for (had, until, now, expected) in [
            (first, second, "2026-10-06T06:59:59Z", second),
            (first, second, "2026-10-06T07:00:00Z", first),
            (second, first, "2026-09-22T07:00:00Z", second),
        ] {
            let before = next_designation(None, &name, had, at("2026-09-21T07:00:00Z"));
            let after = next_designation(Some(&before), &name, until, at(now));
            assert_eq!(after.types[0].effective_at, expected, "{now}");
            assert_eq!(after.parties[0].effective_at, expected, "{now}");
        }
    }

    #[test]
    fn fer_16_families_have_fourteen_days_at_the_least_from_the_day_of_recording() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        for (last_day, expected) in [
            ("2026-09-20", Err(RefusalTimeRefused)),
            ("2026-10-04", Err(RefusalTimeRefused)),
            ("2026-10-05", Ok(())),
            ("2027-03-20", Ok(())),
            ("2027-03-21", Err(RefusalTimeRefused)),
        ] {
            let found = refusal_time(day("2026-09-21"), day(last_day));
            assert_eq!(found, expected, "{last_day}");
        }
    }
}
