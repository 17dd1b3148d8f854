//! A person who reaches the age at which they consent alone (AGE-13, EDPB Guidelines 05/2020
//! ¶147–149).
//!
//! The parent's consent does not end on that day; the person may confirm, change or withdraw it.

use chrono::NaiveDate;

use super::birthday::birthday;
use crate::countries::Country;

/// Whose withdrawal ends a consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StudentWithdrawal {
    /// The person's own, at once.
    Immediate,
    /// The parent's: the wish is passed on.
    RoutedToParent,
}

/// What a person's withdrawal does (AGE-13) who consents alone from `dca` years on. Without evidence
/// of age it is passed on.
pub fn student_withdrawal(dob: Option<NaiveDate>, dca: u8, today: NaiveDate) -> StudentWithdrawal {
    match dob {
        Some(dob) if birthday(dob, dca) <= today => StudentWithdrawal::Immediate,
        Some(_) | None => StudentWithdrawal::RoutedToParent,
    }
}

crate::text_enum! {
    /// On whose consent a processing rests before the person consents alone.
    pub enum ConsentParties {
        /// The parent's.
        Parent = "parent",
        /// The parent's and the child's together, as France asks (VPC-12).
        Joint = "joint",
    }
}

/// On whose consent a processing rests in a country before the person consents alone (VPC-12; Loi
/// n° 78-17, art. 45). Who is how old is not known when a parent is asked, so that it is asked of all.
pub fn parties_needed(country: Country) -> ConsentParties {
    match country.code() {
        "FR" => ConsentParties::Joint,
        _ => ConsentParties::Parent,
    }
}

/// On whose consent it rests from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentAfter {
    /// The parent's goes on until the person confirms, changes or withdraws it, within AGE-12.
    ParentUntilAnswered,
    /// The child's own part of a joint consent.
    Own,
}

/// On whose consent a processing rests when the person reaches that age (AGE-13).
pub fn reaching_dca(before: ConsentParties) -> ConsentAfter {
    match before {
        ConsentParties::Parent => ConsentAfter::ParentUntilAnswered,
        ConsentParties::Joint => ConsentAfter::Own,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_13_a_withdrawal_is_immediate_from_the_birthday_on() {
        let dob = Some("2011-05-04".parse().unwrap());
        let on = |today: &str| student_withdrawal(dob, 15, today.parse().unwrap());
        assert_eq!(on("2026-05-03"), StudentWithdrawal::RoutedToParent);
        assert_eq!(on("2026-05-04"), StudentWithdrawal::Immediate);
        let unknown = student_withdrawal(None, 15, "2040-01-01".parse().unwrap());
        assert_eq!(unknown, StudentWithdrawal::RoutedToParent);
    }

    #[test]
    fn age_13_a_parents_consent_goes_on_and_a_joint_one_becomes_the_childs_own() {
        assert_eq!(
            reaching_dca(ConsentParties::Parent),
            ConsentAfter::ParentUntilAnswered
        );
        assert_eq!(reaching_dca(ConsentParties::Joint), ConsentAfter::Own);
    }

    #[test]
    fn vpc_12_in_france_the_child_consents_too() {
        let needed = |code| parties_needed(Country::parse(code).unwrap());
        assert_eq!(needed("FR"), ConsentParties::Joint);
        assert_eq!(needed("DE"), ConsentParties::Parent);
        assert_eq!(needed("US"), ConsentParties::Parent);
    }
}
