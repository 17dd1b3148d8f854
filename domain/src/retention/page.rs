//! The schedule as a page for people (RET-01: the written policy that 16 CFR 312.10 asks for).

use std::fmt::Write as _;

use super::{
    rule::RetentionRule,
    schedule::{Ending, ScheduleRow, Stage, row},
    span::Span,
};
use crate::text_enum::TextEnum;

const HEAD: &str = "# How long data is kept

Printed from `domain/src/retention/schedule`; `just update` rewrites it. The same rows are at \
`GET /v1/retention`, with the categories, the floor and the ceiling of each time.

The state says what holds today. *Carried out*: Hallpass does it by itself. *No such data*: Hallpass \
collects nothing of the kind. *Not yet carried out*: the data is kept, and nothing ends it by itself yet.

| rule | data | why it is needed | what ends it | warned before | state |
|---|---|---|---|---|---|
";

/// The page, in Markdown.
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    for row in RetentionRule::ALL.iter().copied().map(row) {
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} | {} |",
            row.rule.as_str(),
            row.data,
            row.need,
            ending(&row),
            warnings(&row),
            spoken(row.state),
        );
    }
    page
}

/// What ends data of a row, and when.
pub fn ending(row: &ScheduleRow) -> String {
    let mut text = match row.ending {
        Ending::NotPersonal => "no end: it is about nobody".to_owned(),
        Ending::InStages(stages) => joined(stages.iter().map(stage), "; "),
    };
    if let Some(law) = row.law {
        let _ = write!(text, " ({law})");
    }
    text
}

fn stage(stage: &Stage) -> String {
    let action = spoken(stage.action);
    let from = spoken(stage.from);
    if stage.after == Span::NONE {
        format!("{action} at once (from: {from})")
    } else {
        format!("{action} after {} (from: {from})", length(stage.after))
    }
}

fn length(span: Span) -> String {
    let (number, unit) = match span {
        Span::Hours(number) => (number, "hour"),
        Span::Days(number) => (number, "day"),
        Span::Months(number) => (number, "month"),
    };
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

fn warnings(row: &ScheduleRow) -> String {
    if row.warnings.is_empty() {
        return "–".to_owned();
    }
    let each = row.warnings.iter().map(|warning| {
        let days = length(Span::Days(warning.days_before));
        format!("{} {days}", spoken(warning.warned))
    });
    joined(each, ", ")
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.collect::<Vec<_>>().join(between)
}

fn spoken(word: impl TextEnum) -> String {
    word.as_str().replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checked_in_page_is_the_schedule() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/guides/retention.md");
        if std::env::var_os("HALLPASS_UPDATE").is_some() {
            std::fs::write(path, page()).unwrap();
        }
        let checked_in = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            checked_in == page(),
            "docs/guides/retention.md is stale: run `just update` and review"
        );
    }

    #[test]
    fn ret_01_the_page_lists_every_row() {
        let page = page();
        for rule in RetentionRule::ALL {
            assert!(page.contains(&format!("| {} |", rule.as_str())));
        }
    }
}
