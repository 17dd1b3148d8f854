//! Master keys that are none.

use super::{
    super::{DEMO_KEY, FORMER_KEY, MASTER_KEY, given},
    refused, with,
};

#[test]
fn keys_must_be_keys() {
    let key = |value: &str| given().variable("HALLPASS_MASTER_KEY", value);
    let previous = |value: &str| with("HALLPASS_PREVIOUS_MASTER_KEYS", value);
    let previous_key = "keys.previous_master_keys";
    refused(vec![
        (given(), "keys.master_key", "set in production"),
        (key("hunter2"), "keys.master_key", "32 bytes in base64"),
        (
            key(&MASTER_KEY[..40]),
            "keys.master_key",
            "32 bytes in base64",
        ),
        (
            given().file("[keys]\nmaster_key = 5\n"),
            "keys.master_key",
            "a text",
        ),
        (key(DEMO_KEY), "keys.master_key", "published or trivial"),
        (
            key(&format!("{}=", "A".repeat(43))),
            "keys.master_key",
            "published or trivial",
        ),
        (
            with("HALLPASS_KEYS__MASTER_KEY_ID", "Key 1"),
            "keys.master_key_id",
            "small letters",
        ),
        (previous(FORMER_KEY), previous_key, "its name, a colon"),
        (previous("old:hunter2"), previous_key, "32 bytes in base64"),
        (
            previous(&format!("1:{FORMER_KEY}")),
            previous_key,
            "names of their own",
        ),
        (
            previous(&format!("old:{MASTER_KEY}")),
            previous_key,
            "none of them the master key",
        ),
        (
            previous(&format!("a:{FORMER_KEY},a:{FORMER_KEY}")),
            previous_key,
            "names of their own",
        ),
        (
            previous(&format!("old:{DEMO_KEY}")),
            previous_key,
            "published or trivial",
        ),
    ]);
}
