//! The head of the document: title, servers, tags, how to sign in.

use serde_json::{Value, json};

use super::visit::{self, Members};

/// The name of the one security scheme.
pub(super) const ACCESS_TOKEN: &str = "access_token";

/// What the groups of operations are about, in the order in which they are shown.
const TAGS: [(&str, &str); 31] = [
    (
        "auth",
        "Sign in, refresh and sign out; the public keys that verify access tokens.",
    ),
    (
        "me",
        "The profile, password and sessions of the caller, and copies of data that they asked for.",
    ),
    ("organizations", "Districts, the tenants of an instance."),
    ("schools", "The schools of a district."),
    (
        "agreements",
        "The agreements of a school with the operator, required before students are created.",
    ),
    ("academic-sessions", "School years and terms."),
    (
        "staff",
        "Teachers and administrators of schools and districts, and their invitations.",
    ),
    (
        "people",
        "Who a person of the district is, for those who have to do with them.",
    ),
    ("classes", "Classes: create, update, archive and reopen."),
    (
        "class-staff",
        "Co-teachers and teaching assistants of a class.",
    ),
    ("join-codes", "Codes with which students join a class."),
    ("students", "The students of a class and their credentials."),
    (
        "catalogue",
        "Published courses, public and without an account.",
    ),
    (
        "courses",
        "Write courses, publish versions of them, assign versions to classes.",
    ),
    (
        "progress",
        "Learning events, progress, feedback and reports.",
    ),
    (
        "rosters",
        "Imports of OneRoster bundles: stage, review, apply or discard.",
    ),
    (
        "audit",
        "The log of every change and every disclosure of personal data.",
    ),
    (
        "households",
        "Families: a parent registers and opens the accounts of children.",
    ),
    (
        "guardians",
        "Parents and guardians of students at school: pairing codes, decisions, limits.",
    ),
    (
        "records",
        "The education record of a student, who looked at it, and to whom it was disclosed.",
    ),
    (
        "releases",
        "De-identified releases: tables about students in which small numbers are suppressed.",
    ),
    (
        "support",
        "Access that a district grants the platform's support: to one student, for one question, for hours.",
    ),
    (
        "settings",
        "What people set about their accounts, and changes that wait for a parent or a school.",
    ),
    (
        "consent",
        "Verifiable parental consent: asked, decided by the link of a message, withdrawn.",
    ),
    (
        "policies",
        "The privacy policy: its versions, and who accepted which.",
    ),
    (
        "age",
        "How old students are, as far as it is known: evidence, reviews, what an age changes, the gate.",
    ),
    (
        "rights",
        "Requests about one's data, erasure and its receipt, questions about privacy.",
    ),
    (
        "retention",
        "What is held from being deleted for a matter, and the daily runs over what is past its time.",
    ),
    ("jobs", "Work that the service does by itself."),
    ("accounts", "Accounts and their credentials."),
    ("meta", "The service itself: health, limits, this document."),
];

/// Writes the head, before what was collected.
pub(super) fn describe(document: &mut Value) {
    let mut used: Vec<String> = Vec::new();
    visit::operations(document, |documented| {
        let tags = documented.members.get("tags").and_then(Value::as_array);
        used.extend(
            tags.into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned),
        );
    });
    let tags: Vec<Value> = TAGS
        .iter()
        .filter(|(name, _)| used.iter().any(|used| used == name))
        .map(|(name, description)| json!({ "name": name, "description": description }))
        .collect();
    document["components"]["securitySchemes"] = json!({ ACCESS_TOKEN: access_token() });
    let collected = std::mem::take(document);
    let mut members = Members::new();
    members.insert("openapi".to_owned(), json!("3.1.0"));
    members.insert("info".to_owned(), info());
    members.insert("servers".to_owned(), servers());
    members.insert("tags".to_owned(), json!(tags));
    members.insert("security".to_owned(), json!([{ ACCESS_TOKEN: [] }]));
    members.insert("paths".to_owned(), collected["paths"].clone());
    members.insert("components".to_owned(), collected["components"].clone());
    *document = Value::Object(members);
}

fn info() -> Value {
    json!({
        "title": "Hallpass",
        "version": env!("CARGO_PKG_VERSION"),
        "summary": "Backend of a coding classroom for children",
        "description": "`x-permission`, `x-roles`, `x-legal-basis`, `x-data-categories`, `x-audit-event`, \
            `x-retention` and `x-rate-class` of each operation are generated from the policy that \
            the server enforces.\n\n\
            Every error is a problem (RFC 9457) with a stable `code`. Lists are paginated with an \
            opaque cursor. Changes are merge patches (RFC 7396) with `If-Match`; one that \
            says that it is `application/json` is read alike. A `POST` with an \
            `Idempotency-Key` can be repeated safely. Ids are UUIDs; instants are RFC 3339 in UTC. \
            Within `/v1`, members are added but never removed or renamed.\n\n\
            **Expect new values.** Answers are open: a client ignores members that it does not know. An \
            enum with `x-open: true` can get more values, so a client has a default for those that it \
            does not know; one with `x-open: false` has all of them. `x-enum-descriptions` says what \
            each value means. Requests are closed: an unknown member or value is refused.",
        "contact": { "name": "The operator of this instance", "url": "https://hallpass.example.edu" },
        "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
    })
}

fn servers() -> Value {
    json!([
        {
            "url": "/",
            "description": "The instance that serves this document: production, staging or local",
            "x-internal": false,
        },
        {
            "url": "https://{host}",
            "description": "Another instance, in production",
            "x-internal": false,
            "variables": {
                "host": {
                    "default": "hallpass.example.edu",
                    "description": "The host of the instance",
                },
            },
        },
    ])
}

fn access_token() -> Value {
    json!({
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An access token from `POST /v1/auth/sign-in`: a JWT (RFC 9068, handled by \
            RFC8725) signed with EdDSA, valid for ten minutes.",
    })
}
