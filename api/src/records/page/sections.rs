//! The sections of the page.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{access::Relationship, mail::Language, text_enum::TextEnum as _};
use maud::{Markup, html};
use persistence::{
    progress::{ShownWork, TimelineEntry},
    records::LoggedAccess,
};

use super::{
    Shown,
    vocabulary::Spoken,
    words::{Words, words},
};

/// An instant to the minute, in the order that both languages read.
pub(super) fn instant(at: DateTime<Utc>) -> Markup {
    html! { time datetime=(at.to_rfc3339()) { (at.format("%Y-%m-%d %H:%M UTC")) } }
}

/// A day, or that there is none.
pub(super) fn day(at: Option<DateTime<Utc>>) -> Markup {
    html! {
        @match at {
            Some(at) => time datetime=(at.to_rfc3339()) { (at.format("%Y-%m-%d")) },
            None => "–",
        }
    }
}

/// A table under a heading, or that there is nothing.
pub(super) fn table(
    words: &Words,
    heading: &str,
    columns: &[&str],
    rows: &[Vec<Markup>],
) -> Markup {
    html! {
        section {
            h2 { (heading) }
            @if rows.is_empty() {
                p { (words.nothing) }
            } @else {
                div.scroll tabindex="0" role="region" aria-label=(heading) {
                    table {
                        thead { tr { @for column in columns { th scope="col" { (column) } } } }
                        tbody { @for row in rows { tr { @for cell in row { td { (cell) } } } } }
                    }
                }
            }
        }
    }
}

pub(super) fn profile(shown: &Shown) -> Markup {
    let words = words(shown.language);
    let student = &shown.record.student;
    let name = student.full_name.as_ref().map_or_else(
        || student.display_name.clone(),
        |name| format!("{} {}", name.given_name, name.family_name),
    );
    html! {
        section {
            h2 { (words.profile) }
            dl {
                dt { (words.name) }
                dd { (name.trim()) }
                @if let Some(username) = &student.username {
                    dt { (words.username) }
                    dd { (username) }
                }
                @if let Some(grade) = student.grade_level {
                    dt { (words.grade) }
                    dd { (grade.as_str()) }
                }
                dt { (words.account_since) }
                dd { (day(Some(student.created_at))) }
                @if student.suspended_at.is_some() {
                    dt { (words.suspended_since) }
                    dd { (day(student.suspended_at)) }
                }
            }
        }
    }
}

pub(super) fn classes(shown: &Shown) -> Markup {
    let words = words(shown.language);
    let rows: Vec<Vec<Markup>> = shown
        .record
        .classes
        .iter()
        .map(|class| {
            vec![
                html! { (class.title) },
                html! { (class.school_name) },
                html! { (class.teachers.join(", ")) },
                day(Some(class.begins_at)),
                day(class.ends_at),
            ]
        })
        .collect();
    let columns = [
        words.class,
        words.school,
        words.teachers,
        words.from,
        words.until,
    ];
    table(words, words.classes, &columns, &rows)
}

pub(super) fn progress(shown: &Shown) -> Markup {
    let words = words(shown.language);
    let columns = [
        words.lesson,
        words.standing,
        words.activities,
        words.last_there,
    ];
    html! {
        @if shown.record.learning.courses.is_empty() { (table(words, words.progress, &columns, &[])) }
        @for course in &shown.record.learning.courses {
            @let rows: Vec<Vec<Markup>> = course.lessons.iter().map(|lesson| vec![
                html! { (lesson.number) ". " (lesson.title) },
                html! { (lesson.status.spoken(shown.language)) },
                html! { (lesson.activities_completed) " / " (lesson.activities) },
                day(lesson.last_seen_at),
            ]).collect();
            (table(words, &format!("{}: {}", words.progress, course.title), &columns, &rows))
        }
    }
}

pub(super) fn work(shown: &Shown) -> Markup {
    let words = words(shown.language);
    html! {
        section {
            h2 { (words.work) }
            @if shown.record.learning.work.is_empty() { p { (words.nothing) } }
            @for entry in &shown.record.learning.work { (handed_in(entry, words, shown.language)) }
        }
    }
}

