//! The rules of the retention schedule, by their ids.

crate::text_enum! {
    /// A rule of the retention schedule (RET-02).
    pub enum RetentionRule {
        /// A student's account at a school without a class.
        R01 = "R-01",
        /// A child's account at home that is not used.
        R02 = "R-02",
        /// An account of a teen or an adult that is not used.
        R03 = "R-03",
        /// Profile and optional features.
        R04 = "R-04",
        /// Progress and answers to checks.
        R05 = "R-05",
        /// Grades and reports.
        R06 = "R-06",
        /// Submitted code.
        R07 = "R-07",
        /// Answers to surveys and attitudinal prompts.
        R08 = "R-08",
        /// Demographics.
        R09 = "R-09",
        /// De-identified releases.
        R10 = "R-10",
        /// Security events.
        R11 = "R-11",
        /// Technical data: networks, devices, sessions.
        R12 = "R-12",
        /// Usage that names a person.
        R13 = "R-13",
        /// Aggregates of ten and more.
        R14 = "R-14",
        /// Support tickets.
        R15 = "R-15",
        /// Consents, attestations and acceptances of policies.
        R16 = "R-16",
        /// What is collected to ask a parent.
        R17 = "R-17",
        /// The token of the age gate.
        R18 = "R-18",
        /// The record of disclosures.
        R19 = "R-19",
        /// Invoices.
        R20 = "R-20",
        /// The audit log.
        R21 = "R-21",
        /// A deleted account that may be restored.
        R22 = "R-22",
        /// Backups.
        R23 = "R-23",
        /// Breach register, assessments and agreements.
        R24 = "R-24",
        /// The mark of a person who must not be registered again.
        R25 = "R-25",
        /// Courses that teachers wrote.
        R26 = "R-26",
    }
}
