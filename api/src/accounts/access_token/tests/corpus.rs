//! More than a hundred tokens that must be refused (G-JWT, RFC 8725). Most are signed with the
//! server's own key, so that only the grammar stands between them and a bearer.

use aws_lc_rs::{
    hmac,
    signature::{Ed25519KeyPair, KeyPair},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD},
};
use serde_json::json;

use super::{AUDIENCE, ISSUER, Server, ada, bell, claims};

#[test]
fn no_malformed_token_is_accepted_and_none_stops_the_server() {
    let server = Server::open();
    let good = server.tokens.verify(&server.good(), bell());
    assert_eq!(good, Ok(ada()), "what the corpus is made from is accepted");
    let mut corpus = vec![];
    corpus.extend(broken_texts(&server));
    corpus.extend(foreign_headers(&server));
    corpus.extend(foreign_claims(&server));
    corpus.extend(foreign_signatures(&server));
    assert!(corpus.len() >= 80, "{} tokens", corpus.len());
    for (at, token) in corpus.iter().enumerate() {
        let verdict = server.tokens.verify(token, bell());
        assert!(verdict.is_err(), "token {at} is accepted: {token}");
    }
}

#[test]
fn no_single_changed_character_leaves_a_token_valid() {
    let server = Server::open();
    let good = server.good();
    for at in 0..good.len() {
        for other in ["A", "-", ".", "=", " "] {
            let mut token = good.clone();
            token.replace_range(at..=at, other);
            let verdict = server.tokens.verify(&token, bell());
            assert!(token == good || verdict.is_err(), "{other} at {at}");
        }
    }
}

fn broken_texts(server: &Server) -> Vec<String> {
    let good = server.good();
    let parts: Vec<_> = good.split('.').collect();
    let [header, claims_part, signature] = [parts[0], parts[1], parts[2]];
    let padded = |text: &str| URL_SAFE.encode(URL_SAFE_NO_PAD.decode(text).unwrap());
    let standard = |text: &str| STANDARD.encode(URL_SAFE_NO_PAD.decode(text).unwrap());
    vec![
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "...".to_owned(),
        "eyJ.eyJ.eyJ".to_owned(),
        "Bearer".to_owned(),
        "\u{0}\u{0}\u{0}".to_owned(),
        "🦉.🦉.🦉".to_owned(),
        "eyJ🦉.eyJ🦉.🦉".to_owned(),
        header.to_owned(),
        format!("{header}.{claims_part}"),
        format!("{header}.{claims_part}."),
        format!(".{claims_part}.{signature}"),
        format!("{header}..{signature}"),
        format!("{good}."),
        format!("{good}.{signature}"),
        format!(".{good}"),
        format!(" {good}"),
        format!("{good} "),
        format!("{good}\n"),
        format!("Bearer {good}"),
        format!("{}.{claims_part}.{signature}", padded(header)),
        format!("{header}.{claims_part}.{}", padded(signature)),
        format!("{header}.{claims_part}.{}", standard(signature)),
        format!(
            "{header}.{claims_part}.{}",
            &signature[..signature.len() - 2]
        ),
        format!("{header}.{claims_part}.{signature}AA"),
        format!("{claims_part}.{header}.{signature}"),
        good.to_lowercase(),
        good.to_uppercase(),
        format!("{good}{}", "A".repeat(3000)),
        server.sign("", ""),
        server.sign("{}", "{}"),
        server.sign("[]", "[]"),
        server.sign("null", "null"),
        server.sign(&server.header().to_string(), ""),
        server.sign(&server.header().to_string(), "{"),
        server.sign(
            &server.header().to_string(),
            &format!("{}garbage", claims()),
        ),
        server.sign(&format!(" {}", server.header()), &claims().to_string()),
        server.sign(&server.header().to_string(), &"{\"a\":".repeat(200)),
        server.sign(&server.header().to_string(), &"[".repeat(1000)),
    ]
}

