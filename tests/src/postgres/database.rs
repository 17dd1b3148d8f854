//! A database that belongs to one test.

use super::{Role, Server};

/// A database of one test's own; dropped with this value, the person who is still connected.
#[derive(Debug)]
pub struct Database {
    server: &'static Server,
    name: String,
}

impl Database {
    pub(super) fn new(server: &'static Server, name: String) -> Self {
        Self { server, name }
    }

    /// Its name on the server.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The URL with which the given role connects.
    pub fn url(&self, role: Role) -> String {
        self.server.url(role, &self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // A database that stays is swept away by the next run; a panic here would hide the test's.
        let _dropped = self.server.drop_database(&self.name);
    }
}
