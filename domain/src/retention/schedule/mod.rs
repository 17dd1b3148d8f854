//! The retention schedule as data (RET-01, RET-02; 16 CFR 312.10): for each kind of data why it is
//! needed, from when its time counts, how long it is kept, who is warned, and what ends it.
//!
//! The public page, the documents and the data inventory name these rows and no others.

mod learners;
mod records;

use super::{rule::RetentionRule, span::Span};
use crate::category::Category;

crate::text_enum! {
    /// From when the time of a stage counts.
    pub enum RetentionTrigger {
        /// The student's last enrollment in a class ended.
        LastEnrollmentEnd = "last_enrollment_end",
        /// The learner, or the parent of a child at home, signed in for the last time.
        LastFamilySignIn = "last_family_sign_in",
        /// The person signed in for the last time.
        LastSignIn = "last_sign_in",
        /// The choice was taken back, or the account ended.
        WithdrawalOrAccountEnd = "withdrawal_or_account_end",
        /// The account ended.
        AccountEnd = "account_end",
        /// It was recorded.
        Recorded = "recorded",
        /// The academic session ended in which it was recorded.
        AcademicSessionEnd = "academic_session_end",
        /// The school year ended.
        SchoolYearEnd = "school_year_end",
        /// The case was closed.
        Closed = "closed",
        /// The relationship ended that it is the proof of.
        RelationshipEnd = "relationship_end",
        /// The notice was sent to the parent.
        NoticeSent = "notice_sent",
        /// The question was answered.
        Answered = "answered",
        /// The education record ended that it is about.
        EducationRecordEnd = "education_record_end",
        /// The tax year ended.
        TaxYearEnd = "tax_year_end",
        /// The person or the school asked for the deletion.
        DeletionAsked = "deletion_asked",
        /// The processing ended.
        ProcessingEnd = "processing_end",
        /// The agreement ended.
        AgreementEnd = "agreement_end",
        /// The author's account was deleted, or no class is assigned the course any more if one was.
        AuthorDeletedAndUnassigned = "author_deleted_and_unassigned",
    }
}

crate::text_enum! {
    /// What happens to data at the end of a stage.
    pub enum RetentionAction {
        /// It is deleted, and the key that it is sealed under is destroyed where it has one of its own.
        Purge = "purge",
        /// Single tries give way to one summary for each lesson.
        Summarize = "summarize",
        /// Only the course, whether it was completed, and the day remain.
        ReduceToCompletion = "reduce_to_completion",
        /// Addresses are cut to their network.
        Truncate = "truncate",
        /// It is counted, and the rows that name a person are deleted.
        Aggregate = "aggregate",
        /// The author's name is taken off; what was written remains.
        TakeOffName = "take_off_name",
    }
}

crate::text_enum! {
    /// Who is warned before data ends.
    pub enum RetentionWarned {
        /// The school's administrators, by mail.
        School = "school",
        /// The parent, by mail.
        Parent = "parent",
        /// An adult, by mail.
        Adult = "adult",
        /// A learner, on the screen and never by mail.
        Learner = "learner",
    }
}

crate::text_enum! {
    /// Whether a row of the schedule is carried out.
    pub enum RetentionState {
        /// Hallpass carries it out by itself.
        CarriedOut = "carried_out",
        /// Hallpass collects no such data.
        NoSuchData = "no_such_data",
        /// The data is kept, and nothing ends it by itself yet.
        NotYetCarriedOut = "not_yet_carried_out",
    }
}

/// A span of time after which something happens to data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// From when it counts.
    pub from: RetentionTrigger,
    /// How long.
    pub after: Span,
    /// The shortest that may be chosen in its place.
    pub floor: Span,
    /// The longest that may be chosen in its place.
    pub ceiling: Span,
    /// What happens then.
    pub action: RetentionAction,
}

/// A warning before data ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Who is warned.
    pub warned: RetentionWarned,
    /// How many days before.
    pub days_before: u16,
}

/// What a row is about: personal data, which ends, or what is not personal and needs no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It ends in these stages, one or more, the first first.
    InStages(&'static [Stage]),
    /// It is about nobody: aggregates, and what was de-identified (FER-18).
    NotPersonal,
}

/// A row of the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScheduleRow {
    /// Its rule.
    pub rule: RetentionRule,
    /// What is kept, as a notice says it.
    pub data: &'static str,
    /// The categories that it is about.
    pub categories: &'static [Category],
    /// Why it is needed that long: the business need of 16 CFR 312.10.
    pub need: &'static str,
    /// How it ends.
    pub ending: Ending,
    /// Who is warned before.
    pub warnings: &'static [Warning],
    /// The law that sets or bounds a number; `None` where Hallpass chose it.
    pub law: Option<&'static str>,
    /// Whether it is carried out.
    pub state: RetentionState,
}

impl ScheduleRow {
    const fn of(
        rule: RetentionRule,
        data: &'static str,
        categories: &'static [Category],
        need: &'static str,
        ending: Ending,
        state: RetentionState,
    ) -> Self {
        Self {
            rule,
            data,
            categories,
            need,
            ending,
            warnings: &[],
            law: None,
            state,
        }
    }

