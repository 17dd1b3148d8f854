//! How much a version of a policy changes (POL-02).

use std::collections::BTreeSet;

use thiserror::Error;

use crate::consent::material::{Materiality, PracticeDiff, is_material};

crate::text_enum! {
    /// How much a version changes, the least first.
    pub enum ChangeClass {
        /// Wording.
        Editorial = "editorial",
        /// Something that a reader relies on.
        Significant = "significant",
        /// The use of data: a new consent is needed (VPC-09).
        Material = "material",
    }
}

crate::text_enum! {
    /// A part of a policy that a reader relies on.
    pub enum ReliedOnPart {
        /// The reader's rights.
        Rights = "rights",
        /// How the operator is reached.
        Contacts = "contacts",
        /// How long data is kept.
        Retention = "retention",
        /// Who receives data.
        Recipients = "recipients",
        /// What is promised of security.
        SecurityPromises = "security_promises",
        /// How disputes are settled.
        DisputeTerms = "dispute_terms",
    }
}

/// The class that was chosen lies below the computed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a person may raise the class of a change and never lower it")]
pub struct LoweredClass {
    /// The computed class.
    pub computed: ChangeClass,
}

/// The class of a change (POL-02): by the practices first, then by the parts of the text.
pub fn change_class(practices: &PracticeDiff, parts: &BTreeSet<ReliedOnPart>) -> ChangeClass {
    match is_material(practices) {
        Materiality::Material => ChangeClass::Material,
        Materiality::NoticeOnly if parts.is_empty() => ChangeClass::Editorial,
        Materiality::NoticeOnly => ChangeClass::Significant,
    }
}

/// The class with which a version is published: the computed one, or a higher one that a person
/// chose.
pub fn published_class(
    computed: ChangeClass,
    chosen: Option<ChangeClass>,
) -> Result<ChangeClass, LoweredClass> {
    match chosen {
        Some(chosen) if chosen < computed => Err(LoweredClass { computed }),
        Some(chosen) => Ok(chosen),
        None => Ok(computed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        category::Category, consent::material::Practice, organizations::purpose::Purpose,
        text_enum::TextEnum as _,
    };

    #[test]
    fn pol_02_an_added_category_is_material() {
        let before = Practice::of(Purpose::Learning, 365);
        let mut after = before.clone();
        after.categories.insert(Category::Usage);
        let diff = PracticeDiff::between(&[before], &[after]);
        assert_eq!(change_class(&diff, &BTreeSet::new()), ChangeClass::Material);
    }

    #[test]
    fn pol_02_a_part_that_readers_rely_on_is_significant_and_wording_is_editorial() {
        let nothing = PracticeDiff::default();
        for part in ReliedOnPart::ALL {
            let class = change_class(&nothing, &BTreeSet::from([*part]));
            assert_eq!(class, ChangeClass::Significant);
        }
        assert_eq!(
            change_class(&nothing, &BTreeSet::new()),
            ChangeClass::Editorial
        );
    }

    #[test]
    fn pol_02_a_person_raises_a_class_and_never_lowers_it() {
        let computed = ChangeClass::Significant;
        let publish = |chosen| published_class(computed, chosen);
        assert_eq!(publish(None), Ok(ChangeClass::Significant));
        assert_eq!(
            publish(Some(ChangeClass::Material)),
            Ok(ChangeClass::Material)
        );
        assert_eq!(
            publish(Some(ChangeClass::Editorial)),
            Err(LoweredClass { computed })
        );
    }
}
