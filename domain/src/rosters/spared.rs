//! Keys of rows that could not be read.

use std::collections::BTreeMap;

use super::{
    files::File,
    texts::{Text, Texts},
};

/// The keys of rows left out because of an error.
///
/// Such a row is in the bundle, so what is held under its key is not missing: it stays as it is.
/// Without this, one mistyped date would end a pupil.
#[derive(Clone, Debug, Default)]
pub struct Spared {
    texts: Texts,
    keys: BTreeMap<File, Vec<Text>>,
}

impl Spared {
    /// Spares what is held under a key.
    pub(super) fn add(&mut self, file: File, key: &str) {
        // A block of 4 GiB of keys cannot come from a bundle within the limits.
        if let Ok(text) = self.texts.keep(key) {
            self.keys.entry(file).or_default().push(text);
        }
    }

    /// The keys of a file's spared rows; a key may come twice. For [`File::Roles`] these are keys
    /// of persons, all of whose roles are spared.
    pub fn keys(&self, file: File) -> impl Iterator<Item = &str> + '_ {
        self.keys
            .get(&file)
            .into_iter()
            .flatten()
            .map(|text| self.texts.get(*text))
    }
}
