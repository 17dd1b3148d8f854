//! By which method a parent consents (VPC-03, 16 CFR 312.5(b)(2)).

crate::text_enum! {
    /// A method of consent.
    pub enum ConsentMethod {
        /// (viii): an e-mail that is answered, and another a day later that says how to take it back.
        EmailPlus = "email_plus",
    }
}
