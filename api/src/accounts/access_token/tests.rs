//! Access tokens as they should be, and the server that the corpus is aimed at.

use aws_lc_rs::signature::Ed25519KeyPair;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    accounts::{
        sessions::SessionEpoch,
        signing_keys::{KeyDates, immediate_dates},
    },
    ids::{OrganizationId, SessionId, UserId},
};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{AccessTokens, Bearer, InvalidToken, IssueError};
use crate::accounts::{
    seeded_mint::SeededMint,
    signing_keys::{SigningKey, SigningKeys},
};

mod corpus;

const ISSUER: &str = "https://hallpass.example.org";
const AUDIENCE: &str = "https://hallpass.example.org/v1";

fn bell() -> DateTime<Utc> {
    "2026-09-01T08:00:00Z".parse().unwrap()
}

fn ada() -> Bearer {
    Bearer {
        user: UserId::from_uuid(Uuid::from_u128(1)),
        session: SessionId::from_uuid(Uuid::from_u128(2)),
        organization: OrganizationId::from_uuid(Uuid::from_u128(3)),
        epoch: SessionEpoch(4),
    }
}

/// The key of the server, which the corpus uses to sign what only the grammar can refuse.
struct Server {
    pair: Ed25519KeyPair,
    kid: String,
    tokens: AccessTokens,
}

fn key(pair: &Ed25519KeyPair, dates: KeyDates) -> SigningKey {
    let pkcs8 = pair.to_pkcs8().unwrap().as_ref().to_vec();
    SigningKey::read(&pkcs8.into(), dates).unwrap()
}

impl Server {
    fn open() -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
        let key = key(&pair, immediate_dates(bell()));
        let kid = key.id().to_owned();
        let keys = SigningKeys::new(vec![key]);
        let tokens = AccessTokens::new(ISSUER.to_owned(), AUDIENCE.to_owned(), keys);
        Self { pair, kid, tokens }
    }

    fn header(&self) -> Value {
        json!({"alg": "EdDSA", "typ": "at+jwt", "kid": self.kid})
    }

    fn sign(&self, header: &str, claims: &str) -> String {
        let message = format!("{}.{}", base64url(header), base64url(claims));
        let signature = URL_SAFE_NO_PAD.encode(self.pair.sign(message.as_bytes()));
        format!("{message}.{signature}")
    }

    fn good(&self) -> String {
        self.sign(&self.header().to_string(), &claims().to_string())
    }

    /// A correctly signed token whose header has these names changed; `null` takes one away.
    fn with_header(&self, changes: &Value) -> String {
        let header = changed(self.header(), changes);
        self.sign(&header.to_string(), &claims().to_string())
    }

    /// The same with claims.
    fn with_claims(&self, changes: &Value) -> String {
        self.sign(
            &self.header().to_string(),
            &changed(claims(), changes).to_string(),
        )
    }
}

fn base64url(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

fn claims() -> Value {
    let now = bell().timestamp();
    json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": Uuid::from_u128(1), "sid": Uuid::from_u128(2),
        "org": Uuid::from_u128(3), "epoch": 4, "jti": Uuid::from_u128(5),
        "iat": now, "nbf": now, "exp": now + 600,
    })
}

fn changed(mut object: Value, changes: &Value) -> Value {
    let map = object.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            map.remove(name);
        } else {
            map.insert(name.clone(), value.clone());
        }
    }
    object
}

#[test]
fn an_issued_token_speaks_for_its_bearer_for_ten_minutes() {
    let server = Server::open();
    let noon = bell() + TimeDelta::milliseconds(900);
    let issued = server
        .tokens
        .issue(ada(), &SeededMint::default(), noon)
        .unwrap();
    assert_eq!(issued.expires_at, bell() + TimeDelta::minutes(10));

    let token = issued.token.expose_secret();
    let verify = |now| server.tokens.verify(token, now);
    let moment = TimeDelta::milliseconds(1);
    for remembered in [false, true] {
        assert_eq!(verify(noon), Ok(ada()), "remembered: {remembered}");
        assert_eq!(verify(issued.expires_at - moment), Ok(ada()));
        assert_eq!(verify(issued.expires_at), Err(InvalidToken::Expired));
    }
}

#[test]
fn a_clock_a_little_behind_accepts_a_token_and_one_far_behind_does_not() {
    let server = Server::open();
    let later = bell() + TimeDelta::minutes(1);
    let issued = server
        .tokens
        .issue(ada(), &SeededMint::default(), later)
        .unwrap();
    let verify = |behind| {
        server
            .tokens
            .verify(issued.token.expose_secret(), later - behind)
    };
    assert_eq!(verify(TimeDelta::seconds(5)), Ok(ada()));
    assert_eq!(
        verify(TimeDelta::seconds(6)),
        Err(InvalidToken::NotYetValid)
    );
}

#[test]
fn a_revoked_key_ends_its_tokens_at_once_even_remembered_ones() {
    let server = Server::open();
    let token = server.good();
    assert_eq!(server.tokens.verify(&token, bell()), Ok(ada()));
    let lost = KeyDates {
        revoked_at: Some(bell()),
        ..immediate_dates(bell())
    };
    server
        .tokens
        .replace_keys(SigningKeys::new(vec![key(&server.pair, lost)]));
    assert_eq!(
        server.tokens.verify(&token, bell()),
        Err(InvalidToken::UnknownKey)
    );
    let issued = server.tokens.issue(ada(), &SeededMint::default(), bell());
    assert_eq!(issued.unwrap_err(), IssueError::NoActiveKey);
}
