//! Sealed columns: what they hide from whoever has the database, and that nothing opens elsewhere.

use std::sync::Arc;

use domain::{
    access::Relationship,
    ids::{OrganizationId, PLATFORM},
    mint::Clock,
    staff::role::StaffRole,
    text::NameOrder,
};
use persistence::{
    Database, DbError, Scope, Settings,
    keys::{
        KeyError, Keyring, MasterKey, MasterKeys,
        rotation::{self, Rotated},
    },
    paging::{NamesRequest, PageRequest},
    staff::{self, StaffWanted},
};
use serde_json::json;
use tests::{app::TestApp, clock::CountingMint, founding, on_each_backend, rows::Rows};
use uuid::Uuid;

/// What must be in no file and in no table.
const NAMES: [&str; 5] = [
    "Quillfeather",
    "Zephyrine",
    "Ostrander",
    "Wilhelmina",
    "Vexworth",
];

#[cfg(test)]
fn opened(school: &TestApp, masters: MasterKeys, mint: u64) -> Arc<Database> {
    let keyring = Keyring::new(masters, Arc::new(CountingMint::beginning_at(mint)));
    let settings = Settings {
        readers: 1,
        connections: 2,
        ..Settings::default()
    };
    Arc::new(Database::open(&school.place.address(), &settings, Arc::new(keyring)).unwrap())
}

#[cfg(test)]
fn first_master() -> MasterKey {
    MasterKey::new("test-1", [42; 32])
}

#[cfg(test)]
fn second_master() -> MasterKey {
    MasterKey::new("test-2", [43; 32])
}

/// The family names of the staff of the school, as a database with these keys opens them.
#[cfg(test)]
async fn names(school: &TestApp, database: &Database) -> Result<Vec<String>, DbError> {
    let (district, at) = (school.world.district, school.world.school);
    let scope = Scope::new(
        domain::audit::Channel::Worker,
        district,
        school.clock.now(),
        Uuid::nil(),
    );
    let names = NamesRequest {
        page: PageRequest {
            after: None,
            limit: 50,
        },
        order: NameOrder::CreatedAt,
        search: None,
        count: None,
    };
    let listed = database
        .read(scope, move |tx| {
            let permit = founding::permit(tx, Relationship::DistrictAdmin, at);
            staff::list(tx, &permit, StaffWanted::default(), &names)
        })
        .await?;
    let given = listed.rows().iter().map(|member| member.given_name.clone());
    Ok(given.collect())
}

/// Every row of every table as PostgreSQL writes it out, or every byte of SQLite's files.
#[cfg(test)]
fn everything(school: &TestApp, rows: &mut Rows) -> Vec<u8> {
    let Some(file) = school.place.file() else {
        let tables: Vec<String> = rows.schema().into_keys().collect();
        let dump = tables.iter().flat_map(|table| {
            rows.values(&format!(
                "SELECT CAST({table} AS text) AS value FROM {table}"
            ))
        });
        return dump.collect::<Vec<_>>().join("\n").into_bytes();
    };
    let log = file.with_extension("db-wal");
    let mut bytes = std::fs::read(file).unwrap();
    bytes.extend(std::fs::read(log).unwrap_or_default());
    bytes
}

