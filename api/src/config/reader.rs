//! Reads settings as typed values, and collects everything that does not fit.

use std::{
    collections::BTreeSet,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use domain::text_enum::TextEnum;
use secrecy::{ExposeSecret, SecretString};

use super::{
    ConfigError, digest,
    layers::Settings,
    secret_files::{self, SecretFile},
    setting::{Origin, Setting, Written},
};

/// A secret that need not be set.
pub enum Given {
    /// It is set.
    Secret(SecretString),
    /// It is not.
    Nothing,
}

/// A reader over the settled layers. Every method answers `None` after noting what was wrong, so
/// that a section reads all its keys before it gives up.
pub struct Reader<'a> {
    settings: &'a Settings,
    errors: Vec<ConfigError>,
    secret_files: Vec<SecretFile>,
    secrets: BTreeSet<&'static str>,
}

impl<'a> Reader<'a> {
    /// A reader that has found nothing wrong yet.
    pub fn new(settings: &'a Settings) -> Self {
        Self {
            settings,
            errors: Vec::new(),
            secret_files: Vec::new(),
            secrets: BTreeSet::new(),
        }
    }

    /// What was wrong.
    pub fn into_errors(self) -> Vec<ConfigError> {
        self.errors
    }

    /// The files that secrets were read from so far.
    pub fn take_secret_files(&mut self) -> Vec<SecretFile> {
        std::mem::take(&mut self.secret_files)
    }

    /// A digest of all values but those of the secrets that were read so far.
    pub fn digest(&self) -> String {
        digest::of(self.settings, &self.secrets)
    }

    /// A text, read by `parse`.
    pub fn parsed<T>(
        &mut self,
        key: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let found = self.setting(key).and_then(Setting::text).and_then(parse);
        found.or_else(|| self.refuse(key, expected))
    }

    /// A word of a closed vocabulary.
    pub fn word<W: TextEnum>(&mut self, key: &str) -> Option<W> {
        let words: Vec<_> = W::ALL.iter().map(|word| word.as_str()).collect();
        self.parsed(key, &format!("one of: {}", words.join(", ")), W::parse)
    }

    /// A path that is not empty.
    pub fn path(&mut self, key: &str) -> Option<PathBuf> {
        self.parsed(key, "a path", |text| {
            (!text.is_empty()).then(|| PathBuf::from(text))
        })
    }

    /// A whole number within bounds.
    pub fn number<N>(&mut self, key: &str, bounds: RangeInclusive<u32>) -> Option<N>
    where
        N: TryFrom<u32>,
    {
        let number = self
            .setting(key)
            .and_then(|setting| match &setting.written {
                Written::Plain(text) => text.parse::<u32>().ok(),
                Written::Toml(value) => value
                    .as_integer()
                    .and_then(|number| u32::try_from(number).ok()),
            });
        number
            .filter(|number| bounds.contains(number))
            .and_then(|number| N::try_from(number).ok())
            .or_else(|| {
                let (least, most) = (bounds.start(), bounds.end());
                self.refuse(key, &format!("a whole number from {least} to {most}"))
            })
    }

    /// `true` or `false`.
    pub fn switch(&mut self, key: &str) -> Option<bool> {
        let found = self
            .setting(key)
            .and_then(|setting| match &setting.written {
                Written::Plain(text) => text.parse().ok(),
                Written::Toml(value) => value.as_bool(),
            });
        found.or_else(|| self.refuse(key, "true or false"))
    }

    /// A list, each entry read by `parse`.
    pub fn list<T>(
        &mut self,
        key: &str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let found = self.setting(key).and_then(Setting::entries);
        let read = found.and_then(|entries| entries.iter().map(|entry| parse(entry)).collect());
        read.or_else(|| self.refuse(key, &format!("a list; each entry {expected}")))
    }

    /// A secret, from its own value or from the file named by its `_file`.
    pub fn secret(&mut self, key: &'static str) -> Option<Given> {
        if let Given::Secret(secret) = self.secret_of_file(key)? {
            return Some(Given::Secret(secret));
        }
        self.parsed(key, "a text", |text| {
            Some(match text {
                "" => Given::Nothing,
                text => Given::Secret(SecretString::from(text)),
            })
        })
    }

    /// A list of secrets: from its own value, or from a file with one per line.
    pub fn secrets(&mut self, key: &'static str) -> Option<Vec<SecretString>> {
        match self.secret_of_file(key)? {
            Given::Secret(lines) => Some(
                lines
                    .expose_secret()
                    .split_whitespace()
                    .map(SecretString::from)
                    .collect(),
            ),
            Given::Nothing => self.list(key, "a text", |entry| Some(SecretString::from(entry))),
        }
    }

    /// Notes that a value is not what is expected.
    pub fn refuse<T>(&mut self, key: &str, expected: &str) -> Option<T> {
        let origin = self.origin(key);
        let (key, expected) = (key.to_owned(), expected.to_owned());
        self.errors.push(ConfigError::BadValue {
            key,
            origin,
            expected,
        });
        None
    }

    fn secret_of_file(&mut self, key: &'static str) -> Option<Given> {
        self.secrets.insert(key);
        let name = format!("{key}_file");
        let path = self.parsed(&name, "a path", |text| Some(PathBuf::from(text)))?;
        if path.as_os_str().is_empty() {
            self.note_inline(key);
            return Some(Given::Nothing);
        }
        match secret_files::read(&path) {
            Ok(secret) => {
                self.note(key, &path);
                Some(Given::Secret(secret))
            }
            Err(error) => {
                self.errors.push(ConfigError::Unreadable {
                    key: name,
                    path,
                    reason: error.kind(),
                });
                None
            }
        }
    }

    /// A configuration file that holds a secret is a secret file too.
    fn note_inline(&mut self, key: &'static str) {
        let Some(setting) = self.setting(key) else {
            return;
        };
        if let Origin::File(path) = &setting.origin
            && !setting.is_empty()
        {
            self.note(key, &path.clone());
        }
    }

    fn note(&mut self, key: &'static str, path: &Path) {
        let access = secret_files::access(path);
        self.secret_files.push(SecretFile {
            key,
            path: path.to_owned(),
            access,
        });
    }

    fn setting(&self, key: &str) -> Option<&'a Setting> {
        self.settings.get(key)
    }

    /// Where a secret came from is where it, or the name of its file, was written.
    fn origin(&self, key: &str) -> String {
        let file = self
            .setting(&format!("{key}_file"))
            .filter(|setting| !setting.is_empty());
        file.or_else(|| self.setting(key))
            .map_or_else(String::new, |setting| setting.origin.to_string())
    }
}
