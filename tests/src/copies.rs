//! Copies of a person's data: asked for, built, fetched, and read again.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
};

use serde_json::Value;
use zip::ZipArchive;

use crate::{app::TestApp, founding, persona::Persona, reply::Reply};

/// An archive, unpacked.
pub struct Copy {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its files, by their paths.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl TestApp {
    /// The service does what is due by now.
    ///
    /// # Panics
    /// When it fails.
    pub async fn does_its_work(&self) {
        let done = api::worker::run_due(founding::installation(), &self.hallpass).await;
        done.unwrap_or_else(|failure| panic!("{failure}"));
    }
}

impl Persona {
    /// Asks for a copy at an address, waits until it is built, and fetches it.
    ///
    /// # Panics
    /// When something is refused on the way.
    pub async fn copy_from(&self, path: &str) -> Copy {
        let asked = self.post_empty(path).await.assert(201);
        self.app.does_its_work().await;
        let fetched = self.fetches(&asked.text("/id")).await.assert(200);
        Copy::unpack(fetched.content())
    }

    /// Tries to fetch a copy.
    pub async fn fetches(&self, export: &str) -> Reply {
        self.post_empty(&format!("/v1/me/exports/{export}/archive"))
            .await
    }

    /// Where a copy stands.
    ///
    /// # Panics
    /// When there is none.
    pub async fn state_of(&self, export: &str) -> String {
        let shown = self.get(&format!("/v1/me/exports/{export}")).await;
        shown.assert(200).text("/state")
    }
}

impl Copy {
    /// Unpacks an archive.
    ///
    /// # Panics
    /// When it is none.
    pub fn unpack(bytes: Vec<u8>) -> Self {
        let broken = |failure: &dyn std::fmt::Display| -> ! { panic!("no archive: {failure}") };
        let mut zip =
            ZipArchive::new(Cursor::new(bytes.clone())).unwrap_or_else(|failure| broken(&failure));
        let mut files = BTreeMap::new();
        for place in 0..zip.len() {
            let mut file = zip
                .by_index(place)
                .unwrap_or_else(|failure| broken(&failure));
            let mut content = Vec::new();
            file.read_to_end(&mut content)
                .unwrap_or_else(|failure| broken(&failure));
            let name = file.name().map(|name| name.to_string());
            let name = name.unwrap_or_else(|failure| broken(&failure));
            files.insert(name, content);
        }
        Self { bytes, files }
    }

    /// A file as JSON.
    ///
    /// # Panics
    /// When it is none.
    pub fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.files[path]).unwrap_or_else(|_| panic!("{path} is no JSON"))
    }

    /// A file as a text.
    ///
    /// # Panics
    /// When it is none.
    pub fn text(&self, path: &str) -> String {
        String::from_utf8(self.files[path].clone()).unwrap_or_else(|_| panic!("{path} is no text"))
    }

    /// The rows of a table; none if the copy does not have the table.
    pub fn rows(&self, table: &str) -> Vec<Value> {
        let data = self.json("data.json");
        data["tables"][table]
            .as_array()
            .cloned()
            .unwrap_or_default()
    }

    /// Whether a text stands anywhere in any of its files.
    pub fn says(&self, text: &str) -> bool {
        let mut files = self.files.values();
        files.any(|content| String::from_utf8_lossy(content).contains(text))
    }

    /// Why a column is not in the copy, by the manifest.
    ///
    /// # Panics
    /// When the manifest does not name it.
    pub fn exemption(&self, table: &str, column: &str) -> Option<String> {
        let manifest = self.json("manifest.json");
        let named = |list: &Value, member: &str, name: &str| {
            let mut entries = list.as_array().into_iter().flatten();
            entries.find(|entry| entry[member] == name).cloned()
        };
        let found = named(&manifest["tables"], "table", table)
            .and_then(|found| named(&found["columns"], "column", column));
        let found = found.unwrap_or_else(|| panic!("the manifest does not name {table}.{column}"));
        found["exempt"].as_str().map(str::to_owned)
    }
}
