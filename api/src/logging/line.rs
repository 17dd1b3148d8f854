//! The form of a line, for people and for machines.
//!
//! Either way an event is exactly one line: nothing in it can begin a second one or drive a
//! terminal.

use std::io::{self, Write};

use log::{
    Record,
    kv::{Error, Key, Value, VisitSource},
};
use serde_json::{Map, Number, Value as Json};

use crate::config::LogFormat;

/// Writes one event. `time` is RFC 3339 in UTC.
pub fn write(
    out: &mut dyn Write,
    format: LogFormat,
    time: &str,
    record: &Record<'_>,
) -> io::Result<()> {
    match format {
        LogFormat::Text => text(out, time, record),
        LogFormat::Json => json(out, time, record),
    }
}

fn text(out: &mut dyn Write, time: &str, record: &Record<'_>) -> io::Result<()> {
    let message = record.args().to_string();
    write!(
        out,
        "{time} {:<5} {} {}",
        record.level(),
        record.target(),
        inert(&message)
    )?;
    for (key, value) in fields(record) {
        match value {
            Json::String(text) if is_plain(&text) => write!(out, " {key}={text}")?,
            Json::String(text) => write!(out, " {key}=\"{}\"", inert(&text).replace('"', "\\\""))?,
            other => write!(out, " {key}={other}")?,
        }
    }
    writeln!(out)
}

fn json(out: &mut dyn Write, time: &str, record: &Record<'_>) -> io::Result<()> {
    let mut line = Map::new();
    line.insert("time".to_owned(), time.into());
    line.insert(
        "level".to_owned(),
        record.level().as_str().to_lowercase().into(),
    );
    line.insert("target".to_owned(), record.target().into());
    line.insert(
        "message".to_owned(),
        inert(&record.args().to_string()).into(),
    );
    for (key, value) in fields(record) {
        let value = match value {
            Json::String(text) => Json::String(inert(&text)),
            other => other,
        };
        line.entry(key).or_insert(value);
    }
    writeln!(out, "{}", Json::Object(line))
}

fn fields(record: &Record<'_>) -> Map<String, Json> {
    let mut fields = Fields(Map::new());
    // Visiting fails only if the visitor does, and this one does not.
    let _ = record.key_values().visit(&mut fields);
    fields.0
}

struct Fields(Map<String, Json>);

impl<'kvs> VisitSource<'kvs> for Fields {
    fn visit_pair(&mut self, key: Key<'kvs>, value: Value<'kvs>) -> Result<(), Error> {
        let json = if let Some(number) = value.to_u64() {
            Json::from(number)
        } else if let Some(number) = value.to_i64() {
            Json::from(number)
        } else if let Some(number) = value.to_f64().and_then(Number::from_f64) {
            Json::Number(number)
        } else if let Some(answer) = value.to_bool() {
            Json::Bool(answer)
        } else {
            Json::String(value.to_string())
        };
        self.0.insert(key.to_string(), json);
        Ok(())
    }
}

/// Whether a value can stand without quotes.
fn is_plain(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '=' | '\\'))
}

/// The text with everything escaped that could break a line, move a cursor or turn the reading
/// direction.
fn inert(text: &str) -> String {
    let mut inert = String::with_capacity(text.len());
    for c in text.chars() {
        if is_active(c) {
            inert.extend(c.escape_unicode());
        } else {
            inert.push(c);
        }
    }
    inert
}

/// Controls, line and paragraph separators, and the marks that turn the reading direction.
fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use log::Level;

    use super::*;

    const TIME: &str = "2026-09-01T08:15:00.250Z";

    fn line(format: LogFormat, message: &str, fields: &[(&str, Value<'_>)]) -> String {
        let mut out = Vec::new();
        let args = format_args!("{message}");
        let mut record = Record::builder();
        record
            .level(Level::Info)
            .target("hallpass::test")
            .key_values(&fields)
            .args(args);
        write(&mut out, format, TIME, &record.build()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_line_for_people_says_when_how_bad_where_and_what() {
        let fields = [
            ("port", Value::from(8080)),
            ("engine", Value::from("the embedded one")),
        ];
        assert_eq!(
            line(LogFormat::Text, "listening", &fields),
            "2026-09-01T08:15:00.250Z INFO  hallpass::test listening port=8080 \
             engine=\"the embedded one\"\n"
        );
    }

    #[test]
    fn a_line_for_machines_is_one_object_with_typed_fields() {
        let fields = [("port", Value::from(8080)), ("ready", Value::from(true))];
        assert_eq!(
            line(LogFormat::Json, "listening", &fields),
            "{\"time\":\"2026-09-01T08:15:00.250Z\",\"level\":\"info\",\
             \"target\":\"hallpass::test\",\"message\":\"listening\",\"port\":8080,\
             \"ready\":true}\n"
        );
    }

    #[test]
    fn a_field_cannot_pass_for_the_time_or_the_message() {
        let forged = line(
            LogFormat::Json,
            "true",
            &[("message", Value::from("forged"))],
        );
        assert!(!forged.contains("forged"), "{forged}");
    }

    #[test]
    fn nothing_in_an_event_begins_a_second_line_or_drives_a_terminal() {
        let attacks = [
            "\n",
            "\r\n",
            "\r",
            "\u{b}",
            "\u{c}",
            "\u{85}",
            "\u{2028}",
            "\u{2029}",
            "\u{1b}[2J",
            "\u{0}",
            "\u{7f}",
            "\u{9b}31m",
            "\u{202e}",
            "\u{2066}",
            "\u{200f}",
            "\u{8}",
        ];
        for attack in attacks {
            let text = format!("a{attack}2026-09-01T08:15:00Z INFO forged");
            for format in [LogFormat::Text, LogFormat::Json] {
                for line in [
                    line(format, &text, &[]),
                    line(format, "event", &[("field", Value::from(text.as_str()))]),
                ] {
                    let body = line.strip_suffix('\n').unwrap();
                    assert!(!body.chars().any(is_active), "{line:?}");
                }
            }
        }
    }
}
