//! Environment variables and the keys they set.

/// The variable that names the configuration file.
pub const CONFIG: &str = "HALLPASS_CONFIG";

/// Variables with this prefix belong to the test suite.
const TESTS: &str = "HALLPASS_TEST_";

const PREFIX: &str = "HALLPASS_";

/// Short names, and the keys they stand for; `_FILE` may follow where the key has a `_file`.
const SHORT_NAMES: [(&str, &str); 5] = [
    ("HALLPASS_DATABASE_URL", "database.url"),
    ("HALLPASS_MASTER_KEY", "keys.master_key"),
    ("HALLPASS_PREVIOUS_MASTER_KEYS", "keys.previous_master_keys"),
    ("HALLPASS_PUBLIC_URL", "server.public_url"),
    ("HALLPASS_BIND", "server.bind"),
];

/// Whether a variable claims to be a setting.
pub fn is_setting(variable: &str) -> bool {
    variable.starts_with(PREFIX) && !variable.starts_with(TESTS) && variable != CONFIG
}

/// The variable's key, known or not.
pub fn key_of(variable: &str) -> String {
    let (stem, file) = match variable.strip_suffix("_FILE") {
        Some(stem) => (stem, "_file"),
        None => (variable, ""),
    };
    if let Some((_, key)) = SHORT_NAMES.iter().find(|(short, _)| *short == stem) {
        return format!("{key}{file}");
    }
    let name = variable.strip_prefix(PREFIX).unwrap_or(variable);
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    name.replacen("__", ".", 1).to_lowercase()
}

/// Every way to write a key as a variable.
pub fn names_of(key: &str) -> Vec<String> {
    let mut names = vec![format!("{PREFIX}{}", key.replace('.', "__").to_uppercase())];
    for (short, stem) in SHORT_NAMES {
        if key == stem {
            names.push(short.to_owned());
        } else if key.strip_suffix("_file") == Some(stem) {
            names.push(format!("{short}_FILE"));
        }
    }
    names
}
