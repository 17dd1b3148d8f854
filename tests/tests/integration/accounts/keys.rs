//! The keys that sign access tokens.

use api::accounts::key_store;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use serde_json::Value;
use tests::{
    accounts::{PASSWORD, to_maple},
    founding, on_each_backend,
};

use crate::accounts::{SIGN_IN, audited};

on_each_backend! {
    async fn a_second_instance_accepts_what_the_first_one_signed(school: TestApp) {
        key_store::keep(founding::installation(), &school.hallpass).await.unwrap();
        let other = school.another_instance().await;
        let okoro = school.admin_with_password("Okoro").await;
        let tokens = school.anybody().post(SIGN_IN, to_maple("okoro@example.edu", PASSWORD)).await.assert(200);
        let there = other.bearer(&tokens.text("/access_token"));
        there.get("/v1/me").await.assert(200);
        let refreshed = other.refresh(&tokens.text("/refresh_token")).await.assert(200);
        let back = school.bearer(&refreshed.text("/access_token"));
        back.get("/v1/me").await.assert(200);

        okoro.delete("/v1/me/sessions").await.assert(204);
        there.get("/v1/me").await.assert_problem(401, "unauthenticated");
        assert_eq!(school.anybody().get("/.well-known/jwks.json").await.json(), other.anybody().get("/.well-known/jwks.json").await.json());
    }

    async fn a_key_is_published_a_day_before_it_signs_and_no_token_is_refused_on_the_way(school: TestApp) {
        key_store::keep(founding::installation(), &school.hallpass).await.unwrap();
        let keys = || async {
            let reply = school.anybody().get("/.well-known/jwks.json").await.assert(200);
            assert_eq!(reply.header("cache-control"), "public, max-age=300");
            reply.json()["keys"].as_array().unwrap().iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let kid_of = |token: &str| {
            let head = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
            serde_json::from_slice::<Value>(&head).unwrap()["kid"].as_str().unwrap().to_owned()
        };
        let first = keys().await;
        assert_eq!(first.len(), 1);
        school.admin_with_password("Okoro").await;

        school.clock.advance(TimeDelta::days(89));
        key_store::keep(founding::installation(), &school.hallpass).await.unwrap();
        let announced = keys().await;
        assert_eq!((announced.len(), &announced[0]), (2, &first[0]));
        let anybody = school.anybody();
        let sign_in = || anybody.post(SIGN_IN, to_maple("okoro@example.edu", PASSWORD));
        let before = sign_in().await.assert(200).text("/access_token");
        assert_eq!(kid_of(&before), first[0]);

        school.clock.advance(TimeDelta::hours(24) - TimeDelta::minutes(1));
        key_store::keep(founding::installation(), &school.hallpass).await.unwrap();
        let old = sign_in().await.assert(200).text("/access_token");
        school.clock.advance(TimeDelta::minutes(1));
        key_store::keep(founding::installation(), &school.hallpass).await.unwrap();
        let new = sign_in().await.assert(200).text("/access_token");
        assert_eq!((kid_of(&old), kid_of(&new)), (first[0].clone(), announced[1].clone()));
        for token in [&old, &new] {
            school.bearer(token).get("/v1/me").await.assert(200);
        }
        assert_eq!(audited(&school, "signing_key_created"), "2");

        assert!(key_store::revoke(founding::installation(), &school.hallpass, &announced[1]).await.unwrap());
        school.bearer(&new).get("/v1/me").await.assert_problem(401, "unauthenticated");
        school.bearer(&old).get("/v1/me").await.assert(200);
        let after = sign_in().await.assert(200).text("/access_token");
        school.bearer(&after).get("/v1/me").await.assert(200);
        assert!(!keys().await.contains(&announced[1]));
    }
}
