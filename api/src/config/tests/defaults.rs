//! The default file: it is the documentation, so it must be whole and true.

use super::{super::DEFAULTS, development, given};

#[test]
fn the_defaults_lack_only_a_master_key_in_production() {
    let errors = given().load().unwrap_err();
    let keys: Vec<_> = errors
        .0
        .iter()
        .map(super::super::ConfigError::key)
        .collect();
    assert_eq!(keys, ["keys.master_key"]);
}

#[test]
fn every_key_of_the_default_file_is_explained_right_above_it() {
    let mut above = "";
    for line in DEFAULTS.lines() {
        let is_key = line.contains(" = ") && !line.starts_with('#');
        if is_key && !line.contains("_file = ") {
            assert!(above.starts_with('#'), "unexplained: {line}");
        }
        above = line;
    }
}

#[test]
fn a_bound_in_the_default_file_is_the_bound_that_is_kept() {
    let mut bounds = 0;
    let mut section = "";
    let mut comment = String::new();
    for line in DEFAULTS.lines() {
        if let Some(text) = line.strip_prefix("# ") {
            comment.push_str(text);
            comment.push(' ');
        } else if let Some(name) = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            section = name;
        } else if let Some((key, _)) = line.split_once(" = ") {
            if let Some((least, most)) = bounds_in(&comment)
                && line
                    .split_once(" = ")
                    .is_some_and(|(_, value)| value.parse::<u32>().is_ok())
            {
                bounds += 1;
                let with = |value: i64| {
                    development()
                        .file(&format!("[{section}]\n{key} = {value}\n"))
                        .load()
                        .is_ok()
                };
                assert!(
                    with(least) && with(most),
                    "{section}.{key}: {least} to {most} is refused"
                );
                assert!(
                    !with(least - 1) && !with(most + 1),
                    "{section}.{key}: more is taken"
                );
            }
        } else {
            comment.clear();
        }
    }
    assert_eq!(bounds, 27);
}

/// The numbers of "…: 1 to 64".
fn bounds_in(comment: &str) -> Option<(i64, i64)> {
    let words: Vec<_> = comment
        .split_whitespace()
        .map(|word| word.trim_matches(['.', ':', ';', ',']))
        .collect();
    words.windows(3).find_map(|window| match window {
        [least, "to", most] => Some((least.parse().ok()?, most.parse().ok()?)),
        _ => None,
    })
}
