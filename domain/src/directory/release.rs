//! Whether directory information of a student is released (FER-16; 34 CFR 99.37).

use chrono::{DateTime, Utc};

use super::{Designation, DirectoryPurpose, DirectoryType};
use crate::{annual_notices::AnnualNoticeStanding, parameters::choices::DIRECTORY_REFUSAL_TIME};

crate::text_enum! {
    /// By what the student was found of whom somebody asks (34 CFR 99.37(e)).
    pub enum FoundBy {
        /// By directory information: the name, the grade level, the school.
        DirectoryInformation = "directory_information",
        /// By a social security number.
        SocialSecurityNumber = "social_security_number",
        /// By a student number, an address, a username or anything else that is not directory information.
        OtherData = "other_data",
    }
}

/// Whether anything about a student is kept from the public whatever the family chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publicity {
    /// Nothing is.
    AsChosen,
    /// The use of the student's data is restricted, the account is locked or ends, or it is contested who
    /// speaks for the student.
    Withheld,
}

/// What decides about a release.
#[derive(Clone, Copy, Debug)]
pub struct DirectoryFacts<'f> {
    /// By what the student was found.
    pub found_by: FoundBy,
    /// What the school designates, if it designates anything.
    pub designation: Option<&'f Designation>,
    /// Where the annual notice of the school stands.
    pub notice: AnnualNoticeStanding,
    /// Which types are wanted.
    pub types: &'f [DirectoryType],
    /// Who wants them.
    pub recipient: &'f str,
    /// For what.
    pub purpose: DirectoryPurpose,
    /// When the student came to the school. A family that came later has its own time to refuse.
    pub since: DateTime<Utc>,
    /// The types that are refused for the student.
    pub refused: &'f [DirectoryType],
    /// Whether anything is kept from the public.
    pub publicity: Publicity,
    /// The instant.
    pub now: DateTime<Utc>,
}

/// Why nothing is released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DirectoryRefused {
    /// The student was found by data that is not directory information.
    #[error("the student was found by data that is not directory information")]
    FoundByOtherData,
    /// The school designates nothing.
    #[error("the school designates nothing")]
    NotDesignated,
    /// No annual notice of the school holds.
    #[error("no annual notice holds")]
    NoticeNotCurrent,
    /// The school does not designate this type.
    #[error("the school does not designate the type")]
    Type(DirectoryType),
    /// The school does not list the party for this purpose.
    #[error("the school does not list the party for the purpose")]
    Party,
    /// The time to refuse is not over.
    #[error("the time to refuse is not over")]
    TimeToRefuse,
    /// A type is refused for the student, or everything is kept from the public.
    #[error("it is refused for the student")]
    Refused,
}

/// How directory information stands to a request for a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectoryCover {
    /// It is not asked for.
    NotAsked,
    /// What the rule said.
    Judged(Result<(), DirectoryRefused>),
}

