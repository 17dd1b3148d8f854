//! What proves an erasure (RET-04).

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use tests::on_each_backend;

use super::{ask, grant, work};

on_each_backend! {
    async fn a_receipt_names_rules_and_counts_and_nobody_and_the_installation_signed_it(school: TestApp) {
        let people = school.people().await;
        let request = ask(&people.moore, &people.ada, "erase").await;
        let granted = grant(&people.diaz, &request).await;
        let path = format!("/v1/erasure-receipts/{}", granted["receipt_id"].as_str().unwrap());
        school.anybody().get(&path).await.assert(404);
        work(&school).await;
        let receipt = school.anybody().get(&path).await.assert(200);
        let shown = receipt.json();
        assert_eq!(shown["scope"], "account");
        assert!(shown["rules"].as_array().unwrap().contains(&json!("RET-04")));
        let lines = shown["lines"].as_array().unwrap();
        assert!(lines.iter().any(|line| line["category"] == "name" && line["fate"] == "deleted"));
        let signed = receipt.text("/signed");
        let parts: Vec<&str> = signed.split('.').collect();
        let read = |part: &str| -> Value {
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
        };
        let (header, claims) = (read(parts[0]), read(parts[1]));
        let said = [shown.to_string(), header.to_string(), claims.to_string()].concat();
        for named in [people.ada.user, people.moore.user, people.diaz.user] {
            assert!(!said.contains(&named.to_string()));
        }
        assert!(!said.contains(&request));
        assert_eq!(claims["lines"], shown["lines"]);

        let keys = school.anybody().get("/.well-known/jwks.json").await.assert(200).json();
        let key = keys["keys"].as_array().unwrap().iter().find(|key| key["kid"] == header["kid"]);
        let public = URL_SAFE_NO_PAD.decode(key.unwrap()["x"].as_str().unwrap()).unwrap();
        let message = [parts[0], parts[1]].join(".");
        let signature = URL_SAFE_NO_PAD.decode(parts[2]).unwrap();
        let verified = UnparsedPublicKey::new(&ED25519, public).verify(message.as_bytes(), &signature);
        assert!(verified.is_ok());
        // It is no access token.
        school.bearer(&signed).get("/v1/me").await.assert(401);
    }
}
