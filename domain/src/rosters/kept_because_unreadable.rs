//! Keys of rows that could not be read.

use std::collections::BTreeMap;

use super::{
    files::File,
    index::Index,
    numbers::OrgNumber,
    texts::{Text, Texts},
};

/// The keys of rows left out because of an error.
///
/// Such a row is in the bundle, so what is held under its key is not missing: it stays as it is.
/// Without this, one mistyped date would end a student. A row that merely points to something missing
/// is another matter: what was taken out of a bundle on purpose must end, or rights would outlive
/// their grant.
#[derive(Clone, Debug, Default)]
pub struct KeptBecauseUnreadable {
    texts: Texts,
    keys: BTreeMap<File, Keys>,
    roles: Vec<(Text, SparedRoles)>,
}

/// Which roles of a person stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SparedRoles {
    /// All: the row says neither what nor where.
    Everywhere,
    /// Those at this organization.
    At(OrgNumber),
    /// Those at schools that are not in the bundle, because the school's own row was left out.
    Elsewhere,
}

#[derive(Clone, Debug, Default)]
struct Keys {
    texts: Vec<Text>,
    index: Index,
}

impl KeptBecauseUnreadable {
    /// Spares what is held under a key.
    pub(super) fn add(&mut self, file: File, key: &str) {
        if self.has(file, key) {
            return;
        }
        // A block of 4 GiB of keys cannot come from a bundle within the limits.
        if let Ok(text) = self.texts.keep(key) {
            let keys = self.keys.entry(file).or_default();
            let place = u32::try_from(keys.texts.len()).unwrap_or(u32::MAX);
            keys.texts.push(text);
            keys.index.insert(key, place);
        }
    }

    /// Spares a person with some of their roles.
    pub(super) fn add_roles(&mut self, person: &str, roles: SparedRoles) {
        self.add(File::Roles, person);
        if let Ok(text) = self.texts.keep(person) {
            self.roles.push((text, roles));
        }
    }

    /// Whether what is held under a key is spared.
    pub(super) fn has(&self, file: File, key: &str) -> bool {
        let Some(keys) = self.keys.get(&file) else {
            return false;
        };
        let is_at = |place| {
            let text = usize::try_from(place)
                .ok()
                .and_then(|place| keys.texts.get(place));
            text.is_some_and(|text| self.texts.get(*text) == key)
        };
        keys.index.find(key, is_at).is_some()
    }

    /// The keys of a file's spared rows. For [`File::Roles`] these are keys of persons.
    pub fn keys(&self, file: File) -> impl Iterator<Item = &str> + '_ {
        self.keys
            .get(&file)
            .into_iter()
            .flat_map(|keys| &keys.texts)
            .map(|text| self.texts.get(*text))
    }

    /// The keys of persons with those of their roles that are spared; a key may come several times.
    pub fn roles(&self) -> impl Iterator<Item = (&str, SparedRoles)> + '_ {
        self.roles
            .iter()
            .map(|(text, roles)| (self.texts.get(*text), *roles))
    }
}

#[cfg(test)]
mod tests {
    use super::{File, KeptBecauseUnreadable, SparedRoles};

    #[test]
    fn a_key_is_spared_once_and_in_its_file() {
        let mut spared = KeptBecauseUnreadable::default();
        spared.add(File::Users, "pu1");
        spared.add(File::Users, "pu1");
        spared.add_roles("te1", SparedRoles::Elsewhere);
        assert_eq!(spared.keys(File::Users).collect::<Vec<_>>(), ["pu1"]);
        assert!(spared.has(File::Users, "pu1"));
        assert!(!spared.has(File::Orgs, "pu1"));
        assert!(spared.has(File::Roles, "te1"));
        let roles: Vec<_> = spared.roles().collect();
        assert_eq!(roles, [("te1", SparedRoles::Elsewhere)]);
    }
}
