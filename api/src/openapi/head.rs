//! The head of the document: title, servers, how to sign in.

use utoipa::openapi::{
    OpenApi,
    info::{Contact, Info, License},
    security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    server::ServerBuilder,
};

/// The name of the one security scheme.
pub(super) const ACCESS_TOKEN: &str = "access_token";

pub(super) fn describe(document: &mut OpenApi) {
    let mut info = Info::new("Hallpass", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "Backend of a coding classroom for children. Every promise of a privacy policy is a rule, \
         a constraint, an endpoint and a test: `x-permission`, `x-roles` and the other `x-` fields \
         of every operation are generated from the policy that the server runs."
            .to_owned(),
    );
    info.license = Some(License::new("Apache-2.0"));
    info.contact = Some(Contact::new());
    document.info = info;
    document.servers = Some(vec![ServerBuilder::new().url("/").build()]);
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some(
            "An access token from `POST /v1/auth/sign-in`: a JWT (RFC 9068, handled by RFC 8725) \
             signed with EdDSA, good for ten minutes.",
        ))
        .build();
    document
        .components
        .get_or_insert_default()
        .add_security_scheme(ACCESS_TOKEN, SecurityScheme::Http(scheme));
}
