//! `index.html`: the copy as one page for people. It needs nothing else, runs nothing, and prints well.

use domain::{category::Category, text_enum::TextEnum, wire::Explained as _};
use maud::{DOCTYPE, Markup, html};
use persistence::exports::{ExportFacts, ExportedTable, PlannedColumn};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{file::File, manifest, spreadsheet};

const STYLE: &str = include_str!("page.css");

/// Rows of a table on the page; the CSV file has all of them.
const MOST_ROWS: usize = 500;

/// Works on the page.
const MOST_WORKS: usize = 200;

/// Letters of a written work on the page; the file has all of it.
const LONGEST_WORK: usize = 4_000;

/// The page.
pub(super) fn page(facts: &ExportFacts, work: &[File]) -> Vec<u8> {
    let title = format!("What is held about {}", facts.display_name);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="robots" content="noindex";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (title) }
                    p {
                        (facts.organization_name) " · made on "
                        time datetime=(facts.read_at.to_rfc3339()) { (facts.read_at.format("%-d %B %Y, %H:%M UTC")) }
                    }
                    p { "Keep this file safe: whoever has it can read it. The file manifest.json lists what is in \
                        the archive and what is not, and why." }
                }
                nav aria-label="Contents" { (contents(facts, work)) }
                main {
                    @for table in spreadsheet::filled(facts) { (section(facts, table)) }
                    @if !work.is_empty() { (written(work)) }
                    (about(facts))
                    (left_out(facts))
                }
            }
        }
    };
    page.into_string().into_bytes()
}

fn contents(facts: &ExportFacts, work: &[File]) -> Markup {
    html! {
        h2 { "Contents" }
        ul {
            @for table in spreadsheet::filled(facts) {
                li { a href={ "#" (table.planned.table.name) } { (table.planned.title) } }
            }
            @if !work.is_empty() { li { a href="#work" { "What was written" } } }
            li { a href="#about" { "What the data is used for" } }
            li { a href="#left-out" { "What is not in this copy" } }
        }
    }
}

