//! Everything that is held is in a copy, or is exempt by name.

use std::collections::BTreeSet;

use persistence::inventory::{Protection, data_inventory};
use serde_json::Value;
use tests::{app::TestApp, copies::Copy, families::Family, on_each_backend, rows::Rows};
use uuid::Uuid;

use super::{Life, MINE, WRITTEN, of_student};

/// How rows name the person whom they are about, found without the declarations of the copy: any of these
/// columns. A table that has none of them is looked at in another test.
const NAMES: [&str; 9] = [
    "user_id",
    "learner_id",
    "person_id",
    "child_id",
    "student_id",
    "subject_id",
    "kept_id",
    "merged_id",
    "principal_id",
];

/// What is the parent's in rows about a child.
const OF_PARENTS: [&str; 3] = [
    "consent_requests.notice",
    "consent_requests.given_network",
    "consents.given_network",
];

/// The rows of a table that name a person as the one whom they are about.
#[cfg(test)]
fn about(rows: &Rows, table: &str, columns: &[&str], person: Uuid) -> Option<String> {
    let person = rows.id(person);
    if table == "users" {
        return Some(format!("id = {person}"));
    }
    // In these the column names no person; or there are rows since, about the copy itself.
    if ["jobs", "subject_keys", "exports", "audit_events"].contains(&table) {
        return None;
    }
    let names = columns.iter().filter(|column| {
        NAMES.contains(column) && !(table == "audit_events" && **column == "subject_id")
    });
    let conditions: Vec<String> = names.map(|column| format!("{column} = {person}")).collect();
    (!conditions.is_empty()).then(|| conditions.join(" OR "))
}

/// Compares the copy with the rows: of each personal column as many values as are stored, or an exemption.
/// Gives the columns that were found in the copy.
#[cfg(test)]
fn compare(school: &TestApp, copy: &Copy, person: Uuid) -> BTreeSet<String> {
    let mut rows = Rows::of(school);
    let mut found = BTreeSet::new();
    let manifest = copy.json("manifest.json");
    for table in data_inventory() {
        let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let Some(about) = about(&rows, table.name, &columns, person) else {
            continue;
        };
        for column in table
            .columns
            .iter()
            .filter(|column| column.category.is_some())
        {
            let name = column.name;
            let condition = format!("({about}) AND \"{name}\" IS NOT NULL");
            let stored = rows.count(&format!("{} WHERE {condition}", table.name));
            if stored == 0 || copy.exemption(table.name, name).is_some() {
                continue;
            }
            let shown = copy.rows(table.name);
            let shown = shown.iter().filter(|row| !row[name].is_null()).count();
            let redacted = redacted(&manifest, table.name, name);
            assert_eq!(shown + redacted, stored, "{}.{name}", table.name);
            let full = format!("{}.{name}", table.name);
            let may_be_others =
                column.protection == Protection::Identifier || OF_PARENTS.contains(&full.as_str());
            assert!(redacted == 0 || may_be_others, "{full} is the person's own");
            found.insert(full);
        }
    }
    found
}

#[cfg(test)]
fn redacted(manifest: &Value, table: &str, column: &str) -> usize {
    let of = |list: &Value, member: &str, name: &str| {
        let mut entries = list.as_array().into_iter().flatten();
        entries
            .find(|entry| entry[member] == name)
            .cloned()
            .unwrap()
    };
    let column = of(
        &of(&manifest["tables"], "table", table)["columns"],
        "column",
        column,
    );
    usize::try_from(column["redacted"].as_u64().unwrap()).unwrap()
}

on_each_backend! {
    /// RTS-02: each text that a life at school leaves is in the copy, and each personal column as often as
    /// it is stored, unless the manifest says why not.
    async fn a_student_gets_a_copy_of_everything_that_is_held(school: TestApp) {
        let Life { robin, .. } = Life::lived(&school).await;
        let copy = robin.copy_from(MINE).await;
        for text in ["Canarygiven", "Canaryfamily", "canary.login", "2016-03", "Canary Class"] {
            assert!(copy.says(text), "{text}");
        }
        for text in WRITTEN {
            assert!(copy.text("data.json").contains(text), "{text}");
            assert!(copy.text("index.html").contains(text), "{text}");
            let file = copy.files.keys().find(|path| {
                path.starts_with("work/") && copy.text(path).contains(text)
            });
            assert!(file.is_some(), "{text} is a file");
        }
        assert_eq!(copy.rows("feedback")[0]["code"], "kept_going");
        let found = compare(&school, &copy, robin.user.uuid());
        for column in [
            "users.given_name", "users.username", "users.grade_level", "enrollments.begins_at",
            "sessions.client", "known_networks.last_signed_in_at", "age_statements.evidence",
            "progress_events.content", "activity_states.tries", "lesson_states.states",
            "saved_work.content", "feedback.code", "feedback.given_by", "learner_progress.day",
        ] {
            assert!(found.contains(column), "{column} is not stored in this life, or not in the copy");
        }
    }

    async fn a_copy_has_nothing_of_classmates_and_of_staff_the_display_name(school: TestApp) {
        let Life { robin, rivera, .. } = Life::lived(&school).await;
        let copy = robin.copy_from(MINE).await;
        for other in ["Classmate", "Hidden", "rivera@", &rivera.user.to_string()] {
            assert!(!copy.says(other), "{other}");
        }
        let given_by = copy.rows("feedback")[0]["given_by"].as_str().unwrap().to_owned();
        assert!(given_by.contains("Rivera"), "{given_by}");
    }

    /// A child at home, whose parent sees what was agreed to as well.
    async fn a_parent_gets_a_copy_of_everything_that_is_held_of_the_child(school: TestApp) {
        let mut family = Family::register(&school, "Diaz").await;
        let child = family.child().await;
        let path = of_student(domain::ids::Id::from_uuid(Uuid::parse_str(&child.id).unwrap()));
        let copy = family.parent.copy_from(&path).await;
        assert!(copy.says("Robin"));
        let found = compare(&school, &copy, Uuid::parse_str(&child.id).unwrap());
        for column in ["users.given_name", "consents.scopes", "consent_requests.method"] {
            assert!(found.contains(column), "{column}");
        }
        assert!(!copy.rows("audit_events").is_empty(), "a parent sees the log");
        assert_eq!(copy.json("manifest.json")["asked_by"], "parent");
        assert!(!copy.says("diaz@example.org"), "the parent's address is the parent's");

        let own = family.parent.copy_from(MINE).await;
        assert!(own.says("diaz@example.org"));
        // What was sent to the parent is theirs, with the name in it; what is held about the child is not.
        let questions = own.rows("consent_requests");
        assert!(questions.iter().all(|row| row["child_name"].is_null() && row["child_id"].is_null()));
    }

    async fn an_adult_gets_a_copy_too(school: TestApp) {
        let Life { rivera, .. } = Life::lived(&school).await;
        let rivera = school.again(&rivera, domain::accounts::sessions::SessionKind::Staff).await;
        let copy = rivera.copy_from(MINE).await;
        assert_eq!(copy.rows("teaching_assignments").len(), 1);
        assert!(!copy.rows("attestations").is_empty());
        for other in ["Canarygiven", "CANARY-CODE", "canary.login"] {
            assert!(!copy.says(other), "{other}");
        }
        compare(&school, &copy, rivera.user.uuid());
    }
}
