//! Hashes of secrets: what a person can do with them who has the database but not the keys.

use std::sync::Arc;

use domain::{
    accounts::credentials::CredentialKind, ids::PLATFORM, mint::Clock, staff::role::StaffRole,
};
use persistence::{
    Database, DbError, Settings,
    keys::{
        KeyError, Keyring, MasterKey, MasterKeys,
        rotation::{self, Rotated},
    },
    testing,
};
use tests::{
    accounts::{PASSWORD, to_maple},
    app::{TestApp, generous},
    clock::CountingMint,
    founding, on_each_backend,
    rows::Rows,
};
use uuid::Uuid;

use crate::accounts::SIGN_IN;

/// Wraps the keys of all organizations under another master key, and gives how often it did.
#[cfg(test)]
async fn rotated(school: &TestApp, masters: MasterKeys, mint: u64) -> usize {
    let keyring = Keyring::new(masters, Arc::new(CountingMint::beginning_at(mint)));
    let address = school.place.address();
    let database = Database::open(&address, &Settings::default(), Arc::new(keyring)).unwrap();
    let (database, now) = (Arc::new(database), school.clock.now());
    let mut done = 0;
    for organization in [PLATFORM, school.world.district, school.world.other_district] {
        let rotated = founding::write(&database, organization, now, |tx| {
            rotation::rewrap(tx, &founding::installation())
        });
        done += usize::from(rotated.await == Rotated::Now);
    }
    done
}

on_each_backend! {
    async fn a_hash_pasted_into_another_row_opens_no_account(school: TestApp) {
        let mut ids = Vec::new();
        for name in ["Okoro", "Mallory"] {
            ids.push(school.admin_with_password(name).await.get("/v1/me").await.text("/id"));
        }
        let token = school.invitation(school.world.other_district, "Far", StaffRole::DistrictAdmin).await;
        let far = school.bearer(&school.accept(&token).await.assert(200).text("/access_token"));
        ids.push(far.get("/v1/me").await.text("/id"));
        let mut rows = Rows::of(&school);
        let ids: Vec<String> = ids.iter().map(|id| rows.id(Uuid::parse_str(id).unwrap())).collect();
        let [okoro, mallory, far] = ids.as_slice() else { panic!("three people") };
        let hash = |of: &str| format!(
            "UPDATE credentials SET hash = (SELECT hash FROM credentials WHERE user_id = {of}) WHERE user_id = {okoro}"
        );
        let key = |of: &str| format!(
            "UPDATE subject_keys SET wrapped = (SELECT wrapped FROM subject_keys WHERE subject_id = {of}) WHERE subject_id = {okoro}"
        );
        let forged = b"$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA";
        let forged: String = forged.iter().map(|byte| format!("{byte:02x}")).collect();
        let forged = format!("UPDATE credentials SET hash = {} WHERE user_id = {okoro}", rows.bytes(&forged));
        let anybody = school.anybody();
        let okoro_signs_in = || anybody.post(SIGN_IN, to_maple("okoro@example.edu", PASSWORD));
        rows.keep(&["credentials", "subject_keys"]);
        for (what, pasted) in [
            ("of a colleague", hash(mallory)),
            ("of a colleague, with their key", format!("{};{}", hash(mallory), key(mallory))),
            ("of another tenant", hash(far)),
            ("of another tenant, with its key", format!("{};{}", hash(far), key(far))),
            ("made without a key", forged),
        ] {
            okoro_signs_in().await.assert(200);
            rows.execute(&pasted);
            let refused = okoro_signs_in().await;
            assert_eq!(refused.status.as_u16(), 500, "{what}");
            for (table, id, column) in [("credentials", "user_id", "hash"), ("subject_keys", "subject_id", "wrapped")] {
                let kept = format!("(SELECT {column} FROM kept_{table} WHERE {id} = {okoro})");
                rows.execute(&format!("UPDATE {table} SET {column} = {kept} WHERE {id} = {okoro}"));
            }
        }
    }

    async fn a_hash_of_a_password_is_none_of_a_passphrase(school: TestApp) {
        school.admin_with_password("Okoro").await;
        Rows::of(&school).execute("UPDATE credentials SET kind = 'passphrase'");
        let (district, now) = (school.world.district, school.clock.now());
        let opened = founding::write(&school.database, district, now, |tx| {
            Ok(testing::hashes(tx, CredentialKind::Passphrase))
        }).await;
        assert!(matches!(opened, Err(DbError::Key(KeyError::DoesNotOpen))), "{opened:?}");
    }

    async fn who_has_no_key_any_more_has_no_password_either(school: TestApp) {
        school.admin_with_password("Okoro").await;
        Rows::of(&school).execute("DELETE FROM subject_keys");
        let refused = school.anybody().post(SIGN_IN, to_maple("okoro@example.edu", PASSWORD)).await;
        refused.assert_problem(401, "sign_in_failed");
    }

    async fn a_password_opens_after_the_master_key_was_exchanged(school: TestApp) {
        school.admin_with_password("Okoro").await;
        let (first, second) = (MasterKey::new("test-1", [42; 32]), MasterKey::new("test-2", [43; 32]));
        assert_eq!(rotated(&school, MasterKeys::new(second, vec![first]), 7).await, 3);
        let (first, second) = (MasterKey::new("test-1", [42; 32]), MasterKey::new("test-2", [43; 32]));
        assert_eq!(rotated(&school, MasterKeys::new(first, vec![second]), 8).await, 3);
        let school = school.restarted(generous()).await;
        school.anybody().post(SIGN_IN, to_maple("okoro@example.edu", PASSWORD)).await.assert(200);
    }
}
