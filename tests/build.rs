//! Tells the tests at compile time whether there is a PostgreSQL to run on: libtest can report
//! a test as ignored only if it is marked so before it runs.

#[path = "src/postgres/source.rs"]
mod source;

use source::Source;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(postgres_available)");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/postgres/source.rs");
    for variable in [source::VARIABLE, "CI", "PATH"] {
        println!("cargo::rerun-if-env-changed={variable}");
    }
    let found = source::find();
    if let Some(Source::Programs(directory)) = &found {
        println!(
            "cargo::rerun-if-changed={}",
            directory.join("initdb").display()
        );
    }
    // In CI the tests are never ignored: without a PostgreSQL they run and fail.
    if found.is_some() || source::is_required() {
        println!("cargo::rustc-cfg=postgres_available");
    }
}
