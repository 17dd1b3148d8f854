//! The direct notice to a parent (VPC-05, 16 CFR 312.4(c)(1)): seven parts, none of which may lack.

crate::text_enum! {
    /// A part of the direct notice.
    pub enum NoticePart {
        /// (i): that the contact was given to ask for consent.
        Contact = "contact",
        /// (ii): that consent is required, and that nothing happens without it.
        Required = "required",
        /// (iii): what is collected, and how each item is used.
        Collected = "collected",
        /// (iv): to whom anything is disclosed, and that it may be refused.
        Disclosed = "disclosed",
        /// (v): where the whole notice stands.
        OnlineNotice = "online_notice",
        /// (vi): how to consent.
        HowToConsent = "how_to_consent",
        /// (vii): when the contact is deleted if nobody answers, as a date.
        Deletion = "deletion",
    }
}

/// A direct notice in one language: the text of each part, in the order of the regulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectNotice {
    /// The texts.
    pub parts: Vec<(NoticePart, String)>,
}

/// The parts that a notice lacks, or that are empty.
pub fn validate_notice(notice: &DirectNotice) -> Vec<NoticePart> {
    use crate::text_enum::TextEnum as _;
    let has = |part: NoticePart| {
        notice
            .parts
            .iter()
            .any(|(found, text)| *found == part && !text.trim().is_empty())
    };
    NoticePart::ALL
        .iter()
        .copied()
        .filter(|part| !has(*part))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    fn whole() -> DirectNotice {
        DirectNotice {
            parts: NoticePart::ALL
                .iter()
                .map(|part| (*part, "A sentence.".to_owned()))
                .collect(),
        }
    }

    #[test]
    fn vpc_05_each_part_that_lacks_is_named() {
        assert_eq!(validate_notice(&whole()), []);
        for part in NoticePart::ALL {
            let mut notice = whole();
            notice.parts.retain(|(kept, _)| kept != part);
            assert_eq!(validate_notice(&notice), [*part]);
        }
    }

    #[test]
    fn vpc_05_a_part_without_words_lacks() {
        let mut notice = whole();
        notice.parts[0].1 = " ".to_owned();
        assert_eq!(validate_notice(&notice), [NoticePart::Contact]);
    }
}