fn handed_in(entry: &TimelineEntry, words: &Words, language: Language) -> Markup {
    html! {
        article {
            h3 { (entry.lesson_title) @if let Some(title) = &entry.activity_title { ": " (title) } }
            p {
                (instant(entry.occurred_at))
                @if let Some(outcome) = entry.outcome { ", " (outcome.spoken(language)) }
            }
            @match &entry.work {
                ShownWork::Code(code) => pre { code { (code) } },
                ShownWork::Answer(answer) => blockquote { (answer) },
                ShownWork::Choices(places) => p {
                    (words.choices) ": "
                    (places.iter().map(|place| (u16::from(*place) + 1).to_string()).collect::<Vec<_>>().join(", "))
                },
                ShownWork::Withheld => p { (words.withheld) },
                ShownWork::Nothing => {},
            }
        }
    }
}

pub(super) fn feedback(shown: &Shown) -> Markup {
    let words = words(shown.language);
    let given = shown.record.learning.feedback.iter();
    let rows: Vec<Vec<Markup>> = given
        .map(|feedback| {
            let text = feedback.code.text();
            let text = match shown.language {
                Language::English => text.en,
                Language::Spanish => text.es,
            };
            vec![
                day(Some(feedback.given_at)),
                html! { (feedback.given_by) },
                html! { (text) },
            ]
        })
        .collect();
    let columns = [words.day, words.who, words.says];
    table(words, words.feedback, &columns, &rows)
}

pub(super) fn grounds(shown: &Shown) -> Markup {
    let words = words(shown.language);
    html! {
        section {
            h2 { (words.grounds) }
            p { (words.grounds_mean) }
            ul {
                @for ground in &shown.record.grounds {
                    li { (ground.kind.spoken(shown.language)) " " code { (ground.id.uuid()) } }
                }
            }
        }
    }
}

/// Who looked, by day: what one person did on a day in a role is one line.
pub(super) fn accesses(shown: &Shown) -> Markup {
    let words = words(shown.language);
    let mut lines: BTreeMap<_, i64> = BTreeMap::new();
    for access in &shown.accesses {
        let line = (
            std::cmp::Reverse(access.day),
            person(access, words),
            role(access, shown.language),
        );
        *lines.entry(line).or_default() += access.times;
    }
    let rows: Vec<Vec<Markup>> = lines
        .iter()
        .map(|((day, person, role), times)| {
            vec![
                html! { (day.0) },
                html! { (person) },
                html! { (role) },
                html! { (times) },
            ]
        })
        .collect();
    let columns = [words.day, words.who, words.role, words.times];
    html! {
        (table(words, words.accesses, &columns, &rows))
        p { (words.accesses_mean) }
    }
}

fn person<'a>(access: &'a LoggedAccess, words: &Words) -> &'a str
where
    'static: 'a,
{
    let is_named = access.actor_name.as_deref();
    is_named.unwrap_or(match access.actor {
        None => words.a_parent,
        Some(_) => words.somebody_gone,
    })
}

fn role(access: &LoggedAccess, language: Language) -> &'static str {
    let relationship = access.relationship.as_deref();
    let relationship = relationship.and_then(Relationship::parse);
    relationship.map_or("–", |relationship| relationship.spoken(language))
}

pub(super) fn disclosures(shown: &Shown) -> Markup {
    let words = words(shown.language);
    let language = shown.language;
    html! {
        section {
            h2 { (words.disclosures) }
            @if shown.disclosures.is_empty() { p { (words.nothing) } }
            @for disclosure in &shown.disclosures {
                article {
                    h3 { (instant(disclosure.recorded_at)) }
                    dl {
                        dt { (words.recipient) }
                        dd { (disclosure.recipient) }
                        dt { (words.ground) }
                        dd { (disclosure.ground.spoken(language)) }
                        dt { (words.records_of) }
                        dd {
                            (disclosure.categories.iter().map(|kind| kind.spoken(language)).collect::<Vec<_>>().join(", "))
                        }
                        dt { (words.outcome) }
                        dd { (disclosure.outcome.spoken(language)) }
                        @if let Some(threat) = &disclosure.threat {
                            dt { (words.threat) }
                            dd { (threat) }
                        }
                        @for entry in &disclosure.along {
                            @if let Some(statement) = &entry.statement {
                                dt { (words.statement) }
                                dd { (statement) }
                            }
                        }
                    }
                }
            }
        }
    }
}