/// The rows of a table: one as a list, several as a table.
fn section(facts: &ExportFacts, table: &ExportedTable) -> Markup {
    let columns = columns(facts, table);
    let rows = table.rows.len();
    let first = rows.saturating_sub(MOST_ROWS);
    html! {
        section id=(table.planned.table.name) {
            h2 { (table.planned.title) }
            @match table.rows.as_slice() {
                [row] => {
                    dl {
                        @for column in &columns {
                            dt { (spoken(column)) }
                            dd { (value(facts, row, column)) }
                        }
                    }
                }
                _ => {
                    @if first > 0 {
                        p { "The latest " (MOST_ROWS) " of " (rows) ". All of them are in "
                            (spreadsheet::path(table.planned.table.name)) "." }
                    }
                    div.wide tabindex="0" role="region" aria-label=(table.planned.title) {
                        table {
                            thead { tr { @for column in &columns { th scope="col" { (spoken(column)) } } } }
                            tbody {
                                @for row in table.rows.iter().skip(first) {
                                    tr { @for column in &columns { td { (value(facts, row, column)) } } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The columns that say something to people in some row: without what was written, which stands apart,
/// and ids of which nobody knows what they are called.
fn columns(facts: &ExportFacts, table: &ExportedTable) -> Vec<&'static str> {
    let is_written = |column: &str| column == "content" && table.planned.table.name != "messages";
    let says = |column: &PlannedColumn, value: &Value| {
        let is_id = column.column.sql.name == "Uid" && !column.holds_name;
        !value.is_null() && (!is_id || title(facts, value).is_some())
    };
    let shown = table.planned.shown();
    let shown = shown.filter(|shown| !is_written(shown.column.name));
    let shown = shown.filter(|shown| {
        let mut values = table
            .rows
            .iter()
            .filter_map(|row| row.get(shown.column.name));
        values.any(|value| says(shown, value))
    });
    shown.map(|shown| shown.column.name).collect()
}

/// What an id is called.
fn title<'f>(facts: &'f ExportFacts, value: &Value) -> Option<&'f String> {
    let id = Uuid::try_parse(value.as_str()?).ok()?;
    facts.titles.get(&id)
}

fn value(facts: &ExportFacts, row: &Map<String, Value>, column: &str) -> Markup {
    let Some(value) = row.get(column) else {
        return html! {};
    };
    match value {
        Value::Null => html! { span.none { "–" } },
        Value::Array(parts) => {
            html! { ul { @for part in parts { li { (part_of(facts, part)) } } } }
        }
        _ => html! { (text(facts, column, value)) },
    }
}

fn part_of(facts: &ExportFacts, part: &Value) -> String {
    let Value::Object(members) = part else {
        return spreadsheet::text(part);
    };
    let members = members.iter().filter(|(_, value)| !value.is_null());
    let written =
        members.map(|(name, value)| format!("{}: {}", spoken(name), text(facts, name, value)));
    written.collect::<Vec<_>>().join("; ")
}

/// A value as people read it: what an id is called, an instant to the minute.
fn text(facts: &ExportFacts, column: &str, value: &Value) -> String {
    if let Some(title) = title(facts, value) {
        return title.clone();
    }
    let text = spreadsheet::text(value);
    if column.ends_with("_at")
        && let Ok(instant) = chrono::DateTime::parse_from_rfc3339(&text)
    {
        return instant.format("%Y-%m-%d %H:%M UTC").to_string();
    }
    text
}

fn written(work: &[File]) -> Markup {
    html! {
        section #work {
            h2 { "What was written" }
            @if work.len() > MOST_WORKS {
                p { "The first " (MOST_WORKS) " of " (work.len()) " files." }
            }
            @for file in work.iter().take(MOST_WORKS) {
                @let text = String::from_utf8_lossy(&file.content);
                article {
                    h3 { (file.path) }
                    pre { code { (text.chars().take(LONGEST_WORK).collect::<String>()) } }
                    @if text.chars().nth(LONGEST_WORK).is_some() {
                        p.none { "It goes on in the file." }
                    }
                }
            }
        }
    }
}

fn about(facts: &ExportFacts) -> Markup {
    html! {
        section #about {
            h2 { "What the data is used for" }
            div.wide tabindex="0" role="region" aria-label="What the data is used for" {
                table {
                    thead { tr {
                        th scope="col" { "Data" } th scope="col" { "Purposes" } th scope="col" { "Who gets it" }
                        th scope="col" { "How long it is kept" } th scope="col" { "Where it came from" }
                    } }
                    tbody {
                        @for entry in manifest::categories(facts) {
                            tr {
                                th scope="row" { (described(entry.category)) }
                                td { ul { @for purpose in &entry.purposes { li { (purpose.name) } } } }
                                td { (words(&entry.recipients)) }
                                td { (entry.retention) }
                                td { (words(&entry.sources)) }
                            }
                        }
                    }
                }
            }
            h3 { "Rights" }
            p { "You have the right" }
            ul { @for right in manifest::RIGHTS { li { (right) } } }
        }
    }
}

/// The tables of which nothing is in the copy, by the reason; and what the reasons are.
fn left_out(facts: &ExportFacts) -> Markup {
    html! {
        section #left-out {
            h2 { "What is not in this copy" }
            dl {
                @for entry in manifest::exemptions() {
                    dt { (entry.because) }
                    dd { (exempt(facts, entry.exempt)) }
                }
            }
        }
    }
}

fn exempt(facts: &ExportFacts, because: domain::exports::exemption::Exemption) -> String {
    let mut names = Vec::new();
    for table in &facts.tables {
        let name = table.planned.table.name;
        if table.planned.exempt == Some(because) {
            names.push(spoken(name));
        } else if table.planned.exempt.is_none() {
            let columns = table.planned.columns.iter();
            let columns = columns.filter(|column| column.exempt == Some(because));
            let columns = columns.filter(|column| column.column.name != "organization_id");
            names.extend(
                columns.map(|column| format!("{}: {}", spoken(name), spoken(column.column.name))),
            );
        }
    }
    if names.is_empty() {
        "–".to_owned()
    } else {
        names.join(", ")
    }
}

fn described(category: Category) -> String {
    category.explanation()
}

fn words<W: TextEnum>(words: &[W]) -> String {
    let words: Vec<String> = words.iter().map(|word| spoken(word.as_str())).collect();
    if words.is_empty() {
        "nobody else".to_owned()
    } else {
        words.join(", ")
    }
}

fn spoken(name: &str) -> String {
    name.replace('_', " ")
}
