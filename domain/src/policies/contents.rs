//! What the online notice of privacy must say (POL-07, 16 CFR 312.4(d)).

use std::collections::BTreeSet;

use crate::text_enum::TextEnum as _;

crate::text_enum! {
    /// A part that the notice must have.
    pub enum NoticePart {
        /// The operator's name, address, telephone number and e-mail address.
        OperatorContact = "operator_contact",
        /// What is collected.
        DataCollected = "data_collected",
        /// How it is used.
        Use = "use",
        /// To whom it is disclosed, by name or category, and why.
        Disclosure = "disclosure",
        /// How long it is kept, with the need for it.
        RetentionPolicy = "retention_policy",
        /// Which identifiers support internal operations, and how other use is prevented.
        InternalOperationsIdentifiers = "internal_operations_identifiers",
        /// That parents may review, delete and refuse, and how.
        ParentRights = "parent_rights",
        /// How the data protection officer is reached.
        DataProtectionOfficer = "data_protection_officer",
        /// When it was last updated.
        LastUpdated = "last_updated",
    }
}

/// The parts that a notice lacks. One with such a gap is not published.
pub fn missing_parts(present: &BTreeSet<NoticePart>) -> Vec<NoticePart> {
    NoticePart::ALL
        .iter()
        .copied()
        .filter(|part| !present.contains(part))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pol_07_a_notice_lacks_each_part_that_is_left_out() {
        let whole: BTreeSet<NoticePart> = NoticePart::ALL.iter().copied().collect();
        assert_eq!(missing_parts(&whole), []);
        for part in NoticePart::ALL {
            let mut thin = whole.clone();
            thin.remove(part);
            assert_eq!(missing_parts(&thin), [*part]);
        }
    }
}
