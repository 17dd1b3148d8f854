//! The refresh token in a cookie, for pages of the server's own origin.

use actix_web::http::Method;
use domain::staff::role::StaffRole;
use serde_json::json;
use tests::{
    accounts::{PASSWORD, to_maple},
    app::TestApp,
    on_each_backend,
    reply::Reply,
};

use crate::accounts::SIGN_IN;

const OWN: (&str, &str) = ("Origin", "https://hallpass.example.org");
const ASKED: (&str, &str) = ("X-Hallpass-Refresh", "cookie");

#[cfg(test)]
async fn post(
    school: &TestApp,
    path: &str,
    headers: &[(&str, &str)],
    body: serde_json::Value,
) -> Reply {
    let mut said = vec![("Content-Type", "application/json")];
    said.extend_from_slice(headers);
    school
        .anybody()
        .send(Method::POST, path, &said, body.to_string().into_bytes())
        .await
}

on_each_backend! {
    async fn a_page_of_the_own_origin_keeps_its_refresh_token_in_a_cookie_that_it_cannot_read(school: TestApp) {
        let invited = school.invitation(school.world.district, "Okoro", StaffRole::DistrictAdmin).await;
        school.accept(&invited).await.assert(200);
        let login = to_maple("okoro@example.edu", PASSWORD);
        let told = post(&school, SIGN_IN, &[OWN, ASKED], login).await.assert(200);
        assert_eq!(told.json()["refresh_token"], json!(null));
        let cookie = told.header("set-cookie");
        let (pair, attributes) = cookie.split_once("; ").unwrap();
        assert!(pair.starts_with("__Host-hallpass_refresh=hpr_"), "{pair}");
        assert!(attributes.starts_with("Max-Age="), "{attributes}");
        assert!(attributes.ends_with("; Path=/; Secure; HttpOnly; SameSite=Strict"), "{attributes}");
        assert!(!attributes.contains("Domain"), "{attributes}");

        let kept = ("Cookie", pair);
        let path = "/v1/auth/refresh";
        for headers in [&[kept][..], &[kept, OWN]] {
            let reply = post(&school, path, headers, json!({})).await;
            reply.assert_problem(422, "invalid_fields");
        }
        for headers in [&[kept, ASKED][..], &[kept, ASKED, ("Origin", "https://app.example.org")]] {
            let reply = post(&school, path, headers, json!({})).await;
            reply.assert_problem(400, "invalid_header");
        }
        let twice = format!("{pair}; {pair}");
        let reply = post(&school, path, &[("Cookie", &twice), OWN, ASKED], json!({})).await;
        reply.assert_problem(401, "refresh_token_refused");

        let refreshed = post(&school, path, &[("Cookie", &format!("theme=dark; {pair}")), OWN, ASKED], json!({})).await;
        let refreshed = refreshed.assert(200);
        assert_eq!(refreshed.json()["refresh_token"], json!(null));
        assert!(!refreshed.header("set-cookie").starts_with(pair));
        let token = format!("Bearer {}", refreshed.text("/access_token"));
        let authorization = ("Authorization", token.as_str());
        let anybody = school.anybody();
        let out = anybody.send(Method::POST, "/v1/auth/sign-out", &[authorization, OWN, ASKED], Vec::new()).await;
        let removed = out.assert(204).header("set-cookie");
        assert!(removed.starts_with("__Host-hallpass_refresh=; Max-Age=0; "), "{removed}");
    }

    async fn without_being_asked_no_cookie_is_set(school: TestApp) {
        let invited = school.invitation(school.world.district, "Okoro", StaffRole::DistrictAdmin).await;
        school.accept(&invited).await.assert(200);
        let told = post(&school, SIGN_IN, &[OWN], to_maple("okoro@example.edu", PASSWORD)).await.assert(200);
        assert!(told.header("set-cookie").is_empty());
        assert!(told.text("/refresh_token").starts_with("hpr_"));
    }
}
