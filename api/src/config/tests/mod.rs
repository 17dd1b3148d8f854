//! The configurations that are taken, the ones that are not, and what is said about them.

mod accepted;
mod defaults;
mod diagnosis;
mod digest;
mod layers;
mod refused;
mod secrecy;

use std::{ffi::OsString, fs, path::PathBuf};

use tempfile::TempDir;

use super::{Build, Config, ConfigErrors, PostgresTls, Sources};

/// 32 bytes in base64 that stand for a real master key. Found in a message, it is a leak.
const MASTER_KEY: &str = "Q0FOQVJZLW1hc3Rlci1rZXktb2YtMzItYnl0ZXMhISE=";

/// 32 other bytes.
const FORMER_KEY: &str = "Q0FOQVJZLWZvcm1lci1rZXktb2YtMzItYnl0ZXMhISE=";

/// The published key, as a person would paste it.
const DEMO_KEY: &str = "aGFsbHBhc3MgZGVtbyBrZXksIG5vdCBhIHNlY3JldCE=";

const WITH_TLS: Build = Build {
    postgres_tls: PostgresTls::Built,
};
const WITHOUT_TLS: Build = Build {
    postgres_tls: PostgresTls::Missing,
};

/// Files and an environment for one configuration.
struct Given {
    dir: TempDir,
    sources: Sources,
    build: Build,
}

/// Nothing but the defaults.
fn given() -> Given {
    let dir = tempfile::tempdir().unwrap();
    Given {
        dir,
        sources: Sources::default(),
        build: WITH_TLS,
    }
}

/// What production needs at least.
fn production() -> Given {
    given().variable("HALLPASS_MASTER_KEY", MASTER_KEY)
}

/// An instance for made-up data.
fn development() -> Given {
    given().variable("HALLPASS_ENVIRONMENT", "development")
}

impl Given {
    fn variable(mut self, name: &str, value: &str) -> Self {
        self.sources
            .environment
            .push((name.to_owned(), OsString::from(value)));
        self
    }

    /// A configuration file that only its owner reads.
    fn file(mut self, text: &str) -> Self {
        let path = self.kept("hallpass.toml", text, 0o600);
        self.sources.file = Some(path);
        self
    }

    /// A variable that names a file with this content and these permissions.
    fn variable_of_file(self, name: &str, content: &str, mode: u32) -> Self {
        let path = self.kept(name, content, mode);
        self.variable(name, path.to_str().unwrap())
    }

    fn build(mut self, build: Build) -> Self {
        self.build = build;
        self
    }

    fn kept(&self, name: &str, content: &str, mode: u32) -> PathBuf {
        let path = self.dir.path().join(name);
        fs::write(&path, content).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        }
        path
    }

    fn load(&self) -> Result<Config, ConfigErrors> {
        Config::load(&self.sources, self.build)
    }

    fn taken(&self) -> Config {
        self.load()
            .unwrap_or_else(|errors| panic!("refused: {errors}"))
    }
}