#[cfg(test)]
fn holds(dump: &[u8], needle: &[u8]) -> bool {
    dump.windows(needle.len())
        .any(|window| window.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

on_each_backend! {
    async fn whoever_has_the_database_without_the_keys_reads_no_name(school: TestApp) {
        let okoye = school.district_admin("Vexworth").await;
        let invitation = json!({
            "email": "zephyrine.ostrander@example.edu", "given_name": "Zephyrine",
            "family_name": "Ostrander", "display_name": "Mx. Ostrander", "role": "teacher",
        });
        let path = format!("/v1/schools/{}/staff-invitations", school.world.school);
        let invited = okoye.post_once(&path, "k", invitation).await.assert(201);
        let token = invited.text("/invitation_token");
        let rivera = school.teacher("Quillfeather").await;
        let class = rivera.class("Robots").await;
        school.student_in(class, "Wilhelmina").await;
        okoye.get(&format!("/v1/schools/{}/staff", school.world.school)).await.assert(200);

        let dump = everything(&school, &mut Rows::of(&school));
        assert!(holds(&dump, b"Robots"), "the dump holds what is not sealed");
        for secret in NAMES.into_iter().chain([token.as_str()]) {
            assert!(!holds(&dump, secret.as_bytes()), "{secret}");
            assert!(!holds(&dump, hex(secret).as_bytes()), "{secret} in hexadecimal");
        }
    }

    async fn a_sealed_value_opens_in_its_own_row_column_and_organization_only(school: TestApp) {
        let (rivera, chen) = (school.teacher("Rivera").await, school.teacher("Chen").await);
        let far = school.teacher_in_other_district("Silva").await;
        let diaz = school.school_admin("Diaz").await;
        let path = format!("/v1/schools/{}/staff", school.world.school);
        diaz.get(&path).await.assert(200);

        let mut rows = Rows::of(&school);
        rows.keep(&["users", "subject_keys"]);
        let [rivera, chen, far] = [&rivera, &chen, &far].map(|person| rows.id(person.user.uuid()));
        let of = |column: &str, person: &str| format!("(SELECT {column} FROM kept_users WHERE id = {person})");
        let key_of = |person: &str| format!("(SELECT wrapped FROM kept_subject_keys WHERE subject_id = {person})");
        let name = |value: String| format!("UPDATE users SET given_name = {value} WHERE id = {rivera}");
        let key = |value: String| format!("UPDATE subject_keys SET wrapped = {value} WHERE subject_id = {rivera}");
        for (what, moved) in [
            ("to another row", name(of("given_name", &chen))),
            ("to another row with its key", format!("{};{}", name(of("given_name", &chen)), key(key_of(&chen)))),
            ("to another column", name(of("family_name", &rivera))),
            ("to another organization", name(of("given_name", &far))),
            ("to another organization with its key", format!("{};{}", name(of("given_name", &far)), key(key_of(&far)))),
            ("damaged", name(rows.bytes("01"))),
        ] {
            rows.execute(&moved);
            let failed = names(&school, &school.database).await;
            assert!(matches!(failed, Err(DbError::Key(KeyError::DoesNotOpen))), "{what}: {failed:?}");
            diaz.get(&path).await.assert_problem(500, "internal");
            for (table, id, column) in [("users", "id", "given_name"), ("subject_keys", "subject_id", "wrapped")] {
                let kept = format!("(SELECT {column} FROM kept_{table} WHERE {id} = {rivera})");
                rows.execute(&format!("UPDATE {table} SET {column} = {kept} WHERE {id} = {rivera}"));
            }
            diaz.get(&path).await.assert(200);
        }
    }

    async fn a_kept_answer_opens_for_its_own_key_and_no_other(school: TestApp) {
        let rivera = school.teacher("Rivera").await;
        let path = format!("/v1/schools/{}/classes", school.world.school);
        let open = |key: &'static str| rivera.post_once(&path, key, json!({"title": "Robots"}));
        let first = open("a").await.assert(201).text("/id");
        open("b").await.assert(201);
        let mut rows = Rows::of(&school);
        rows.keep(&["idempotency_keys"]);
        let body = |key: &str| format!(
            "UPDATE idempotency_keys SET body = (SELECT body FROM kept_idempotency_keys WHERE key = '{key}') WHERE key = 'a'"
        );
        rows.execute(&body("b"));
        open("a").await.assert_problem(500, "internal");
        rows.execute(&body("a"));
        assert_eq!(open("a").await.assert(201).text("/id"), first);
    }

    async fn equal_values_of_two_districts_have_nothing_in_common(school: TestApp) {
        for district in [school.world.district, school.world.other_district] {
            school.staff(district, "Rivera", StaffRole::DistrictAdmin, None).await;
        }
        let mut rows = Rows::of(&school);
        let distinct = "SELECT CAST(count(DISTINCT email_index) AS text) AS value FROM users";
        assert_eq!(rows.values(distinct), ["2"]);
    }

    async fn after_a_rotation_the_old_master_key_opens_nothing(school: TestApp) {
        school.teacher("Rivera").await;
        let both = opened(&school, MasterKeys::new(second_master(), vec![first_master()]), 7);
        assert_eq!(names(&school, &both).await.unwrap(), ["Rivera"]);
        let now = school.clock.now();
        let world = school.world;
        for organization in [PLATFORM, world.district, world.other_district] {
            let rotate = |organization: OrganizationId| founding::write(&both, organization, now, |tx| {
                rotation::rewrap(tx, &founding::installation())
            });
            assert_eq!(rotate(organization).await, Rotated::Now);
            assert_eq!(rotate(organization).await, Rotated::Before);
        }

        let new = opened(&school, MasterKeys::new(second_master(), Vec::new()), 8);
        assert_eq!(names(&school, &new).await.unwrap(), ["Rivera"]);
        let old = opened(&school, MasterKeys::new(first_master(), Vec::new()), 9);
        let refused = names(&school, &old).await;
        assert!(matches!(refused, Err(DbError::Key(KeyError::UnknownMasterKey))), "{refused:?}");

        let district = Rows::of(&school).id(world.district.uuid());
        let events = format!(
            "SELECT outcome AS value FROM audit_events
             WHERE happening = 'master_key_rotated' AND organization_id = {district}"
        );
        assert_eq!(Rows::of(&school).values(&events), ["done"]);
    }

    async fn a_master_key_of_the_same_name_but_other_bytes_opens_nothing(school: TestApp) {
        school.teacher("Rivera").await;
        let forged = opened(&school, MasterKeys::new(MasterKey::new("test-1", [7; 32]), Vec::new()), 7);
        let refused = names(&school, &forged).await;
        assert!(matches!(refused, Err(DbError::Key(KeyError::DoesNotOpen))), "{refused:?}");
    }
}
