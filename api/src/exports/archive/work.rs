//! What a learner wrote, as files: code that can be opened and run elsewhere.

use std::collections::BTreeMap;

use persistence::exports::ExportFacts;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::file::File;

/// Characters of a title in the name of a file.
const LONGEST: usize = 40;

/// The code that was handed in, the answers in words, and the work that is not handed in: a file each, by
/// the titles of the activities.
pub(super) fn files(facts: &ExportFacts) -> Vec<File> {
    let mut files = Vec::new();
    let mut taken = BTreeMap::new();
    for table in &facts.tables {
        let folder = match table.planned.table.name {
            "progress_events" => "work/handed-in",
            "saved_work" => "work/drafts",
            _ => continue,
        };
        for row in &table.rows {
            if let Some(text) = written(row) {
                let path = path(facts, folder, row, &mut taken);
                files.push(File::new(path, "text/plain", text));
            }
        }
    }
    files
}

/// What stands in a row if it was written: choices of a question are places, and no work.
fn written(row: &Map<String, Value>) -> Option<&str> {
    let text = row.get("content")?.as_str()?;
    let is_choices = serde_json::from_str::<Vec<u8>>(text).is_ok();
    (!is_choices && !text.is_empty()).then_some(text)
}

fn path(
    facts: &ExportFacts,
    folder: &str,
    row: &Map<String, Value>,
    taken: &mut BTreeMap<String, usize>,
) -> String {
    let member = |name: &str| row.get(name).and_then(Value::as_str);
    let activity = member("activity_id").and_then(|id| Uuid::try_parse(id).ok());
    let title = activity.and_then(|id| facts.titles.get(&id));
    let title = title.map_or_else(|| "work".to_owned(), |title| plain(title));
    let language = activity.and_then(|id| facts.languages.get(&id));
    let extension = match language.map(String::as_str) {
        Some("python") => "py",
        Some("javascript") => "js",
        Some("blocks") => "xml",
        _ => "txt",
    };
    let day = member("occurred_at").or_else(|| member("updated_at"));
    let day = day.and_then(|at| at.get(..10)).unwrap_or("undated");
    let name = format!("{folder}/{title}-{day}");
    let number = taken.entry(format!("{name}.{extension}")).or_default();
    *number += 1;
    match *number {
        1 => format!("{name}.{extension}"),
        more => format!("{name}-{more}.{extension}"),
    }
}

/// A title as every file system takes it.
fn plain(title: &str) -> String {
    let mut name = String::new();
    for letter in title.chars().take(LONGEST) {
        if letter.is_ascii_alphanumeric() {
            name.push(letter.to_ascii_lowercase());
        } else if !name.ends_with('-') && !name.is_empty() {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "work" } else { name }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_title_makes_a_name_that_every_file_system_takes() {
        assert_eq!(plain("Robots on Stage!"), "robots-on-stage");
        assert_eq!(plain("../../etc/passwd"), "etc-passwd");
        assert_eq!(plain("日本"), "work");
        assert!(plain(&"a".repeat(500)).len() <= 40);
    }
}
