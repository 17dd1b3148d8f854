//! Uses that no one can allow (P90–P93, SCH-05, COM-06).

use crate::{organizations::purpose::Purpose, text_enum::TextEnum as _};

crate::text_enum! {
    /// A use that no consent and no authorization allows. It is a type of its own, so that no rule
    /// that answers for purposes can be asked for one.
    pub enum ProhibitedPurpose {
        /// P90: advertising.
        Advertising = "advertising",
        /// P91: sale or sharing for money.
        Sale = "sale",
        /// P92: training of models.
        ModelTraining = "model_training",
        /// P93: profiles for ends other than education.
        NonEducationalProfile = "non_educational_profile",
    }
}

/// The prohibited uses that this build knows as purposes of processing (SCH-02 e): none, as long as
/// the list of purposes has no word for one. Columns, handlers and notices name purposes by that list,
/// so that it proves what data is used for.
pub fn commercial_uses() -> Vec<ProhibitedPurpose> {
    ProhibitedPurpose::ALL
        .iter()
        .copied()
        .filter(|prohibited| Purpose::parse(prohibited.as_str()).is_some())
        .collect()
}

/// What someone asks to use data for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestedPurpose {
    /// A purpose of the table.
    Listed(Purpose),
    /// One that no grant allows.
    Prohibited(ProhibitedPurpose),
}

impl RequestedPurpose {
    /// Reads the word of a purpose. A word that is neither is no purpose.
    pub fn parse(word: &str) -> Option<Self> {
        Purpose::parse(word)
            .map(Self::Listed)
            .or_else(|| ProhibitedPurpose::parse(word).map(Self::Prohibited))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sch_02_e_this_build_processes_data_for_no_prohibited_use() {
        assert_eq!(commercial_uses(), []);
    }

    #[test]
    fn sch_05_a_prohibited_use_is_no_purpose_of_the_table() {
        for prohibited in ProhibitedPurpose::ALL {
            assert_eq!(Purpose::parse(prohibited.as_str()), None);
            let read = RequestedPurpose::parse(prohibited.as_str());
            assert_eq!(read, Some(RequestedPurpose::Prohibited(*prohibited)));
        }
        assert_eq!(RequestedPurpose::parse("anything"), None);
    }
}