fn foreign_headers(server: &Server) -> Vec<String> {
    let mut corpus: Vec<_> = [
        json!({"alg": "none"}),
        json!({"alg": "None"}),
        json!({"alg": "NONE"}),
        json!({"alg": ""}),
        json!({"alg": null}),
        json!({"alg": "HS256"}),
        json!({"alg": "RS256"}),
        json!({"alg": "ES256"}),
        json!({"alg": "PS256"}),
        json!({"alg": "eddsa"}),
        json!({"alg": "Ed448"}),
        json!({"alg": ["EdDSA"]}),
        json!({"alg": 1}),
        json!({"typ": null}),
        json!({"typ": "JWT"}),
        json!({"typ": "at+JWT"}),
        json!({"typ": "application/at+jwt"}),
        json!({"typ": "id+jwt"}),
        json!({"typ": "refresh+jwt"}),
        json!({"typ": ["at+jwt"]}),
        json!({"kid": null}),
        json!({"kid": ""}),
        json!({"kid": 7}),
        json!({"kid": "../../../../dev/null"}),
        json!({"kid": "' OR '1'='1"}),
        json!({"kid": format!("{}\u{0}", server.kid)}),
        json!({"kid": [server.kid]}),
        json!({"jku": "https://attacker.example.org/jwks.json"}),
        json!({"x5u": "https://attacker.example.org/cert.pem"}),
        json!({"x5c": ["MIIB"]}),
        json!({"jwk": {"kty": "OKP", "crv": "Ed25519", "x": public(&stranger())}}),
        json!({"crit": ["exp"]}),
        json!({"crit": []}),
        json!({"b64": false}),
        json!({"b64": false, "crit": ["b64"]}),
        json!({"cty": "JWT"}),
        json!({"zip": "DEF"}),
        json!({"enc": "A256GCM"}),
        json!({"unknown": true}),
    ]
    .iter()
    .map(|changes| server.with_header(changes))
    .collect();
    let kid = &server.kid;
    for header in [
        format!(r#"{{"alg":"EdDSA","alg":"none","typ":"at+jwt","kid":"{kid}"}}"#),
        format!(r#"{{"alg":"none","alg":"EdDSA","typ":"at+jwt","kid":"{kid}"}}"#),
        format!(r#"{{"alg":"EdDSA","typ":"JWT","typ":"at+jwt","kid":"{kid}"}}"#),
        format!(r#"{{"alg":"EdDSA","typ":"at+jwt","kid":"x","kid":"{kid}"}}"#),
        format!(r#"["EdDSA","at+jwt","{kid}"]"#),
    ] {
        corpus.push(server.sign(&header, &claims().to_string()));
    }
    corpus
}

fn foreign_claims(server: &Server) -> Vec<String> {
    let now = bell().timestamp();
    let mut corpus: Vec<_> = [
        json!({"iss": "https://attacker.example.org"}),
        json!({"iss": format!("{ISSUER}/")}),
        json!({"iss": [ISSUER]}),
        json!({"iss": [ISSUER, "https://attacker.example.org"]}),
        json!({"iss": 1}),
        json!({"aud": "https://other.example.org"}),
        json!({"aud": [AUDIENCE]}),
        json!({"aud": [AUDIENCE, "https://other.example.org"]}),
        json!({"aud": {}}),
        json!({"sub": "admin"}),
        json!({"sub": ""}),
        json!({"sub": 1}),
        json!({"sid": "00000000"}),
        json!({"org": true}),
        json!({"jti": 5}),
        json!({"epoch": "4"}),
        json!({"epoch": -1}),
        json!({"epoch": 4.0}),
        json!({"epoch": 4_294_967_296_u64}),
        json!({"exp": "2026-09-01T08:10:00Z"}),
        json!({"exp": (now + 600).to_string()}),
        json!({"exp": 1.0e12}),
        json!({"exp": f64::from(u32::MAX) + 0.5}),
        json!({"exp": -1}),
        json!({"exp": 0}),
        json!({"exp": i64::MAX}),
        json!({"exp": u64::MAX}),
        json!({"exp": [now + 600]}),
        json!({"exp": true}),
        json!({"exp": now}),
        json!({"exp": now + 601}),
        json!({"iat": i64::MIN}),
        json!({"iat": now + 60, "nbf": now + 60}),
        json!({"nbf": now + 60}),
        json!({"nbf": "now"}),
        json!({"iat": now - 86_400}),
        json!({"scope": "admin"}),
        json!({"nonce": "n", "email": "ada@example.edu"}),
        json!({"role": "admin"}),
    ]
    .iter()
    .map(|changes| server.with_claims(changes))
    .collect();
    for name in [
        "iss", "aud", "sub", "sid", "org", "epoch", "jti", "iat", "nbf", "exp",
    ] {
        let mut without = claims();
        without.as_object_mut().unwrap().remove(name);
        corpus.push(server.sign(&server.header().to_string(), &without.to_string()));
        let twice = claims()
            .to_string()
            .replacen('{', &format!("{{\"{name}\":1,"), 1);
        corpus.push(server.sign(&server.header().to_string(), &twice));
    }
    let by_position: Vec<_> = claims().as_object().unwrap().values().cloned().collect();
    corpus.push(server.sign(
        &server.header().to_string(),
        &json!(by_position).to_string(),
    ));
    let infinite = claims()
        .to_string()
        .replace(&(now + 600).to_string(), "1e999");
    corpus.push(server.sign(&server.header().to_string(), &infinite));
    corpus.push(server.sign(
        &server.header().to_string(),
        &format!("\"{}\"", server.good()),
    ));
    corpus
}

fn foreign_signatures(server: &Server) -> Vec<String> {
    let good = server.good();
    let (message, _) = good.rsplit_once('.').unwrap();
    let symmetric = server.with_header(&json!({"alg": "HS256"}));
    let (symmetric, _) = symmetric.rsplit_once('.').unwrap();
    let public_as_secret = hmac::Key::new(hmac::HMAC_SHA256, server.pair.public_key().as_ref());
    let confused = hmac::sign(&public_as_secret, symmetric.as_bytes());
    let unsigned = server.with_header(&json!({"alg": "none"}));
    let (unsigned, _) = unsigned.rsplit_once('.').unwrap();
    let of_another_text = server.pair.sign(b"another text");
    vec![
        format!(
            "{message}.{}",
            URL_SAFE_NO_PAD.encode(stranger().sign(message.as_bytes()))
        ),
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(of_another_text)),
        format!("{message}.{}", URL_SAFE_NO_PAD.encode([0; 64])),
        format!("{message}.{}", URL_SAFE_NO_PAD.encode([255; 64])),
        format!("{message}.{}", URL_SAFE_NO_PAD.encode([0; 32])),
        format!("{symmetric}.{}", URL_SAFE_NO_PAD.encode(confused)),
        format!("{unsigned}."),
        with_larger_scalar(&good),
    ]
}

/// The token with the group order added to the scalar of its signature, which a careless verifier
/// accepts as a second spelling (RFC 8032 §5.1.7).
fn with_larger_scalar(good: &str) -> String {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let (message, signature) = good.rsplit_once('.').unwrap();
    let mut signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let mut carry = 0_u16;
    for (byte, order) in signature[32..].iter_mut().zip(ORDER) {
        carry += u16::from(*byte) + u16::from(order);
        *byte = carry.to_le_bytes()[0];
        carry >>= 8;
    }
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn stranger() -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[8; 32]).unwrap()
}

fn public(pair: &Ed25519KeyPair) -> String {
    URL_SAFE_NO_PAD.encode(pair.public_key())
}
