//! What takes a guardian's rights away for a time (FER-02).

crate::text_enum! {
    /// On what a limit of a guardian's rights rests. That a parent has no custody is none
    /// (34 CFR 99.4).
    pub enum LimitBasis {
        /// A court order that revokes the rights specifically.
        CourtOrder = "court_order",
        /// A statute that does.
        Statute = "statute",
        /// A legally binding document that does.
        BindingDocument = "binding_document",
        /// The safety of the student, until it is decided. The school notes it at once and proves it
        /// later.
        Safeguarding = "safeguarding",
    }
}