    const fn warned(self, warnings: &'static [Warning]) -> Self {
        Self { warnings, ..self }
    }

    const fn by_law(self, citation: &'static str) -> Self {
        Self {
            law: Some(citation),
            ..self
        }
    }

    /// Its stages, none where it is about nobody.
    pub const fn stages(&self) -> &'static [Stage] {
        match self.ending {
            Ending::InStages(stages) => stages,
            Ending::NotPersonal => &[],
        }
    }
}

/// The row of a rule.
pub const fn row(rule: RetentionRule) -> ScheduleRow {
    match rule {
        RetentionRule::R01 => learners::R01,
        RetentionRule::R02 => learners::R02,
        RetentionRule::R03 => learners::R03,
        RetentionRule::R04 => learners::R04,
        RetentionRule::R05 => learners::R05,
        RetentionRule::R06 => learners::R06,
        RetentionRule::R07 => learners::R07,
        RetentionRule::R08 => learners::R08,
        RetentionRule::R09 => learners::R09,
        RetentionRule::R10 => learners::R10,
        RetentionRule::R11 => records::R11,
        RetentionRule::R12 => records::R12,
        RetentionRule::R13 => records::R13,
        RetentionRule::R14 => records::R14,
        RetentionRule::R15 => records::R15,
        RetentionRule::R16 => records::R16,
        RetentionRule::R17 => records::R17,
        RetentionRule::R18 => records::R18,
        RetentionRule::R19 => records::R19,
        RetentionRule::R20 => records::R20,
        RetentionRule::R21 => records::R21,
        RetentionRule::R22 => records::R22,
        RetentionRule::R23 => records::R23,
        RetentionRule::R24 => records::R24,
        RetentionRule::R25 => records::R25,
        RetentionRule::R26 => records::R26,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{
        parameters::choices::VPC_REASONABLE_TIME, purposes::table::rows as purposes,
        text_enum::TextEnum as _,
    };

    fn rows() -> impl Iterator<Item = ScheduleRow> {
        RetentionRule::ALL.iter().copied().map(row)
    }

    #[test]
    fn ret_02_every_rule_has_its_row() {
        for rule in RetentionRule::ALL {
            assert_eq!(row(*rule).rule, *rule);
        }
    }

    #[test]
    fn ret_01_every_row_has_a_need_and_an_end_unless_it_is_about_nobody() {
        for row in rows() {
            assert!(
                !row.need.is_empty() && !row.data.is_empty(),
                "{:?}",
                row.rule
            );
            let about_nobody = row.ending == Ending::NotPersonal;
            assert_eq!(row.stages().is_empty(), about_nobody, "{:?}", row.rule);
            assert_eq!(row.categories.is_empty(), about_nobody, "{:?}", row.rule);
        }
    }

    #[test]
    fn ret_01_every_category_ends_by_a_row_that_names_it() {
        for category in Category::ALL {
            let row = row(category.retention_rule());
            assert!(row.categories.contains(category), "{category:?}");
            assert!(matches!(row.ending, Ending::InStages(_)), "{category:?}");
        }
    }

    #[test]
    fn ret_02_every_row_of_a_purpose_is_a_row_of_the_schedule_about_one_of_its_categories() {
        for purpose in purposes() {
            for rule in purpose.retention {
                let row = row(*rule);
                let shared = row
                    .categories
                    .iter()
                    .any(|category| purpose.categories.contains(category));
                assert!(
                    shared
                        || row.ending == Ending::NotPersonal
                        || row.rule == RetentionRule::R16
                        || row.rule == RetentionRule::R19,
                    "{} {rule:?}",
                    purpose.id
                );
            }
        }
    }

    #[test]
    fn ret_02_every_span_lies_between_its_floor_and_its_ceiling() {
        for row in rows() {
            for stage in row.stages() {
                let hours = [stage.floor, stage.after, stage.ceiling].map(Span::at_most_hours);
                assert!(hours.is_sorted(), "{:?}: {hours:?}", row.rule);
            }
        }
    }

    #[test]
    fn ret_02_who_is_warned_is_warned_while_the_data_is_still_there() {
        for row in rows() {
            for warning in row.warnings {
                let kept = row
                    .stages()
                    .iter()
                    .map(|stage| stage.after.at_most_hours())
                    .max();
                let before = Span::Days(warning.days_before).at_most_hours();
                assert!(kept.is_none_or(|kept| before < kept), "{:?}", row.rule);
            }
        }
    }

    #[test]
    fn ret_02_a_parent_has_as_long_as_the_parameter_says() {
        let [stage] = row(RetentionRule::R17).stages() else {
            panic!("one stage");
        };
        let days = |span: Span| TimeDelta::hours(span.at_most_hours().into());
        assert_eq!(days(stage.after), VPC_REASONABLE_TIME.default);
        assert_eq!(days(stage.floor), VPC_REASONABLE_TIME.lowest);
        assert_eq!(days(stage.ceiling), VPC_REASONABLE_TIME.highest);
    }
}
