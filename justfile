# Words that everybody needs. CI runs `.ci/run`, which needs no just.

_list:
    @just --list

# What has to hold before a change is shown to others
check:
    cargo fmt --all --check
    .ci/imports
    cargo clippy --workspace --all-targets -- -D warnings
    RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --workspace

# All tests, or those with a word in their name: just test rosters
test *words:
    cargo test --workspace {{ words }}

# Format, and let clippy mend what it can
fix:
    cargo clippy --workspace --all-targets --fix --allow-dirty --allow-staged
    cargo fmt --all

# Regenerate the files that are made from the code
update:
    scripts/update

# A seeded district on this machine
demo:
    cargo run --release -- demo

# Licences, banned crates and known vulnerabilities (cargo install cargo-deny)
audit:
    cargo deny check
