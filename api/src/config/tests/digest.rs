//! The digest of a configuration.

use super::{FORMER_KEY, Given, MASTER_KEY, development};

fn digest(given: &Given) -> String {
    given.load().unwrap().digest
}

#[test]
fn configurations_that_are_alike_have_one_digest_wherever_they_are_written() {
    let nothing = digest(&development());
    assert_eq!(nothing.len(), 16);
    let written = "environment = \"development\"\n[database]\nreaders = 7\n";
    let changed = digest(&development().variable("HALLPASS_DATABASE__READERS", "7"));
    assert_ne!(changed, nothing);
    assert_eq!(digest(&super::given().file(written)), changed);
}

#[test]
fn a_secret_leaves_no_trace_in_the_digest() {
    let with = |key| digest(&development().variable("HALLPASS_MASTER_KEY", key));
    assert_eq!(with(MASTER_KEY), with(FORMER_KEY));
    assert_eq!(with(MASTER_KEY), digest(&development()));
    let url = "postgres://serving:hunter2@127.0.0.1/hallpass";
    let database = development().variable("HALLPASS_DATABASE_URL", url);
    assert_eq!(digest(&database), digest(&development()));
}
