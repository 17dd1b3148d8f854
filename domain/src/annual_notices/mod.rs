//! The annual notice by which a school tells parents and adult students of their rights (FER-15;
//! 34 CFR 99.7).

use chrono::NaiveDate;

use crate::parameters::{choices::ANNUAL_NOTICE_REMINDER, clocks::ANNUAL_NOTICE};

crate::text_enum! {
    /// What an annual notice tells of.
    pub enum NoticePart {
        /// The right to inspect the record, and how (34 CFR 99.7(a)(2)(i), (3)(i)).
        Inspection = "inspection",
        /// The right to ask for an amendment, and how (34 CFR 99.7(a)(2)(ii), (3)(ii)).
        Amendment = "amendment",
        /// The right to consent to disclosures, and what is disclosed without (34 CFR 99.7(a)(2)(iii)).
        Consent = "consent",
        /// The right to complain to the Department of Education (34 CFR 99.7(a)(2)(iv)).
        Complaint = "complaint",
        /// Who is a school official and what is a legitimate educational interest (34 CFR 99.7(a)(3)(iii)).
        SchoolOfficials = "school_officials",
        /// That records go to a school in which a student enrolls (34 CFR 99.34(a)(1)(ii)).
        SchoolOfTransfer = "school_of_transfer",
    }
}

crate::text_enum! {
    /// How an annual notice was given: by means that are likely to inform families (34 CFR 99.7(b)).
    pub enum NoticeMeans {
        /// By mail.
        Mail = "mail",
        /// By electronic mail.
        Email = "email",
        /// On paper that students took home.
        Paper = "paper",
        /// In a handbook for families.
        Handbook = "handbook",
        /// On a page of the school's site.
        WebPage = "web_page",
    }
}

crate::text_enum! {
    /// Where the annual notice of a school stands.
    pub enum AnnualNoticeStanding {
        /// None was given that has every part of the law.
        NotGiven = "not_given",
        /// It was given within twelve months.
        Current = "current",
        /// It was, and the next one is due within a month.
        DueSoon = "due_soon",
        /// It was given more than twelve months ago.
        Over = "over",
    }
}

impl AnnualNoticeStanding {
    /// Whether new disclosures may rest on the notice. Access of staff and families never does.
    pub const fn holds(self) -> bool {
        matches!(self, Self::Current | Self::DueSoon)
    }
}

/// The parts without which a notice is none. That records go to a school of transfer it may say or not.
const REQUIRED: [NoticePart; 5] = [
    NoticePart::Inspection,
    NoticePart::Amendment,
    NoticePart::Consent,
    NoticePart::Complaint,
    NoticePart::SchoolOfficials,
];

/// What a notice with these parts lacks to be the annual notice of the law.
pub fn missing_parts(parts: &[NoticePart]) -> Vec<NoticePart> {
    let lacks = REQUIRED.into_iter().filter(|part| !parts.contains(part));
    lacks.collect()
}

/// The last day on which a notice holds that was given on this day.
pub fn annual_notice_holds_until(given_on: NaiveDate) -> NaiveDate {
    let holds_for = ANNUAL_NOTICE.at(given_on).value;
    given_on.checked_add_months(holds_for).unwrap_or(given_on)
}

/// The day on which a school is reminded that was given notice on this day.
pub fn annual_notice_reminder_on(given_on: NaiveDate) -> NaiveDate {
    let after = ANNUAL_NOTICE_REMINDER.default;
    given_on.checked_add_months(after).unwrap_or(given_on)
}

/// Where the annual notice of a school stands on a day there: by the day on which the latest notice was given
/// that lacks no part.
pub fn annual_notice_current(
    given_on: Option<NaiveDate>,
    today: NaiveDate,
) -> AnnualNoticeStanding {
    match given_on {
        None => AnnualNoticeStanding::NotGiven,
        Some(day) if today > annual_notice_holds_until(day) => AnnualNoticeStanding::Over,
        Some(day) if today >= annual_notice_reminder_on(day) => AnnualNoticeStanding::DueSoon,
        Some(_) => AnnualNoticeStanding::Current,
    }
}

/// Whether families were told by an annual notice that records go to a school of transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransferNotice {
    /// The notice that holds says so.
    Says,
    /// It does not, or none holds.
    Silent,
}

/// What the annual notice of a school says of transfers, where the latest that lacks no part stands so and has
/// these parts (34 CFR 99.34(a)(1)(ii)).
pub fn transfer_notice(standing: AnnualNoticeStanding, parts: &[NoticePart]) -> TransferNotice {
    if standing.holds() && parts.contains(&NoticePart::SchoolOfTransfer) {
        TransferNotice::Says
    } else {
        TransferNotice::Silent
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn fer_15_a_notice_holds_for_twelve_months_and_warns_at_eleven() {
        let given_on = Some(day("2026-08-24"));
        for (today, expected) in [
            ("2026-08-24", AnnualNoticeStanding::Current),
            ("2027-07-23", AnnualNoticeStanding::Current),
            ("2027-07-24", AnnualNoticeStanding::DueSoon),
            ("2027-08-24", AnnualNoticeStanding::DueSoon),
            ("2027-08-25", AnnualNoticeStanding::Over),
        ] {
            let found = annual_notice_current(given_on, day(today));
            assert_eq!(found, expected, "{today}");
        }
        let never = annual_notice_current(None, day("2026-08-24"));
        assert_eq!(never, AnnualNoticeStanding::NotGiven);
    }

    #[test]
    fn fer_15_a_month_that_is_shorter_cuts_the_day() {
        let given_on = day("2024-02-29");
        assert_eq!(annual_notice_holds_until(given_on), day("2025-02-28"));
        assert_eq!(
            annual_notice_reminder_on(day("2026-03-31")),
            day("2027-02-28")
        );
    }

    #[test]
    fn fer_15_only_a_notice_that_holds_opens_a_disclosure() {
        let holding = AnnualNoticeStanding::ALL
            .iter()
            .filter(|standing| standing.holds());
        let expected = [AnnualNoticeStanding::Current, AnnualNoticeStanding::DueSoon];
        assert!(holding.eq(&expected));
    }

    #[test]
    fn fer_15_a_notice_that_lacks_a_right_or_who_is_an_official_is_none() {
        for required in REQUIRED {
            let parts: Vec<NoticePart> = NoticePart::ALL
                .iter()
                .copied()
                .filter(|part| *part != required)
                .collect();
            assert_eq!(missing_parts(&parts), [required]);
        }
        assert_eq!(missing_parts(&REQUIRED), []);
    }

    #[test]
    fn fer_11_a_notice_that_is_over_or_silent_tells_nobody_of_a_transfer() {
        let says = [NoticePart::SchoolOfTransfer];
        for (standing, parts, expected) in [
            (
                AnnualNoticeStanding::Current,
                &says[..],
                TransferNotice::Says,
            ),
            (AnnualNoticeStanding::DueSoon, &says, TransferNotice::Says),
            (AnnualNoticeStanding::Over, &says, TransferNotice::Silent),
            (
                AnnualNoticeStanding::NotGiven,
                &says,
                TransferNotice::Silent,
            ),
            (
                AnnualNoticeStanding::Current,
                &REQUIRED,
                TransferNotice::Silent,
            ),
        ] {
            assert_eq!(transfer_notice(standing, parts), expected, "{standing:?}");
        }
    }
}