/// Whether directory information of a student is released to somebody outside of the school. Inside of a class
/// nobody asks: a refusal hides no name there (34 CFR 99.37(c)(1)).
///
/// # Errors
/// The first reason against it.
pub fn directory_release(facts: &DirectoryFacts<'_>) -> Result<(), DirectoryRefused> {
    if facts.found_by != FoundBy::DirectoryInformation {
        return Err(DirectoryRefused::FoundByOtherData);
    }
    let designation = facts.designation.ok_or(DirectoryRefused::NotDesignated)?;
    if !facts.notice.holds() {
        return Err(DirectoryRefused::NoticeNotCurrent);
    }
    let listed = |party: &&super::DirectoryParty| party.is(facts.recipient, facts.purpose);
    let party = designation.parties.iter().find(listed);
    let mut effective_at = party.ok_or(DirectoryRefused::Party)?.effective_at;
    for wanted in facts.types.iter().copied() {
        let designated = designation.types.iter().find(|of| of.of == wanted);
        let designated = designated.ok_or(DirectoryRefused::Type(wanted))?;
        effective_at = effective_at.max(designated.effective_at);
    }
    // What is no instant any more is never.
    let own_time = facts
        .since
        .checked_add_signed(DIRECTORY_REFUSAL_TIME.default)
        .unwrap_or(DateTime::<Utc>::MAX_UTC);
    if facts.now < effective_at.max(own_time) {
        return Err(DirectoryRefused::TimeToRefuse);
    }
    let is_refused = |wanted: &DirectoryType| facts.refused.contains(wanted);
    if facts.publicity == Publicity::Withheld || facts.types.iter().any(is_refused) {
        return Err(DirectoryRefused::Refused);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        directory::{DesignatedType, DirectoryParty},
        text_enum::TextEnum as _,
    };

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn designation() -> Designation {
        Designation {
            types: vec![DesignatedType {
                of: DirectoryType::Name,
                effective_at: at("2026-10-06T07:00:00Z"),
            }],
            parties: vec![DirectoryParty {
                name: "Maple Press".to_owned(),
                purpose: DirectoryPurpose::Yearbook,
                effective_at: at("2026-10-07T07:00:00Z"),
            }],
        }
    }

    fn facts(designation: &Designation) -> DirectoryFacts<'_> {
        DirectoryFacts {
            found_by: FoundBy::DirectoryInformation,
            designation: Some(designation),
            notice: AnnualNoticeStanding::Current,
            types: &[DirectoryType::Name],
            recipient: "maple press",
            purpose: DirectoryPurpose::Yearbook,
            since: at("2026-08-24T15:00:00Z"),
            refused: &[DirectoryType::GradeLevel],
            publicity: Publicity::AsChosen,
            now: at("2026-10-07T07:00:00Z"),
        }
    }

    #[test]
    fn fer_16_a_type_goes_to_a_listed_party_when_the_time_to_refuse_is_over() {
        let designation = designation();
        assert_eq!(directory_release(&facts(&designation)), Ok(()));
        let mut facts = facts(&designation);
        facts.since = at("2026-09-23T07:00:00Z");
        assert_eq!(directory_release(&facts), Ok(()));
    }

    #[test]
    fn fer_16_eight_rows_release_nothing() {
        use DirectoryRefused as Why;
        type Change = fn(&mut DirectoryFacts<'_>);
        let rows: [(Change, Why); 8] = [
            (|facts| facts.designation = None, Why::NotDesignated),
            (
                |facts| facts.types = &[DirectoryType::Name, DirectoryType::GradeLevel],
                Why::Type(DirectoryType::GradeLevel),
            ),
            (|facts| facts.recipient = "Juniper Print", Why::Party),
            (|facts| facts.purpose = DirectoryPurpose::News, Why::Party),
            (
                |facts| facts.now = at("2026-10-07T06:59:59Z"),
                Why::TimeToRefuse,
            ),
            (
                |facts| facts.since = at("2026-09-23T07:00:01Z"),
                Why::TimeToRefuse,
            ),
            (|facts| facts.refused = &[DirectoryType::Name], Why::Refused),
            (
                |facts| facts.found_by = FoundBy::SocialSecurityNumber,
                Why::FoundByOtherData,
            ),
        ];
        let designation = designation();
        for (change, expected) in rows {
            let mut facts = facts(&designation);
            change(&mut facts);
            assert_eq!(directory_release(&facts), Err(expected));
        }
    }

    #[test]
    fn fer_16_what_found_the_student_refuses_before_anything_is_said_of_them() {
        let designation = designation();
        for found_by in [FoundBy::SocialSecurityNumber, FoundBy::OtherData] {
            let mut facts = facts(&designation);
            facts.found_by = found_by;
            facts.designation = None;
            facts.refused = &[DirectoryType::Name];
            let expected = Err(DirectoryRefused::FoundByOtherData);
            assert_eq!(directory_release(&facts), expected);
        }
    }

    #[test]
    fn fer_15_without_a_notice_that_holds_nothing_is_released() {
        let designation = designation();
        for notice in AnnualNoticeStanding::ALL {
            let mut facts = facts(&designation);
            facts.notice = *notice;
            let expected = if notice.holds() {
                Ok(())
            } else {
                Err(DirectoryRefused::NoticeNotCurrent)
            };
            assert_eq!(directory_release(&facts), expected, "{notice:?}");
        }
    }

    #[test]
    fn fer_16_who_is_withheld_is_answered_like_who_refused() {
        let designation = designation();
        let mut facts = facts(&designation);
        facts.publicity = Publicity::Withheld;
        let expected = Err(DirectoryRefused::Refused);
        assert_eq!(directory_release(&facts), expected);
    }
}
