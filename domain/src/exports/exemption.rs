//! Why something that is held is not in a copy. The manifest of each copy prints the reasons.

crate::text_enum! {
    /// Why a table or a column is not in a copy of a person's data.
    pub enum Exemption {
        /// It is about no person.
        NotPersonal = "not_personal",
        /// A secret, a key or a credential: nobody reads it, and a copy of it would endanger the account.
        Secret = "secret",
        /// A digest from which nothing can be read. What it was made from is in the copy, if it is held.
        Digest = "digest",
        /// It is kept by a keyed digest alone: nobody can say about whom it is.
        NotAttributable = "not_attributable",
        /// It is about another person (GDPR Art. 15(4), 34 CFR 99.12(a)).
        OtherPerson = "other_person",
        /// It says what a member of staff did in office to the records of others. It belongs to those
        /// records.
        ActOfOffice = "act_of_office",
        /// Bookkeeping of the service, which says nothing about a person beyond the rows that it
        /// points at.
        Bookkeeping = "bookkeeping",
        /// A copy of what the person already got, kept for hours in case that the answer was lost.
        PassingCopy = "passing_copy",
        /// It follows from rows that are in the copy.
        Derived = "derived",
        /// It protects another person, whom it would endanger to tell it.
        ProtectsOther = "protects_other",
        /// It is not for the one who asked for the copy (FER-04). The person, or their parent, gets it.
        NotForReader = "not_for_reader",
        /// The learner has not handed it in, and no teacher has seen it: the school does not get it
        /// (FER-04).
        NotHandedIn = "not_handed_in",
    }
}
